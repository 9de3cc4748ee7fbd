"""Which ledger answers: the built-in record compiled once into the cache, or one of the user's own."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from foedus.desk.asking import Answered
from foedus.ledger.store import Batch, Ledger, create_ledger, open_ledger
from foedus.model.claims import Evidence
from foedus.model.instruments import Coverage, Instrument
from foedus.model.problems import DamagedLedgerError, NotALedgerError, NotFoundError, UnwritablePathError
from foedus.model.resources import cache_directory, digest_of, write_atomically
from foedus.resolution.matching import resolve_instruments

__all__ = ["Opened", "init_ledger", "open_for_reading", "open_for_writing"]

_PACKAGE: Final = Path(__file__).parent.parent
# What shapes the entries a record is compiled into: when any of it changes, the compiled copy is made anew.
_MANIFEST: Final = "record/manifest.yaml"
_SHAPING: Final = (
    "model/claims.py",
    "model/identity.py",
    "record/loader.py",
    "record/rows.py",
    "ledger/schema.py",
    "ledger/chain.py",
    "ledger/projection.py",
    "ledger/guards.py",
)
_BY: Final = "record@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A ledger in hand, with where the record it started from claims to be complete. Close it, or use `with`."""

    ledger: Ledger
    coverage: tuple[Coverage, ...] = ()

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
        return _built_in()
    ledger = open_ledger(location, read_only=True)
    return Opened(ledger=ledger, coverage=_coverage() if _started_from_record(ledger) else ())


def open_for_writing(location: str) -> Opened:
    """Open a ledger of the user's own to add to it.

    Raises
    ------
    FoedusError
        If it is no ledger, or cannot be written.
    """
    ledger = open_ledger(location)
    return Opened(ledger=ledger, coverage=_coverage() if _started_from_record(ledger) else ())


def init_ledger(location: str, *, empty: bool = False) -> Answered:
    """Make a new ledger that starts from the built-in record, or from nothing.

    Raises
    ------
    FoedusError
        If something is there already, or the place cannot be written; nothing is left there then.
    """
    with create_ledger(location, fill=None if empty else _fill) as ledger:
        started = None if empty else _started_by()
        data = {"ledger": str(ledger.place), "entries": ledger.count(), "started_from": started}
        return Answered(data=data, ledger=ledger.head())


def _fill(ledger: Ledger) -> None:
    """The record's day of release is when its claims were recorded: one record gives one chain, wherever it is made."""
    from foedus.record.loader import load_record

    record = load_record()
    ledger.append(
        Batch(sources=record.sources, claims=record.claims),
        recorded_at=record.released,
        recorded_by=_started_by(),
    )


def _built_in() -> Opened:
    """The compiled record; a cache that cannot be written costs time, never an answer."""
    folder = cache_directory() / "record"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _compiled(folder)
    except (OSError, UnwritablePathError):
        spare = tempfile.mkdtemp(prefix="foedus-")
        atexit.register(shutil.rmtree, spare, ignore_errors=True)
        return _compiled(Path(spare))


def _compiled(folder: Path) -> Opened:
    path = folder / f"{_key()}.db"
    try:
        ledger = open_ledger(path, read_only=True)
    except NotFoundError:
        ledger = _compile(path)
    except (NotALedgerError, DamagedLedgerError):
        path.unlink(missing_ok=True)
        ledger = _compile(path)
    return Opened(ledger=ledger, coverage=_kept_coverage(path.with_suffix(".json")))


def _compile(path: Path) -> Ledger:
    try:
        create_ledger(path, fill=_fill).close()
    except UnwritablePathError:
        # Another process may have been quicker: then its copy, made of the same record, is there.
        if not path.exists():
            raise
    return open_ledger(path, read_only=True)


def _key() -> str:
    """Digest of everything a compiled copy is made from: the record, by its manifest, and the code that shapes it."""
    return digest_of(*((_PACKAGE / name).read_bytes() for name in (_MANIFEST, *_SHAPING)))


def _kept_coverage(path: Path) -> tuple[Coverage, ...]:
    """Coverage of the built-in record, from beside its compiled copy."""
    try:
        return tuple(Coverage(**row) for row in json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        pass  # not kept yet, or spoilt
    found = _coverage()
    with suppress(OSError):  # where it cannot be kept it is read anew each time
        write_atomically(path, json.dumps([asdict(row) for row in found]).encode())
    return found


def _coverage() -> tuple[Coverage, ...]:
    from foedus.record.loader import load_windows

    return tuple(window.coverage for window in load_windows())


def _started_by() -> str:
    """Who records what a ledger starts from."""
    from foedus.record.manifest import read_manifest

    return f"{_BY}{read_manifest(_PACKAGE / 'record').version}"


def _started_from_record(ledger: Ledger) -> bool:
    """Was the first entry recorded from the very record that is built in? Only then does its coverage hold."""
    from sqlalchemy import select

    from foedus.ledger.schema import entry
    from foedus.ledger.sqlite import reading

    with reading(ledger.engine, ledger.place) as connection:
        first = connection.execute(select(entry.c.recorded_by).where(entry.c.seq == 1)).scalar()
    return bool(first == _started_by())
