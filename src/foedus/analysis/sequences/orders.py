"""Which instrument came first, and whether a pair kept to an order somebody recommends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal as OneOf

from foedus.analysis.sequences.milestones import Milestone
from foedus.model.answers import Answer

__all__ = ["OrderTest", "Pairwise", "Precedence", "Recommended", "count_precedence", "hold_against", "observed_order"]

Verdict = OneOf["kept", "broken", "skipped", "together", "open", "ahead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """An order of types that somebody recommends, or was given for one question; `source` says where it stands."""

    id: str
    types: tuple[str, ...]
    by: str
    words: str = ""
    source: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairwise:
    """Two steps of an order held against what happened.

    `kept`; `broken`: the later step came first; `skipped`: the later step was taken, the earlier one is not there;
    `together`: on one day; `open`: dates or record do not tell; `ahead`: the later step is still to come.
    """

    first: str
    then: str
    verdict: Verdict
    dates: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTest:
    """An order tested on one pair of actors.

    Attributes
    ----------
    answer : str
        `follows` (every step taken, in order), `so_far` (the steps taken are in order, others are to come),
        `deviates`, `undecided` (dates or record leave it open), `not_begun`.
    next : str or None
        The first step of the order that is not there.
    """

    answer: OneOf["follows", "so_far", "deviates", "undecided", "not_begun"]
    pairs: tuple[Pairwise, ...]
    next: str | None

    @property
    def deviations(self) -> tuple[Pairwise, ...]:
        """Where the order was broken or a step skipped."""
        return tuple(pair for pair in self.pairs if pair.verdict in ("broken", "skipped"))


def hold_against(order: Sequence[str], reached: Mapping[str, Milestone], absent: Callable[[str], Answer]) -> OrderTest:
    """Hold an order of types against the milestones of one pair of actors.

    Parameters
    ----------
    absent : callable
        What the record says of a type without a milestone: `no` where it claims to be complete, else `not_observed`;
        `yes` or an open answer where it is there without a date.

    Examples
    --------
    >>> stone = lambda kind, day: Milestone(
    ...     type=kind, level="signed", instrument=kind, earliest=day, latest=day, words=str(day)
    ... )
    >>> hold_against(("ACSA", "RAA"), {"RAA": stone("RAA", 7), "ACSA": stone("ACSA", 9)}, lambda _: Answer.NO).answer
    'deviates'
    """
    pairs = tuple(_pairwise(first, then, reached, absent) for first, then in combinations(order, 2))
    verdicts = {pair.verdict for pair in pairs}
    missing = [kind for kind in order if kind not in reached]
    return OrderTest(answer=_answer(verdicts, len(missing), len(order)), pairs=pairs, next=next(iter(missing), None))


def _answer(
    verdicts: set[Verdict], missing: int, steps: int
) -> OneOf["follows", "so_far", "deviates", "undecided", "not_begun"]:
    if verdicts & {"broken", "skipped"}:
        return "deviates"
    if "open" in verdicts:
        return "undecided"
    if missing == steps:
        return "not_begun"
    return "so_far" if missing else "follows"


def _pairwise(first: str, then: str, reached: Mapping[str, Milestone], absent: Callable[[str], Answer]) -> Pairwise:
    a, b = reached.get(first), reached.get(then)
    dates = (a.words if a else None, b.words if b else None)
    verdict: Verdict
    if a is not None and b is not None:
        verdict = _VERDICTS[a.before(b)]
    elif b is not None:
        verdict = "skipped" if absent(first) is Answer.NO else "open"
    elif a is not None:
        verdict = "ahead" if absent(then) in (Answer.NO, Answer.NOT_OBSERVED) else "open"
    else:
        verdict = "ahead"
    return Pairwise(first=first, then=then, verdict=verdict, dates=dates)


_VERDICTS: Mapping[str, Verdict] = {"yes": "kept", "no": "broken", "together": "together", "open": "open"}


def observed_order(reached: Mapping[str, Milestone]) -> tuple[Milestone, ...]:
    """The milestones of one pair of actors, one of each type, in the order of their first possible day."""
    return tuple(sorted(reached.values(), key=lambda m: (m.earliest, m.latest, m.type)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """Of the pairs of actors that have both types: how often which came first [count of pairs of actors]."""

    first: str
    then: str
    kept: int
    reverse: int
    together: int
    open: int


def count_precedence(types: Iterable[str], reached: Iterable[Mapping[str, Milestone]]) -> tuple[Precedence, ...]:
    """For every two types, in the order given, how often the first came before the second."""
    rows = list(reached)
    found = []
    for first, then in combinations(types, 2):
        how = [row[first].before(row[then]) for row in rows if first in row and then in row]
        found.append(
            Precedence(
                first=first,
                then=then,
                kept=how.count("yes"),
                reverse=how.count("no"),
                together=how.count("together"),
                open=how.count("open"),
            )
        )
    return tuple(each for each in found if each.kept + each.reverse + each.together + each.open)
