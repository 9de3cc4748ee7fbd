"""The worlds that the record leaves open: what is open holds or not, what nobody has looked for is there or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final, NamedTuple

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.program import Case
from foedus.analysis.rules.tiers.canonical import Form, Opened, Shape, called, in_order
from foedus.model.answers import Answer

__all__ = ["Plan", "Plans", "World"]

_MOST_OPEN: Final = 6
_MOST_UNSEEN: Final = 12

World = tuple[tuple[bool, ...], frozenset[int]]
"""Does each thing that is open hold; and which of what nobody has looked for are there?"""


class Plan(NamedTuple):
    """The worlds of one form with the numbers of their cases."""

    opens: tuple[Shape | Opened, ...]
    has_unseen: bool
    worlds: tuple[tuple[World, int], ...]

    @property
    def base(self) -> World:
        """Nothing open holds, nothing unseen is there."""
        return (False,) * len(self.opens), frozenset()

    def answer(self, holds: Mapping[World, bool]) -> tuple[Answer, frozenset[Shape | Opened]]:
        """The answer of all worlds, and what of the opens turns it."""
        values = set(holds.values())
        if len(values) == 1:
            return (Answer.YES if values.pop() else Answer.NO), frozenset()
        turning = frozenset(
            left
            for at, left in enumerate(self.opens)
            if any(
                holds.get(((*opened[:at], not opened[at], *opened[at + 1 :]), unseen), value) is not value
                for (opened, unseen), value in holds.items()
            )
        )
        kinds = {left.kind for left in turning}
        if "disputed" in kinds:
            return Answer.DISPUTED, turning
        return (Answer.UNCERTAIN if kinds else Answer.NOT_OBSERVED), turning


class Plans:
    """Plans of many forms, each case numbered once."""

    def __init__(self) -> None:
        self._numbers: dict[Case, int] = {}
        self._kept: dict[tuple[Form, frozenset[str], bool], Plan] = {}

    @property
    def cases(self) -> list[Case]:
        """In the order of their numbers."""
        return list(self._numbers)

    def plan(self, form: Form, valid: frozenset[str], *, thorough: bool = False) -> Plan:
        """The plan of a form where these clauses apply.

        Where more than six things are open they are turned one at a time and all at once. Where a criterion wants one thing
        present and another absent (``thorough``), what nobody has looked for is turned one at a time as well.
        """
        key = (form, valid, thorough)
        plan = self._kept.get(key)
        if plan is None:
            opens: tuple[Shape | Opened, ...] = (
                *(shape for shape in in_order(form.shapes) if shape.kind),
                *form.others,
            )
            worlds = tuple(
                (world, self._numbers.setdefault(Case(facts, valid), len(self._numbers)))
                for world, facts in _worlds(form, thorough=thorough)
            )
            plan = self._kept[key] = Plan(opens, bool(form.unseen), worlds)
        return plan


def _worlds(form: Form, *, thorough: bool) -> Iterator[tuple[World, frozenset[Atom]]]:
    facts = set(form.rest)
    ways: list[tuple[frozenset[Atom], frozenset[Atom]]] = []
    shapes = in_order(form.shapes)
    for number, shape in enumerate(shapes):
        name = f'"i{number}"'
        facts |= called(shape.own, name)
        if shape.kind:
            ways.append((called(shape.no, name), called(shape.yes, name)))
    ways += [(frozenset(), other.yes) for other in form.others]
    unseen = [called(atoms, f'"unseen:{kind}"') for kind, atoms in sorted(form.unseen, key=lambda each: each[0])]
    for extent in _extents(len(unseen), thorough=thorough):
        added = facts.union(*(unseen[at] for at in extent))
        for opened in _choices(len(ways)):
            yield (
                (opened, extent),
                frozenset(added.union(*(way[holds] for way, holds in zip(ways, opened, strict=True)))),
            )


def _choices(n: int) -> list[tuple[bool, ...]]:
    if n <= _MOST_OPEN:
        return list(product((False, True), repeat=n))
    rows = [(base,) * n for base in (False, True)]
    return list(dict.fromkeys([*rows, *((*row[:at], not row[at], *row[at + 1 :]) for row in rows for at in range(n))]))


def _extents(n: int, *, thorough: bool) -> list[frozenset[int]]:
    everything = frozenset(range(n))
    found = [frozenset[int](), everything]
    if thorough and 1 < n <= _MOST_UNSEEN:
        found += [frozenset({at}) for at in everything] + [everything - {at} for at in everything]
    return list(dict.fromkeys(found))
