"""What a sentence tells by phrases: instruments by what they do, acts, and stages of several words ("agreed to open talks")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from foedus.intake.reading.english.heads import heads_of
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
    name: str
    pattern: re.Pattern[str]
    of: str
    kind: str
    value: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Phrases:
    classes: Mapping[str, re.Pattern[str]]
    rows: tuple[_Row, ...]
    heads: Mapping[str, tuple[str, ...]]


def find_phrases(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """Tokens for the descriptions and acts of one sentence, in the order of the rows that tell them.

    Notes
    -----
    Gaps are bounded, so that cost stays linear in the sentence.
    """
    phrases = _load(lexicon.language)
    if not phrases.rows:
        return []
    places = _places(lexicon.language, folded)
    present: dict[str, bool] = {}
    tokens: list[Token] = []
    for row in phrases.rows:
        begins = places.get(row.name)
        if begins is None and row.of not in present:
            maybe = _any_within(places.get(row.of), start, end)
            present[row.of] = maybe and phrases.classes[row.of].search(folded, start, end) is not None
        if begins is None and not present[row.of]:
            continue
        for found in _matches(row, begins, folded, start, end):
            if not _is_told(tokens, row, found):
                tokens.append(
                    Token(kind=row.kind, value=row.value, start=found.start(), end=found.end(), detail=row.detail)
                )
    return sorted(tokens, key=lambda token: (token.start, -token.end))


def _matches(row: _Row, places: Sequence[int] | None, folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches one after the other; tried only where the row's words may begin, where that can be told."""
    if places is None:
        yield from row.pattern.finditer(folded, start, end)
        return
    free = start
    for at in places[bisect_left(places, start) :]:
        if at >= end:
            return
        found = row.pattern.match(folded, at, end) if at >= free else None
        if found is not None:
            free = max(found.end(), at + 1)
            yield found


def _any_within(places: Sequence[int] | None, start: int, end: int) -> bool:
    """Is there a place in the sentence where words of the class may begin? None: there is no telling."""
    if places is None:
        return True
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


@lru_cache(maxsize=2)
def _places(language: str, folded: str) -> Mapping[str, Sequence[int]]:
    """Where words of each class may begin in a text: one scan for all classes."""
    import ahocorasick_rs

    owners = _load(language).heads
    found: dict[str, list[int]] = {name: [] for names in owners.values() for name in names}
    if owners:
        automaton, heads = ahocorasick_rs.AhoCorasick(list(owners)), list(owners)
        for index, start, _ in automaton.find_matches_as_indexes(folded.lower(), overlapping=True):
            if start == 0 or not ("a" <= folded[start - 1].lower() <= "z"):
                for name in owners[heads[index]]:
                    found[name].append(start)
    return {name: sorted(places) for name, places in found.items()}


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
        return _Phrases({}, (), {})
    classes = dict(data["classes"]) | {"GOODS": _goods(load_lexicon(language))}
    rows = tuple(_rows(data["rows"], classes))
    used = {row.of for row in rows}
    owners: dict[str, list[str]] = {}
    sought = {name: rf"<{name}>" for name in sorted(used)}
    sought |= {row.name: raw["re"] for row, raw in zip(rows, data["rows"], strict=True)}
    for name, pattern in sought.items():
        for head in heads_of(_expanded(pattern, classes)) or ():
            owners.setdefault(head, []).append(name)
    heads = {head: tuple(names) for head, names in owners.items()}
    return _Phrases({name: _compiled(rf"<{name}>", classes) for name in used}, rows, heads)


def _rows(rows: Sequence[Mapping[str, Any]], classes: Mapping[str, str]) -> Iterator[_Row]:
    for number, row in enumerate(rows):
        pattern = _compiled(row["re"], classes)
        if "type" not in row:
            detail = {key: value for key, value in row.items() if key not in ("stage", "of", "re")}
            yield _Row(f"#{number}", pattern, row["of"], "stage", row["stage"], detail)
            continue
        detail = {"phrase": True} | {key: row[key] for key in ("stage", "date_of", "lead", "elliptic") if key in row}
        yield _Row(f"#{number}", pattern, row["of"], "instrument", row["type"], detail)


def _expanded(pattern: str, classes: Mapping[str, str]) -> str:
    while _CLASS.search(pattern):
        pattern = _CLASS.sub(lambda found: classes[found[1]], pattern)
    return pattern


def _compiled(pattern: str, classes: Mapping[str, str]) -> re.Pattern[str]:
    pattern = _expanded(pattern, classes)
    pattern = _GAP.sub(lambda found: rf"[^;:()]{{0,{found[1]}}}?(?<![a-z])", pattern)
    return re.compile(r"(?<![a-z])" + pattern, re.IGNORECASE)


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
