"""Figures on screen and as PDF and PNG: the drawings of ``domain/figures`` painted by Qt."""
