"""A document's statements held against the record: pure functions of statements, instruments and coverage."""
