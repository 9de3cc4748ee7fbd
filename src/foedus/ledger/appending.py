"""Writing: one batch, one transaction, each thing recorded once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from foedus.ledger.chain import GENESIS, entry_digest
from foedus.ledger.projection import projected
from foedus.ledger.schema import PROJECTIONS, entry
from foedus.model.claims import Claim, Judgement, Source
from foedus.model.dates import day
from foedus.model.identity import canonical_json
from foedus.model.problems import DamagedLedgerError, NotFoundError, UsageError

__all__ = ["Appended", "Batch", "append_batch"]

_AT_ONCE: Final = 500
"""Entries looked up and written by one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one document, dataset or sitting adds: recorded as a whole or not at all.

    Attributes
    ----------
    proposed : bool
        True for what a machine read: its claims wait for a judgement before they count as accepted.
    """

    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What came of a batch: entries newly recorded and entries known before [count], and the head of the chain."""

    new: int
    known: int
    new_claims: int
    head: str


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: str
    id: str
    record: dict[str, Any]
    body: str

    @property
    def needs(self) -> tuple[tuple[str, str], ...]:
        """Kind and id of what must be recorded before."""
        if self.kind == "claim":
            return (("source", self.record["source"]),)
        if self.kind == "judgement" and self.record["kind"] in ("accept", "reject"):
            return tuple(("claim", target) for target in self.record["targets"])
        return ()


@dataclass(slots=True)
class _Tally:
    """The end of the chain as it grows, and the count so far."""

    seq: int
    head: str
    known: int = 0
    new: dict[str, int] = field(default_factory=lambda: {"source": 0, "claim": 0, "judgement": 0})


def append_batch(connection: Connection, batch: Batch, *, recorded_at: str, recorded_by: str) -> Appended:
    """Record what of ``batch`` is not yet recorded; ``connection`` must hold the write lock.

    Raises
    ------
    UsageError
        If a source is recorded already under the same id with other content, or the record of who and when is none.
    NotFoundError
        If a claim's source, or a claim judged, is neither in the batch nor in the ledger.
    """
    day(recorded_at[:10], where="recorded_at")
    if not recorded_by.strip():
        raise UsageError("recorded_by: is empty; expected who records.", hint="Give a name.")
    last = connection.execute(select(entry.c.seq, entry.c.digest).order_by(entry.c.seq.desc()).limit(1)).first()
    tally = _Tally(last.seq, last.digest) if last else _Tally(0, GENESIS)
    stamp = {"recorded_at": recorded_at, "recorded_by": recorded_by, "proposed": int(batch.proposed)}
    drafts = _drafts(batch)
    while some := list(islice(drafts, _AT_ONCE)):
        _record(connection, some, stamp, tally)
    return Appended(new=sum(tally.new.values()), known=tally.known, new_claims=tally.new["claim"], head=tally.head)


def _drafts(batch: Batch) -> Iterator[_Draft]:
    for source in batch.sources:
        record = source.to_record()
        yield _Draft("source", source.id, record, canonical_json(record))
    kinds: tuple[tuple[str, Iterable[Claim | Judgement]], ...] = (
        ("claim", batch.claims),
        ("judgement", batch.judgements),
    )
    for kind, things in kinds:
        for thing in things:
            record = thing.to_record(with_id=False)
            yield _Draft(kind, thing.id, record, canonical_json(record))


def _record(connection: Connection, drafts: list[_Draft], stamp: dict[str, Any], tally: _Tally) -> None:
    asked = {draft.id for draft in drafts} | {id_ for draft in drafts for _, id_ in draft.needs}
    recorded = _recorded(connection, asked)
    entries: list[dict[str, Any]] = []
    projections: dict[str, list[dict[str, Any]]] = {table.name: [] for table in PROJECTIONS}
    for draft in drafts:
        before = recorded.get(draft.id)
        if before is not None:
            _require_same(draft, *before)
            tally.known += 1
            continue
        _require_needs(draft, recorded)
        recorded[draft.id] = (draft.kind, draft.body)
        entries.append(_chained(draft, stamp, tally))
        rows = projected(draft.kind, draft.id, tally.seq, draft.record)
        for table in PROJECTIONS:
            names = table.columns.keys()
            projections[table.name] += [dict(zip(names, row, strict=True)) for row in rows.get(table.name, ())]
    if entries:
        connection.execute(insert(entry), entries)
    for table in PROJECTIONS:
        if projections[table.name]:
            connection.execute(insert(table), projections[table.name])


def _recorded(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    rest = iter(sorted(ids))
    while some := list(islice(rest, _AT_ONCE)):
        rows = connection.execute(select(entry.c.id, entry.c.kind, entry.c.body).where(entry.c.id.in_(some)))
        found.update({row.id: (row.kind, row.body) for row in rows})
    return found


def _chained(draft: _Draft, stamp: dict[str, Any], tally: _Tally) -> dict[str, Any]:
    tally.seq += 1
    tally.new[draft.kind] += 1
    row = {"seq": tally.seq, "kind": draft.kind, "id": draft.id, "body": draft.body, **stamp, "previous": tally.head}
    tally.head = row["digest"] = entry_digest(row)
    return row


def _require_needs(draft: _Draft, recorded: dict[str, tuple[str, str]]) -> None:
    for kind, needed in draft.needs:
        if recorded.get(needed, ("", ""))[0] != kind:
            raise NotFoundError(
                f"{draft.kind} {draft.id}: rests on {kind} {needed!r}, which is neither in the batch nor in the ledger.",
                hint=f"Record the {kind} first, or in the same batch.",
            )


def _require_same(draft: _Draft, kind: str, body: str) -> None:
    if (kind, body) == (draft.kind, draft.body):
        return
    if kind != draft.kind or kind != "source":
        raise DamagedLedgerError(
            f"{draft.kind} {draft.id}: the ledger has a {kind} of this id with other content.",
            hint="Run `foedus verify`.",
        )
    old, new = json.loads(body), draft.record
    differing = sorted(name for name in chain(old.keys() | new.keys()) if old.get(name) != new.get(name))
    said = "; ".join(f"{name}: recorded {old.get(name)!r}, now {new.get(name)!r}" for name in differing)
    raise UsageError(
        f"source {draft.id!r}: two sources share this id. {said}.",
        hint="Give the new source an id of its own; what is recorded is never changed.",
    )
