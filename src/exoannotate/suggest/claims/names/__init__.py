"""What a sentence names: RNAs, proteins, lipids, drugs, each with its words and its kind."""
