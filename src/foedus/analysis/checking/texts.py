"""The state of a document's text: what cannot be known of any statement in it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import finding_at
from foedus.analysis.checking.wording import joined, say_date
from foedus.model.sayings import Saying

__all__ = ["check_texts"]

_SAYS: Final = {
    "undated": "a document without a date",
    "numbers": "a document with two numbers",
    "days": "a document with two dates",
    "joins": "words that have lost what stood between them",
    "lost": "lost characters",
}
_MOST: Final = 9


def check_texts(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """One finding for each fault of the text."""
    for saying in sayings:
        if saying.kind == "text":
            yield finding_at(saying, "text", Verdict.UNCHECKABLE, _SAYS[saying.topic], _hint(saying))


def _hint(saying: Saying) -> str:
    words = joined([f"“{word}”" for word in saying.words[:_MOST]])
    if saying.topic == "undated":
        return (
            f"The document gives no date, so that {words} cannot be resolved, and nothing tells what its author could know. "
            "The day of a download is no date."
        )
    if saying.topic == "numbers":
        what = (
            f"it calls itself a {saying.says.lower()}"
            if saying.says
            else "they may be two editions or languages of one work"
        )
        return f"The document carries the numbers {joined(saying.words)}: {what}. Cite it with care; the record has no series of papers."
    if saying.topic == "days":
        days = joined([say_date(day) for day in saying.words])
        return f"The head of the document gives {days}. It is checked as of the first it is read with; a reprint keeps the older date."
    if saying.topic == "joins":
        more = f" and {len(saying.words) - _MOST} more" if len(saying.words) > _MOST else ""
        return f"Dashes or spaces have been lost: {words}{more}. Names are read apart; quotes and offsets are of the text as it is."
    return f"Characters have been lost in {saying.value or 0:.0f} places: what stood there cannot be checked."
