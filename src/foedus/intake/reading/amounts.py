"""Amounts as texts print them: money with magnitude and currency, counted things, per cents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from foedus.intake.reading.lexicon import Lexicon

__all__ = ["Amount", "find_amounts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A value with its unit: an ISO 4217 currency, `ships`, `countries`, `percent` and the like."""

    start: int
    end: int
    value: str
    unit: str
    is_money: bool


def _words(words: Mapping[str, str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


_MOST_DIGITS: Final = 15
"""Nobody writes out longer amounts; those are numbers of accounts, or noise."""


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    data: Mapping[str, Any] = lexicon.grammar["amounts"]
    number = r"\d[\d,]*(?:\.\d+)?"
    words = _words(data["numbers"])
    return re.compile(
        rf"(?:(?P<before>{_words(data['currency_before'])})\s?)?(?<![A-Za-z0-9_.])(?:(?P<number>{number})|(?P<word>\b(?:{words})\b))"
        rf"\s?(?P<magnitude>(?:{_words(data['magnitude'])})(?![a-z]))?\s?"
        rf"(?:(?P<after>(?:{_words(data['currency_after'])})(?![a-z]))|(?P<percent>{_words(data['percent'])})"
        rf"|(?P<adjectives>(?:[a-z-]+\s){{0,3}}?)(?P<counted>(?:{_words(data['counted'])})(?![a-z])))?",
        re.IGNORECASE,
    )


def find_amounts(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Amount]:
    """Amounts in ``folded[start:end]``; a bare number is none."""
    data: Mapping[str, Any] = lexicon.grammar["amounts"]
    found = []
    for hit in _pattern(lexicon).finditer(folded, start, end):
        if not (hit["before"] or hit["after"] or hit["percent"] or hit["counted"]):
            continue
        plain = hit["number"].replace(",", "") if hit["number"] else data["numbers"][hit["word"].lower()]
        if len(plain) > _MOST_DIGITS:
            continue
        scale = _lookup(data["magnitude"], hit["magnitude"]) or "1"
        value = Decimal(plain) * Decimal(scale)
        text = format(value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize(), "f")
        money = _lookup(data["currency_before"], hit["before"]) or _lookup(data["currency_after"], hit["after"])
        unit = money or ("percent" if hit["percent"] else _lookup(data["counted"], hit["counted"]) or "")
        found.append(Amount(start=hit.start(), end=hit.end(), value=text, unit=unit, is_money=bool(money)))
    return found


def _lookup(table: Mapping[str, str], word: str | None) -> str | None:
    if word is None:
        return None
    return table.get(word) or next((v for k, v in table.items() if k.lower() == word.lower()), None)
