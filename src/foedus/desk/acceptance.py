"""Rules by which a user picks what a machine read: `all`, `none`, or conditions that must all hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from foedus.model.actors import load_actors
from foedus.model.claims import MODALITIES, Evidence
from foedus.model.dates import EdtfDate
from foedus.model.problems import UnknownActorError, UnknownTermError, UnparsableDateError, UsageError
from foedus.model.publishers import resolve_publisher
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Condition", "Rule", "parse_condition", "parse_rule"]

_CONDITION = re.compile(r"\s*([a-z_]+)\s*(>=|<=|!=|=|>|<)\s*([^,]+?)\s*\Z")
_COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
_ORDERED: Final = ("confidence", "date")
_FIELDS: Final = (
    "confidence", "type", "party", "stage", "date", "modality", "document", "publisher", "language",
)  # fmt: skip
_HINT: Final = "Write `all`, `none`, or conditions such as `confidence>=0.8,type=RAA|ACSA,date>=2020,document=brief*`."


@dataclass(frozen=True, slots=True)
class Condition:
    """One field compared with one value or several alternatives."""

    field: str
    sign: str
    wanted: tuple[str, ...]

    def holds(self, item: Evidence) -> bool:
        """Does it hold for the claim?"""
        claim = item.claim
        if self.field == "confidence":
            return claim.confidence is not None and _COMPARE[self.sign](claim.confidence, float(self.wanted[0]))
        if self.field == "date":
            return _is_dated(claim.date, self.sign, self.wanted[0])
        found: dict[str, tuple[str | None, ...]] = {
            "type": (claim.instrument_type,),
            "party": claim.parties,
            "stage": (claim.stage,),
            "modality": (claim.modality,),
            "document": (item.source.file_name, item.source.title, item.source.id),
            "publisher": (item.source.publisher,),
            "language": (item.source.language,),
        }
        own = [text for text in found[self.field] if text is not None]
        if self.field == "document":
            is_one = any(fnmatchcase(text, wanted) for text in own for wanted in self.wanted)
        else:
            is_one = any(wanted in own for wanted in self.wanted)
        return is_one == (self.sign == "=")

    def __str__(self) -> str:
        return f"{self.field}{self.sign}{'|'.join(self.wanted)}"


def _is_dated(date: str | None, sign: str, wanted: str) -> bool:
    """Does a date surely lie so? What is undated, or may lie on either side, does not."""
    if date is None:
        return False
    own, bound = EdtfDate.parse(date), EdtfDate.parse(wanted)
    early, late, first, last = own.earliest, own.latest, bound.earliest, bound.latest
    begins = early is not None and first is not None and early >= first
    ends = late is not None and last is not None and late <= last
    held = {
        ">=": begins,
        "<=": ends,
        "=": begins and ends,
        "!=": not (begins and ends),
        ">": early is not None and last is not None and early > last,
        "<": late is not None and first is not None and late < first,
    }
    return held[sign]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the user wrote it. `name` is what its judgements are signed with."""

    text: str
    conditions: tuple[Condition, ...]
    accepts_none: bool = False

    @property
    def name(self) -> str:
        """`rule:` and its text."""
        return f"rule:{self.text}"

    def accepts(self, item: Evidence) -> bool:
        """Does every condition hold for the claim?"""
        return not self.accepts_none and all(condition.holds(item) for condition in self.conditions)

    def narrowed(self, conditions: tuple[Condition, ...]) -> Rule:
        """The rule with conditions that must hold too."""
        if not conditions:
            return self
        return Rule(_text((*self.conditions, *conditions)), (*self.conditions, *conditions), self.accepts_none)


def _text(conditions: tuple[Condition, ...]) -> str:
    return ",".join(map(str, conditions)) or "all"


def parse_rule(text: str, *, where: str = "--accept") -> Rule:
    """Read a rule.

    Raises
    ------
    UsageError
        If it is none, or names a field or value that does not exist.

    Examples
    --------
    >>> parse_rule(" type = raa | acsa , confidence>=0.8").text
    'type=RAA|ACSA,confidence>=0.8'
    """
    plain = text.strip()
    if plain in ("all", "none"):
        return Rule(text=plain, conditions=(), accepts_none=plain == "none")
    conditions = tuple(_condition(part, where) for part in plain.split(","))
    return Rule(text=_text(conditions), conditions=conditions)


def _condition(text: str, where: str) -> Condition:
    found = _CONDITION.match(text)
    if found is None or found[1] not in _FIELDS:
        raise UsageError(
            f"{where}: found {text.strip()!r}; expected FIELD=VALUE with one of the fields {', '.join(_FIELDS)}.",
            hint=_HINT,
        )
    return parse_condition(found[1], found[2], found[3].split("|"), where=where)


def parse_condition(field: str, sign: str, wanted: list[str], *, where: str) -> Condition:
    """One condition, its values in the spelling of the vocabulary.

    Raises
    ------
    UsageError
        If a value does not exist, or the field cannot be more or less.
    """
    told = f"{field}{sign}{'|'.join(wanted)}"
    if field not in _ORDERED and sign not in ("=", "!="):
        raise UsageError(f"{where}: found {told!r}; only {' and '.join(_ORDERED)} can be more or less.", hint=_HINT)
    if field in _ORDERED and len(wanted) > 1:
        raise UsageError(f"{where}: found {told!r}; expected one {field}, not several.", hint=_HINT)
    try:
        return Condition(field, sign, tuple(_VALUES[field](each.strip()) for each in wanted))
    except (UnknownTermError, UnknownActorError, UnparsableDateError) as problem:
        raise UsageError(f"{where}: {problem.message}", hint=problem.hint) from None
    except ValueError as problem:
        raise UsageError(
            f"{where}: found {told!r}; {str(problem)!r} is no {field}.", hint=_EXPECTED.get(field, _HINT)
        ) from None


def _confidence(text: str) -> str:
    try:
        is_share = 0 <= float(text) <= 1
    except ValueError:
        is_share = False
    if not is_share:
        raise ValueError(text)
    return text


def _date(text: str) -> str:
    EdtfDate.parse(text, where="date")
    return text


def _given(text: str) -> str:
    if not text:
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
    "date": _date,
    "modality": _among(lambda: MODALITIES),
    "document": _given,
    "publisher": resolve_publisher,
    "language": str.lower,
}
_EXPECTED: Final = {
    "confidence": "Write a number from 0 to 1, such as confidence>=0.8.",
    "modality": f"Write one of {', '.join(MODALITIES)}.",
    "stage": "Write a stage such as signed or in_force.",
    "document": "Write the name of a file that was read, such as document=brief.pdf or document=brief*.",
}
