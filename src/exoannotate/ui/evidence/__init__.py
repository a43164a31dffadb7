"""The pane at the foot: the evidence table."""
