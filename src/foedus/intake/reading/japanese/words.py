"""The grammar of a language whose verb comes last, as patterns: what follows a name, what follows a verb's stem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from foedus.intake.reading.lexicon import Lexicon

__all__ = ["Described", "FinalWords", "final_words"]


@dataclass(frozen=True, slots=True)
class Described:
    """A type of instrument told by what it does: the heads it may have and the words that stand before them."""

    type: str
    words: re.Pattern[str]
    heads: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalWords:
    """Compiled patterns of the lexicon's section `verb_final`."""

    head: re.Pattern[str]
    described: tuple[Described, ...]
    bearer: re.Pattern[str]
    bearer_of: re.Pattern[str]
    roles: tuple[tuple[str, re.Pattern[str]], ...]
    armed: re.Pattern[str]
    tails: Mapping[str, re.Pattern[str]]


_TAILS = (
    "negative", "not_yet_before", "planned", "recommended", "hypothetical", "hypothetical_before", "nonpast", "nominal_end",
    "adnominal", "regular", "attributed_after", "rumour", "rumour_denied",
)  # fmt: skip


@cache
def final_words(lexicon: Lexicon) -> FinalWords:
    """The patterns of one language; compiled once."""
    data: Mapping[str, Any] = lexicon.grammar["verb_final"]
    heads = sorted(set(data["heads"]), key=len, reverse=True)
    return FinalWords(
        head=re.compile("|".join(map(re.escape, heads))),
        described=tuple(
            Described(row["type"], re.compile("|".join(row["any"])), frozenset(row["heads"]))
            for row in data["described"]
        ),
        bearer=re.compile(data["bearer"]),
        bearer_of=re.compile(data["bearer_of"]),
        roles=tuple((name, re.compile(pattern)) for name, pattern in data["roles"]),
        armed=re.compile(data["armed"]),
        tails={name: re.compile(data[name]) for name in _TAILS},
    )
