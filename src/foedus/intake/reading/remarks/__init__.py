"""Firsts, onlys, counts, ratios and memberships: what sentences say of the network beyond single instruments."""
