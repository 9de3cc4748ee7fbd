"""Which of the four languages a passage is in, by counting scripts."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["count_scripts", "language_of"]

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]+")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_SAMPLE = 20_000


def count_scripts(text: str) -> Counter[str]:
    """Letters [count] by script: kana, hangul, han, latin; of the first 20,000 characters."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return Counter(latin=sum(map(len, _LATIN.findall(sample))))
    patterns = {"kana": _KANA, "hangul": _HANGUL, "han": _HAN, "latin": _LATIN}
    return Counter({name: sum(map(len, pattern.findall(sample))) for name, pattern in patterns.items()})


def language_of(text: str, *, around: Counter[str] | None = None, otherwise: str = "en") -> str:
    """`en`, `ja`, `ko` or `zh`, by the scripts of the letters.

    Parameters
    ----------
    text : str
        A passage or a document.
    around : Counter, optional
        Scripts of the whole document: a heading in Chinese characters alone is Japanese where the rest has kana.
    otherwise : str
        The answer for a text without letters.

    Examples
    --------
    >>> (
    ...     language_of("日英円滑化協定に署名した"),
    ...     language_of("日英互惠准入协定"),
    ...     language_of("the exclusive defence (専守防衛)"),
    ... )
    ('ja', 'zh', 'en')
    """
    if text.isascii():
        return "en" if any(map(str.isalpha, text[:_SAMPLE])) else otherwise
    found = count_scripts(text)
    ideographic = found["kana"] + found["hangul"] + found["han"]
    if not ideographic:
        return "en" if found["latin"] else otherwise
    # One syllable or ideograph carries about as much as three Latin letters.
    if found["latin"] > 3 * ideographic:
        return "en"
    if found["hangul"] >= max(found["kana"], 0.2 * found["han"]):
        return "ko"
    if found["kana"] > 0.03 * ideographic:
        return "ja"
    return _of_han_alone(around or found)


def _of_han_alone(document: Counter[str]) -> str:
    if document["kana"] > 0.1 * (document["han"] + document["kana"]):
        return "ja"
    return "ko" if document["hangul"] > 2 * document["han"] else "zh"
