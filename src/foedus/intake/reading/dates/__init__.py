"""Dates as texts print them, in four languages, and which day, month or year they mean."""
