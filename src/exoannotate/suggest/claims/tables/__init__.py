"""Rows of evidence tables, with their heads or without."""
