"""A document's text as a language reads it: folded, with its lexicon and all its tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from foedus.intake.reading.chinese.homes import home_of as home_of_chinese
from foedus.intake.reading.chinese.homes import name_own
from foedus.intake.reading.chinese.scripts import simplify
from foedus.intake.reading.chinese.shorts import settle_shorts
from foedus.intake.reading.lexicon import Lexicon, Token, load_lexicon
from foedus.intake.reading.passages.passages import Passage

__all__ = ["home_in", "inside", "scanned"]


def home_in(folded: str, lexicon: Lexicon) -> str:
    """Whose ministries need no name: in Chinese as the document tells, else as the language does."""
    if lexicon.language == "zh":
        return home_of_chinese(folded, lexicon)
    return str(lexicon.grammar.get("home", {}).get("code", ""))


def scanned(plain: str, language: str) -> tuple[str, Lexicon, list[Token]]:
    """The text as a language reads it, with its lexicon and all its tokens."""
    folded = simplify(plain) if language == "zh" else plain
    lexicon = load_lexicon(language)
    tokens = settle_shorts(folded, lexicon.scan(folded), lexicon)
    return folded, lexicon, name_own(tokens, home_of_chinese(folded, lexicon)) if language == "zh" else tokens


def inside(tokens: Sequence[Token], passage: Passage) -> Sequence[Token]:
    """The tokens that begin in a passage."""
    low = bisect_left(tokens, passage.start, key=lambda token: token.start)
    return tokens[low : bisect_left(tokens, passage.end, low, key=lambda token: token.start)]
