"""Tiers: which of them a dyad has under rival definitions, by which criteria, since when, and what is missing."""
