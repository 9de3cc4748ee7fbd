"""From what a sentence says in the text's own terms to a statement: roles, what its date is of, where the date is printed."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.intake.reading.documents import Document
from foedus.intake.reading.frames import Reading
from foedus.intake.reading.statements import Statement
from foedus.model.vocabulary import load_vocabulary

__all__ = ["finished"]


def finished(document: Document, read: tuple[Reading, str | None]) -> Statement:
    """A statement of a document, from a reading and the date it means."""
    reading, date = read
    kind = load_vocabulary().type(reading.type)
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    if len(kind.roles) == 2 and reading.subject and len(reading.parties) == 2:
        other = next(code for code in reading.parties if code != reading.subject)
        roles = ((kind.roles[0], (reading.subject,)), (kind.roles[1], (other,)))
    date_of = "fiscal year" if reading.date and reading.date.kind == "fiscal_year" else reading.date_of
    return Statement(
        doc=document.name,
        start=reading.start,
        end=reading.end,
        quote=document.text[reading.start : reading.end],
        instrument_type=reading.type,
        parties=tuple(sorted(set(reading.parties))),
        roles=roles,
        stage=reading.stage,
        date=date,
        date_of=date_of,
        value=reading.amount.value if reading.amount else None,
        unit=reading.amount.unit if reading.amount else None,
        modality=reading.modality,
        negated=reading.negated,
        confidence=reading.confidence,
        cues=(*reading.cues, *_date_cue(document.text, reading, date)),
    )


def _date_cue(text: str, reading: Reading, date: str | None) -> Iterator[str]:
    """Where the date is printed, and as what kind of date; or that it was taken over from what was told before."""
    if date is not None and reading.date is not None:
        at = reading.date
        yield f"date: {text[at.start : at.end]!r} at {at.start}-{at.end} ({at.kind})"
    elif date is not None:
        yield "date: taken over from what was told before"
