"""A statement: what a document says in one place, in the fields of the contract, with the words it says it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foedus.model.claims import Claim, Locator, SourceId
from foedus.model.identity import quote_digest

__all__ = ["Statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One instrument, one set of parties, one stage, one date.

    Attributes
    ----------
    start, end : int
        Span of the clause in the document's text [characters].
    parties : tuple of str
        Actor codes, sorted.
    date : str or None
        EDTF, resolved against the document's own date; None where the text gives none.
    cues : tuple of str
        What gave type, parties, stage and date, in words: how the reader came to it.
    confidence : float
        Share of such statements expected to be right [0 to 1].
    """

    doc: str
    start: int
    end: int
    quote: str
    instrument_type: str
    parties: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stage: str | None = None
    date: str | None = None
    date_of: str | None = None
    value: str | None = None
    unit: str | None = None
    modality: str = "asserted"
    negated: bool = False
    per_whom: str | None = None
    confidence: float = 0.5
    cues: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """The JSON Lines row of `foedus read --json`."""
        return {
            "doc": self.doc,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "instrument_type": self.instrument_type,
            "parties": list(self.parties),
            "roles": {role: list(who) for role, who in self.roles},
            "stage": self.stage,
            "date": self.date,
            "date_of": self.date_of,
            "value": self.value,
            "unit": self.unit,
            "modality": self.modality,
            "negated": self.negated,
            "per_whom": self.per_whom,
            "confidence": self.confidence,
        }

    def to_claim(self, source: SourceId, *, page: int | None = None, context: str | None = None) -> Claim:
        """The claim this statement makes, quoting its words; with their page and the sentence round them, where known."""
        return Claim(
            source=source,
            locator=Locator(
                at=None if page is None else f"page {page}, characters {self.start}–{self.end}",
                start=self.start,
                end=self.end,
                digest=quote_digest(self.quote),
                quote=self.quote,
                context=context,
            ),
            instrument_type=self.instrument_type,
            parties=self.parties,
            roles=self.roles,
            stage=self.stage,
            date=self.date,
            date_of=self.date_of,
            value=self.value,
            unit=self.unit,
            modality=self.modality,
            negated=self.negated,
            per_whom=self.per_whom,
            confidence=self.confidence,
        )
