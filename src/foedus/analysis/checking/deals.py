"""Firsts and sums of deals between documents: several firsts, and what one deal is worth in several currencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foedus.analysis.checking.amounts import nearest_rate
from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, Verdict, lines_of
from foedus.analysis.checking.saying import finding_at, told
from foedus.analysis.checking.wording import joined, say_date, say_stage
from foedus.model.claims import Evidence
from foedus.model.sayings import Saying

__all__ = ["check_firsts", "compare_deals"]

_COUNTED: Final = ("ships", "aircraft")
_SAME: Final = 0.05
_ROUNDED: Final = 0.15
"""Between currencies: rounding, and a rate that moves."""


def check_firsts(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """A first whose scope only the text knows."""
    for saying in sayings:
        if saying.kind == "first":
            hint = "The first of what? It holds only within the class the words draw, and the record does not sort deals into such classes."
            yield finding_at(saying, "first", Verdict.UNCHECKABLE, "a first among deals in equipment", hint)


def check_numbers(sayings: Sequence[Saying], said: Sequence[Evidence], catalogue: Catalogue) -> Iterator[Finding]:
    """Numbers of ships and aircraft that no statement carries, against all that the record has of the same deal."""
    spans = [(e.claim.locator.start or 0, e.claim.locator.end or 0) for e in said if e.claim.value and e.claim.unit]
    for saying in sayings:
        if saying.kind != "sum" or saying.unit not in _COUNTED:
            continue
        if any(low <= saying.start < high for low, high in spans):
            continue
        deals = [i for i in catalogue.having(saying.topic, saying.actors[0]) if i.parties == saying.actors]
        given = [
            (e, i) for i in deals for e in i.evidence if e.claim.unit == saying.unit and e.claim.value and e.claim.date
        ]
        alike = [(e, i) for e, i in given if float(e.claim.value or 0) == saying.value]
        if alike:
            own = [(e, i) for e, i in given if i is alike[0][1]]
            listed = joined(
                [
                    f"{e.claim.value} {e.claim.unit} {say_stage(e.claim.stage or '')} {say_date(e.claim.date or '')}"
                    for e, _ in own
                ]
            )
            hint = f"The record has {listed}. How many of them are built where, or leave the country whole, it does not say."
            lines = lines_of([e for e, _ in own][:3], alike[0][1].id)
            yield finding_at(saying, "amount", Verdict.SUPPORTED, f"{saying.value:.0f} {saying.unit}", hint, lines)


def compare_deals(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """At each first the firsts of other documents, and at each sum those of others for the same deal."""
    firsts = [s for s in sayings if s.kind == "first"]
    for saying in firsts:
        others = [o for o in firsts if o.doc != saying.doc and (o.topic, o.side) == (saying.topic, saying.side)]
        if others:
            hint = f"Documents call different deals the first: here “{saying.quote}”, elsewhere {told(others)}. Each can be right only within its own class; where the classes overlap, one is wrong."
            yield finding_at(saying, "between documents", Verdict.DISPUTED, "a first among deals in equipment", hint)
    sums = [s for s in sayings if s.kind == "sum"]
    for saying in sums:
        for other in sums:
            if other.doc != saying.doc and other.topic == saying.topic and other.actors == saying.actors:
                found = _compared(saying, other)
                if found is not None:
                    yield found


def _compared(saying: Saying, other: Saying) -> Finding | None:
    """Two sums of one deal; None where they are the same, or cannot be compared."""
    own, theirs = saying.value or 0.0, other.value or 0.0
    if not own or not theirs or (saying.unit is None) or (other.unit is None):
        return None
    says = f"{own:,.0f} {saying.unit}"
    if saying.unit == other.unit:
        if abs(own / theirs - 1) <= _SAME:
            return None
        hint = f"Another document has {theirs:,.0f} {other.unit} for a deal of the same parties: {told([other])}."
        return finding_at(saying, "between documents", Verdict.DISPUTED, says, hint)
    rate = nearest_rate(other.unit, saying.unit, saying.date or other.date)
    if rate is None:
        return None
    ratio = own / (theirs * rate.value)
    known = (
        f"{1 / rate.value:,.4g} {other.unit} for 1 {saying.unit}"
        if rate.value < 1
        else f"{rate.value:,.4g} {saying.unit} for 1 {other.unit}"
    )
    words = (
        f"Another document has {theirs:,.0f} {other.unit}, about {theirs * rate.value:,.0f} {saying.unit} at the average rate of "
        f"{say_date(rate.period)}: {known} ({rate.source}): {told([other])}."
    )
    if abs(ratio - 1) <= _ROUNDED:
        near = f" The two agree within {abs(ratio - 1):.0%}: compatible if both are rounded, not the same."
        return finding_at(saying, "between documents", Verdict.SUPPORTED, says, words + near)
    return finding_at(
        saying, "between documents", Verdict.DISPUTED, says, f"{words} This one is {ratio:.2f} times as much."
    )
