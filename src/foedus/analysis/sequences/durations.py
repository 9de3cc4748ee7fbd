"""How long it takes from one stage to the next, and from one type to another: medians with quartiles, n, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.sequences.milestones import Level, Milestone, milestone

__all__ = ["Spread", "between_stages", "between_types", "spread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Durations [days].

    Attributes
    ----------
    n : int
        Durations measured.
    quartiles : (low, median, high) or None
        By linear interpolation between the middles of the durations; None where there is none.
    bounds : (shortest, longest) or None
        The median of the shortest and of the longest durations that the dates allow: what their precision leaves open.
    without_start, without_end : int
        Cases left out because a date is unknown, or because the end has not come.
    in_reverse : int
        Cases left out because the end came before the start.
    """

    n: int
    quartiles: tuple[float, float, float] | None
    bounds: tuple[float, float] | None
    without_start: int = 0
    without_end: int = 0
    in_reverse: int = 0


def spread(cases: Iterable[tuple[Milestone | None, Milestone | None]]) -> Spread:
    """Spread of the time from the first milestone to the second; cases with neither are no cases.

    Examples
    --------
    >>> stone = lambda day: Milestone(
    ...     type="RAA", level="signed", instrument="x", earliest=day, latest=day, words=str(day)
    ... )
    >>> spread([(stone(1), stone(11)), (stone(1), stone(31)), (stone(1), None)])
    Spread(n=2, quartiles=(15.0, 20.0, 25.0), bounds=(20.0, 20.0), without_start=0, without_end=1, in_reverse=0)
    """
    low: list[float] = []
    middle: list[float] = []
    high: list[float] = []
    without_start = without_end = in_reverse = 0
    for start, end in cases:
        if start is None or end is None:
            without_start += start is None and end is not None
            without_end += end is None and start is not None
        elif end.latest < start.earliest:
            in_reverse += 1
        else:
            shortest, longest = max(0, end.earliest - start.latest), end.latest - start.earliest
            low.append(shortest)
            high.append(longest)
            middle.append((shortest + longest) / 2)
    return Spread(
        n=len(middle),
        quartiles=_quartiles(middle),
        bounds=(float(median(low)), float(median(high))) if middle else None,
        without_start=without_start,
        without_end=without_end,
        in_reverse=in_reverse,
    )


def _quartiles(values: Sequence[float]) -> tuple[float, float, float] | None:
    if len(values) < 2:
        return (values[0], values[0], values[0]) if values else None
    first, second, third = quantiles(values, n=4, method="inclusive")
    return first, second, third


def between_stages(ties: Iterable[Tie], start: Level, end: Level) -> Mapping[str, Spread]:
    """By type: from one level to another of the same instrument, over two-party instruments."""
    cases: dict[str, list[tuple[Milestone | None, Milestone | None]]] = {}
    for tie in ties:
        if len(tie.instrument.parties) == 2 and tie.type.family == "treaty":
            cases.setdefault(tie.instrument.type, []).append((milestone(tie, start), milestone(tie, end)))
    return {kind: spread(each) for kind, each in sorted(cases.items())}


def between_types(reached: Iterable[Mapping[str, Milestone]], first: str, then: str) -> Spread:
    """From the first instrument of one type to the first of another, over pairs of actors."""
    return spread((row.get(first), row.get(then)) for row in reached)
