"""Opens PDFs in a worker process: ordered text with places, pictures of pages; and the client the others call."""
