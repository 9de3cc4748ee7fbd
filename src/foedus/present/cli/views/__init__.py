"""Answers as tables for people. Rich is imported here and nowhere else on the command line."""
