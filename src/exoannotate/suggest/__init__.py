"""What names mean by the vocabularies and a project's own terms, and drafts of records from a passage."""
