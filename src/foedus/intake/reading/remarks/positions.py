"""Positions: sentences that take a side on one of the questions on which texts about security cooperation differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.resources import load_file
from foedus.model.sayings import Saying

__all__ = ["find_positions"]

_FILE: Final = Path(__file__).parents[1] / "lexicon" / "positions.yaml"
_BEFORE: Final = 48


@dataclass(frozen=True, slots=True)
class _Words:
    denied: re.Pattern[str]
    sides: tuple[tuple[str, str, re.Pattern[str]], ...]
    needs: Mapping[str, re.Pattern[str]]
    any: re.Pattern[str]


def find_positions(prose: Prose) -> Iterator[Saying]:
    """One saying for each side that a sentence takes on a question."""
    for line in prose.lines:
        if line.states:
            yield from _of(prose, line)


def _of(prose: Prose, line: Line) -> Iterator[Saying]:
    words = _words(line.language)
    if words.any.search(line.words) is None:
        return
    hits = [(question, side, hit.span()) for question, side, form in words.sides for hit in form.finditer(line.words)]
    seen: set[tuple[str, str]] = set()
    for question, side, (start, end) in hits:
        wider = (s for q, _, s in hits if q == question and s != (start, end) and s[0] <= start and end <= s[1])
        if question in words.needs and words.needs[question].search(line.words) is None:
            continue
        if any(wider) or (question, side) in seen or words.denied.search(line.words, max(0, start - _BEFORE), start):
            continue
        seen.add((question, side))
        yield prose.saying("position", line, (start, end), topic=question, side=side, actors=prose.about(line))


@cache
def _words(language: str) -> _Words:
    data: Mapping[str, Any] = load_file(_FILE)[language]
    sides = tuple(
        (question, side, re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE))
        for question, row in data.items()
        if question != "denied"
        for side, forms in row.items()
        if side != "needs"
    )
    return _Words(
        denied=re.compile(data["denied"], re.IGNORECASE),
        sides=sides,
        needs={
            q: re.compile(row["needs"], re.IGNORECASE) for q, row in data.items() if q != "denied" and "needs" in row
        },
        any=re.compile("|".join(form.pattern for _, _, form in sides), re.IGNORECASE),
    )
