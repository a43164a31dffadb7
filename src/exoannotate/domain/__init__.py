"""The words of the program: records, geometry, evidence fields, changes and errors. Standard library only."""
