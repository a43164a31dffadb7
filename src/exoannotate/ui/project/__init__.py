"""The pane at the left: documents, outline, small pictures of pages, highlights, lost highlights and hits."""
