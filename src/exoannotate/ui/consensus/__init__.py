"""Agreeing on what was coded blind: the claims, and what each person says in their fields."""
