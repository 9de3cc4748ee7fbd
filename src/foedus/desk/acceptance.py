"""Rules by which a user accepts what a machine read: `all`, `none`, or conditions that must all hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from foedus.model.actors import load_actors
from foedus.model.claims import MODALITIES, Evidence
from foedus.model.problems import UnknownActorError, UnknownTermError, UsageError
from foedus.model.publishers import resolve_publisher
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Rule", "parse_rule"]

_CONDITION = re.compile(r"\s*([a-z_]+)\s*(>=|<=|!=|=|>|<)\s*([^,]+?)\s*\Z")
_COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
_FIELDS: Final = ("confidence", "type", "party", "stage", "modality", "publisher", "language")
_HINT: Final = "Write `all`, `none`, or conditions such as `confidence>=0.8,type=RAA,publisher=sejong`."


@dataclass(frozen=True, slots=True)
class _Condition:
    field: str
    sign: str
    wanted: str

    def holds(self, item: Evidence) -> bool:
        claim = item.claim
        if self.field == "confidence":
            return claim.confidence is not None and _COMPARE[self.sign](claim.confidence, float(self.wanted))
        found: dict[str, Any] = {
            "type": (claim.instrument_type,),
            "party": claim.parties,
            "stage": (claim.stage,),
            "modality": (claim.modality,),
            "publisher": (item.source.publisher,),
            "language": (item.source.language,),
        }
        return (self.wanted in found[self.field]) == (self.sign == "=")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the user wrote it. `name` is what its judgements are signed with."""

    text: str
    conditions: tuple[_Condition, ...]
    accepts_none: bool = False

    @property
    def name(self) -> str:
        """`rule:` and its text."""
        return f"rule:{self.text}"

    def accepts(self, item: Evidence) -> bool:
        """Does every condition hold for the claim?"""
        return not self.accepts_none and all(condition.holds(item) for condition in self.conditions)


def parse_rule(text: str, *, where: str = "--accept") -> Rule:
    """Read a rule.

    Raises
    ------
    UsageError
        If it is none, or names a field or value that does not exist.

    Examples
    --------
    >>> parse_rule(" type = raa , confidence>=0.8").text
    'type=RAA,confidence>=0.8'
    """
    plain = text.strip()
    if plain in ("all", "none"):
        return Rule(text=plain, conditions=(), accepts_none=plain == "none")
    conditions = tuple(_condition(part, where) for part in plain.split(","))
    return Rule(text=",".join(f"{c.field}{c.sign}{c.wanted}" for c in conditions), conditions=conditions)


def _condition(text: str, where: str) -> _Condition:
    found = _CONDITION.match(text)
    if found is None or found[1] not in _FIELDS:
        raise UsageError(
            f"{where}: found {text.strip()!r}; expected FIELD=VALUE with one of the fields {', '.join(_FIELDS)}.",
            hint=_HINT,
        )
    field, sign, wanted = found[1], found[2], found[3]
    if field != "confidence" and sign not in ("=", "!="):
        raise UsageError(f"{where}: found {text.strip()!r}; only confidence can be more or less.", hint=_HINT)
    try:
        return _Condition(field, sign, _VALUES[field](wanted))
    except (UnknownTermError, UnknownActorError) as problem:
        raise UsageError(f"{where}: {problem.message}", hint=problem.hint) from None
    except ValueError:
        raise UsageError(
            f"{where}: found {text.strip()!r}; {wanted!r} is no {field}.", hint=_EXPECTED.get(field, _HINT)
        ) from None


def _confidence(text: str) -> str:
    if not 0 <= float(text) <= 1:
        raise ValueError(text)
    return text


def _among(known: Callable[[], Any]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known():
            raise ValueError(text)
        return text

    return read


_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "confidence": _confidence,
    "type": lambda text: load_vocabulary().type(text).code,
    "party": lambda text: load_actors().resolve(text),
    "stage": _among(lambda: load_vocabulary().stages),
    "modality": _among(lambda: MODALITIES),
    "publisher": resolve_publisher,
    "language": str.lower,
}
_EXPECTED: Final = {
    "confidence": "Write a number from 0 to 1, such as confidence>=0.8.",
    "modality": f"Write one of {', '.join(MODALITIES)}.",
    "stage": "Write a stage such as signed or in_force.",
}
