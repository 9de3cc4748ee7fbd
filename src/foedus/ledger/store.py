"""The ledger itself: made, opened, added to, asked. Everything it knows is in its entries; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from sqlalchemy import Engine, func, select

from foedus.ledger.appending import Appended, Batch, append_batch
from foedus.ledger.asking import all_judged, all_judgements, all_sources, select_evidence
from foedus.ledger.chain import GENESIS
from foedus.ledger.location import resolve
from foedus.ledger.opening import build, enter
from foedus.ledger.schema import entry
from foedus.ledger.sqlite import reading, writing
from foedus.model.claims import Evidence, Judged, Judgement, Source
from foedus.model.problems import UsageError

__all__ = ["Appended", "Batch", "Ledger", "create_ledger", "open_ledger"]

_PATIENCE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger. Close it, or use it in a `with` statement; threads may share it.

    Attributes
    ----------
    engine : sqlalchemy.Engine
        The way in.
    place : Path
        The file, as messages name it.
    read_only : bool
        True when `append` is refused.
    """

    engine: Engine
    place: Path
    read_only: bool = False

    def append(self, batch: Batch, *, recorded_at: str, recorded_by: str) -> Appended:
        """Record a batch as a whole or not at all. What is recorded already, by content id, is skipped and counted.

        Parameters
        ----------
        batch : Batch
            What one document, dataset or sitting adds.
        recorded_at : str
            ISO 8601 date or moment.
        recorded_by : str
            Who records: a person, or the program acting for one.

        Raises
        ------
        UsageError
            If the ledger is open for reading only, or a source is recorded already with other content.
        NotFoundError
            If a claim's source, or a claim judged, is neither in the batch nor in the ledger.
        LedgerBusyError
            If another process keeps the write lock.
        UnwritablePathError
            If the disk is full or the place cannot be written.
        """
        if self.read_only:
            raise UsageError(
                f"{self.place}: the ledger was opened for reading only.",
                hint="Give a ledger of your own with `--ledger PATH`; `foedus init PATH` makes one.",
            )
        with writing(self.engine, self.place) as connection:
            return append_batch(connection, batch, recorded_at=recorded_at, recorded_by=recorded_by)

    def evidence(
        self,
        including: Collection[str] = (),
        types: Collection[str] = (),
        instrument: str | None = None,
        by: str | None = None,
    ) -> tuple[Evidence, ...]:
        """Claims with source and standing, in the order recorded; rejected and proposed ones too, and marked so.

        Parameters
        ----------
        including : collection of str
            Actor codes; a claim counts when its parties include all of them. Empty: any parties.
        types : collection of str
            Instrument types, any of which will do. Empty: any type.
        instrument : str, optional
            The instrument the claim names.
        by : str, optional
            A day, `YYYY-MM-DD`: only what was recorded by then, with the standing it had at its end.
        """
        with reading(self.engine, self.place) as connection:
            return select_evidence(connection, including=including, types=types, instrument=instrument, by=by)

    def sources(self) -> tuple[Source, ...]:
        """Every source, in the order recorded."""
        with reading(self.engine, self.place) as connection:
            return all_sources(connection)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in the order recorded: of two on one thing, the later holds."""
        with reading(self.engine, self.place) as connection:
            return all_judgements(connection)

    def judged(self) -> tuple[Judged, ...]:
        """Every judgement with when and by whom it was recorded, in that order."""
        with reading(self.engine, self.place) as connection:
            return all_judged(connection)

    def head(self) -> str:
        """Digest of the last entry: two ledgers with one head have the same entries in the same order."""
        with reading(self.engine, self.place) as connection:
            newest = select(entry.c.digest).order_by(entry.c.seq.desc()).limit(1)
            return connection.execute(newest).scalar() or GENESIS

    def count(self) -> int:
        """Entries of every kind [count]."""
        with reading(self.engine, self.place) as connection:
            return connection.execute(select(func.count()).select_from(entry)).scalar_one()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_ledger(
    location: str | Path, *, fill: Callable[[Ledger], object] | None = None, patience: float = _PATIENCE
) -> Ledger:
    """Make a new ledger and open it for writing.

    Parameters
    ----------
    location : str or Path
        A path, or `sqlite:///PATH`, where nothing is yet.
    fill : callable, optional
        Given the ledger before it has its name: what is appended then is there when the file is, or there is no file.
    patience : float
        How long to wait for another process's write lock [s].

    Raises
    ------
    UsageError
        If ``location`` is a URL of another kind.
    UnwritablePathError
        If something is there already, or the place cannot be written; no file is left then.
    """
    path = resolve(location)
    build(path, lambda engine: None if fill is None else fill(Ledger(engine, path)), patience=patience)
    return open_ledger(path, patience=patience)


def open_ledger(location: str | Path, *, read_only: bool = False, patience: float = _PATIENCE) -> Ledger:
    """Open an existing ledger.

    Parameters
    ----------
    location : str or Path
        A path, or `sqlite:///PATH`.
    read_only : bool
        Open for reading only: works on read-only files and folders.
    patience : float
        How long to wait for another process's write lock [s].

    Raises
    ------
    UsageError
        If ``location`` is a URL of another kind.
    NotFoundError
        If there is nothing.
    NotALedgerError
        If it is something else, or a ledger of a newer revision.
    UnwritablePathError
        If it is to be written and cannot be.
    """
    path = resolve(location)
    return Ledger(enter(path, read_only=read_only, patience=patience), path, read_only)
