"""Names: two renderings of one term, one pair of words for two subjects, one name for two things, two names for one group, editions of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_naming"]

_QUOTED: Final = re.compile(
    r"[\"「『‘“](?P<a>[^\"「」『』‘’“”]{2,40})[\"」』’”]|(?<![A-Za-z])'(?P<b>[^'\"]{2,40})'(?![A-Za-z])"
)
_ACRONYM: Final = re.compile(r"[A-Z]{2,6}\d?$")
_SMALL: Final = frozenset(
    ["a", "an", "the", "of", "in", "on", "for", "to", "and", "or", "by", "with", "as", "at", "its"]
)
_WORD: Final = re.compile(r"[a-z]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_ENDINGS: Final = re.compile(r"(?:ing|ions?|ive|ed|es|s)$")


def find_naming(prose: Prose) -> Iterator[Saying]:
    """Sayings of every name and quoted term that can be compared with others."""
    for line in prose.lines:
        yield from _quoted(prose, line)
        yield from _groups(prose, line)
        if line.states:
            yield from _counting(prose, line)
            yield from _papers(prose, line)


def _quoted(prose: Prose, line: Line) -> Iterator[Saying]:
    hits = [(hit, (hit["a"] or hit["b"]).strip(" ,.;:")) for hit in _QUOTED.finditer(line.words)]
    for hit, term in hits:
        roots = _roots(term)
        if len(roots) > 1 and line.states:
            yield prose.saying("quoted", line, hit.span(), topic=" ".join(sorted(roots)), side=term.lower(), says=term)
    terms = sorted({term.lower() for _, term in hits if len(term.split()) == 1})
    if len(terms) > 1 and line.states:
        start, end = hits[0][0].start(), hits[-1][0].end()
        yield prose.saying(
            "pair", line, (start, end), topic=" / ".join(terms), actors=prose.about(line), words=tuple(terms)
        )


def _roots(term: str) -> frozenset[str]:
    """`acting alliance` and `Alliance in Action` have the same."""
    words = (word for word in _WORD.findall(term.lower()) if word not in _SMALL)
    return frozenset(_ENDINGS.sub("", word) or word for word in words)


def _groups(prose: Prose, line: Line) -> Iterator[Saying]:
    for token in line.tokens:
        words = line.words[token.start - line.start : token.end - line.start]
        if token.kind == "group" and _ACRONYM.fullmatch(words):
            span = (token.start - line.start, token.end - line.start)
            yield prose.saying("group", line, span, topic=token.value, side=words)


def _counting(prose: Prose, line: Line) -> Iterator[Saying]:
    for hit in pattern_of(line.language, "of_numbers").finditer(line.words):
        what = f"{hit['n'].lower()} {hit['noun'].lower()}"
        yield prose.saying(
            "numbered",
            line,
            hit.span(),
            topic=what,
            side=hit["rest"].strip(),
            words=tuple(sorted(_roots(hit["rest"]))),
            actors=prose.about(line),
        )


def _papers(prose: Prose, line: Line) -> Iterator[Saying]:
    years = [(date.start - line.start, edtf) for date, edtf in line.dates if edtf and edtf[:4].isdigit()]
    for hit in pattern_of(line.language, "paper").finditer(line.words):
        near = [(abs(at - hit.end()), edtf) for at, edtf in years if abs(at - hit.end()) < 60]
        around = line.words[max(0, hit.start() - 30) : hit.end() + 40]
        again = pattern_of(line.language, "again").search(around)
        begun = pattern_of(line.language, "begun").search(around)
        name = re.sub(r"^(?:The|A|In|Its|Their|Our) ", "", hit["name"])
        side = "again" if again else "begun" if begun else ""
        yield prose.saying(
            "paper",
            line,
            hit.span(),
            topic=name,
            side=side,
            date=min(near)[1] if near else None,
            actors=prose.about(line),
        )
