"""Markdown is read as the text it is: offsets stay those of the file; its marks only say what a paragraph is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.intake.reading.passages.units import Unit, find_units

__all__ = ["mark_units"]

_RULE = re.compile(r"(?:[-*_=]\s*){3,}$")
_KINDS = (
    (re.compile(r"#\s"), "title"),
    (re.compile(r"#{2,6}\s"), "heading"),
    (re.compile(r">"), "quote_box"),
    (re.compile(r"\|.*\n?\s*\|?\s*:?-{2,}"), "table"),
    (re.compile(r"!\[[^\]\n]*\]\("), "caption"),
    (re.compile(r"\[\^?[^\]\n]{1,40}\]:"), "bibliography"),
    (re.compile(r"```|~~~|<!--"), "boilerplate"),
)


def mark_units(text: str) -> tuple[Unit, ...]:
    """Paragraphs of a Markdown text with what its marks say; front matter is metadata."""
    return tuple(_marked(text))


def _marked(text: str) -> Iterator[Unit]:
    matter_ends = _front_matter(text)
    titled = False
    for unit in find_units(text):
        piece = text[unit.start : unit.start + 400]
        hint = (
            "metadata" if unit.start < matter_ends else next((kind for mark, kind in _KINDS if mark.match(piece)), "")
        )
        if hint == "title" and titled:
            hint = "heading"
        if hint == "heading" and text[unit.start : unit.end].rstrip("# ").endswith(("?", "？")):
            hint = "question"
        titled = titled or hint == "title"
        yield replace(unit, hint="boilerplate" if _RULE.match(piece) else hint)


def _front_matter(text: str) -> int:
    if not text.startswith("---"):
        return 0
    end = text.find("\n---", 3)
    return end + 4 if 0 < end < 5_000 else 0
