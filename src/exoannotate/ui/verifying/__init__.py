"""Checking a sample again: passages of records drawn by chance, with the fields empty."""
