"""The window in which a project is asked with one's own SQL."""
