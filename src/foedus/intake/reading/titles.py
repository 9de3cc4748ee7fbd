"""Agreements called by their official titles: who concluded them and what they are about is said in the title itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from foedus.intake.reading.lexicon import Token
from foedus.model.resources import load_file

__all__ = ["find_titles", "without_inner"]

_FILE: Final = Path(__file__).parent / "lexicon" / "titles.yaml"
_MOST_PARTIES: Final = 4


@dataclass(frozen=True, slots=True)
class _Titles:
    shapes: tuple[re.Pattern[str], ...]
    types: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _titles(language: str) -> _Titles:
    data = load_file(_FILE).get(language, {"shapes": (), "types": ()})
    return _Titles(
        tuple(re.compile(shape, re.IGNORECASE) for shape in data["shapes"]),
        tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in data["types"]),
    )


def find_titles(folded: str, start: int, end: int, tokens: Sequence[Token], language: str) -> list[Token]:
    """Titles in a sentence as names that say type and parties, in order, without overlap.

    Parameters
    ----------
    tokens : sequence of Token
        The sentence's own; a title names two actors or more.
    """
    if sum(token.kind == "actor" for token in tokens) < 2:  # a pair
        return []
    found: list[Token] = []
    for token in _found(folded, start, end, tokens, _titles(language)):
        if not any(token.start < other.end and other.start < token.end for other in found):
            found.append(token)
    return sorted(found, key=lambda token: token.start)


def _found(folded: str, start: int, end: int, tokens: Sequence[Token], titles: _Titles) -> Iterator[Token]:
    for shape in titles.shapes:
        for hit in shape.finditer(folded, start, end):
            low, high = hit.span("who")
            named = [t for t in tokens if t.kind == "actor" and low <= t.start and t.end <= high]
            parties = tuple(sorted({t.value for t in named}))
            kind = next((code for code, pattern in titles.types if pattern.search(hit["subject"])), None)
            if kind is None or not 1 < len(parties) <= _MOST_PARTIES:
                continue
            first = min(low, named[0].start) if hit.start("title") == low else hit.start("title")
            first = named[0].start if first == low else first
            yield Token(kind="named", value=kind, start=first, end=hit.end("title"), detail={"parties": parties})


def without_inner(tokens: Sequence[Token], titles: Sequence[Token]) -> list[Token]:
    """Tokens outside the titles: what a title says inside is said by the title."""
    return [t for t in tokens if not any(title.start <= t.start < title.end for title in titles)]
