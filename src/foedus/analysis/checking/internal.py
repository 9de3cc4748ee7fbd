"""A document against itself, and documents against each other: dates for one thing that cannot both hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from foedus.analysis.checking.cases import finding
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.wording import joined, say_date
from foedus.model.claims import Evidence
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.conflicts import Conflict, find_conflicts
from foedus.resolution.matching import resolve_instruments

__all__ = ["check_against_each_other", "check_within"]


_SURE: Final = 0.6
"""Confidence from which two statements can contradict each other: below it, one of them may be misread."""


def check_within(
    said: Iterable[Evidence], named: Mapping[str, Sequence[str]], borne_out: Collection[str]
) -> Iterator[Finding]:
    """Where one document says two things of one: a finding at each place that the record does not bear out.

    Parameters
    ----------
    named : mapping of str to sequence of str
        Ids of the instruments that statements are about by name, by claim id (`naming.named_in`).
    borne_out : collection of str
        Ids of the claims that the record supports: of two dates both on record, none contradicts the other.
    """
    for conflict in _conflicts(said, named):
        if any(item.claim.id not in borne_out for side in conflict.sides for item in side.evidence):
            found = _findings(conflict, "internal", "This document says otherwise elsewhere")
            yield from (finding for item, finding in found if item.claim.id not in borne_out)


def check_against_each_other(said: Iterable[Evidence], named: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Where documents say different things of one: a finding at each place, with what the others say."""
    for conflict in _conflicts(said, named):
        if len({item.source.id for side in conflict.sides for item in side.evidence}) > 1:
            found = _findings(conflict, "between documents", "Other documents say otherwise")
            yield from (finding for _, finding in found)


def _conflicts(said: Iterable[Evidence], named: Mapping[str, Sequence[str]]) -> tuple[Conflict, ...]:
    """Only of what surely is one thing: instruments called by name, and types of which the same parties have one at a time."""
    one = []
    for item in said:
        kind, names = load_vocabulary().type(item.claim.instrument_type), named.get(item.claim.id)
        if item.claim.stage not in kind.stages or (item.claim.confidence or 1.0) < _SURE:
            continue
        if names:
            one.append(replace(item, claim=replace(item.claim, label=names[0])))
        elif kind.single and kind.family == "treaty":
            one.append(item)
    return find_conflicts(resolve_instruments(one))


def _findings(conflict: Conflict, kind: str, words: str) -> Iterator[tuple[Evidence, Finding]]:
    for side in conflict.sides:
        others = [item for other in conflict.sides if other.date != side.date for item in other.evidence]
        for item in side.evidence:
            if kind == "between documents":
                others = [other for other in others if other.source.id != item.source.id]
            if not others:
                continue
            told = joined(list(dict.fromkeys(_told(other) for other in others)))
            hint = f"{words}: {told}. {conflict.hangs_on_it[0][0].upper()}{conflict.hangs_on_it[0][1:]} hangs on it."
            yield item, finding(item, kind, Verdict.DISPUTED, hint, others, conflict.instrument.label or "")


def _told(item: Evidence) -> str:
    quote = item.claim.locator.quote or ""
    short = quote if len(quote) <= 80 else quote[:79] + "…"
    return f"{say_date(item.claim.date or '')} (“{short}”, {item.source.file_name or item.source.publisher})"
