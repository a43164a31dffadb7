"""What becomes of the response to a therapy, and in which words it is told."""
