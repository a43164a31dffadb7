"""Going through the candidates of a document: sentence after sentence beside the record it drafts."""
