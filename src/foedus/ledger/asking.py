"""Reading: claims in hand with their sources and their standing, by index, in the order they were recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, func, literal, select, union_all

from foedus.ledger.schema import SEVERAL, claim, claim_party, entry, judgement_target
from foedus.model.claims import Claim, Evidence, Judged, Judgement, Source, Standing
from foedus.model.problems import DamagedLedgerError

__all__ = ["all_judged", "all_judgements", "all_sources", "select_evidence"]

_STANDING: Final[dict[str, Standing]] = {"accept": "accepted", "reject": "rejected"}
_AT_ONCE: Final = 500
_ENOUGH: Final = 5000
"""Claims after which an actor counts as frequent."""

_Thing = TypeVar("_Thing")


def select_evidence(
    connection: Connection,
    *,
    including: Collection[str],
    types: Collection[str],
    instrument: str | None,
    by: str | None = None,
) -> tuple[Evidence, ...]:
    """Claims whose parties include all of ``including``, of one of ``types``, naming ``instrument``; see `Ledger`."""
    rows = connection.execute(_question(_rarest_first(connection, including), types, instrument, by)).all()
    sources = _sources(connection, {row.source for row in rows})
    return tuple(_evidence(row, sources) for row in rows)


def _evidence(row: Row[Any], sources: Mapping[str, Source]) -> Evidence:
    seq, id_, body, recorded_at, recorded_by, proposed, source, judged = tuple(row)
    try:
        return Evidence(
            claim=Claim.recorded(json.loads(body), id_),
            source=sources[source],
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            standing=_STANDING.get(judged) or ("proposed" if proposed else "accepted"),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise _unreadable(seq, problem) from problem


def _unreadable(seq: int, problem: Exception) -> DamagedLedgerError:
    return DamagedLedgerError(
        f"entry {seq}: its content cannot be read ({problem}).",
        hint="`foedus verify` says what else is damaged; go back to a copy from before.",
    )


def all_sources(connection: Connection) -> tuple[Source, ...]:
    """Every source, in the order recorded."""
    return tuple(_read(connection, entry.c.kind == "source", lambda record: Source(**record)))


def all_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement, in the order recorded."""
    return tuple(_read(connection, entry.c.kind == "judgement", Judgement.from_record))


def all_judged(connection: Connection) -> tuple[Judged, ...]:
    """Every judgement with when and by whom it was recorded, in that order."""
    columns = (entry.c.seq, entry.c.body, entry.c.recorded_at, entry.c.recorded_by)
    rows = connection.execute(select(*columns).where(entry.c.kind == "judgement").order_by(entry.c.seq))
    found = []
    for row in rows:
        try:
            judgement = Judgement.from_record(json.loads(row.body))
        except (KeyError, TypeError, ValueError) as problem:
            raise _unreadable(row.seq, problem) from problem
        found.append(Judged(judgement=judgement, recorded_at=row.recorded_at, recorded_by=row.recorded_by))
    return tuple(found)


def _read(connection: Connection, which: ColumnElement[bool], make: Callable[[Any], _Thing]) -> Iterator[_Thing]:
    for row in connection.execute(select(entry.c.seq, entry.c.body).where(which).order_by(entry.c.seq)):
        try:
            thing = make(json.loads(row.body))
        except (KeyError, TypeError, ValueError) as problem:
            raise _unreadable(row.seq, problem) from problem
        yield thing


def _question(
    including: Sequence[str], types: Collection[str], instrument: str | None, by: str | None = None
) -> Select[Any]:
    about = (entry.c.recorded_at, entry.c.recorded_by, entry.c.proposed, claim.c.source)
    columns = (entry.c.seq, entry.c.id, entry.c.body, *about)
    question = select(*columns, _last_judgement(by).label("judged")).join(claim, claim.c.seq == entry.c.seq)
    if by is not None:
        question = question.where(_day_of(entry.c.recorded_at) <= by)
    if including:
        found = _with_parties(including)
        question = question.where(entry.c.seq.in_(select(found.c.seq)))
    if types:
        question = question.where(claim.c.type.in_(sorted(types)))
    if instrument is not None:
        question = question.where(claim.c.instrument == instrument)
    return question.order_by(entry.c.seq)


def _day_of(moment: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(moment, 1, 10)


def _last_judgement(by: str | None) -> ColumnElement[str]:
    mine = (judgement_target.c.target == claim.c.id) & judgement_target.c.kind.in_(list(_STANDING))
    if by is not None:
        judged = entry.alias()
        made = select(judged.c.seq).where(judged.c.kind == "judgement", _day_of(judged.c.recorded_at) <= by)
        mine &= judgement_target.c.seq.in_(made)
    newest_first = judgement_target.c.seq.desc()
    return select(judgement_target.c.kind).where(mine).order_by(newest_first).limit(1).scalar_subquery()


def _rarest_first(connection: Connection, actors: Collection[str]) -> list[str]:
    """Actors of few claims first: the search walks the claims of the first one and looks the others up."""
    wanted = sorted(set(actors))
    if len(wanted) < 2:
        return wanted
    counts = []
    for actor in wanted:
        own = (claim_party.c.actor == actor) & (claim_party.c.partner == SEVERAL)
        some = select(claim_party.c.seq).where(own).limit(_ENOUGH).subquery()
        counts.append(select(literal(actor), func.count()).select_from(some))
    return [str(row[0]) for row in sorted(connection.execute(union_all(*counts)), key=itemgetter(1, 0))]


def _with_parties(actors: Sequence[str]) -> Subquery:
    first, *others = actors
    if not others:
        return select(claim_party.c.seq).where(claim_party.c.actor == first).subquery()
    one = claim_party.alias()
    several = select(one.c.seq).where(one.c.actor == first, one.c.partner == SEVERAL)
    for other in others:
        two = claim_party.alias()
        several = several.join(two, (two.c.actor == other) & (two.c.partner == SEVERAL) & (two.c.seq == one.c.seq))
    if len(others) > 1:
        return several.subquery()
    pair = select(claim_party.c.seq).where(claim_party.c.actor == first, claim_party.c.partner == others[0])
    return union_all(pair, several).subquery()


def _sources(connection: Connection, ids: set[str]) -> dict[str, Source]:
    wanted = sorted(ids)
    found: dict[str, Source] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = entry.c.id.in_(wanted[start : start + _AT_ONCE]) & (entry.c.kind == "source")
        found.update({source.id: source for source in _read(connection, some, lambda record: Source(**record))})
    return found
