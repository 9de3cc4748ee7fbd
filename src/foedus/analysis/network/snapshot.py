"""A snapshot: instruments with their answer on one valid day and one known day, as dyads and hyperedges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from foedus.model.answers import Answer, fold
from foedus.model.dates import EdtfDate
from foedus.model.instruments import Coverage, Instrument, StageView
from foedus.model.vocabulary import InstrumentType, load_vocabulary
from foedus.resolution.perspectives import Perspective
from foedus.resolution.settling import Course

__all__ = ["NetworkSnapshot", "Tie", "take_snapshot", "tie_on", "with_succession"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An instrument on the day asked about.

    Attributes
    ----------
    answer : Answer
        Does it hold?
    stages : tuple of StageView
        Its life cycle under the perspective.
    since : str or None
        EDTF date since when it holds, where one is settled.
    superseded_by : str or None
        Id of the instrument that has replaced it by that day.
    """

    instrument: Instrument
    answer: Answer
    stages: tuple[StageView, ...]
    since: str | None
    superseded_by: str | None = None

    @property
    def type(self) -> InstrumentType:
        """The instrument's type with its layer and roles."""
        return load_vocabulary().type(self.instrument.type)

    @property
    def is_hyperedge(self) -> bool:
        """Three or more parties: one tie among all, not a bundle of dyads."""
        return len(self.instrument.parties) > 2

    @property
    def reached(self) -> StageView | None:
        """The highest stage reached on the day, certain or disputed; None if there is none."""
        ranks = self.type.stages
        got = [view for view in self.stages if view.holds in (Answer.YES, Answer.DISPUTED)]
        return max(got, key=lambda view: ranks[view.stage].rank, default=None)

    @property
    def status(self) -> str:
        """The status of the stage on which the answer rests: settled, disputed, uncertain or hypothetical."""
        if self.answer is Answer.DISPUTED:
            return "disputed"
        ranks = self.type.stages
        resting = [v for v in self.stages if ranks[v.stage].effect == "begins"] or list(self.stages)
        return max(resting, key=lambda v: ranks[v.stage].rank).status if resting else "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSnapshot:
    """The network on day `on`, as known on day `known` [ordinal], as seen from `perspective`."""

    on: int
    known: int | None
    perspective: Perspective
    ties: tuple[Tie, ...]

    def of(self, *actors: str) -> tuple[Tie, ...]:
        """Ties that all these actors are parties to."""
        return tuple(tie for tie in self.ties if set(actors) <= set(tie.instrument.parties))

    def dyads(self, answer: Answer = Answer.YES) -> Mapping[tuple[str, str], tuple[Tie, ...]]:
        """Two-party ties with this answer, by sorted pair. Hyperedges are not dissolved into dyads."""
        found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in self.ties:
            if len(tie.instrument.parties) == 2 and tie.answer is answer:
                found[tie.instrument.parties[0], tie.instrument.parties[1]].append(tie)
        return {pair: tuple(ties) for pair, ties in sorted(found.items())}

    def hyperedges(self, answer: Answer = Answer.YES) -> tuple[Tie, ...]:
        """Ties of three or more parties with this answer."""
        return tuple(tie for tie in self.ties if tie.is_hyperedge and tie.answer is answer)

    def project_to_dyads(self, answer: Answer = Answer.YES) -> Mapping[tuple[str, str], tuple[Tie, ...]]:
        """Every pair inside every tie. Loses which pairs belong together; say so where it is shown."""
        found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in self.ties:
            if tie.answer is answer:
                for pair in combinations(tie.instrument.parties, 2):
                    found[pair].append(tie)
        return {pair: tuple(ties) for pair, ties in sorted(found.items())}

    def flows(self, answer: Answer = Answer.YES) -> tuple[tuple[str, str, Tie], ...]:
        """Directed ties as (giver, receiver, tie), from the roles of their types."""
        found = []
        for tie in self.ties:
            roles, names = dict(tie.instrument.roles), tie.type.roles
            if tie.answer is answer and len(names) == 2 and all(name in roles for name in names):
                found += [(giver, receiver, tie) for giver in roles[names[0]] for receiver in roles[names[1]]]
        return tuple(found)

    def partners(self, actor: str) -> tuple[str, ...]:
        """Everyone the actor shares a two-party instrument with, whatever its answer."""
        pairs = [t.instrument.parties for t in self.of(actor) if len(t.instrument.parties) == 2]
        return tuple(sorted({other for pair in pairs for other in pair if other != actor}))

    def cell(self, actor: str, partner: str, instrument_type: str, coverage: Sequence[Coverage] = ()) -> Answer:
        """One cell of the matrix: do the two have an instrument of this type on the day?"""
        pair = tuple(sorted((actor, partner)))
        ties = [t for t in self.ties if t.instrument.parties == pair and t.instrument.type == instrument_type]
        answers = [tie.answer for tie in ties]
        if Answer.YES in answers:
            return Answer.YES
        if answers and any(answer is not Answer.NO for answer in answers):
            return fold(answer for answer in answers if answer is not Answer.NO)
        covered = any(window.holds_for(pair, instrument_type, self.on) for window in coverage)
        return Answer.NO if answers or covered else Answer.NOT_OBSERVED


def take_snapshot(
    instruments: Iterable[Instrument],
    *,
    on: int,
    known: int | None = None,
    perspective: Perspective | None = None,
    coverage: Sequence[Coverage] = (),
) -> NetworkSnapshot:
    """Evaluate every instrument on one day.

    Parameters
    ----------
    on, known : int
        Valid day and known day [ordinal day]; ``known=None`` means all that is recorded.

    Returns
    -------
    NetworkSnapshot
        Instruments of which nothing was known yet, or nothing counts under the perspective, are left out.
    """
    view = perspective or Perspective()
    ties = []
    for instrument in instruments:
        course = Course(instrument, perspective=view, known=known)
        if course.evidence:
            ties.append(tie_on(course, on, coverage))
    ties = with_succession(ties)
    ties.sort(key=lambda t: (len(t.instrument.parties), t.instrument.parties, t.instrument.type, t.instrument.id))
    return NetworkSnapshot(on=on, known=known, perspective=view, ties=tuple(ties))


def tie_on(course: Course, on: int, coverage: Sequence[Coverage] = ()) -> Tie:
    """How an instrument stands on one day [ordinal], successors aside."""
    stages = course.stages(on)
    answer = course.holds(on, coverage)
    return Tie(instrument=course.instrument, answer=answer, stages=stages, since=_since(course.instrument, stages))


def with_succession(ties: Sequence[Tie]) -> list[Tie]:
    """An instrument that another one replaces holds no longer from the day its successor does."""
    successor = {t.instrument.replaces: t for t in ties if t.instrument.replaces and t.answer is not Answer.NO}
    if not successor:
        return list(ties)
    found = []
    for tie in ties:
        later = successor.get(tie.instrument.id)
        if later is not None and tie.answer is not Answer.NO and later.answer is not Answer.NOT_OBSERVED:
            answer = Answer.NO if later.answer is Answer.YES else later.answer
            found.append(replace(tie, answer=answer, superseded_by=later.instrument.id))
        else:
            found.append(tie)
    return found


def _since(instrument: Instrument, stages: Sequence[StageView]) -> str | None:
    effects = load_vocabulary().type(instrument.type).stages
    dates = [v.date for v in stages if effects[v.stage].effect == "begins" and v.date and v.holds is Answer.YES]
    return min(dates, key=lambda text: EdtfDate.parse(text).earliest or 0, default=None)
