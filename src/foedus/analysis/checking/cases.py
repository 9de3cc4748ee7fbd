"""A statement beside the instrument of the record it is held against: what the record dates, and what happened by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from foedus.analysis.checking.candidates import Likeness
from foedus.analysis.checking.findings import Finding, Verdict, lines_of
from foedus.analysis.checking.wording import say_claim
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate, has_begun, overlap
from foedus.model.instruments import Instrument, date_terms
from foedus.model.vocabulary import StageTerm, load_vocabulary
from foedus.resolution.perspectives import Perspective
from foedus.resolution.settling import stage_groups

__all__ = [
    "Case",
    "a_day_apart",
    "agree",
    "earliest_first",
    "finding",
    "fits",
    "is_main_step",
    "is_slip",
    "sharpest",
    "when_of",
]

_STATED: Final = frozenset({"asserted", "attributed"})
_MOST_STEPS: Final = 4
_FULL: Final = 3
"""Year, month and day."""
_WEEKS: Final = 60
"""Days between the dates of one act, where one is wrong by little."""
_YEARS: Final = 5
"""Years between two dates of the same month and day, where the year is the wrong one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One statement with the instrument it is compared to, how surely it is about that one, and the day the document could know.

    Attributes
    ----------
    by : int or None
        Ordinal day; None where the document has no date: it can know everything.
    """

    item: Evidence
    instrument: Instrument
    by: int | None
    likeness: Likeness = "the one"

    @property
    def claim(self) -> Claim:
        """The statement."""
        return self.item.claim

    @property
    def stage(self) -> str | None:
        """The statement's stage on the life cycle of the instrument; None where that has no such stage."""
        stages = load_vocabulary().type(self.instrument.type).stages
        return self.claim.stage if self.claim.stage in stages else None

    def term(self, item: Evidence) -> StageTerm:
        """The stage of evidence on this instrument's life cycle."""
        return load_vocabulary().stage(self.instrument.type, item.claim.stage or "")

    def steps(self) -> list[Evidence]:
        """All that the record dates, earliest first."""
        given = [e for e in self.instrument.evidence if e.claim.stage and e.claim.date]
        return earliest_first(e for e in given if e.claim.modality in _STATED and not e.claim.negated)

    def dated(self, stage: str, date_of: str | None = None) -> list[Evidence]:
        """What the record dates of this stage, of each thing the deciding sources only, earliest first."""
        found: list[Evidence] = []
        for (_, of, _), items in stage_groups(self.all_dated(stage, date_of)).items():
            found += Perspective().deciding(items) if date_terms().is_once(of) else items
        return earliest_first(found)

    def all_dated(self, stage: str, date_of: str | None = None) -> list[Evidence]:
        """The same with the sources that decide nothing."""
        term = load_vocabulary().stage(self.instrument.type, stage)
        given = self.steps()
        items = [e for e in given if self.term(e).coarse in (term.coarse, stage)]
        if not items and term.effect == "begins":  # a dialogue is established when it is first held
            items = [e for e in given if self.term(e).effect == "begins"]
        if not items and stage == "negotiating":  # talks agreed on; of the first round nobody may have written
            items = [e for e in given if e.claim.stage == "announced" and "negotiation" in (e.claim.date_of or "")]
        if date_of is not None:
            items = [e for e in items if date_terms().canonical(e.claim.stage, e.claim.date_of) == date_of]
        return items

    def above(self, stage: str) -> list[Evidence]:
        """What the record dates of later stages, earliest first."""
        rank = load_vocabulary().stage(self.instrument.type, stage).rank
        return [e for e in self.steps() if self.term(e).rank > rank and is_main_step(e)]

    def main_steps(self) -> list[Evidence]:
        """One line for each stage the record dates."""
        first: dict[str, Evidence] = {}
        for item in self.steps():
            first.setdefault(item.claim.stage or "", item)
        return list(first.values())[:_MOST_STEPS]

    def had(self, item: Evidence) -> bool:
        """Had it certainly happened by the document's day? An undated document knows everything."""
        return self.by is None or has_begun(when_of(item), self.by) == "yes"

    def had_not(self, item: Evidence) -> bool:
        """Was it certainly still to come?"""
        return self.by is not None and has_begun(when_of(item), self.by) == "no"

    def is_about(self, when: EdtfDate) -> bool:
        """Is the statement surely about this instrument, though it dates it otherwise than the record?

        Of many, or of near ones, it is the one whose other step has that very day; of many also the one whose date is a slip away.
        The day one treaty ends may be the day the next begins.
        """
        if self.likeness == "the one":
            return True
        steps = [e for e in self.steps() if self.term(e).effect != "ends" or e.claim.stage == self.stage]
        if any(when.is_day and when_of(e).is_day and fits(e, when) for e in steps):
            return True
        return self.likeness == "one of many" and any(is_slip(when_of(e), when) for e in steps)

    def finding(self, kind: str, verdict: Verdict, hint: str, items: Iterable[Evidence] = ()) -> Finding:
        """The verdict on this statement, with the evidence it rests on."""
        return finding(self.item, kind, verdict, hint, items, self.instrument.id)


def finding(
    item: Evidence, kind: str, verdict: Verdict, hint: str, items: Iterable[Evidence] = (), instrument: str = ""
) -> Finding:
    """The verdict on a statement."""
    at = item.claim.locator
    return Finding(
        doc=item.source.file_name or item.source.title,
        start=at.start or 0,
        end=at.end or 0,
        quote=at.quote or "",
        kind=kind,
        verdict=verdict,
        says=say_claim(item.claim),
        hint=hint,
        record=lines_of(items, instrument),
    )


def when_of(item: Evidence) -> EdtfDate:
    """The date of evidence that has one."""
    return EdtfDate.parse(item.claim.date or "")


def fits(item: Evidence, when: EdtfDate) -> bool:
    """Can both dates hold?"""
    return overlap(when_of(item), when)


def a_day_apart(item: Evidence, when: EdtfDate) -> bool:
    """Two days next to each other: time zones, or the day of a report for the day of the act."""
    other = when_of(item)
    return other.is_day and when.is_day and abs((other.earliest or 0) - (when.earliest or 0)) == 1


def is_slip(right: EdtfDate, said: EdtfDate) -> bool:
    """Can one date be the other, misremembered or misprinted: the same day of another year, another day of the same year, or some weeks away?

    Examples
    --------
    >>> is_slip(EdtfDate.parse("2007-03-13"), EdtfDate.parse("2008-03-13"))
    True
    >>> is_slip(EdtfDate.parse("2007-03-13"), EdtfDate.parse("2014-07-08"))
    False
    """
    a, b = right.text.split("-"), said.text.split("-")
    if not all(part.isdecimal() for part in (*a, *b)):
        return False
    shared, years = min(len(a), len(b)), abs(int(a[0]) - int(b[0]))
    near = abs((right.earliest or 0) - (said.earliest or 0)) <= _WEEKS
    return (
        near
        or years == 0
        or (years <= _YEARS if shared == _FULL and a[1:] == b[1:] else years == 1 and a[1:shared] == b[1:shared])
    )


def agree(items: Sequence[Evidence]) -> bool:
    """Can all their dates hold together?"""
    return all(overlap(when_of(a), when_of(b)) for n, a in enumerate(items) for b in items[n + 1 :])


def sharpest(items: Sequence[Evidence]) -> Evidence:
    """Of dates in order, the narrowest of those that can be the first one."""
    first = when_of(items[0])
    return min((e for e in items if fits(e, first)), key=lambda e: _width(when_of(e)))


def _width(when: EdtfDate) -> int:
    return 10**7 if when.earliest is None or when.latest is None else when.latest - when.earliest


def is_main_step(item: Evidence) -> bool:
    """The main date of a stage that happens once, not one of the acts around it: only these come in a fixed order."""
    terms = date_terms()
    stage = item.claim.stage or ""
    return stage in terms.default and terms.canonical(stage, item.claim.date_of) == terms.default[stage]


def earliest_first(items: Iterable[Evidence]) -> list[Evidence]:
    """In the order of their dates, the sharper first."""

    def key(item: Evidence) -> tuple[int, int, str]:
        when = when_of(item)
        return (10**7 if when.earliest is None else when.earliest, when.latest or 10**7, item.claim.id)

    return sorted(items, key=key)
