"""The first schema: the chain of entries, its projections, and the triggers that let them only grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_GENESIS = "0" * 64
_ROWS_TAKEN = {
    "entry": (
        "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)"  # noqa: S608  # constants only
        f" OR NEW.previous IS NOT coalesce((SELECT digest FROM entry ORDER BY seq DESC LIMIT 1), '{_GENESIS}')"
        " OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)"
    ),
    "claim": "EXISTS (SELECT 1 FROM claim WHERE seq = NEW.seq OR id = NEW.id)",
    "claim_party": (
        "EXISTS (SELECT 1 FROM claim_party WHERE actor = NEW.actor AND partner = NEW.partner AND seq = NEW.seq)"
    ),
    "judgement_target": "EXISTS (SELECT 1 FROM judgement_target WHERE target = NEW.target AND seq = NEW.seq)",
}


def upgrade() -> None:
    """Make tables, indexes and triggers."""
    _make_entry()
    _make_claim()
    _make_claim_party()
    _make_judgement_target()
    for table, taken in _ROWS_TAKEN.items():
        for name, event, when in (
            ("update", "UPDATE", ""),
            ("delete", "DELETE", ""),
            ("insert_out_of_turn", "INSERT", f" WHEN {taken}"),
        ):
            op.execute(
                f"CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table}{when} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no {name} on {table}'); END"
            )


def _make_entry() -> None:
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("proposed", sa.Integer, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('source', 'claim', 'judgement')", name="entry_kind"),
        sa.CheckConstraint("proposed IN (0, 1)", name="entry_proposed"),
        sqlite_autoincrement=True,
    )
    op.create_index("entry_by_id", "entry", ["id"], unique=True)
    op.create_index("entry_by_kind", "entry", ["kind"])


def _make_claim() -> None:
    op.create_table(
        "claim",
        sa.Column("seq", sa.Integer, sa.ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("stage", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("instrument", sa.Text),
    )
    op.create_index("claim_by_id", "claim", ["id"], unique=True)
    for column in ("type", "source", "instrument"):
        op.create_index(f"claim_by_{column}", "claim", [column])


def _make_claim_party() -> None:
    op.create_table(
        "claim_party",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("partner", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, sa.ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_party_by_seq", "claim_party", ["seq"])


def _make_judgement_target() -> None:
    op.create_table(
        "judgement_target",
        sa.Column("target", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, sa.ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("judgement_target_by_seq", "judgement_target", ["seq"])
