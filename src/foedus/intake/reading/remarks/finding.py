"""Firsts, onlys, counts, ratios and memberships: what a sentence says of the network beyond single instruments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from foedus.intake.reading.dates.fields import TextDate
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.remarks.counts import find_counts
from foedus.intake.reading.remarks.meetings import find_meetings
from foedus.intake.reading.remarks.memberships import find_memberships
from foedus.intake.reading.remarks.ranks import find_ranks
from foedus.intake.reading.remarks.ratios import find_ratios
from foedus.intake.reading.remarks.words import words_of
from foedus.model.remarks import Remark

__all__ = ["find_remarks"]


def find_remarks(
    frame: Frame, readings: Sequence[Reading], resolved: Mapping[TextDate, str | None], doc: str, text: str
) -> Iterator[Remark]:
    """Remarks of one sentence, in no particular order.

    Parameters
    ----------
    resolved : mapping of TextDate to str or None
        What the sentence's dates mean, as EDTF.
    """
    words = words_of(frame.lexicon.language)
    yield from find_ranks(frame, readings, words, doc, text)
    yield from find_meetings(frame, readings, resolved, words, doc, text)
    yield from find_counts(frame, readings, words, doc, text)
    yield from find_ratios(frame.folded, (frame.sentence.start, frame.sentence.end), frame.lexicon, doc, text)
    yield from find_memberships(frame, resolved, doc, text)
