"""Rows of the record's files, taken apart key by key: what is missing, unknown or misshapen is named with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from foedus.model.problems import FoedusError
from foedus.model.resources import parse_yaml

__all__ = ["BadRecordError", "Place", "Row", "one_of", "read_mapping"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the record: file, then source, publisher or instrument, then claim, counted from 1."""

    file: str
    entry: str | None = None
    claim: int | None = None

    def at(self, entry: str, claim: int | None = None) -> Place:
        """A place inside this one."""
        return replace(self, entry=entry, claim=claim)

    def __str__(self) -> str:
        number = None if self.claim is None else f"claim {self.claim}"
        return ", ".join(part for part in (self.file, self.entry, number) if part)


class BadRecordError(FoedusError):
    """A file of the record that does not follow `docs/reference/record-format.md`."""

    code = "bad-record"
    exit_code = 1

    def __init__(self, place: Place, *, found: str, expected: str, hint: str = "") -> None:
        super().__init__(
            f"{place}: found {found}, expected {expected}.", hint=hint or "See docs/reference/record-format.md."
        )
        self.place, self.found, self.expected = place, found, expected


def one_of(place: Place, what: str, found: str, known: Iterable[str]) -> str:
    """``found``, if it is among ``known``.

    Raises
    ------
    BadRecordError
        If it is not; names the nearest.
    """
    names = list(known)
    if found in names:
        return found
    near = difflib.get_close_matches(found, names, n=2, cutoff=0.8)
    expected = f"one of {', '.join(names)}" if len(names) <= 30 else f"an id among the {len(names)} known"
    hint = f"Did you mean {', '.join(near)}?" if near else f"Correct it, or add this {what} first."
    raise BadRecordError(place, found=f"{what} {found!r}", expected=expected, hint=hint)


class Row:
    """A mapping whose keys are taken one by one; `close` refuses what remains."""

    __slots__ = ("_left", "_names", "place")

    def __init__(self, value: Any, place: Place) -> None:
        if not isinstance(value, Mapping):
            raise BadRecordError(place, found=_shown(value), expected="a mapping of keys to values")
        self.place = place
        self._left = dict(value)
        self._names: list[str] = []

    def text(self, key: str) -> str:
        """A required text."""
        found = self.maybe(key)
        if found is None:
            near = difflib.get_close_matches(key, self._left, n=1)
            hint = f"Is {near[0]!r} meant to be {key!r}?" if near else f"Add {key!r}."
            raise BadRecordError(self.place, found=f"no {key!r}", expected="one", hint=hint)
        return found

    def maybe(self, key: str) -> str | None:
        """A text that may be left out, but not be empty."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise BadRecordError(
                self.place, found=f"{key!r}: {_shown(value)}", expected="a text", hint=f"Fill {key!r} or leave it out."
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when left out."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise BadRecordError(self.place, found=f"{key!r}: {_shown(value)}", expected="a list such as [AUS, JPN]")
        return tuple(value)

    def rows(self, key: str) -> list[Any]:
        """A required list, not empty."""
        value = self._take(key)
        if not isinstance(value, list) or not value:
            raise BadRecordError(self.place, found=f"{key!r}: {_shown(value)}", expected="a list with an entry")
        return value

    def row(self, key: str) -> Row:
        """A mapping, empty when left out."""
        value = self._take(key)
        return Row({} if value is None else value, self.place)

    def left(self) -> tuple[str, ...]:
        """Keys not taken yet."""
        return tuple(self._left)

    def close(self) -> None:
        """Refuse keys nobody asked for.

        Raises
        ------
        BadRecordError
            If there are any.
        """
        for key in self._left:
            one_of(self.place, "key", str(key), self._names)

    def _take(self, key: str) -> Any:
        self._names.append(key)
        return self._left.pop(key, None)


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "nothing"
    return repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "…"


def read_mapping(folder: Path, name: str) -> Mapping[str, Any]:
    """One YAML file of the record.

    Raises
    ------
    BadRecordError
        If it is missing, not UTF-8, not YAML, or not a mapping.
    """
    place = Place(name)
    try:
        value = parse_yaml((folder / name).read_bytes().decode("utf-8"))
    except OSError as problem:
        raise BadRecordError(
            place, found=problem.strerror or "no readable file", expected="a file of the record"
        ) from None
    except UnicodeDecodeError as problem:
        raise BadRecordError(place, found=f"byte {problem.start} is not UTF-8", expected="UTF-8 text") from None
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line = "" if mark is None else f" in line {mark.line + 1}, column {mark.column + 1}"
        raise BadRecordError(place, found=f"{problem.problem}{line}", expected="YAML") from None
    except yaml.YAMLError as problem:
        raise BadRecordError(place, found=str(problem).splitlines()[0], expected="YAML") from None
    if not isinstance(value, Mapping):
        raise BadRecordError(place, found=_shown(value), expected="a mapping of keys to values")
    return value
