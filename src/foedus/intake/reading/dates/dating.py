"""Which day, month or year the dates of a text mean, one after the other: what was named before, and the document's own date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from foedus.intake.reading.dates.meaning import resolve
from foedus.intake.reading.dates.printed import TextDate
from foedus.model.dates import EdtfDate

__all__ = ["Dating"]

_BARE_YEAR = re.compile(
    r"(?:\b(?:in|since|of|from|until|by|during|late|early|mid|and|to|between)|[,(]|mid-)\s?$", re.IGNORECASE
)


_AHEAD = re.compile(
    r"\b(?:will|shall|would|plan(?:s|ned)?|expect(?:s|ed)?|schedul\w*|due|next|upcoming|hopes?|aims?|until|deadline|slated|set (?:to|for)|to be|is to|are to|later this|by)\b"
    r"|将|將|预定|預定|预计|預計|计划|計[畫劃]|拟|擬|有望|即将|届时|屆時|予定|見込|計画|目指|見通し|方針|来[月年]|まで|예정|계획|전망|방침|앞두|까지|할 것|열릴|오는",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;](?=\s)|[。；!?！？]")
_REACH = 160


def _tells_ahead(folded: str, date: TextDate) -> bool:
    """Does the sentence speak of what is to come, so that its month may lie after the document?"""
    low = max(0, date.start - _REACH)
    before = _STOP.split(folded[low : date.start])[-1]
    after = "" if folded[date.end - 1] == "." else _STOP.split(folded[date.end : date.end + _REACH])[0]
    return _AHEAD.search(before) is not None or _AHEAD.search(after) is not None


@dataclass(slots=True, kw_only=True)
class Dating:
    """Memory of the dates of one document.

    Attributes
    ----------
    published : EdtfDate or None
        The document's own date.
    last : str or None
        The date named last, as EDTF: what "the same year" looks back to.
    near : str or None
        The date named just before, whose year or month a date without one of its own shares.
    lead : str or None
        The date that a line of a time line or a fact sheet opens with, or the heading over it: what undated events of the
        line take, and a day or month without a year shares.
    section : str or None
        The year or month that is the heading over the line.
    """

    published: EdtfDate | None
    last: str | None = None
    near: str | None = None
    lead: str | None = None
    section: str | None = None
    _age: int = 99
    _context: dict[TextDate, tuple[str | None, str | None]] = field(default_factory=dict)

    def begin_paragraph(self) -> None:
        """A new paragraph shares no year with the one before, unless nothing else tells the year."""
        if self.published is not None:
            self.near = None

    def open_with(self, date: TextDate | None, section: TextDate | None = None) -> None:
        """The line that follows opens with a date, or with none, under a heading that is a year, or under another."""
        self.section = section.edtf if section else None
        self.near = self.section or self.near
        self.lead = None if date is None else resolve(date, self.published, antecedent=self.last, near=self.near)
        self.near = self.lead or self.near

    def read(self, dates: Sequence[TextDate], folded: str, language: str) -> dict[TextDate, str | None]:
        """What the dates of the next sentence mean, in order."""
        self._age += 1
        if self.published is not None and (language == "en" or self._age > 1):
            self.near = None  # English says "in May" of the document's year again in every sentence.
        self.near = self.near or self.lead or self.section
        found: dict[TextDate, str | None] = {}
        for date in dates:
            self._context[date] = (self.last, self.near)
            ahead = date.kind != "partial" or _tells_ahead(folded, date)
            meant = resolve(
                date, self.published, antecedent=self.last, near=self.near, direction=None if ahead else "past"
            )
            found[date] = meant
            if meant is not None:
                self.last = meant
                if self._may_be_shared(date, folded, language):
                    self.near, self._age = meant, 0
        return found

    def meaning(self, date: TextDate, direction: Literal["past", "future"]) -> str | None:
        """What a date read before means, told of what is past or of what is to come."""
        last, near = self._context.get(date, (self.last, self.near))
        return resolve(date, self.published, antecedent=last, near=near, direction=direction)

    def otherwise(self, date: TextDate) -> str | None:
        """What a date without a year of its own would mean if it shared none with the date before it; None if the same."""
        if date.kind != "partial":
            return None
        alone = resolve(date, self.published, direction="past")
        return alone if alone != self.meaning(date, "past") else None

    def _may_be_shared(self, date: TextDate, folded: str, language: str) -> bool:
        """A year that only names a thing ("the 2014 agreement") is nobody else's year."""
        if language != "en" or date.kind != "year":
            return date.kind in {"day", "month", "year", "relative", "anaphoric", "partial", "open", "range"}
        return bool(_BARE_YEAR.search(folded, max(0, date.start - 9), date.start))
