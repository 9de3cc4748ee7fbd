"""Sentences told clause by clause, in both scripts: Chinese."""
