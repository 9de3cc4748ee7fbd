"""Claims as a brief cites them: the numbered bibliography and the entries that point into it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from foedus.desk._brief_entries import ClaimEntry, SourceEntry
from foedus.model.claims import SOURCE_KINDS, Evidence, Source
from foedus.model.publishers import load_publishers

__all__ = ["Numbers", "bibliography", "cite", "number_sources", "publisher_name"]

Numbers = Mapping[str, int]
"""Number in the bibliography by id of the source."""


def publisher_name(code: str) -> str:
    """The publisher's name, or its id where the vocabulary has none."""
    known = load_publishers().get(code)
    return code if known is None else known.name


def number_sources(evidence: Iterable[Evidence]) -> dict[str, int]:
    """Number the sources: weightiest kind first, then by publisher, date and title."""
    sources = {str(item.source.id): item.source for item in evidence}
    ordered = sorted(sources.values(), key=_place)
    return {str(source.id): number for number, source in enumerate(ordered, start=1)}


def _place(source: Source) -> tuple[int, str, str, str, str]:
    rank = SOURCE_KINDS.index(source.kind)
    name = publisher_name(source.publisher).casefold()
    return rank, name, source.published or "", source.title, str(source.id)


def bibliography(evidence: Iterable[Evidence], numbers: Numbers) -> tuple[SourceEntry, ...]:
    """One entry for each numbered source, in order of number."""
    items = {item.claim.id: item for item in evidence if str(item.source.id) in numbers}.values()
    n_claims = Counter(str(item.source.id) for item in items)
    sources = {str(item.source.id): item.source for item in items}
    places: dict[str, set[str]] = defaultdict(set)
    for item in items:
        places[str(item.source.id)].add(str(item.claim.locator))
    return tuple(
        _source_entry(sources[key], number, n_claims[key], tuple(sorted(places[key])))
        for key, number in sorted(numbers.items(), key=lambda pair: pair[1])
    )


def _source_entry(source: Source, number: int, n_claims: int, locators: tuple[str, ...]) -> SourceEntry:
    return SourceEntry(
        number=number,
        id=str(source.id),
        publisher=publisher_name(source.publisher),
        title=source.title,
        kind=source.kind,
        published=source.published,
        language=source.language,
        address=source.address,
        author=source.author,
        seen=source.seen,
        digest=source.digest,
        n_claims=n_claims,
        locators=locators,
    )


def cite(item: Evidence, numbers: Numbers, *, decides: bool = False) -> ClaimEntry:
    """One claim with the number of its source."""
    claim, source = item.claim, item.source
    return ClaimEntry(
        source=numbers[str(source.id)],
        publisher=publisher_name(source.publisher),
        source_title=source.title,
        published=source.published,
        kind=source.kind,
        language=source.language,
        locator=str(claim.locator),
        quote=claim.locator.quote,
        date=claim.date,
        modality=claim.modality,
        negated=claim.negated,
        value=claim.value,
        unit=claim.unit,
        per_whom=claim.per_whom,
        decides=decides,
    )
