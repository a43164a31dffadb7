"""Help for the pane a person is in, and every key."""
