"""Review: a second look at record after record, each beside its passage."""
