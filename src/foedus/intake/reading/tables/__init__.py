"""Rows, timelines and lists: what columns and headings say, and the statements of each row."""
