"""The words of rules: what a rule may ask for, and what it may conclude."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["CONCLUSIONS", "ENTITLEMENTS", "FACTS", "TIERS", "Dialect", "Given"]


@dataclass(frozen=True, slots=True)
class Given:
    """A fact rules may ask for: its arguments, and how many there may be of it in one question.

    `kinds` names what each argument is (`actor`, `instrument`, `type`, …), so that a misspelt code is found; `most`
    is how many atoms a question can hold, `each` how many once the first argument is known. Both bound what a rule can
    cost before it is run.
    """

    kinds: tuple[str, ...]
    most: int = 1
    each: int = 1


_ONE: Final = {"actor": "actor", "partner": "actor", "activity": "activity", "situation": "situation"}

FACTS: Final[Mapping[str, Given]] = MappingProxyType(
    {
        **{name: Given((kind,)) for name, kind in _ONE.items()},
        "host": Given(("actor",)),
        "sender": Given(("actor",)),
        "surveyed": Given(("actor",), 2),
        "instrument": Given(("instrument",), 100),
        "in_force": Given(("instrument",), 100),
        "not_yet": Given(("instrument",), 100),
        "ended": Given(("instrument",), 100),
        "between": Given(("instrument",), 50),
        "type": Given(("instrument", "type"), 100),
        "party": Given(("instrument", "actor"), 300, 10),
        "role": Given(("instrument", "role", "actor"), 300, 10),
        "stage": Given(("instrument", "stage"), 500, 10),
        "member": Given(("actor", "group"), 20, 10),
    }
)
"""Facts of one question."""

CONCLUSIONS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "covered": 1,
        "no_agreement_needed": 0,
        "authorised": 0,
        "host_authorised": 0,
        "forbidden": 0,
        "excepted": 1,
        "condition": 1,
        "contested": 1,
        "unobserved": 1,
        "law_unobserved": 1,
    }
)
"""What a rule on entitlements may conclude, with the number of arguments. `unobserved` in a file on one actor's law is `law_unobserved`."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Facts and conclusions of one kind of question.

    `shared` says whether the files draw their conclusions together, as law does, or each for itself, as rival definitions do.
    """

    facts: Mapping[str, Given]
    conclusions: Mapping[str, int]
    shared: bool = True


ENTITLEMENTS: Final = Dialect(FACTS, CONCLUSIONS)

_OF_A_DYAD: Final[Mapping[str, Given]] = MappingProxyType(
    {
        "one": Given(("actor",)),
        "other": Given(("actor",)),
        **{name: Given(("instrument",), 100) for name in ("instrument", "in_force", "not_yet", "ended")},
        "between": Given(("instrument",), 100),
        "bilateral": Given(("instrument",), 100),
        "type": Given(("instrument", "type"), 100),
        "layer": Given(("instrument", "layer"), 100),
        "party": Given(("instrument", "actor"), 300, 10),
        "role": Given(("instrument", "role", "actor"), 300, 10),
        "stage": Given(("instrument", "stage"), 500, 10),
        "ally": Given(("actor", "actor"), 100, 50),
        "member": Given(("actor", "group"), 20, 10),
    }
)

TIERS: Final = Dialect(
    _OF_A_DYAD,
    MappingProxyType({"needed": 1, "met": 1, "unobserved": 1, "tier": 0, "excepted": 1}),
    shared=False,
)
"""Definitions of tiers: facts of one dyad, and what a definition may conclude of it."""
