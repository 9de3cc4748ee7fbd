"""The history of the schema, one revision a file; run by Alembic when a ledger is made."""
