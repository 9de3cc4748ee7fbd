"""Sentences, clauses and brackets: the frames inside which words belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedus.intake.reading.lexicon import Token

__all__ = ["Bracket", "Sentence", "clause_starts", "find_brackets", "split_sentences"]

_END = {
    "en": re.compile(r"[.!?]+[\"')\]]*(?=\s+[\"'(\[]*[A-Z0-9\u2018\u201c])|[.!?]+[\"')\]]*\s*$"),
    "ja": re.compile(
        r"[。!?]+[」』)]*"
        r"|(?<=[一-龠ァ-ー)」』るた]) +(?=(?:\d{4}年|(?:令和|平成|昭和)[元\d]|[■◆●○▼◇□]))"  # entries of a timeline
    ),
    "zh": re.compile(r"[。!?]+[」』”)]*"),
    "ko": re.compile(r"(?<=[가-힣])[.!?]+[\"')]*(?=\s|$)"),
}
_LONGEST = 4000
"""Characters. What binds the words of a sentence together costs their square; longer ones are lists or no prose, and are cut."""
_CUT = re.compile(r"[\s,;:、，・](?=[^\s,;:、，・]*$)")
_FIRST_VERB = re.compile(r"(?:also |formally |officially |then |subsequently |since )?([a-z]+)")
_BRACKET = re.compile(r"[(\[〔【)\]〕】]")
_OPEN, _CLOSE = "([〔【", ")]〕】"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, one sentence of a passage."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracketed insertion; `start` is at the opening mark, `end` behind the closing one."""

    start: int
    end: int


def split_sentences(folded: str, start: int, end: int, language: str, abbreviations: Sequence[str]) -> list[Sentence]:
    """Sentences of one passage, in order, none longer than `_LONGEST`. Linear in its length."""
    found: list[Sentence] = []
    begin = start
    for stop in _END[language].finditer(folded, start, end):
        if language == "en" and folded[stop.start()] == "." and _is_abbreviation(folded, stop.start(), abbreviations):
            continue
        found += _bounded(folded, begin, stop.end())
        begin = stop.end()
    if folded[begin:end].strip():
        found += _bounded(folded, begin, end)
    return found


def _bounded(folded: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentence; one beyond the bound in pieces, each cut behind the last comma or space within it."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        cut = _CUT.search(folded, limit - 200, limit)
        stop = cut.end() if cut else limit
        yield Sentence(start, stop)
        start = stop
    yield Sentence(start, end)


def _is_abbreviation(folded: str, dot: int, abbreviations: Sequence[str]) -> bool:
    before = folded[max(0, dot - 6) : dot]
    word = re.search(r"(?:^|[\s(\"'-])([A-Za-z][A-Za-z.]*)$", before)
    if word is None:
        return False
    if word[1] in abbreviations:
        # "in the U.S. The ..." ends a sentence; "the U.S. Navy" does not: a function word tells.
        after = folded[dot + 1 : dot + 8].lstrip()
        return not (
            word[1] in ("U.S", "U.K", "etc") and re.match(r"(The|In|It|This|That|These|A|On|At|For|By|As|To)\b", after)
        )
    return len(word[1]) == 1 and word[1].isupper()


def find_brackets(folded: str, sentence: Sentence) -> list[Bracket]:
    """Outermost brackets of a sentence; an unclosed one is no bracket."""
    found: list[Bracket] = []
    depth, begin = 0, -1
    for mark in _BRACKET.finditer(folded, sentence.start, sentence.end):
        at, character = mark.start(), mark[0]
        if character in _OPEN:
            if depth == 0:
                begin = at
            depth += 1
        elif character in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                found.append(Bracket(begin, at + 1))
    return found


def clause_starts(
    folded: str, sentence: Sentence, grammar: Mapping[str, Any], tokens: Sequence[Token], brackets: Sequence[Bracket]
) -> list[int]:
    """Where the clauses of a sentence begin; the sentence's own start is the first."""
    part = folded[sentence.start : sentence.end].lower()
    starts = {sentence.start}
    for mark in grammar["clause"]:
        if mark in part:
            starts |= {sentence.start + at + len(mark) for at in _places(part, mark)}
    if grammar.get("clause_pattern"):
        starts |= {sentence.start + found.end() for found in re.finditer(grammar["clause_pattern"], part)}
    verbs = grammar["verbs"]
    for mark in grammar["clause_before_verb"]:
        for at in _places(part, mark):
            word = _FIRST_VERB.match(part, at + len(mark))
            if word and word[1] in verbs:
                starts.add(sentence.start + at + len(mark))
    inside = [(b.start, b.end) for b in brackets]
    return sorted(s for s in starts if not any(low < s < high for low, high in inside))


def _places(part: str, mark: str) -> Iterator[int]:
    at = part.find(mark)
    while at >= 0:
        yield at
        at = part.find(mark, at + 1)
