"""The project file: schema, changes, named reads, integrity."""
