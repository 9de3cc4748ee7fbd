"""Findings on sayings: at the words, with what other places say, in plain sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from foedus.analysis.checking.findings import Finding, RecordLine, Verdict
from foedus.analysis.checking.wording import joined
from foedus.model.sayings import Saying

__all__ = ["alike", "by_topic", "clip", "finding_at", "told"]

_SHOWN: Final = 3
_LONG: Final = 110


def finding_at(
    saying: Saying, kind: str, verdict: Verdict, says: str, hint: str, record: tuple[RecordLine, ...] = ()
) -> Finding:
    """The verdict on a saying, at its words."""
    return Finding(
        doc=saying.doc, start=saying.start, end=saying.end, quote=saying.quote,
        kind=kind, verdict=verdict, says=says, hint=hint, record=record,
    )  # fmt: skip


def by_topic(sayings: Iterable[Saying], kind: str) -> dict[str, list[Saying]]:
    """The sayings of one kind, by what they are on, in the order of the text."""
    found: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        if saying.kind == kind:
            found[saying.topic].append(saying)
    return found


def clip(saying: Saying) -> str:
    """Its words with as much of the sentence round them as a reader needs."""
    quote = " ".join(saying.quote.split())
    at = saying.context.find(quote)
    if at < 0 or len(quote) >= _LONG:
        return quote if len(quote) <= _LONG else f"{quote[: _LONG - 1]}…"
    spare = _LONG - len(quote)
    low = max(0, at - spare * 2 // 3)
    high = min(len(saying.context), at + len(quote) + spare // 3)
    if low:
        low = saying.context.find(" ", low, at) + 1 or low
    if high < len(saying.context):
        space = saying.context.rfind(" ", at + len(quote), high)
        high = space if space > 0 else high
    return f"{'…' if low else ''}{saying.context[low:high]}{'…' if high < len(saying.context) else ''}"


def told(others: Iterable[Saying], *, here: str | None = None) -> str:
    """`“…”, “…” (a.txt)`: the words of other places, with the document where that is another one than ``here``."""
    unique = {(other.doc, other.line): other for other in others}
    shown = [
        f"“{clip(other)}”" + ("" if other.doc == here else f" ({other.doc})")
        for other in list(unique.values())[:_SHOWN]
    ]
    return joined(shown)


def alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Are two sayings about the same actors: one's among the other's, or two in common?

    Examples
    --------
    >>> alike(("JPN",), ("JPN", "USA")), alike(("JPN", "PHL"), ("PHL", "USA")), alike((), ("JPN",))
    (True, False, False)
    """
    one, other = set(left), set(right)
    if not one or not other:
        return False
    return one <= other or other <= one or len(one & other) > 1
