"""Figures for print, worked out from evidence rows as plain values: what stands where, in points. No Qt, no files."""
