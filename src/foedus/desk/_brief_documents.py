"""What the documents that were read say, each statement beside what other sources say of the same stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from foedus.desk._brief_claims import Numbers, cite
from foedus.desk._brief_data import DocumentEntry, StatementEntry
from foedus.desk._brief_entries import InstrumentEntry, SourceEntry
from foedus.model.claims import SOURCE_KINDS, Claim, Evidence
from foedus.model.dates import overlap
from foedus.model.instruments import Instrument, date_terms
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution import Overtaken

__all__ = ["document_entries"]

_STATED = frozenset({"asserted", "attributed"})
_MOST_AGAINST = 3


def document_entries(  # everything a statement is compared with
    statements: Iterable[Evidence],
    instruments: Iterable[Instrument],
    *,
    overtaken: Iterable[Overtaken],
    entries: Mapping[str, InstrumentEntry],
    sources: Mapping[int, SourceEntry],
    numbers: Numbers,
) -> tuple[DocumentEntry, ...]:
    """The statements of each document in its own order, each beside what other sources say of the same stage."""
    home = {item.claim.id: instrument for instrument in instruments for item in instrument.evidence}
    passed = {each.claim.claim.id: each.by for each in overtaken}
    by_document: dict[int, list[StatementEntry]] = defaultdict(list)
    for item in sorted(statements, key=lambda i: (i.claim.locator.start or 0, i.claim.id)):
        instrument = home[item.claim.id]
        verdict, against = _compare(item, instrument.evidence)
        if verdict == "alone" and item.claim.id in passed:
            verdict, against = "overtaken", [passed[item.claim.id]]
        entry = entries.get(instrument.id)
        by_document[numbers[str(item.source.id)]].append(
            StatementEntry(
                claim=cite(item, numbers),
                type_label=load_vocabulary().type(item.claim.instrument_type).label,
                parties=item.claim.parties,
                stage=item.claim.stage,
                standing=item.standing,
                verdict=verdict,
                anchor=None if entry is None else entry.anchor,
                against=tuple(cite(other, numbers) for other in against[:_MOST_AGAINST]),
            )
        )
    return tuple(
        DocumentEntry(source=sources[number], statements=tuple(rows)) for number, rows in sorted(by_document.items())
    )


def _compare(item: Evidence, evidence: Iterable[Evidence]) -> tuple[str, list[Evidence]]:
    claim = item.claim
    if claim.modality not in _STATED or claim.stage is None:
        return "not_compared", []
    others = [e for e in evidence if e.source.id != item.source.id and _same_thing(e.claim, claim)]
    others.sort(key=lambda e: (SOURCE_KINDS.index(e.source.kind), e.source.publisher, e.claim.id))
    if not others:
        return "alone", []
    agreeing = [other for other in others if _agree(claim, other.claim)]
    top = SOURCE_KINDS.index(others[0].source.kind)
    against = [o for o in others if o not in agreeing and SOURCE_KINDS.index(o.source.kind) == top]
    if against and not any(SOURCE_KINDS.index(o.source.kind) == top for o in agreeing):
        return "contradicts", against
    return "supports", agreeing


def _same_thing(other: Claim, claim: Claim) -> bool:
    terms = date_terms()
    return (
        other.stage == claim.stage
        and other.party == claim.party
        and other.modality in _STATED
        and terms.canonical(other.stage, other.date_of) == terms.canonical(claim.stage, claim.date_of)
    )


def _agree(left: Claim, right: Claim) -> bool:
    if left.negated != right.negated:
        return False
    return left.when is None or right.when is None or overlap(left.when, right.when)
