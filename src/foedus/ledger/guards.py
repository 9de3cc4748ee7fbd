"""The guards: SQLite triggers that refuse to change, delete or replace what is recorded, whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from foedus.ledger.chain import GENESIS

__all__ = ["GUARDS"]

# INSERT OR REPLACE deletes without asking a delete trigger: a row that would replace another is refused on its way in.
_TAKEN: Final = {
    "entry": (
        "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)"  # noqa: S608  # constants only
        f" OR NEW.previous IS NOT coalesce((SELECT digest FROM entry ORDER BY seq DESC LIMIT 1), '{GENESIS}')"
        " OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)"
    ),
    "claim": "EXISTS (SELECT 1 FROM claim WHERE seq = NEW.seq OR id = NEW.id)",
    "claim_party": (
        "EXISTS (SELECT 1 FROM claim_party WHERE actor = NEW.actor AND partner = NEW.partner AND seq = NEW.seq)"
    ),
    "judgement_target": "EXISTS (SELECT 1 FROM judgement_target WHERE target = NEW.target AND seq = NEW.seq)",
}


def _trigger(table: str, event: str, condition: str) -> str:
    when = f" WHEN {condition}" if condition else ""
    refusal = f"SELECT RAISE(ABORT, 'the ledger only grows: no {event} on {table}');"
    return f"CREATE TRIGGER {table}_no_{event} BEFORE {event.partition('_')[0].upper()} ON {table}{when} BEGIN {refusal} END"


def _guards() -> dict[str, str]:
    made = {}
    for table, taken in _TAKEN.items():
        for event, condition in (("update", ""), ("delete", ""), ("insert_out_of_turn", taken)):
            made[f"{table}_no_{event}"] = _trigger(table, event, condition)
    return made


GUARDS: Final[Mapping[str, str]] = MappingProxyType(_guards())
"""Statement that makes each trigger, by the trigger's name, as `sqlite_master` keeps it."""
