"""The frame that holds it all: docks, status line, welcome page, how it was left."""
