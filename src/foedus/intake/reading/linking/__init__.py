"""Weighing: every way to tie the words of a sentence together, scored by weights learned from annotated texts."""
