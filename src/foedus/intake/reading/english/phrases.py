"""What a sentence tells by phrases: instruments by what they do, acts, and stages of several words ("agreed to open talks")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import ahocorasick_rs

from foedus.intake.reading.english.heads import heads_of, needs_of
from foedus.intake.reading.folding import lower
from foedus.intake.reading.lexicon import Lexicon, Token, load_lexicon
from foedus.model.resources import load_file

__all__ = ["find_phrases"]

_FILE = Path(__file__).parents[1] / "lexicon" / "phrases.yaml"
_CLASS = re.compile(r"<([A-Z]+)>")
_GAP = re.compile(r"<\.\.(\d+)>")
# A designation of arms: "F-16s", "A400M", "Su-30MKM".
_DESIGNATION = r"(?-i:[A-Z])[A-Za-z]{0,2}-?\d{1,3}[A-Z]{0,3}s?"


@dataclass(frozen=True, slots=True)
class _Row:
    pattern: re.Pattern[str]
    of: str
    kind: str
    value: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Rows with the words that tell where they are worth trying.

    Attributes
    ----------
    words : AhoCorasick or None
        Every beginning and every word that some row cannot do without; `heads` and `holds` say of each whose it is.
    heads : tuple of tuple of int
        The rows that may begin with the word.
    holds : tuple of int
        The needs that the word meets, a bit each.
    needs : tuple of int
        What a sentence must hold for each row, a bit for each need.
    loose : tuple of int
        Rows of which nobody can tell where they begin.
    """

    classes: Mapping[str, re.Pattern[str]]
    rows: tuple[_Row, ...]
    words: ahocorasick_rs.AhoCorasick | None = None
    heads: tuple[tuple[int, ...], ...] = ()
    holds: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    loose: tuple[int, ...] = ()


def find_phrases(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """Tokens for the descriptions and acts of one sentence, in the order of the rows that tell them.

    Notes
    -----
    Gaps are bounded, so that cost stays linear in the sentence.
    """
    phrases = _load(lexicon.language)
    if phrases.words is None:
        return []
    held, begins = _words_of(folded, start, end, phrases)
    present: dict[str, bool] = {}
    tokens: list[Token] = []
    for number in sorted([*begins, *phrases.loose]):
        if phrases.needs[number] & ~held:
            continue
        row, places = phrases.rows[number], begins.get(number)
        if places is None and row.of not in present:
            present[row.of] = phrases.classes[row.of].search(folded, start, end) is not None
        if places is None and not present[row.of]:
            continue
        for found in _matches(row, places, folded, start, end):
            if not _is_told(tokens, row, found):
                tokens.append(
                    Token(kind=row.kind, value=row.value, start=found.start(), end=found.end(), detail=row.detail)
                )
    return sorted(tokens, key=lambda token: (token.start, -token.end))


def _words_of(folded: str, start: int, end: int, phrases: _Phrases) -> tuple[int, dict[int, list[int]]]:
    """The needs that a sentence meets, and where each row may begin in it."""
    lowered = lower(folded[start - 1 : end] if start else f" {folded[:end]}")
    held, begins = 0, dict[int, list[int]]()
    if phrases.words is None:
        return held, begins
    heads, holds = phrases.heads, phrases.holds
    for index, at, _ in phrases.words.find_matches_as_indexes(lowered, overlapping=True):
        held |= holds[index]
        if heads[index] and at and not ("a" <= lowered[at - 1] <= "z"):
            for number in heads[index]:
                begins.setdefault(number, []).append(start + at - 1)
    return held, begins


def _matches(row: _Row, places: Sequence[int] | None, folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches one after the other; tried only where the row's words may begin, where that can be told."""
    if places is None:
        yield from row.pattern.finditer(folded, start, end)
        return
    free = start
    for at in sorted(places):
        found = row.pattern.match(folded, at, end) if at >= free else None
        if found is not None:
            free = max(found.end(), at + 1)
            yield found


def _is_told(tokens: Sequence[Token], row: _Row, found: re.Match[str]) -> bool:
    """Does a row before this one, which is the more telling, already tell these words?"""
    return any(
        t.start < found.end()
        and found.start() < t.end
        and t.kind == row.kind
        and ("stage" in t.detail) == ("stage" in row.detail)
        for t in tokens
    )


@cache
def _load(language: str) -> _Phrases:
    data = load_file(_FILE).get(language)
    if data is None:
        return _Phrases({}, ())
    classes = dict(data["classes"]) | {"GOODS": _goods(load_lexicon(language))}
    rows = tuple(_rows(data["rows"], classes))
    owners: dict[str, list[int]] = {}
    loose: list[int] = []
    for number, raw in enumerate(data["rows"]):
        begin_with = heads_of(_expanded(raw["re"], classes))
        loose += [number] if begin_with is None else []
        for head in begin_with or ():
            owners.setdefault(head, []).append(number)
    needs = [_needs(row, raw, classes) for row, raw in zip(rows, data["rows"], strict=True)]
    bits = {needed: 1 << place for place, needed in enumerate(dict.fromkeys(one for needed in needs for one in needed))}
    words = list(dict.fromkeys([*owners, *(word for needed in bits for word in sorted(needed))]))
    return _Phrases(
        classes={row.of: _compiled(rf"<{row.of}>", classes) for row in rows},
        rows=rows,
        words=ahocorasick_rs.AhoCorasick(words),
        heads=tuple(tuple(owners.get(word, ())) for word in words),
        holds=tuple(sum(bit for needed, bit in bits.items() if word in needed) for word in words),
        needs=tuple(sum({bits[one] for one in needed}) for needed in needs),
        loose=tuple(loose),
    )


def _needs(row: _Row, raw: Mapping[str, Any], classes: Mapping[str, str]) -> list[frozenset[str]]:
    """What a sentence must hold for a row to match in it; a row without beginnings is tried only where its class is, too."""
    found = needs_of(_spelled(raw["re"], classes))
    return found if heads_of(_expanded(raw["re"], classes)) else [*found, *needs_of(_spelled(f"<{row.of}>", classes))]


def _rows(rows: Sequence[Mapping[str, Any]], classes: Mapping[str, str]) -> Iterator[_Row]:
    for row in rows:
        pattern = _compiled(row["re"], classes)
        if "type" not in row:
            detail = {key: value for key, value in row.items() if key not in ("stage", "of", "re")}
            yield _Row(pattern, row["of"], "stage", row["stage"], detail)
            continue
        detail = {"phrase": True} | {key: row[key] for key in ("stage", "date_of", "lead", "elliptic") if key in row}
        yield _Row(pattern, row["of"], "instrument", row["type"], detail)


def _expanded(pattern: str, classes: Mapping[str, str]) -> str:
    while _CLASS.search(pattern):
        pattern = _CLASS.sub(lambda found: classes[found[1]], pattern)
    return pattern


def _spelled(pattern: str, classes: Mapping[str, str]) -> str:
    return _GAP.sub(lambda found: rf"[^;:()]{{0,{found[1]}}}?(?<![a-z])", _expanded(pattern, classes))


def _compiled(pattern: str, classes: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])" + _spelled(pattern, classes), re.IGNORECASE)


def _goods(lexicon: Lexicon) -> str:
    """Kinds and makes of arms; what ends with another one ("battle tank") needs no words of its own, the gap before it holds the rest."""
    makes = {name for names in lexicon.grammar.get("origins", {}).values() for name in names}
    makes = {name for name in makes if not re.fullmatch(_DESIGNATION, name)}
    kinds = {form.lower() for form in lexicon.grammar["equipment"]}
    kinds = {form for form in kinds if not any(form[at + 1 :] in kinds for at, char in enumerate(form) if char in " -")}
    return rf"(?:{_any_of(sorted(kinds))}(?![a-z])|(?-i:{_any_of(sorted(makes))})s?(?![a-z])|{_DESIGNATION}(?![a-z]))"


def _any_of(words: Sequence[str]) -> str:
    """One of the words, the longest first; what they begin with in common is written once, so that it is quick to compile."""
    branches = []
    for first, group in groupby((word for word in words if word), key=lambda word: word[0]):
        branches.append(re.escape(first) + _any_of([word[1:] for word in group]))
    if not branches:
        return ""
    return branches[0] if len(branches) == 1 and "" not in words else f"(?:{'|'.join(branches)}){'?' * ('' in words)}"
