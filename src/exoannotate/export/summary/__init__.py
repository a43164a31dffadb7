"""Evidence as sentences: for a grant or a paper, every clause tied to the records it says."""
