"""Making a ledger's file and finding a way into one: the checks that come before the first question."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from foedus.ledger.failures import error_code, translated
from foedus.ledger.location import recognise, refuse_occupied
from foedus.ledger.schema import REVISION
from foedus.ledger.sqlite import engine_on, mark_as_ledger, writing
from foedus.model.problems import NotALedgerError, UnwritablePathError

__all__ = ["build", "enter"]

_BESIDE = ("", "-wal", "-shm", "-journal")


def build(path: Path, fill: Callable[[Engine], object], *, patience: float) -> None:
    """Make a ledger under another name beside ``path``, fill it, and give it its name when all of it is there.

    Raises
    ------
    UnwritablePathError
        If ``path`` is taken or the place cannot be written; no file is left then.
    """
    from foedus.ledger.migrating import migrate

    refuse_occupied(path)
    with translated(path), _scaffold(path) as beside:
        engine = engine_on(beside, "rwc", patience=patience)
        try:
            mark_as_ledger(engine)
            with writing(engine, path) as connection:
                migrate(connection)
            fill(engine)
        finally:
            engine.dispose()
        _sync(beside)
        _give_name(beside, path)
        _sync(path.parent)


@contextmanager
def _scaffold(path: Path) -> Iterator[Path]:
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.building")
    try:
        yield beside
    finally:
        for suffix in _BESIDE:
            beside.with_name(beside.name + suffix).unlink(missing_ok=True)


def _give_name(beside: Path, path: Path) -> None:
    # A link, unlike a rename, never replaces what another process has put there meanwhile.
    try:
        os.link(beside, path)
    except FileExistsError:
        refuse_occupied(path)
    except OSError as problem:
        if problem.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        refuse_occupied(path)
        beside.rename(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def enter(path: Path, *, read_only: bool, patience: float) -> Engine:
    """An engine on an existing ledger of a revision this version knows.

    Raises
    ------
    NotFoundError, NotALedgerError, UnwritablePathError, LedgerBusyError, DamagedLedgerError
        As the cause may be.
    """
    recognise(path)
    if read_only:
        return _enter_to_read(path, patience)
    if not os.access(path, os.W_OK):
        raise UnwritablePathError(
            f"{path}: the ledger may be read but not written.",
            hint="Get permission to write to it, or copy it to a folder of your own.",
        )
    with translated(path):
        return _checked(engine_on(path, "rw", patience=patience), path)


def _enter_to_read(path: Path, patience: float) -> Engine:
    with translated(path):
        try:
            return _checked(engine_on(path, "ro", patience=patience), path)
        except DBAPIError as problem:
            # Readers share an index file beside the ledger. Where none can be made nobody writes either, and the file
            # can be read as it stands, unless a log beside it holds commits that it lacks.
            refused = error_code(problem) & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            if not refused or _has_log(path):
                raise
            return _checked(engine_on(path, "ro&immutable=1", patience=patience), path)


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _checked(engine: Engine, path: Path) -> Engine:
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found != REVISION:
            raise NotALedgerError(
                f"{path}: is a ledger of revision {found or 'none'}; this version of Foedus knows revisions up to {REVISION}.",
                hint="Open it with the newer version of Foedus that wrote it.",
            )
    except BaseException:
        engine.dispose()
        raise
    return engine
