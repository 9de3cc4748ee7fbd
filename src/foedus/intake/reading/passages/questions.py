"""Questions are cut out of paragraphs: what is asked is not stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["split_questions"]

_ASKED = re.compile(r"[?？][?？!！]*[\"'”’」』)）]*(?=\s|$|[^\x00-\u02ff])")
# A sentence ends before: its last character is no lone initial (`U.S. `), and white space or an ideograph follows.
_ENDED = re.compile(r"(?:(?<=[\w\"'”’)\]%])(?<![ .(][A-Z])[.!](?:[\"'”’)\]]|\[\d+\])*\s+|[。！｡][」』）)]*\s*|\n)")
_LOOK = 600


def split_questions(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    """Cut ``text[start:end]`` at its questions.

    Yields
    ------
    (start, end, kind)
        Trimmed spans in order; a question has kind `question`, the rest keeps ``kind``.

    Notes
    -----
    A question longer than 600 characters is cut 600 characters before its mark, so that cost stays linear.
    """
    done = start
    for mark in _ASKED.finditer(text, start, end):
        begin = _sentence_start(text, max(done, mark.start() - _LOOK), mark.start())
        yield from _trimmed(text, done, begin, kind)
        yield from _trimmed(text, begin, mark.end(), "question")
        done = mark.end()
    yield from _trimmed(text, done, end, kind)


def _sentence_start(text: str, low: int, high: int) -> int:
    begin = low
    for stop in _ENDED.finditer(text, low, high):
        begin = stop.end()
    return begin


def _trimmed(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    piece = text[start:end]
    if bare := piece.strip():
        begin = start + len(piece) - len(piece.lstrip())
        yield begin, begin + len(bare), kind
