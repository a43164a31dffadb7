"""On ordered text: selection, anchors, sentences, title pages."""
