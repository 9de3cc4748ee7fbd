"""Tiers over time: how every instrument stands from when to when, and the days on which an answer turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from foedus.analysis.network.snapshot import Tie, tie_on, with_succession
from foedus.analysis.rules.tiers.alliances import Alliances, Bonds, Surveys
from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.analysis.rules.tiers.definitions import Rulebook
from foedus.analysis.rules.tiers.standing import Seen, Standing, standing_from
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


@lru_cache(maxsize=16384)
def _edges(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split("/"):
        if part not in ("", ".."):
            date = EdtfDate.parse(part)
            found |= {day for day in (date.earliest, date.latest) if day is not None}
            found |= {date.latest + 1} if date.latest is not None and "/" in text else set()
    if "/" in text:
        whole = EdtfDate.parse(text)
        found |= {day for day in (whole.earliest, whole.latest) if day is not None}
    return frozenset(found)


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
    days |= _clause_days(rulebook)
    return sorted(day for day in days if day >= first)


@lru_cache(maxsize=64)
def _clause_days(rulebook: Rulebook) -> frozenset[int]:
    edges = {edge for clause in rulebook.law.clauses.values() for edge in _edges(clause.valid.text)}
    return frozenset(day for edge in edges for day in (edge, edge + 1))


@lru_cache(maxsize=64)
def _organisations(rulebook: Rulebook) -> tuple[str, ...]:
    actors = load_actors()
    return tuple(
        code for code in sorted(rulebook.asked.words) if code in actors and not isinstance(actors[code], State)
    )


class AllianceHistory:
    """Who was allied with whom, made once for all days between two changes."""

    def __init__(self, treaties: Iterable[Phases], *, first: int = 1) -> None:
        self._treaties = tuple(treaties)
        self._first = first
        self._days_by: dict[str, set[int]] = {}
        for each in self._treaties:
            instruments = {tie.instrument.id: tie.instrument for tie in each.ties if tie is not None}.values()
            for whom in {who for instrument in instruments for who in self._concerned(instrument)}:
                self._days_by.setdefault(whom, {first}).update(each.days)
        self.days = sorted({first}.union(*self._days_by.values()))
        self._kept: dict[int, Alliances] = {}
        self._changes: dict[str, tuple[list[int], list[object]]] = {}

    def _concerned(self, instrument: Instrument) -> Iterator[str]:
        """Parties of a treaty, members of the organisations that are, and parties of one that it replaces."""
        for party in instrument.parties:
            yield party
            actor = load_actors()[party]
            if not isinstance(actor, State):
                days = {day for each in actor.members for day in _membership_days(each) if day >= self._first}
                for each in actor.members:
                    self._days_by.setdefault(each.actor, {self._first}).update(days)
                    yield each.actor

    def days_of(self, who: str) -> frozenset[int]:
        """Days [ordinal] on which its alliances change."""
        return frozenset(self._changes_of(who)[0])

    def of(self, dyad: tuple[str, str], day: int) -> tuple[object, ...]:
        """The allies of the two on this day [ordinal], certain and not: equal only if they are."""
        found = []
        for who in dyad:
            days, allies = self._changes_of(who)
            found.append(allies[bisect_right(days, day) - 1])
        return tuple(found)

    def _changes_of(self, who: str) -> tuple[list[int], list[object]]:
        """Days on which what binds it changes, and its allies from then on."""
        if who not in self._changes:
            days: list[int] = []
            found: list[object] = []
            before: object = None
            for day in sorted(self._days_by.get(who, {self._first})):
                alliances = self.on(day)
                bonds = alliances.bonds_of(who)
                if bonds != before:
                    allies = alliances.certain_of(who), _names(alliances.unsure_of(who))
                    days.append(day)
                    found.append(found[-1] if found and found[-1] == allies else allies)
                    before = bonds
            self._changes[who] = days, found
        return self._changes[who]

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
