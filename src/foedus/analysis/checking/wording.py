"""The words in which findings speak: types, parties, stages and dates in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from foedus.model.actors import load_actors
from foedus.model.claims import Claim
from foedus.model.vocabulary import load_vocabulary

__all__ = ["joined", "ordinal", "ordinal_number", "say_claim", "say_date", "say_instrument", "say_number", "say_stage"]

_SAID: Final = {
    "in_force": "in force",
    "agreed_in_principle": "agreed in principle",
    "negotiating": "under negotiation",
    "regular": "held regularly",
    "considered": "under consideration",
}


_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TEENS: Final = (
    "eleven",
    "twelf",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twentie",
)
_ALL_ORDINALS: Final = (
    *_ORDINALS,
    *(f"{word}th" for word in _TEENS),
    *(f"twenty-{word}" for word in _ORDINALS[:9]),
    "thirtieth",
)
_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def say_number(text: str) -> str:
    """A number as people read it: `8,100,000,000`; other text as it is."""
    return f"{int(text):,}" if text.isdecimal() and text.isascii() else text


def ordinal(n: int) -> str:
    """`third`, `13th`."""
    return (
        _ORDINALS[n - 1] if 1 <= n <= len(_ORDINALS) else f"{n}{_ENDINGS.get(n % 10 if n // 10 % 10 != 1 else 0, 'th')}"
    )


def ordinal_number(word: str) -> int | None:
    """The number of `third`, `thirteenth`, `13th`; None where it is no ordinal."""
    if word in _ALL_ORDINALS:
        return _ALL_ORDINALS.index(word) + 1
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdecimal() and digits != word else None


def say_date(text: str) -> str:
    """`6 January 2022`, `January 2022`, `2022`, `since 2015`; other EDTF as written."""
    if text.endswith("/.."):
        return f"since {say_date(text[:-3])}"
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return f"{day.day} {day:%B %Y}"
        if len(text) == 7 and text[5:].isdigit() and 1 <= int(text[5:]) <= 12:
            return f"{date.fromisoformat(f'{text}-01'):%B %Y}"
    except ValueError:
        pass
    return text


def say_stage(stage: str) -> str:
    """A stage in words."""
    return _SAID.get(stage, stage.replace("_", " "))


def say_instrument(kind: str, parties: Iterable[str]) -> str:
    """`reciprocal access agreement of Australia and Japan`."""
    names = [load_actors().get(code).name for code in parties]
    return f"{load_vocabulary().type(kind).label} of {joined(names)}" if names else load_vocabulary().type(kind).label


def say_claim(claim: Claim) -> str:
    """What a statement says, in a line."""
    words = say_instrument(claim.instrument_type, claim.parties)
    if claim.stage:
        words += f": {'not ' if claim.negated else ''}{say_stage(claim.stage)}"
    if claim.date:
        words += f", {say_date(claim.date)}"
    if claim.value:
        words += f", {say_number(claim.value)} {claim.unit or ''}".rstrip()
    if claim.modality != "asserted":
        words += (
            f" ({claim.modality}{' to ' + claim.per_whom if claim.modality == 'attributed' and claim.per_whom else ''})"
        )
    return words
