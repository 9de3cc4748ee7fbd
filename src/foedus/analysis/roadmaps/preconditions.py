"""A checklist of what has to be in place before a sensitive agreement: ready, missing, or not observed, with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage

__all__ = ["Checked", "Precondition", "check_preconditions", "shared_allies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """One item. `in_force`: types between the two; `with_ally`: types among the two and an ally of both; `cannot`: why it cannot be told."""

    id: str
    words: str
    in_force: tuple[str, ...] = ()
    with_ally: tuple[str, ...] = ()
    cannot: str | None = None
    setbacks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An item held against the record; `evidence` are the instruments it rests on, `note` why it is not settled."""

    item: Precondition
    state: OneOf["ready", "missing", "not_observed"]
    evidence: tuple[Tie, ...] = ()
    note: str = ""


def shared_allies(snapshot: NetworkSnapshot, pair: tuple[str, str]) -> tuple[str, ...]:
    """Those bound to both by a defence treaty in force on the day."""

    def allies(who: str) -> set[str]:
        ties = (t for t in snapshot.of(who) if t.instrument.type == "mutual_defense_treaty" and t.answer is Answer.YES)
        return {party for tie in ties for party in tie.instrument.parties}

    return tuple(sorted((allies(pair[0]) & allies(pair[1])) - set(pair)))


def check_preconditions(
    items: Sequence[Precondition],
    snapshot: NetworkSnapshot,
    pair: tuple[str, str],
    coverage: Sequence[Coverage] = (),
) -> tuple[Checked, ...]:
    """Every item, in order."""
    return tuple(_check(item, snapshot, pair, coverage) for item in items)


def _check(
    item: Precondition, snapshot: NetworkSnapshot, pair: tuple[str, str], coverage: Sequence[Coverage]
) -> Checked:
    if item.cannot is not None:
        against = _setbacks(snapshot, pair) if item.setbacks else ()
        return Checked(item=item, state="not_observed", evidence=against, note=item.cannot)
    if item.with_ally:
        return _check_with_ally(item, snapshot, pair)
    ties = [t for t in snapshot.of(*pair) if t.instrument.type in item.in_force and len(t.instrument.parties) == 2]
    holding = tuple(tie for tie in ties if tie.answer is Answer.YES)
    if holding:
        levels = sorted(
            {tie.instrument.label for tie in holding if tie.instrument.label and tie.type.track == "dialogue"}
        )
        return Checked(
            item=item, state="ready", evidence=holding, note=f"as it is: {', '.join(levels)}" if levels else ""
        )
    return _lacking(item, ties, snapshot, pair, coverage)


def _check_with_ally(item: Precondition, snapshot: NetworkSnapshot, pair: tuple[str, str]) -> Checked:
    allies = shared_allies(snapshot, pair)
    if not allies:
        return Checked(item=item, state="not_observed", note="no ally of both is on record")
    for kind in item.with_ally:
        together = tuple(
            tie
            for tie in snapshot.of(*pair)
            if tie.instrument.type == kind and tie.answer is Answer.YES and set(allies) & set(tie.instrument.parties)
        )
        if together:
            fewest = min(len(tie.instrument.parties) for tie in together)
            closest = tuple(tie for tie in together if len(tie.instrument.parties) == fewest)
            return Checked(item=item, state="ready", evidence=closest)
    return Checked(item=item, state="not_observed", note=f"nothing on record among the two and {', '.join(allies)}")


def _lacking(
    item: Precondition,
    ties: Sequence[Tie],
    snapshot: NetworkSnapshot,
    pair: tuple[str, str],
    coverage: Sequence[Coverage],
) -> Checked:
    """Missing where the record claims to be complete on the day; or was, last, with nothing concluded since."""
    windows = [
        window
        for window in coverage
        if window.actor in pair and window.instrument_type in item.in_force and window.earliest <= snapshot.on
    ]
    last = max((min(window.latest, snapshot.on) for window in windows), default=None)
    open_ = [tie for tie in ties if tie.answer in (Answer.DISPUTED, Answer.UNCERTAIN)]
    if open_:
        return Checked(item=item, state="not_observed", evidence=tuple(open_), note="the record leaves it open")
    if last is None:
        return Checked(item=item, state="not_observed", evidence=tuple(ties), note="outside what the record covers")
    as_of = (
        "" if last == snapshot.on else f"as of {date.fromordinal(last).isoformat()}, where the record's coverage ends"
    )
    return Checked(item=item, state="missing", evidence=tuple(ties), note=as_of)


def _setbacks(snapshot: NetworkSnapshot, pair: tuple[str, str]) -> tuple[Tie, ...]:
    return tuple(
        tie
        for tie in snapshot.of(*pair)
        if len(tie.instrument.parties) == 2
        and any(view.stage in ("denounced", "suspended") and view.holds is Answer.YES for view in tie.stages)
    )
