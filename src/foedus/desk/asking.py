"""How a question is put: on which day, as known when, seen by whom; and the envelope its answer travels in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from foedus.model.claims import Evidence
from foedus.model.dates import day
from foedus.model.problems import UnknownTermError, UsageError
from foedus.resolution.perspectives import Perspective
from foedus.resolution.settling import is_known

__all__ = ["Answered", "View", "now", "parse_view", "publisher_among"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Valid day, known day [ordinal; None for all that is recorded] and perspective."""

    on: int
    known: int | None
    perspective: Perspective

    def counts(self, item: Evidence) -> bool:
        """Was the claim known by then, and does its source count under the perspective?"""
        return is_known(item, self.known) and self.perspective.admits(item)

    def to_record(self) -> dict[str, str | None]:
        """As in the envelope of every answer."""
        return {
            "on": date.fromordinal(self.on).isoformat(),
            "known": None if self.known is None else date.fromordinal(self.known).isoformat(),
            "perspective": str(self.perspective),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer: plain data in the shapes of the contract, the view it holds for, the digest of the ledger it came from."""

    data: Any
    view: View | None = None
    ledger: str | None = None

    def to_record(self) -> dict[str, Any]:
        """The envelope."""
        empty = {"on": None, "known": None, "perspective": None}
        view = empty if self.view is None else self.view.to_record()
        return {"ok": True, "data": self.data, "view": view, "ledger": self.ledger}


def now() -> str:
    """The moment in UTC, to the second: when an entry is recorded."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_view(
    *,
    on: str | None = None,
    known: str | None = None,
    perspective: str | None = None,
    publisher_id: Callable[[str], str] | None = None,
) -> View:
    """Read `--on`, `--known` and `--perspective`.

    Parameters
    ----------
    on, known : str or None
        One calendar day each, `YYYY-MM-DD` or `today`; by default today, and everything recorded.
    perspective : str or None
        See `Perspective.parse`.

    Raises
    ------
    UnparsableDateError
        If a day is not one calendar day.
    UsageError
        If the perspective is not one.
    """
    seen = Perspective.parse(perspective or "record", publisher_id=publisher_id or publisher_among(()))
    valid = _day(on or "today", "--on")
    return View(on=valid, known=None if known in (None, "all") else _day(known, "--known"), perspective=seen)


def _day(text: str, where: str) -> int:
    if text == "today":
        return datetime.now(UTC).date().toordinal()
    return day(text, where=where)


def publisher_among(present: Iterable[str]) -> Callable[[str], str]:
    """How a publisher is named: by an id that occurs in the ledger, or by any name the vocabulary knows."""
    ids = frozenset(present)

    def resolve(text: str) -> str:
        from foedus.model.publishers import resolve_publisher

        try:
            return text if text in ids else resolve_publisher(text, where="publisher")
        except UnknownTermError as problem:
            raise UsageError(
                f"publisher: nobody is called {text!r}; expected an id or a name such as sejong or 'Global Times'.",
                hint=problem.hint,
            ) from None

    return resolve
