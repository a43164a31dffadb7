"""Bibliographies: the papers an export rests on, written to and read from the files of reference managers."""
