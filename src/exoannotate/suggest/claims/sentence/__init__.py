"""A sentence as words: how they are spelt, how a clause hangs together, and the lists of words the rules know."""
