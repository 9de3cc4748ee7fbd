"""Korean words broken at the end of a line: browsers and typesetters break them after any syllable, and set no hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Final

from foedus.intake.reading.folding import fold
from foedus.intake.reading.lexicon import load_lexicon

__all__ = ["hangul_words", "is_broken_word"]

_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_LAST: Final = re.compile(r"\S*[\uac00-\ud7a3]\Z")
_FIRST: Final = re.compile(r"[\uac00-\ud7a3]\S*")
_CLOSING: Final = ".,;:!?)]」』》〉\"'”’"
# No word begins with these and is nothing more: particles, and the last syllable of a sentence.
_BOUND: Final = re.compile(
    r"(?:은|는|을|를|에|의|와|과|로|으로|에서|에게|까지|부터)(?=[\s,.)]|\Z)|(?:다|며|고)(?=[.,])"
)
_LONGEST: Final = 40


def hangul_words(lines: Iterable[str]) -> frozenset[str]:
    """Words that stand within lines, unbroken."""
    found: set[str] = set()
    for line in lines:
        if _HANGUL.search(line):
            found.update(word.strip(_CLOSING) for word in line.split()[1:-1])
    return frozenset(word for word in found if len(word) > 1)


def is_broken_word(above: str, below: str, words: Set[str]) -> bool:
    """Is the last word of a line of Korean the beginning of the first one of the next line?

    It is where the document writes both as one word elsewhere, where the second could not stand alone, or where the two
    together, but not with a space between, hold a word of the lexicon.

    Examples
    --------
    >>> is_broken_word("양국은 협정", "을 체결했다", frozenset())
    True
    >>> is_broken_word("군사정보보호협", "정에 서명했다", frozenset())
    True
    >>> is_broken_word("양국은 협정에", "서명했다", frozenset())
    False
    """
    last, first = _LAST.search(above[-_LONGEST:]), _FIRST.match(below[:_LONGEST])
    if last is None or first is None:
        return False
    if _BOUND.match(below) or (last[0] + first[0]).strip(_CLOSING) in words:
        return True
    return _spans(last[0], first[0], "") and not _spans(last[0], first[0], " ")


def _spans(last: str, first: str, between: str) -> bool:
    at = len(last)
    tokens = load_lexicon("ko").scan(fold(last + between + first))
    return any(token.start < at < token.end and token.end > at + len(between) for token in tokens)
