"""The pane at the right: the record form and its parts, and the picker of records."""
