"""Instruments that a sentence tells by what they do: descriptions ("a pact letting their troops train …") and acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from foedus.intake.reading.lexicon import Lexicon, Token, load_lexicon
from foedus.model.resources import load_file

__all__ = ["find_phrases"]

_FILE = Path(__file__).parent / "lexicon" / "phrases.yaml"
_CLASS = re.compile(r"<([A-Z]+)>")
_GAP = re.compile(r"<\.\.(\d+)>")
# A designation of arms: "F-16s", "A400M", "Su-30MKM".
_DESIGNATION = r"(?-i:[A-Z])[A-Za-z]{0,2}-?\d{1,3}[A-Z]{0,3}s?"


@dataclass(frozen=True, slots=True)
class _Row:
    pattern: re.Pattern[str]
    of: str
    type: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Phrases:
    classes: Mapping[str, re.Pattern[str]]
    rows: tuple[_Row, ...]


def find_phrases(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """Tokens for the descriptions and acts of one sentence, in the order of the rows that tell them.

    Notes
    -----
    Gaps are bounded, so that cost stays linear in the sentence.
    """
    phrases = _load(lexicon.language)
    present = {name for name, pattern in phrases.classes.items() if pattern.search(folded, start, end)}
    tokens: list[Token] = []
    for row in phrases.rows:
        if row.of not in present:
            continue
        for found in row.pattern.finditer(folded, start, end):
            if not _is_told(tokens, row, found):
                tokens.append(
                    Token(kind="instrument", value=row.type, start=found.start(), end=found.end(), detail=row.detail)
                )
    return sorted(tokens, key=lambda token: (token.start, -token.end))


def _is_told(tokens: Sequence[Token], row: _Row, found: re.Match[str]) -> bool:
    """Does a row before this one, which is the more telling, already tell these words?"""
    return any(
        t.start < found.end() and found.start() < t.end and ("stage" in t.detail) == ("stage" in row.detail)
        for t in tokens
    )


@cache
def _load(language: str) -> _Phrases:
    data = load_file(_FILE).get(language)
    if data is None:
        return _Phrases({}, ())
    classes = dict(data["classes"]) | {"GOODS": _goods(load_lexicon(language))}
    rows = tuple(_rows(data["rows"], classes))
    used = {row.of for row in rows}
    return _Phrases({name: _compiled(rf"<{name}>", classes) for name in used}, rows)


def _rows(rows: Sequence[Mapping[str, Any]], classes: Mapping[str, str]) -> Iterator[_Row]:
    for row in rows:
        detail = {"phrase": True} | {key: row[key] for key in ("stage", "date_of", "lead", "elliptic") if key in row}
        yield _Row(_compiled(row["re"], classes), row["of"], row["type"], detail)


def _compiled(pattern: str, classes: Mapping[str, str]) -> re.Pattern[str]:
    while _CLASS.search(pattern):
        pattern = _CLASS.sub(lambda found: classes[found[1]], pattern)
    pattern = _GAP.sub(lambda found: rf"[^;:()]{{0,{found[1]}}}?(?<![a-z])", pattern)
    return re.compile(r"(?<![a-z])" + pattern, re.IGNORECASE)


def _goods(lexicon: Lexicon) -> str:
    makes = [name for names in lexicon.grammar.get("origins", {}).values() for name in names]
    forms = sorted(map(re.escape, [*lexicon.grammar["equipment"], *makes]), key=len, reverse=True)
    return rf"(?:(?:{'|'.join(forms)})(?![a-z])|{_DESIGNATION}(?![a-z]))"
