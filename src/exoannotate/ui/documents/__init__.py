"""The open documents: tabs on one side or two, each with its pages, its find bar and its notices."""
