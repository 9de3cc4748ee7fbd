"""Tiers over time: how every instrument stands from when to when, and the days on which an answer turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from foedus.analysis.network.snapshot import Tie, tie_on, with_succession
from foedus.analysis.rules.tiers.definitions import Rulebook
from foedus.analysis.rules.tiers.standing import DEFENCE, Alliances, Bonds, Seen, Standing, Surveys, standing_from
from foedus.analysis.rules.tiers.verdicts import Verdict, decide_all, signature_of
from foedus.model.actors import Membership, State, load_actors
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate
from foedus.model.instruments import Coverage, Instrument
from foedus.resolution.perspectives import Perspective
from foedus.resolution.settling import Course

__all__ = ["AllianceHistory", "Phases", "Turn", "days_of", "phases_of", "standings_over", "turns_of"]


@dataclass(frozen=True)
class Phases:
    """How one instrument stands: from each day [ordinal] on, until the next."""

    days: tuple[int, ...]
    ties: tuple[Tie | None, ...]

    def on(self, day: int) -> Tie | None:
        """On this day; None where nothing of it counts."""
        at = bisect_right(self.days, day) - 1
        return self.ties[at] if at >= 0 else None

    @cached_property
    def seen(self) -> Mapping[int, tuple[Seen, Seen]]:
        """The facts of each tie, by its identity; and the first tie in which the same holds, for telling changes."""
        alike: dict[object, Seen] = {}
        every = [Seen(tie) for tie in self.ties if tie is not None]
        return MappingProxyType({id(each.tie): (each, alike.setdefault(_held(each), each)) for each in every})


def _held(seen: Seen) -> object:
    return seen.tie.instrument.id, seen.tie.answer, seen.facts, seen.left


def phases_of(
    instrument: Instrument,
    *,
    perspective: Perspective,
    known: int | None = None,
    coverage: Sequence[Coverage] = (),
    first: int = 1,
) -> Phases:
    """Every state of an instrument from day ``first`` [ordinal] on."""
    course = Course(instrument, perspective=perspective, known=known)
    if not course.evidence:
        return Phases((first,), (None,))
    days: list[int] = []
    ties: list[Tie] = []
    before: object = None
    for day in _own_days(instrument, coverage, first):
        now = course.holds(day, coverage), course.reached(day)
        if now != before:
            days.append(day)
            ties.append(tie_on(course, day, coverage))
            before = now
    return Phases(tuple(days), tuple(ties))


def _state(tie: Tie | None) -> object:
    return None if tie is None else (tie.answer, tie.since, tuple((view.stage, view.holds) for view in tie.stages))


def _own_days(instrument: Instrument, coverage: Sequence[Coverage], first: int) -> list[int]:
    days = {first}
    for item in instrument.evidence:
        claim = item.claim
        if claim.stage is None:
            continue
        whens = [claim.date] if claim.date else []
        if (claim.negated or claim.modality == "denied" or not claim.date) and item.source.published:
            whens.append(item.source.published)
        for text in dict.fromkeys(whens):
            days |= _edges(text)
    for window in coverage:
        if window.actor in instrument.parties and window.instrument_type == instrument.type:
            days |= {window.earliest, window.latest + 1}
    return sorted(day for day in days if day >= first)


def _edges(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split("/"):
        if part not in ("", ".."):
            date = EdtfDate.parse(part)
            found |= {day for day in (date.earliest, date.latest) if day is not None}
            found |= {date.latest + 1} if date.latest is not None and "/" in text else set()
    if "/" in text:
        whole = EdtfDate.parse(text)
        found |= {day for day in (whole.earliest, whole.latest) if day is not None}
    return found


def days_of(
    dyad: tuple[str, str],
    own: Iterable[Phases],
    alliances: AllianceHistory,
    rulebook: Rulebook,
    coverage: Sequence[Coverage],
    *,
    first: int = 1,
) -> list[int]:
    """Every day [ordinal] on which something the answers of a dyad hang on may change."""
    days = {first} | {day for each in own for day in each.days}
    if rulebook.asked.allies:
        days |= alliances.days_of(dyad[0]) | alliances.days_of(dyad[1])
        days |= {w.earliest for w in coverage if w.instrument_type == DEFENCE}
    days |= {w.earliest for w in coverage if w.instrument_type in rulebook.asked.types and w.actor in dyad}
    for code in _organisations(rulebook):
        actor = load_actors()[code]
        if not isinstance(actor, State):
            days |= {day for each in actor.members if each.actor in dyad for day in _membership_days(each)}
    for clause in rulebook.law.clauses.values():
        days |= {day for edge in _edges(clause.valid.text) for day in (edge, edge + 1)}
    return sorted(day for day in days if day >= first)


def _organisations(rulebook: Rulebook) -> Iterator[str]:
    actors = load_actors()
    for code in sorted(rulebook.asked.words):
        if code in actors and not isinstance(actors[code], State):
            yield code


class AllianceHistory:
    """Who was allied with whom, made once for all days between two changes."""

    def __init__(self, treaties: Iterable[Phases], *, first: int = 1) -> None:
        self._treaties = tuple(treaties)
        days = {first} | {day for each in self._treaties for day in each.days}
        names = {p for each in self._treaties for tie in each.ties if tie is not None for p in tie.instrument.parties}
        for name in names:
            actor = load_actors()[name]
            if not isinstance(actor, State):
                days |= {day for each in actor.members for day in _membership_days(each)}
        self.days = sorted(day for day in days if day >= first)
        self._kept: dict[int, Alliances] = {}
        self._days_of: dict[str, frozenset[int]] = {}

    def days_of(self, who: str) -> frozenset[int]:
        """Days [ordinal] on which its alliances change."""
        if who not in self._days_of:
            states = [self.on(day).bonds_of(who) for day in self.days]
            before = [None, *states]
            changed = (day for day, state, old in zip(self.days, states, before, strict=False) if state != old)
            self._days_of[who] = frozenset(changed)
        return self._days_of[who]

    def of(self, dyad: tuple[str, str], day: int) -> tuple[object, ...]:
        """The alliances of the two on this day [ordinal], certain and not: equal only if they are."""
        on = self.on(day)
        return tuple((on.certain_of(who), _names(on.unsure_of(who))) for who in dyad)

    def on(self, day: int) -> Alliances:
        """On this day [ordinal]."""
        at = bisect_right(self.days, day) - 1
        if at not in self._kept:
            ties = [tie for each in self._treaties if (tie := each.on(day)) is not None]
            self._kept[at] = Alliances.of(with_succession(ties), day)
        return self._kept[at]


def _names(bonds: Bonds) -> object:
    return {whom: tuple(b if isinstance(b, str) else b.instrument.id for b in each) for whom, each in bonds.items()}


def _membership_days(membership: Membership) -> set[int]:
    dates = [date for date in (membership.begins, membership.ends) if date is not None]
    edges = [edge for date in dates for edge in (date.earliest, date.latest) if edge is not None]
    return {day for edge in edges for day in (edge, edge + 1)}


def standings_over(  # noqa: PLR0913  # one argument for each thing it hangs on
    dyad: tuple[str, str],
    days: Sequence[int],
    own: Sequence[Phases],
    alliances: AllianceHistory,
    rulebook: Rulebook,
    coverage: Sequence[Coverage],
    *,
    changes_only: bool = False,
) -> list[Standing]:
    """How the dyad stands on each day; ``own`` are the phases of the instruments that both are parties to.

    With ``changes_only``, days on which no fact differs from the day before are left out; not for rules on memberships.
    """
    changes_only = changes_only and not any(_organisations(rulebook))
    surveys = Surveys(coverage)
    replacing = any(tie is not None and tie.instrument.replaces for each in own for tie in each.ties)
    known: dict[int, tuple[Seen, Seen]] = {}
    for each in own:
        known |= each.seen
    alike: dict[object, Seen] = {}
    found = []
    before: object = None
    for day in days:
        ties = [tie for each in own if (tie := each.on(day)) is not None]
        if replacing:
            ties = with_succession(ties)
        both = [known.get(id(tie)) or _replaced(tie, alike) for tie in ties]
        seen = [each[changes_only] for each in both]
        if changes_only:
            now = seen, alliances.of(dyad, day), surveys.begun(day), rulebook.valid_on(day)
            if now == before:
                continue
            before = now
        found.append(standing_from(dyad, seen, alliances.on(day), rulebook.asked, on=day, surveys=surveys))
    return found


def _replaced(tie: Tie, alike: dict[object, Seen]) -> tuple[Seen, Seen]:
    made = Seen(tie)
    return made, alike.setdefault(_held(made), made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From day `on` [ordinal] the answer of one definition is another one.

    `criteria` are those whose answer changed with it; `causes` the instruments that stand otherwise than before.
    """

    on: int
    answer: Answer
    criteria: tuple[str, ...] = ()
    causes: tuple[Tie, ...] = ()


def turns_of(standings: Sequence[Standing], rulebook: Rulebook, *, today: int | None = None) -> list[tuple[Turn, ...]]:
    """The turns of each definition's answer over standings of one dyad, in the order of their days."""
    signatures = [signature_of(s, rulebook, future=today is not None and s.on > today) for s in standings]
    verdicts = decide_all(signatures, rulebook)
    return [tuple(_turns(standings, [each[at] for each in verdicts])) for at in range(len(rulebook.definitions))]


def _turns(standings: Sequence[Standing], verdicts: Sequence[Verdict]) -> Iterator[Turn]:
    before: tuple[Standing, Verdict] | None = None
    for standing, verdict in zip(standings, verdicts, strict=True):
        if before is None:
            yield Turn(on=standing.on, answer=verdict.answer)
        elif verdict.answer is not before[1].answer:
            changed = tuple(name for name, answer in verdict.criteria.items() if answer is not before[1].criteria[name])
            yield Turn(
                on=standing.on, answer=verdict.answer, criteria=changed, causes=tuple(_causes(before[0], standing))
            )
        before = (standing, verdict)


def _causes(before: Standing, after: Standing) -> Iterator[Tie]:
    was, now = _all_ties(before), _all_ties(after)
    for name in sorted(was.keys() | now.keys()):
        old, new = was.get(name), now.get(name)
        if new is not None and (old is None or _state(old) != _state(new)):
            yield new


def _all_ties(standing: Standing) -> dict[str, Tie]:
    found = dict(standing.ties)
    for bonds in standing.bonds.values():
        found |= {bond.instrument.id: bond for bond in bonds if not isinstance(bond, str)}
    return found
