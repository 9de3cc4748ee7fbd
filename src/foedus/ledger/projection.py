"""What the query tables must hold for an entry: a pure function, used to write them and to check them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedus.ledger.schema import SEVERAL

__all__ = ["Projected", "projected"]

Projected = dict[str, list[tuple[Any, ...]]]
"""Rows by table, in the order of the table's columns."""


def projected(kind: str, entry_id: str, seq: int, record: Mapping[str, Any]) -> Projected:
    """Rows of the projection tables for one entry.

    Parameters
    ----------
    kind, entry_id, seq
        As in the entry.
    record : mapping
        The entry's body, parsed.

    Raises
    ------
    KeyError
        If ``record`` lacks what every claim or judgement has.
    """
    if kind == "claim":
        columns = (record["instrument_type"], record.get("stage"), record["source"], record.get("instrument"))
        return {"claim": [(seq, entry_id, *columns)], "claim_party": _party_rows(record["parties"], seq)}
    if kind == "judgement":
        return {"judgement_target": [(target, seq, record["kind"]) for target in sorted(set(record["targets"]))]}
    return {}


def _party_rows(parties: list[str], seq: int) -> list[tuple[str, str, int]]:
    members = sorted(set(parties))
    if len(members) == 2:
        one, other = members
        return [(one, other, seq), (other, one, seq)]
    return [(member, SEVERAL, seq) for member in members]
