"""What one pair of actors has in force that another pair lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Gap", "find_gaps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A type the other pair has in force, and what this pair has of it.

    `answer` is what the record says of this pair; `here` its instruments of the type, `there` those of the other pair.
    """

    type: str
    answer: Answer
    here: tuple[Tie, ...]
    there: tuple[Tie, ...]


def find_gaps(
    snapshot: NetworkSnapshot, pair: tuple[str, str], like: tuple[str, str], coverage: Sequence[Coverage] = ()
) -> tuple[Gap, ...]:
    """Types that ``like`` has in force on the day and ``pair`` certainly has not, in the order of the vocabulary."""
    ours, theirs = ([t for t in snapshot.ties if t.instrument.parties == tuple(sorted(each))] for each in (pair, like))
    found = []
    for kind in load_vocabulary().types:
        there = tuple(tie for tie in theirs if tie.instrument.type == kind and tie.answer is Answer.YES)
        answer = snapshot.cell(pair[0], pair[1], kind, coverage)
        if there and answer is not Answer.YES:
            here = tuple(tie for tie in ours if tie.instrument.type == kind)
            found.append(Gap(type=kind, answer=answer, here=here, there=there))
    return tuple(found)
