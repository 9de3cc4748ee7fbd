"""What a brief says of doubt: conflicts, overtaken statements, how documents compare, and what stays open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from foedus.desk._brief_claims import Numbers, cite
from foedus.desk._brief_data import (
    ConflictEntry,
    ConflictSide,
    DocumentEntry,
    InstrumentEntry,
    MatrixRow,
    OpenEntry,
    OvertakenEntry,
    SourceEntry,
    StatementEntry,
)
from foedus.model.answers import Answer
from foedus.model.claims import SOURCE_KINDS, Claim, Evidence
from foedus.model.dates import overlap
from foedus.model.instruments import Instrument, date_terms
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution import Conflict, Overtaken

__all__ = ["conflict_entries", "document_entries", "open_entries", "overtaken_entries"]

_STATED = frozenset({"asserted", "attributed"})
_MOST_AGAINST = 3
_MOST_NAMED = 6


def conflict_entries(
    conflicts: Iterable[Conflict], entries: Mapping[str, InstrumentEntry], numbers: Numbers
) -> tuple[ConflictEntry, ...]:
    """Each conflict with all its sides, and the date the perspective settles on, if it does."""
    return tuple(
        ConflictEntry(
            anchor=entries[conflict.instrument.id].anchor,
            title=entries[conflict.instrument.id].title,
            parties=conflict.instrument.parties,
            stage=conflict.stage,
            date_of=conflict.date_of,
            kind=conflict.kind,
            sides=tuple(
                ConflictSide(date=side.date, claims=tuple(cite(i, numbers) for i in side.evidence))
                for side in conflict.sides
            ),
            settled_on=_settled(conflict, entries[conflict.instrument.id]),
            hangs_on_it=conflict.hangs_on_it,
        )
        for conflict in conflicts
    )


def _settled(conflict: Conflict, entry: InstrumentEntry) -> str | None:
    dates = [s.date for s in entry.stages if (s.stage, s.date_of.casefold()) == (conflict.stage, conflict.date_of)]
    return dates[0] if len(dates) == 1 else None


def overtaken_entries(
    found: Iterable[Overtaken], entries: Mapping[str, InstrumentEntry], numbers: Numbers
) -> tuple[OvertakenEntry, ...]:
    """Statements whose stage had been, or has been, passed."""
    return tuple(
        OvertakenEntry(
            anchor=entries[each.instrument.id].anchor,
            title=entries[each.instrument.id].title,
            parties=each.instrument.parties,
            stage=each.claim.claim.stage or "",
            claim=cite(each.claim, numbers),
            by_stage=each.by.claim.stage or "",
            by=cite(each.by, numbers),
            when_made=each.when_made,
        )
        for each in found
    )


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


def open_entries(
    entries: Sequence[InstrumentEntry], matrix: Sequence[MatrixRow], names: Mapping[str, str]
) -> tuple[OpenEntry, ...]:
    """Instruments whose answer is open, then, by type, the partners of whom nothing was observed."""
    found = [
        OpenEntry(
            answer=entry.answer,
            subject=entry.title,
            what=" – ".join(names[party] for party in entry.parties),
            why=why,
            reached=reached,
            dates=dates,
            anchor=entry.anchor,
            sources=entry.sources,
        )
        for entry in entries
        if entry.answer.is_open
        for why, reached, dates in [_why(entry)]
    ]
    found += _unseen(matrix, names)
    order = [Answer.DISPUTED, Answer.UNCERTAIN, Answer.NOT_OBSERVED]
    return tuple(sorted(found, key=lambda each: (order.index(each.answer), each.anchor is None)))


def _unseen(matrix: Sequence[MatrixRow], names: Mapping[str, str]) -> list[OpenEntry]:
    """One entry a type: with whom nothing is on record, and the record does not claim to be complete."""
    unseen: dict[str, list[str]] = defaultdict(list)
    for row in matrix:
        for cell in row.cells:
            if cell.answer is Answer.NOT_OBSERVED and not cell.anchors:
                unseen[cell.type].append(names[row.partner])
    everyone = {names[row.partner] for row in matrix}
    found = []
    for kind, partners in unseen.items():
        label = load_vocabulary().type(kind).label
        seen = sorted(everyone - set(partners))
        who = ", ".join(sorted(partners))
        if len(partners) > _MOST_NAMED and len(seen) < len(partners):
            who = f"all partners but {', '.join(seen)}" if seen else "all partners"
        found.append(
            OpenEntry(
                answer=Answer.NOT_OBSERVED,
                subject=label[0].upper() + label[1:],
                what=f"{who} ({len(partners)} of {len(matrix)})" if len(matrix) > 1 else who,
                why="none is on record, and the record does not claim to be complete here",
                reached=None,
                dates=(),
                anchor=None,
                sources=(),
            )
        )
    return found


def _why(entry: InstrumentEntry) -> tuple[str, str | None, tuple[str, ...]]:
    """Why it is open, the stage it had reached, and the dates that matter."""
    begins = [stage for stage in entry.stages if stage.effect == "begins"]
    dates = tuple(sorted({date for stage in begins for date in stage.dates}))
    if entry.answer is Answer.DISPUTED:
        return "sources of equal standing differ", None, dates
    if begins:
        return ("dated too coarsely for this day" if dates else "its beginning is not dated"), None, dates
    reached_on = (entry.reached_on,) if entry.reached_on else ()
    return "no source says that it took effect", entry.reached, reached_on
