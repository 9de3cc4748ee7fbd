"""The built-in record as a ledger: compiled once into the cache, made anew when the record or the code has changed."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from foedus.ledger.store import Batch, Ledger, create_ledger, open_ledger
from foedus.model.instruments import Coverage, Sought
from foedus.model.problems import DamagedLedgerError, NotALedgerError, NotFoundError, UnwritablePathError
from foedus.model.resources import cache_directory, digest_of, write_atomically

__all__ = ["Reach", "fill_from_record", "open_built_in", "record_reach", "started_by", "started_from_record"]

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


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the record goes: where it claims to be complete, and which stages it sought and did not find."""

    coverage: tuple[Coverage, ...] = ()
    sought: tuple[Sought, ...] = ()


def fill_from_record(ledger: Ledger) -> None:
    """The record's day of release is when its claims were recorded: one record gives one chain, wherever it is made."""
    from foedus.record.loader import load_record

    record = load_record()
    ledger.append(
        Batch(sources=record.sources, claims=record.claims, judgements=record.judgements),
        recorded_at=record.released,
        recorded_by=started_by(),
    )


def open_built_in() -> tuple[Ledger, Reach]:
    """The compiled record; a cache that cannot be written costs time, never an answer."""
    folder = cache_directory() / "record"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _compiled(folder)
    except (OSError, UnwritablePathError):
        spare = tempfile.mkdtemp(prefix="foedus-")
        atexit.register(shutil.rmtree, spare, ignore_errors=True)
        return _compiled(Path(spare))


def _compiled(folder: Path) -> tuple[Ledger, Reach]:
    path = folder / f"{_key()}.db"
    try:
        ledger = open_ledger(path, read_only=True)
    except NotFoundError:
        ledger = _compile(path)
    except (NotALedgerError, DamagedLedgerError):
        path.unlink(missing_ok=True)
        ledger = _compile(path)
    return ledger, _kept_reach(path.with_suffix(".json"))


def _compile(path: Path) -> Ledger:
    try:
        create_ledger(path, fill=fill_from_record).close()
    except UnwritablePathError:
        # Another process may have been quicker: then its copy, made of the same record, is there.
        if not path.exists():
            raise
    return open_ledger(path, read_only=True)


def _key() -> str:
    """Digest of everything a compiled copy is made from: the record, by its manifest, and the code that shapes it."""
    return digest_of(*((_PACKAGE / name).read_bytes() for name in (_MANIFEST, *_SHAPING)))


def _kept_reach(path: Path) -> Reach:
    """Reach of the built-in record, from beside its compiled copy."""
    try:
        kept = json.loads(path.read_bytes())
        return Reach(tuple(Coverage(**row) for row in kept["coverage"]), tuple(Sought(**row) for row in kept["sought"]))
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not kept yet, or spoilt
    found = _read_reach()
    with suppress(OSError):  # where it cannot be kept it is read anew each time
        write_atomically(path, json.dumps(asdict(found)).encode())
    return found


def record_reach() -> Reach:
    """How far the built-in record goes, without reading it all where a compiled copy is at hand."""
    ledger, reach = open_built_in()
    ledger.close()
    return reach


def _read_reach() -> Reach:
    from foedus.record.loader import load_record

    record = load_record()
    return Reach(record.coverage, record.sought)


def started_by() -> str:
    """Who records what a ledger starts from."""
    from foedus.record.manifest import read_manifest

    return f"{_BY}{read_manifest(_PACKAGE / 'record').version}"


def started_from_record(ledger: Ledger) -> bool:
    """Was the first entry recorded from the very record that is built in? Only then does its coverage hold."""
    from sqlalchemy import select

    from foedus.ledger.schema import entry
    from foedus.ledger.sqlite import reading

    with reading(ledger.engine, ledger.place) as connection:
        first = connection.execute(select(entry.c.recorded_by).where(entry.c.seq == 1)).scalar()
    return bool(first == started_by())
