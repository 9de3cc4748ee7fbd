"""The sentence round a span: what a person needs beside a quote to judge how it was read."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Final

from foedus.intake.reading.documents import Document
from foedus.intake.reading.folding import fold
from foedus.intake.reading.lexicon import load_lexicon
from foedus.intake.reading.passages.passages import Passage
from foedus.intake.reading.sentences import split_sentences

__all__ = ["context_of", "passage_at", "place_of", "sentence_at"]

_LONGEST: Final = 600
"""Characters. What is longer is a table or a list; of it the neighbourhood is enough."""
_ROUND: Final = 200


def passage_at(document: Document, at: int) -> Passage | None:
    """The passage that holds a position, or the last one before it."""
    index = bisect_right(document.passages, at, key=lambda passage: passage.start)
    return document.passages[index - 1] if index else None


def place_of(document: Document, at: int) -> dict[str, Any]:
    """Page, and box of the paragraph there, of a position; empty where the format has no pages."""
    passage = passage_at(document, at)
    if passage is None or passage.page is None:
        return {}
    return {"page": passage.page, "box": None if passage.box is None else list(passage.box)}


def sentence_at(document: Document, start: int, end: int, *, before: int = 0) -> tuple[int, int]:
    """Span of the sentences that hold ``start`` to ``end``, and of so many before them; in a table, of the lines.

    Examples
    --------
    >>> from foedus.intake.reading.documents import document_from_text
    >>> text = "It rained. Japan and Peru signed a pact. Then it rained again."
    >>> low, high = sentence_at(document_from_text(text, "a.txt"), 20, 24)
    >>> text[low:high]
    'Japan and Peru signed a pact.'
    """
    passage = passage_at(document, start)
    if passage is None:
        return start, end
    text = document.text
    last = passage_at(document, max(start, end - 1)) or passage
    if passage.kind == "table":
        low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return _bounded(text, max(low, passage.start), last.end if high < 0 else min(high, last.end), start, end)
    grammar = load_lexicon(passage.language).grammar
    # The offsets of a passage's own copy, so that a long document is not folded again for each statement.
    folded = fold(text[passage.start : last.end])
    found = split_sentences(folded, 0, len(folded), passage.language, grammar["abbreviations"])
    inside = [i for i, s in enumerate(found) if s.start < end - passage.start and start - passage.start < s.end]
    if not inside:
        return start, end
    first, final = found[max(0, inside[0] - before)], found[inside[-1]]
    return _bounded(text, passage.start + first.start, passage.start + final.end, start, end)


def _bounded(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    if high - low > max(_LONGEST, end - start + 2 * _ROUND):
        low, high = max(low, start - _ROUND), min(high, end + _ROUND)
    low, high = min(low, start), max(high, end)
    piece = text[low:high]
    return low + len(piece) - len(piece.lstrip()), high - (len(piece) - len(piece.rstrip()))


def context_of(document: Document, start: int, end: int) -> str:
    """The words of the sentence, with those of the one before it, which a pronoun looks back to."""
    return document.text[slice(*sentence_at(document, start, end, before=1))]
