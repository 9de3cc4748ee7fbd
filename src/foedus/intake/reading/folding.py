"""A text folded for reading: same length, so that every offset still counts characters of the original."""

from __future__ import annotations

from typing import Final

__all__ = ["fold", "lower"]

_PAIRS: Final = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},  # full-width ASCII
    "\u3000": " ", "\u00a0": " ", "\u2003": " ", "\u2002": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\n": " ", "\r": " ",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-",
    "\u2212": "-", "\u30fb": "・", "\uff65": "・", "\u2022": "・", "\u00b7": "·", "\u318d": "·",
}  # fmt: skip
_TABLE: Final = str.maketrans(_PAIRS)


def fold(text: str) -> str:
    """Fold width, spaces, dashes and quotation marks, one character for one.

    Examples
    --------
    >>> fold("ＡＣＳＡ\u2013“x”")
    'ACSA-"x"'
    """
    return text.translate(_TABLE)


def lower(text: str) -> str:
    """The text in lower case, one character for one: what becomes two stays as it is."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
