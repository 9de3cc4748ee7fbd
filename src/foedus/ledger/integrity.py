"""The proof: every entry recomputed, every projection compared, in constant memory; what is wrong is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Table, select
from sqlalchemy.exc import DBAPIError

from foedus.ledger.auditing import Audit
from foedus.ledger.guards import GUARDS
from foedus.ledger.schema import PROJECTIONS, claim, entry, judgement_target
from foedus.ledger.sqlite import last_number_given, lenient, pages_in_disorder, reading, triggers
from foedus.ledger.store import Ledger
from foedus.model.problems import Issue, Report, Severity

__all__ = ["verify_ledger"]

_AT_ONCE: Final = 500
_COPY: Final = "Go back to a copy from before, and find out what changed the file."


def verify_ledger(ledger: Ledger, *, head: str | None = None, limit: int = 100) -> Report:
    """Recompute the chain and all that hangs on it.

    Parameters
    ----------
    ledger : Ledger
        An open ledger.
    head : str, optional
        A head noted earlier: proves that this ledger grew out of that one. Without it a ledger that was rewritten
        from some entry to its end, digests and all, cannot be told from an honest one.
    limit : int
        Issues after which the search stops [count].

    Returns
    -------
    Report
        Codes: `file-damaged`, `trigger-missing`, `trigger-altered`, `entry-altered`, `entry-missing`, `chain-broken`,
        `entries-lost`, `wrong-id`, `unreadable-body`, `projection-differs`, `source-missing`, `claim-missing`,
        `head-missing`, `search-stopped`.

    Notes
    -----
    One pass over the file; memory does not grow with it.
    """
    issues: list[Issue] = []
    with reading(ledger.engine, ledger.place) as connection, lenient(connection):
        for issue in _all_issues(connection, head):
            if len(issues) == limit:
                issues.append(_stopped(limit))
                break
            issues.append(issue)
    return Report(issues=tuple(issues))


def _all_issues(connection: Connection, head: str | None) -> Iterator[Issue]:
    try:
        for found in pages_in_disorder(connection):
            yield Issue(code="file-damaged", where="file", got=found, expected="ordered pages", hint=_COPY)
        yield from _guards(connection)
        yield from _entries(connection, head)
        yield from _orphans(connection)
    except DBAPIError as problem:
        yield Issue(code="file-damaged", where="file", got=str(problem.orig), expected="readable pages", hint=_COPY)


def _guards(connection: Connection) -> Iterator[Issue]:
    found = dict(triggers(connection))
    for name, statement in GUARDS.items():
        if name not in found:
            yield _guard_issue("trigger-missing", name, "no such trigger", statement)
        elif found[name] != statement:
            yield _guard_issue("trigger-altered", name, repr(found[name]), statement)
    for name in sorted(found.keys() - GUARDS.keys()):
        yield _guard_issue("trigger-altered", name, "a trigger no ledger has", "none")


def _guard_issue(code: str, name: str, got: str, expected: str) -> Issue:
    hint = "Something may have been changed while it was off; the other findings say what."
    return Issue(code=code, where=f"trigger {name}", got=got, expected=expected, hint=hint)


def _entries(connection: Connection, head: str | None) -> Iterator[Issue]:
    audit = Audit(head)
    while some := _after(connection, audit.seq):
        last = some[-1].seq
        rows = {table.name: _rows(connection, table, _between(table, audit.seq, last)) for table in PROJECTIONS}
        for row in some:
            mine = {name: found.pop(row.seq, []) for name, found in rows.items()}
            yield from audit.entry(row._asdict(), mine)
        yield from audit.leftovers(rows)
    beyond = {table.name: _rows(connection, table, table.c.seq > audit.seq) for table in PROJECTIONS}
    yield from audit.leftovers(beyond)
    yield from audit.end(last_number_given(connection))


def _after(connection: Connection, seq: int) -> Sequence[Row[Any]]:
    return connection.execute(select(entry).where(entry.c.seq > seq).order_by(entry.c.seq).limit(_AT_ONCE)).all()


def _between(table: Table, seq: int, last: int) -> ColumnElement[bool]:
    return table.c.seq <= last if seq == 0 else table.c.seq.between(seq + 1, last)


def _rows(connection: Connection, table: Table, within: ColumnElement[bool]) -> dict[int, list[tuple[Any, ...]]]:
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for row in connection.execute(select(table).where(within)):
        rows.setdefault(row.seq, []).append(tuple(row))
    return rows


def _orphans(connection: Connection) -> Iterator[Issue]:
    source = entry.alias()
    alone = (
        select(claim.c.seq, claim.c.id, claim.c.source)
        .outerjoin(source, (source.c.id == claim.c.source) & (source.c.kind == "source"))
        .where(source.c.seq.is_(None))
    )
    for seq, claim_id, missing in connection.execute(alone):
        where = f"entry {seq} (claim {claim_id})"
        yield Issue(code="source-missing", where=where, got="no such source", expected=f"source {missing}", hint=_COPY)
    judged = (
        select(judgement_target.c.seq, judgement_target.c.target)
        .outerjoin(claim, claim.c.id == judgement_target.c.target)
        .where(judgement_target.c.kind.in_(["accept", "reject"]), claim.c.seq.is_(None))
    )
    for seq, target in connection.execute(judged):
        where = f"entry {seq} (judgement)"
        yield Issue(code="claim-missing", where=where, got="no such claim", expected=f"claim {target}", hint=_COPY)


def _stopped(limit: int) -> Issue:
    return Issue(
        code="search-stopped",
        where="file",
        got=f"more than {limit} issues",
        expected="none",
        hint="The search stopped here.",
        severity=Severity.WARNING,
    )
