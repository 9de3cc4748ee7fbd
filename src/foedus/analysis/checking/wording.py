"""The words in which findings speak: types, parties, stages and dates in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from foedus.model.actors import load_actors
from foedus.model.claims import Claim
from foedus.model.vocabulary import load_vocabulary

__all__ = ["joined", "say_claim", "say_date", "say_instrument", "say_stage"]

_SAID: Final = {
    "in_force": "in force",
    "agreed_in_principle": "agreed in principle",
    "negotiating": "under negotiation",
    "regular": "held regularly",
    "considered": "under consideration",
}


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


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
        words += f", {claim.value} {claim.unit or ''}".rstrip()
    if claim.modality != "asserted":
        words += (
            f" ({claim.modality}{' to ' + claim.per_whom if claim.modality == 'attributed' and claim.per_whom else ''})"
        )
    return words
