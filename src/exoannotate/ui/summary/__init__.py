"""Summaries in the window: a live preview, what is copied and written, and sentences of one's own."""
