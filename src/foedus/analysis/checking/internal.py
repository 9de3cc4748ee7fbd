"""A document against itself, and documents against each other: dates for one thing that cannot both hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foedus.analysis.checking.findings import Finding, Verdict, lines_of
from foedus.analysis.checking.wording import joined, say_claim, say_date
from foedus.model.claims import Evidence
from foedus.resolution.conflicts import Conflict, find_conflicts
from foedus.resolution.matching import resolve_instruments

__all__ = ["check_against_each_other", "check_within"]


def check_within(said: Iterable[Evidence]) -> Iterator[Finding]:
    """Where one document says two things of one: a finding at each place."""
    for conflict in _conflicts(said):
        yield from _findings(conflict, "internal", "This document says otherwise elsewhere")


def check_against_each_other(said: Iterable[Evidence]) -> Iterator[Finding]:
    """Where documents say different things of one: a finding at each place, with what the others say."""
    for conflict in _conflicts(said):
        if len({item.source.id for side in conflict.sides for item in side.evidence}) > 1:
            yield from _findings(conflict, "between documents", "Other documents say otherwise")


def _conflicts(said: Iterable[Evidence]) -> tuple[Conflict, ...]:
    return find_conflicts(resolve_instruments(said))


def _findings(conflict: Conflict, kind: str, words: str) -> Iterator[Finding]:
    for side in conflict.sides:
        others = [item for other in conflict.sides if other.date != side.date for item in other.evidence]
        for item in side.evidence:
            if kind == "between documents":
                others = [other for other in others if other.source.id != item.source.id]
            if not others:
                continue
            at = item.claim.locator
            told = joined(list(dict.fromkeys(_told(other) for other in others)))
            yield Finding(
                doc=item.source.file_name or item.source.title,
                start=at.start or 0,
                end=at.end or 0,
                quote=at.quote or "",
                kind=kind,
                verdict=Verdict.DISPUTED,
                says=say_claim(item.claim),
                hint=f"{words}: {told}. {conflict.hangs_on_it[0][0].upper()}{conflict.hangs_on_it[0][1:]} hangs on it.",
                record=lines_of(others, conflict.instrument.id),
            )


def _told(item: Evidence) -> str:
    quote = item.claim.locator.quote or ""
    short = quote if len(quote) <= 80 else quote[:79] + "…"
    return f"{say_date(item.claim.date or '')} (“{short}”, {item.source.file_name or item.source.publisher})"
