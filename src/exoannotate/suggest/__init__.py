"""Drafts for the form: values already used in the project."""
