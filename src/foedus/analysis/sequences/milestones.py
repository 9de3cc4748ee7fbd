"""When a pair first reached a stage of an instrument of a type: the points that orders and durations are measured between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import Tie
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate
from foedus.model.instruments import StageView
from foedus.model.vocabulary import InstrumentType

__all__ = ["LEVELS", "Level", "Milestone", "by_pair", "first_of_type", "milestone", "stages_at"]

Level = OneOf["started", "signed", "in_force"]
LEVELS: Final[tuple[Level, ...]] = ("started", "signed", "in_force")
_STARTS: Final = ("negotiating",)
_SIGNS: Final = ("signed", "contracted", "agreed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A stage reached, some day between `earliest` and `latest` [ordinal]; `words` is the date as the sources give it."""

    type: str
    level: Level
    instrument: str
    earliest: int
    latest: int
    words: str

    def before(self, other: Milestone) -> OneOf["yes", "no", "together", "open"]:
        """Was this one earlier? `together` on one and the same day; `open` where the dates do not tell."""
        if self.latest < other.earliest:
            return "yes"
        if other.latest < self.earliest:
            return "no"
        one_day = self.earliest == self.latest == other.earliest == other.latest
        return "together" if one_day else "open"


def stages_at(kind: InstrumentType, level: Level) -> frozenset[str]:
    """Stages of a type that reach a level. A dialogue, an exercise or a declaration is there once it is held or made."""
    begins = frozenset(name for name, term in kind.stages.items() if term.effect == "begins")
    if level == "in_force":
        return begins
    named = frozenset(_STARTS if level == "started" else _SIGNS) & kind.stages.keys()
    if level == "signed" and kind.track in ("dialogue", "event"):
        return begins
    return named


def milestone(tie: Tie, level: Level) -> Milestone | None:
    """When an instrument first reached the level; None if it has not, or nobody says when."""
    wanted = stages_at(tie.type, level)
    spans = [span for view in tie.stages if view.stage in wanted and (span := _span(view)) is not None]
    if not spans:
        return None
    earliest, latest, words = min(spans)
    return Milestone(
        type=tie.instrument.type,
        level=level,
        instrument=tie.instrument.id,
        earliest=earliest,
        latest=latest,
        words=words,
    )


def _span(view: StageView) -> tuple[int, int, str] | None:
    """First and last day it can have been; one party's own act is no stage of the instrument."""
    if view.party is not None or view.holds not in (Answer.YES, Answer.DISPUTED) or not view.dates:
        return None
    settled = (view.date,) if view.date else (view.dates if _contradict(view) else view.dates[:1])
    starts = [text.partition("/")[0] for text in settled]
    dates = [EdtfDate.parse(start) for start in starts if start not in ("", "..")]
    known = [(date.earliest, date.latest) for date in dates if date.earliest is not None and date.latest is not None]
    if not known:
        return None
    words = settled[0] if len(settled) == 1 else f"{settled[0]} or {settled[-1]}"
    return min(start for start, _ in known), max(end for _, end in known), words


def _contradict(view: StageView) -> bool:
    return view.status == "disputed"


def first_of_type(milestones: Iterable[Milestone]) -> dict[str, Milestone]:
    """The first of each type; where two can be the first, the one whose first possible day is earlier."""
    found: dict[str, Milestone] = {}
    for each in sorted(milestones, key=lambda m: (m.earliest, m.latest, m.instrument)):
        found.setdefault(each.type, each)
    return found


def by_pair(ties: Iterable[Tie]) -> Mapping[tuple[str, str], Sequence[Tie]]:
    """Two-party instruments by their parties, sorted."""
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        if len(tie.instrument.parties) == 2:
            found.setdefault((tie.instrument.parties[0], tie.instrument.parties[1]), []).append(tie)
    return {pair: found[pair] for pair in sorted(found)}
