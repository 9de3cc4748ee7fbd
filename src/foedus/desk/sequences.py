"""Use case: in which order dyads concluded what, how long it took, and what one lacks that another has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Unpack

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.analysis.sequences.durations import Spread, between_stages, between_types
from foedus.analysis.sequences.gaps import Gap, find_gaps
from foedus.analysis.sequences.milestones import LEVELS, Level, Milestone, by_pair, first_of_type, milestone, stages_at
from foedus.analysis.sequences.orders import OrderTest, Recommended, count_precedence, hold_against, observed_order
from foedus.desk._networks import whole_network
from foedus.desk._road_data import load_orders
from foedus.desk.asking import Answered
from foedus.desk.ledgers import Opened
from foedus.desk.records import source_records, title_of
from foedus.desk.subjects import Subject, parse_dyad, parse_subject
from foedus.desk.viewing import Viewing, viewed
from foedus.model.answers import Answer
from foedus.model.claims import Evidence
from foedus.model.problems import UsageError
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Course", "durations_of", "gap_record", "sequences", "spread_record"]

_LEVELS: Final[tuple[Level, ...]] = ("signed", "in_force")
_LEGS: Final[tuple[tuple[Level, Level], ...]] = (("started", "signed"), ("signed", "in_force"))
_LADDER: Final = ("2+2", "ISA", "DETTA", "ACSA", "RAA", "VFA", "SOFA", "security_treaty", "mutual_defense_treaty")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """Milestones of every dyad, by level."""

    ties: Mapping[tuple[str, str], Sequence[Tie]]
    reached: Mapping[Level, Mapping[tuple[str, str], Mapping[str, Milestone]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is asked: of an actor or a dyad, which order is tested, with which dyad it is compared.

    `order` are types joined by commas, or the name of an order on file; None for the first one on file.
    """

    what: str
    order: str | None = None
    like: str | None = None


def sequences(
    course: Course,
    **where: Unpack[Viewing],
) -> Answered:
    """Orders of one dyad, or of all dyads of an actor, with an order tested on each.

    Returns
    -------
    Answered
        `data`: `order`, `dyads`, `precedence`, `durations`, `gaps`, `sources`.

    Raises
    ------
    FoedusError
        If a name, type, day or perspective cannot be read.
    """
    steps = _read_order(course.order)
    like = None if course.like is None else parse_dyad(course.like, where="--like")
    with viewed(where) as (opened, view):
        subject = _subject(course.what)
        everything = whole_network(opened, view)
        pairs = _pairs(everything)
        names = [pair for pair in pairs.ties if set(subject.parties) <= set(pair)]
        used: list[Evidence] = []
        data: dict[str, Any] = {
            "subject": subject.name,
            "order": {
                "steps": list(steps.types),
                "by": steps.by,
                "source": dict(steps.source) if steps.source else None,
                "words": steps.words,
            },
            "dyads": [_dyad(pair, pairs, everything, opened, steps, used) for pair in names],
            "precedence": _precedence(pairs, names),
            "durations": durations_of(everything),
            "like": None if like is None else "-".join(like),
            "gaps": _gaps(everything, subject, like, opened, used),
        }
        data["dyads"] = [row for row in data["dyads"] if row["observed"]]
        data["sources"] = source_records(item for item in used if view.counts(item))
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def _subject(what: str) -> Subject:
    subject = parse_subject(what, is_instrument=lambda _: False, ids=tuple)
    if len(subject.parties) > 2:
        raise UsageError(
            f"subject: {what!r} names {len(subject.parties)} actors; expected one actor, or two.",
            hint="foedus sequences JPN, or foedus sequences AUS-JPN",
        )
    return subject


def _read_order(text: str | None) -> Recommended:
    if text is None:
        return next(iter(load_orders().values()))
    if text in load_orders():
        return load_orders()[text]
    types = tuple(load_vocabulary().type(each.strip(), where="--order").code for each in text.split(","))
    if len(set(types)) < 2 or len(set(types)) < len(types):
        raise UsageError(
            f"--order: {text!r} names {len(set(types))} types; expected two or more, each once.",
            hint="--order 2+2,ACSA,RAA",
        )
    return Recommended(id="given", types=types, by="given for this question")


def _pairs(snapshot: NetworkSnapshot) -> _Pairs:
    ties = by_pair(snapshot.ties)
    reached = {
        level: {
            pair: first_of_type(stone for tie in each if (stone := milestone(tie, level)) is not None)
            for pair, each in ties.items()
        }
        for level in LEVELS
    }
    return _Pairs(ties=ties, reached=reached)


def _dyad(
    pair: tuple[str, str],
    pairs: _Pairs,
    snapshot: NetworkSnapshot,
    opened: Opened,
    steps: Recommended,
    used: list[Evidence],
) -> dict[str, Any]:
    ties = {tie.instrument.id: tie for tie in pairs.ties[pair]}
    observed = [each for each in observed_order(pairs.reached["signed"][pair]) if each.type in _LADDER]
    for each in observed:
        used += _evidence_at(ties[each.instrument], "signed")

    def absent(kind: str) -> Answer:
        return snapshot.cell(pair[0], pair[1], kind, opened.coverage)

    tests = {level: hold_against(steps.types, pairs.reached[level][pair], absent) for level in _LEVELS}
    return {
        "dyad": "-".join(pair),
        "observed": [_milestone_record(each, ties[each.instrument]) for each in observed],
        "in_force": [
            _milestone_record(each, ties[each.instrument])
            for each in observed_order(pairs.reached["in_force"][pair])
            if each.type in _LADDER
        ],
        "tests": {level: _test_record(test) for level, test in tests.items()},
    }


def _milestone_record(stone: Milestone, tie: Tie) -> dict[str, Any]:
    return {
        "type": stone.type,
        "date": stone.words,
        "instrument": stone.instrument,
        "label": tie.instrument.label,
        "title": title_of(tie.instrument),
        "sources": sorted({item.claim.source for item in _evidence_at(tie, stone.level)}),
    }


def _evidence_at(tie: Tie, level: Level) -> list[Evidence]:
    """What says that the level was reached."""
    return [item for view in tie.stages if view.stage in stages_at(tie.type, level) for item in view.evidence]


def _test_record(test: OrderTest) -> dict[str, Any]:
    return {
        "answer": test.answer,
        "next": test.next,
        "pairs": [{"first": p.first, "then": p.then, "verdict": p.verdict, "dates": list(p.dates)} for p in test.pairs],
        "deviations": [
            f"{p.then} before {p.first}" if p.verdict == "broken" else f"{p.then} without {p.first}"
            for p in test.deviations
        ],
    }


def _precedence(pairs: _Pairs, names: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    rows = [pairs.reached["signed"][name] for name in names]
    return [
        {
            "first": each.first,
            "then": each.then,
            "in_this_order": each.kept,
            "in_reverse": each.reverse,
            "on_one_day": each.together,
            "undecided": each.open,
        }
        for each in count_precedence(_LADDER, rows)
    ]


def durations_of(snapshot: NetworkSnapshot) -> dict[str, Any]:
    """Durations between stages by type, and from type to type, over every dyad of the snapshot [days]."""
    pairs = _pairs(snapshot)
    rows = list(pairs.reached["signed"].values())
    stages = {
        f"{start} to {end}": {
            kind: spread_record(each)
            for kind, each in between_stages(snapshot.ties, start, end).items()
            if kind in _LADDER and (each.n or each.without_end or each.without_start)
        }
        for start, end in _LEGS
    }
    types = [
        {"first": first, "then": then} | spread_record(between_types(rows, first, then))
        for first, then in pairwise(_LADDER)
    ]
    return {"unit": "days", "stages": stages, "types": [row for row in types if row["n"]]}


def spread_record(each: Spread) -> dict[str, Any]:
    """A spread as plain data [days]."""
    low, middle, high = each.quartiles or (None, None, None)
    return {
        "n": each.n,
        "median": middle,
        "quartiles": [low, high],
        "median_bounds": None if each.bounds is None else list(each.bounds),
        "without_start": each.without_start,
        "without_end": each.without_end,
        "in_reverse": each.in_reverse,
    }


def _gaps(
    snapshot: NetworkSnapshot, subject: Subject, like: tuple[str, str] | None, opened: Opened, used: list[Evidence]
) -> list[dict[str, Any]]:
    if like is None:
        return []
    if len(subject.parties) != 2:
        raise UsageError(
            f"--like: {subject.name} is one actor; expected a dyad to compare with {'-'.join(like)}.",
            hint=f"foedus sequences {subject.name}-USA --like {'-'.join(like)}",
        )
    pair = (subject.parties[0], subject.parties[1])
    return [gap_record(gap, used) for gap in find_gaps(snapshot, pair, like, opened.coverage)]


def gap_record(gap: Gap, used: list[Evidence]) -> dict[str, Any]:
    """One gap as plain data; the evidence it rests on is added to ``used``."""
    for tie in (*gap.here, *gap.there):
        used += [] if tie.reached is None else tie.reached.evidence
    return {
        "type": gap.type,
        "label": load_vocabulary().type(gap.type).label,
        "answer": gap.answer.value,
        "here": [_tie_record(tie) for tie in gap.here],
        "there": [_tie_record(tie) for tie in gap.there],
    }


def _tie_record(tie: Tie) -> dict[str, Any]:
    reached = tie.reached
    return {
        "instrument": tie.instrument.id,
        "stage": None if reached is None else reached.stage,
        "date": None if reached is None else reached.date,
        "since": tie.since,
        "sources": [] if reached is None else sorted({item.claim.source for item in reached.evidence}),
    }
