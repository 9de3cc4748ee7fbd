"""Alembic's way in: runs the revisions on the connection that `migrating.migrate` hands over."""

from __future__ import annotations

from alembic import context

from foedus.ledger.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
