"""One entry after another against the chain, its own id, and the projection tables: what does not agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from foedus.ledger.chain import GENESIS, entry_digest
from foedus.ledger.projection import projected
from foedus.model.identity import content_id
from foedus.model.problems import Issue

__all__ = ["Audit"]

_COPY: Final = "Go back to a copy from before, and find out what changed the file."
_SCHEMES: Final = {"claim": "c1", "judgement": "j1"}

Rows = Mapping[str, list[tuple[Any, ...]]]


class Audit:
    """Walks the entries in order, keeping only the end of the chain so far.

    Attributes
    ----------
    seq : int
        The last entry seen; 0 before the first.
    """

    def __init__(self, head: str | None) -> None:
        self.seq = 0
        self._digest = GENESIS
        self._awaited = head if head != GENESIS else None

    def entry(self, row: Mapping[str, Any], rows: Rows) -> Iterator[Issue]:
        """What is wrong with this entry or between it and the last; ``rows`` are its rows in the projections."""
        record = _parsed(row["body"])
        where = _name(row, record)
        if row["seq"] != self.seq + 1:
            lost = f"{self.seq + 1}" if row["seq"] == self.seq + 2 else f"{self.seq + 1} to {row['seq'] - 1}"
            yield _issue("entry-missing", f"entry {lost}", "nothing", f"an entry before {where}")
        if row["previous"] != self._digest:
            before = f"entry {self.seq}" if self.seq else "the beginning"
            yield _issue(
                "chain-broken", where, f"previous {row['previous']}", f"{self._digest}, the digest of {before}"
            )
        computed = entry_digest(row)
        if row["digest"] != computed:
            yield _issue("entry-altered", where, f"content with digest {computed}", f"{row['digest']} as recorded")
        yield from _content(where, row, record, rows)
        self.seq, self._digest = row["seq"], row["digest"]
        if row["digest"] == self._awaited:
            self._awaited = None

    def leftovers(self, rows: Mapping[str, Mapping[int, list[tuple[Any, ...]]]]) -> Iterator[Issue]:
        """Rows of projections that belong to no entry."""
        for table, by_seq in rows.items():
            for seq, found in sorted(by_seq.items(), key=str):
                for row in found:
                    yield _issue("projection-differs", f"{table} row of entry {seq}", f"{row}", "no row: no such entry")

    def end(self, last_given: int) -> Iterator[Issue]:
        """What is missing after the last entry; ``last_given`` is the highest number any entry ever had."""
        if last_given > self.seq:
            lost = f"entries {self.seq + 1} to {last_given}"
            yield _issue("entries-lost", lost, "nothing", f"{last_given} entries, as many as were recorded")
        if last_given < self.seq:
            yield _issue("entries-lost", "count of entries", f"{last_given}", f"{self.seq}, the last entry's number")
        if self._awaited is not None:
            yield _issue(
                "head-missing", "chain", "no entry with this digest", f"{self._awaited}, the head noted earlier"
            )


def _issue(code: str, where: str, got: str, expected: str) -> Issue:
    return Issue(code=code, where=_printable(where), got=_printable(got), expected=_printable(expected), hint=_COPY)


def _printable(text: str) -> str:
    # Broken UTF-8 arrives as lone surrogates, which no terminal or file takes.
    return text.encode("utf-8", "backslashreplace").decode()


def _parsed(body: Any) -> dict[str, Any] | None:
    try:
        record = json.loads(body)
    except (TypeError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def _name(row: Mapping[str, Any], record: Mapping[str, Any] | None) -> str:
    details = f"{row['kind']} {row['id']}"
    if row["kind"] == "claim" and record is not None:
        parties = record.get("parties")
        who = "-".join(map(str, parties)) if isinstance(parties, list) else "?"
        details += f": {record.get('instrument_type')} {who}, source {record.get('source')}"
    return f"entry {row['seq']} ({details})"


def _content(where: str, row: Mapping[str, Any], record: dict[str, Any] | None, rows: Rows) -> Iterator[Issue]:
    if record is None:
        yield _issue("unreadable-body", where, "a body that is no JSON object", "the entry's content")
        return
    own = _own_id(row["kind"], record)
    if own != row["id"]:
        yield _issue("wrong-id", where, f"content with id {own}", f"{row['id']}")
    try:
        wanted = projected(row["kind"], row["id"], row["seq"], record)
    except (KeyError, TypeError):
        yield _issue("unreadable-body", where, "a body that lacks what its kind needs", "the entry's content")
        return
    for table, found in rows.items():
        missing = [line for line in wanted.get(table, []) if line not in found]
        extra = [line for line in found if line not in wanted.get(table, [])]
        if missing or extra:
            yield _issue(
                "projection-differs", where, f"rows {extra} in {table}", f"rows {missing}, as the entry's body says"
            )


def _own_id(kind: str, record: dict[str, Any]) -> str | None:
    if kind not in _SCHEMES:
        return record.get("id")
    try:
        return content_id(_SCHEMES[kind], record)
    except UnicodeEncodeError:
        return None
