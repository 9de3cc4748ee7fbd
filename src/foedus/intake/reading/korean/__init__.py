"""Sentences whose predicate comes last, told by its endings: Korean."""
