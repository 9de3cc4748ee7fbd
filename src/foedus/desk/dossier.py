"""The dossier: all that is known about an actor, a dyad or one instrument, on a day, as known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Unpack

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie, take_snapshot
from foedus.desk.asking import Answered, View
from foedus.desk.ledgers import Opened
from foedus.desk.records import conflict_record, instrument_record, source_records
from foedus.desk.subjects import Subject, parse_subject
from foedus.desk.viewing import Viewing, viewed
from foedus.model.actors import Group, load_actors
from foedus.model.answers import Answer
from foedus.model.instruments import Instrument
from foedus.model.problems import NotFoundError
from foedus.model.vocabulary import InstrumentType, load_vocabulary
from foedus.resolution.conflicts import find_conflicts
from foedus.resolution.matching import resolve_instruments

__all__ = ["instruments_of", "read_subject", "show"]


def show(
    what: str,
    **where: Unpack[Viewing],
) -> Answered:
    """The dossier of ``what``: an actor, a dyad in either order, or an instrument's id.

    Returns
    -------
    Answered
        `data`: subject, instruments with stages and claims, conflicts, tiers, gaps, sources.

    Raises
    ------
    FoedusError
        If nobody and nothing is called so, or a day or perspective cannot be read.
    """
    with viewed(where) as (opened, view):
        subject = read_subject(opened, what)
        instruments = instruments_of(opened, subject, on=view.on)
        snapshot = _snapshot(instruments, view, opened)
        conflicts = find_conflicts((tie.instrument for tie in snapshot.ties), known=view.known)
        evidence = [item for tie in snapshot.ties for item in tie.instrument.evidence if view.counts(item)]
        shown = evidence + [item for c in conflicts for side in c.sides for item in side.evidence]
        data = {
            "subject": {"kind": subject.kind, "name": subject.name, "parties": list(subject.parties)},
            "instruments": [instrument_record(tie, view, opened.sought) for tie in _own_first(snapshot.ties, subject)],
            "conflicts": [conflict_record(conflict, view.perspective) for conflict in conflicts],
            "tiers": [],
            "gaps": _gaps(opened, subject, snapshot, view),
            "sources": source_records(shown),
        }
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def _own_first(ties: Iterable[Tie], subject: Subject) -> list[Tie]:
    """What the parties have alone comes before what they have together with others."""
    return sorted(ties, key=lambda tie: tie.instrument.parties != subject.parties)


def read_subject(opened: Opened, what: str) -> Subject:
    """Whom or what the user means, in this ledger.

    Raises
    ------
    FoedusError
        If nobody and nothing is called so.
    """
    return parse_subject(
        what,
        is_instrument=lambda name: bool(opened.ledger.evidence(instrument=name)),
        ids=lambda: sorted({item.claim.instrument for item in opened.accepted() if item.claim.instrument}),
    )


def instruments_of(opened: Opened, subject: Subject, *, on: int) -> tuple[Instrument, ...]:
    """Instruments the subject is party to, or the one it is; ``on`` [ordinal day] tells who a group's members are.

    Raises
    ------
    NotFoundError
        If there is no instrument with this id.
    """
    if subject.instrument is None:
        return _of_parties(opened, subject.parties, on)
    named = opened.accepted(instrument=subject.instrument)
    parties, types = (named[0].claim.parties, (named[0].claim.instrument_type,)) if named else ((), ())
    around = opened.accepted(parties, types=types)
    found = resolve_instruments(around, opened.ledger.judgements())
    wanted = [i for i in found if i.id == subject.instrument] or [
        i for i in found if any(item.claim.instrument == subject.instrument for item in i.evidence)
    ]
    if not wanted:
        raise NotFoundError(
            f"subject: no instrument has the id {subject.instrument!r}.",
            hint="`foedus show ACTOR` lists instruments with their ids.",
        )
    return tuple(wanted)


def _of_parties(opened: Opened, parties: Sequence[str], on: int) -> tuple[Instrument, ...]:
    """Those all are parties to; for a group, also those all its members of the day are parties to."""
    found = {i.id: i for i in opened.instruments(parties)}
    actors = load_actors()
    if len(parties) == 1 and isinstance(actors.get(parties[0]), Group):
        members = actors.members(parties[0], on)
        together = members.certain or members.possible
        if len(together) > 1:
            found |= {i.id: i for i in opened.instruments(together)}
    return tuple(found[key] for key in sorted(found))


def _snapshot(instruments: Iterable[Instrument], view: View, opened: Opened) -> NetworkSnapshot:
    return take_snapshot(
        instruments, on=view.on, known=view.known, perspective=view.perspective, coverage=opened.coverage
    )


def _gaps(opened: Opened, subject: Subject, snapshot: NetworkSnapshot, view: View) -> list[dict[str, Any]]:
    """Types that other dyads of the two have in force on the day, and the two have not."""
    if len(subject.parties) != 2:
        return []
    kinds = {code: kind for code, kind in load_vocabulary().types.items() if _can_lack(kind)}
    answers = {code: snapshot.cell(*subject.parties, code, opened.coverage) for code in kinds}
    lacking = [code for code, answer in answers.items() if answer in (Answer.NO, Answer.NOT_OBSERVED)]
    wider = {i.id: i for actor in subject.parties for i in opened.instruments((actor,), types=lacking)}
    by_type: dict[str, list[Tie]] = {}
    for ties in _snapshot(wider.values(), view, opened).dyads(Answer.YES).values():
        for tie in ties:
            by_type.setdefault(tie.instrument.type, []).append(tie)
    return [
        {"type": code, "label": kinds[code].label, "answer": answers[code].value, "others": _others(by_type[code])}
        for code in lacking
        if code in by_type
    ]


def _can_lack(kind: InstrumentType) -> bool:
    """Events, deliveries and laws are not something a dyad lacks."""
    return kind.family == "treaty" or (kind.family == "arrangement" and kind.arity != "single")


def _others(ties: Sequence[Tie]) -> list[dict[str, Any]]:
    return [{"dyad": t.instrument.dyad, "instrument": t.instrument.id, "since": t.since} for t in ties]
