"""Which ledger answers: the built-in record, or one of the user's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from types import TracebackType

from foedus.desk.asking import Answered
from foedus.desk.builtin import Reach, fill_from_record, open_built_in, record_reach, started_by, started_from_record
from foedus.ledger.store import Ledger, create_ledger, open_ledger
from foedus.model.claims import Evidence
from foedus.model.instruments import Coverage, Instrument, Sought
from foedus.resolution.matching import resolve_instruments

__all__ = ["Opened", "init_ledger", "open_for_reading", "open_for_writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A ledger in hand, with how far the record goes that it started from. Close it, or use `with`."""

    ledger: Ledger
    reach: Reach = field(default_factory=Reach)

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """Where the record claims to be complete."""
        return self.reach.coverage

    @property
    def sought(self) -> tuple[Sought, ...]:
        """Stages looked for and not found."""
        return self.reach.sought

    def accepted(
        self, including: Collection[str] = (), *, types: Collection[str] = (), instrument: str | None = None
    ) -> tuple[Evidence, ...]:
        """Claims that count: neither waiting for a judgement nor rejected."""
        found = self.ledger.evidence(including=including, types=types, instrument=instrument)
        return tuple(item for item in found if item.standing == "accepted")

    def instruments(self, including: Collection[str] = (), *, types: Collection[str] = ()) -> tuple[Instrument, ...]:
        """Instruments whose parties include all of these actors, resolved from accepted claims."""
        return resolve_instruments(self.accepted(including, types=types), self.ledger.judgements())

    def publishers(self) -> frozenset[str]:
        """Ids of everyone who published something the ledger holds."""
        return frozenset(source.publisher for source in self.ledger.sources())

    def close(self) -> None:
        """Let go of the file."""
        self.ledger.close()

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_for_reading(location: str | None = None) -> Opened:
    """Open a ledger that nothing will be written to; None for the built-in record.

    Raises
    ------
    FoedusError
        If ``location`` is no ledger.
    """
    if location is None:
        built_in, reach = open_built_in()
        return Opened(ledger=built_in, reach=reach)
    ledger = open_ledger(location, read_only=True)
    return Opened(ledger=ledger, reach=record_reach() if started_from_record(ledger) else Reach())


def open_for_writing(location: str) -> Opened:
    """Open a ledger of the user's own to add to it.

    Raises
    ------
    FoedusError
        If it is no ledger, or cannot be written.
    """
    ledger = open_ledger(location)
    return Opened(ledger=ledger, reach=record_reach() if started_from_record(ledger) else Reach())


def init_ledger(location: str, *, empty: bool = False) -> Answered:
    """Make a new ledger that starts from the built-in record, or from nothing.

    Raises
    ------
    FoedusError
        If something is there already, or the place cannot be written; nothing is left there then.
    """
    with create_ledger(location, fill=None if empty else fill_from_record) as ledger:
        started = None if empty else started_by()
        data = {"ledger": str(ledger.place), "entries": ledger.count(), "started_from": started}
        return Answered(data=data, ledger=ledger.head())
