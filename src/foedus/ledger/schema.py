"""The tables: one chain of entries, and projections of it that make questions quick. All of them only grow.

`entry` is the ledger. `claim`, `claim_party` and `judgement_target` say again, in columns, what the bodies of entries
say; they can be rebuilt from `entry` and `verify_ledger` compares them with it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text

__all__ = ["METADATA", "PROJECTIONS", "REVISION", "SEVERAL", "claim", "claim_party", "entry", "judgement_target"]

REVISION: Final = "0001"
"""Newest revision of the schema this version knows; the last file in `migrations/versions`."""

SEVERAL: Final = "*"
"""In `claim_party.partner`: the claim has not exactly two parties."""

METADATA: Final = MetaData()

entry = Table(
    "entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("proposed", Integer, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
    CheckConstraint("kind IN ('source', 'claim', 'judgement')", name="entry_kind"),
    CheckConstraint("proposed IN (0, 1)", name="entry_proposed"),
    Index("entry_by_id", "id", unique=True),
    Index("entry_by_kind", "kind"),
    sqlite_autoincrement=True,
)

claim = Table(
    "claim",
    METADATA,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("stage", Text),
    Column("source", Text, nullable=False),
    Column("instrument", Text),
    Index("claim_by_id", "id", unique=True),
    Index("claim_by_type", "type"),
    Index("claim_by_source", "source"),
    Index("claim_by_instrument", "instrument"),
)

# A claim between exactly two parties has two rows, each naming the other as partner, so that a dyad is one range of
# the primary key however many claims each of the two has. Two columns of pairs would not do for 190 parties.
claim_party = Table(
    "claim_party",
    METADATA,
    Column("actor", Text, primary_key=True),
    Column("partner", Text, primary_key=True),
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Index("claim_party_by_seq", "seq"),
    sqlite_with_rowid=False,
)

judgement_target = Table(
    "judgement_target",
    METADATA,
    Column("target", Text, primary_key=True),
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Index("judgement_target_by_seq", "seq"),
    sqlite_with_rowid=False,
)

PROJECTIONS: Final = (claim, claim_party, judgement_target)
