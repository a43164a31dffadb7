"""The evidence table, one file per format."""
