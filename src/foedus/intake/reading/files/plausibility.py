"""How much a decoded text looks like writing: the share of its non-ASCII characters that its language uses all the time.

A wrong East Asian decoding gives ideographs and syllables, too, but rare ones. The frequent characters are data: `frequent_characters.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from foedus.model.resources import load_file

__all__ = ["CANDIDATES", "plausibility"]

CANDIDATES: Final = MappingProxyType(
    {"cp932": "ja", "euc_jp": "ja", "cp949": "ko", "gb18030": "zh-Hans", "big5hkscs": "zh-Hant", "cp1252": "western"}
)
"""Encodings tried on bytes that are not UTF-8, and the writing each is made for."""

_UNFIT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_PUNCTUATION = re.compile("[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2010-\u2027\xb7]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_MIXED_CASE = re.compile(r"[a-zß-ÿ][À-ÖØ-Þ](?![a-z])|[À-ÖØ-öø-ÿ]{3}")
_PAIR = re.compile("[À-ÖØ-öø-ÿ]{2}")
_WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸšžŠŽ‘’“”‚„–—…•€£§©®°·«»‹›¿¡½¼²³ºª×™†\xa0"
)


@cache
def _frequent(language: str) -> frozenset[str]:
    return frozenset(load_file(Path(__file__).with_name("frequent_characters.yaml"))[language])


def plausibility(text: str, script: str) -> float:
    """Between 0, impossible, and about 1.

    Parameters
    ----------
    text : str
        Decoded text.
    script : {"ja", "ko", "zh-Hans", "zh-Hant", "western", "any"}
        The writing expected; `any` is the best of all.
    """
    if _UNFIT.search(text) or any(unicodedata.category(c) == "Cn" for c in set(text)):
        return 0.0
    if script == "any":
        return 1.0 if text.isascii() else max(score(text) for score in _SCORES.values())
    return _SCORES[script](text)


def _written(text: str) -> list[str]:
    """Non-ASCII characters without punctuation, which all East Asian encodings share."""
    return [c for c in _NON_ASCII.findall(text) if not _PUNCTUATION.match(c)]


def _share(text: str, fits: Callable[[str], bool]) -> float:
    written = _written(text)
    return sum(map(fits, written)) / len(written) if len(written) >= 2 else 0.0


def _japanese(text: str) -> float:
    written = _written(text)
    if len(written) < 2:
        return 0.0
    halfwidth = sum("\uff61" <= c <= "\uff9f" for c in text)
    if halfwidth > 0.3 * len(written):
        return 0.0
    frequent = _frequent("ja")
    return sum(bool(_KANA.match(c)) or c in frequent for c in written) / len(written)


def _korean(text: str) -> float:
    frequent = _frequent("ko")
    hangul = _share(text, lambda c: bool(_HANGUL.match(c)))
    return _share(text, lambda c: c in frequent) if hangul > 0.7 else 0.0


def _chinese(variety: str) -> Callable[[str], float]:
    def score(text: str) -> float:
        frequent = _frequent(variety)
        kana = _share(text, lambda c: bool(_KANA.match(c)))
        return _share(text, lambda c: c in frequent) if kana < 0.02 else 0.0

    return score


def _western(text: str) -> float:
    """Latin letters with few accents, hardly ever two together, none in impossible places, and nothing else."""
    high = _NON_ASCII.findall(text)
    letters = sum(c.isalpha() for c in text)
    if not high or len(high) > 0.2 * max(letters, 1) or any(c not in _WESTERN for c in high):
        return 0.0
    if _MIXED_CASE.search(text) or 8 * len(_PAIR.findall(text)) > len(high):
        return 0.0
    return 0.6


_SCORES: Final = MappingProxyType(
    {
        "ja": _japanese,
        "ko": _korean,
        "zh-Hans": _chinese("zh-Hans"),
        "zh-Hant": _chinese("zh-Hant"),
        "western": _western,
    }
)
