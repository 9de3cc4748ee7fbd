"""Doubtful doers and purposes: a constitution said to bind another state, an agreement to come for what is agreed already, no member yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_doubts"]

_BACK = 4
_FAR = 12
_QUOTED = re.compile(r"[\"「『](?P<term>[^\"「」『』]{3,40})[\"」』]")


def find_doubts(prose: Prose) -> Iterator[Saying]:
    """Sayings of each kind, sentence by sentence."""
    for line in prose.lines:
        if line.states:
            yield from _bound(prose, line)
            yield from _purposes(prose, line)
            yield from _seekers(prose, line)


def _bound(prose: Prose, line: Line) -> Iterator[Saying]:
    """`the use of force by the U.S. may be unconstitutional`, where the constitution spoken of is Japan's."""
    for hit in pattern_of(line.language, "unlawful").finditer(line.words):
        low, high = line.start + hit.start("who"), line.start + hit.end("who")
        doer = next((c for g in line.groups if g.start <= high and low <= g.end for c in g.codes), None)
        whose = _constitution(prose, line)
        if doer is not None and whose is not None and doer != whose:
            yield prose.saying("bound", line, hit.span(), topic=whose, side=doer, says=hit["act"])


def _constitution(prose: Prose, line: Line) -> str | None:
    for other in reversed(prose.lines[max(0, line.number - _BACK) : line.number + 1]):
        for hit in pattern_of(other.language, "constitution").finditer(other.words):
            at = other.start + hit.start()
            owner = [g for g in other.groups if 0 <= at - g.end <= 14 and len(g.codes) == 1]
            if owner:
                return owner[-1].codes[0]
    return None


def _purposes(prose: Prose, line: Line) -> Iterator[Saying]:
    hit = pattern_of(line.language, "purpose").search(line.words)
    if hit is None:
        return
    pair = next((g.codes for g in line.groups if len(set(g.codes)) == 2), ())
    for other in reversed(prose.lines[: line.number]):
        if pair or line.number - other.number > _FAR:
            break
        pair = next((g.codes for g in other.groups if len(set(g.codes)) == 2), ())
    for quoted in _QUOTED.finditer(line.words, hit.end()):
        for other in prose.lines[line.number + 1 : line.number + _BACK]:
            had = next((t for t in other.tokens if t.kind == "instrument" and _names(other, t, quoted["term"])), None)
            if pair and had is not None:
                span = (hit.start(), quoted.end())
                yield prose.saying(
                    "purpose", line, span, topic=had.value, side=quoted["term"], actors=tuple(sorted(set(pair))),
                    says=" ".join(prose.document.text[other.start : other.end].split()),
                )  # fmt: skip
                return


def _names(line: Line, token: Token, term: str) -> bool:
    """Is the quoted term part of an agreement's name?"""
    return term.lower() in line.words[token.start - line.start : token.end - line.start].lower()


def _seekers(prose: Prose, line: Line) -> Iterator[Saying]:
    hits = list(pattern_of(line.language, "seeks").finditer(line.words))
    for token in line.tokens:
        if token.kind not in ("group", "actor") or not hits:
            continue
        at = token.start - line.start
        near = [hit for hit in hits if 0 <= at - hit.end() <= 40 or 0 <= hit.start() - at <= 30]
        if near and (token.kind == "group" or token.detail.get("form") == "acronym"):
            span = (min(near[-1].start(), at), max(near[-1].end(), token.end - line.start))
            yield prose.saying("seeker", line, span, topic=token.value, actors=prose.about(line))
