"""What the disk and SQLite complain about, said in Foedus' own errors: place, what happened, next step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from foedus.model.problems import DamagedLedgerError, FoedusError, LedgerBusyError, UnwritablePathError

__all__ = ["error_code", "translated"]

_UNREADABLE: Final = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS)
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_REFUSED: Final = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_FULL: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into Foedus errors that name ``place``.

    Raises
    ------
    LedgerBusyError, UnwritablePathError, DamagedLedgerError
        As the cause may be.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as problem:
        raise _explained(problem, place) from problem
    except OSError as problem:
        raise UnwritablePathError(
            f"{place}: cannot be written ({problem.strerror or problem}); nothing was changed.",
            hint="Free some space or get permission to write there, then do the same again.",
        ) from problem


def error_code(problem: DBAPIError | sqlite3.Error) -> int:
    """SQLite's extended result code; `SQLITE_ERROR` where the driver gives none."""
    return int(getattr(_origin(problem), "sqlite_errorcode", sqlite3.SQLITE_ERROR))


def _origin(problem: DBAPIError | sqlite3.Error) -> BaseException | None:
    return problem.orig if isinstance(problem, DBAPIError) else problem


def _explained(problem: DBAPIError | sqlite3.Error, place: Path) -> FoedusError:
    code, words = error_code(problem), str(_origin(problem))
    family = code & 0xFF
    if family in _BUSY:
        return LedgerBusyError(
            f"{place}: another process is writing and did not finish in time; nothing was changed.",
            hint="Wait for it to finish, then do the same again.",
        )
    if family in _REFUSED:
        return UnwritablePathError(
            f"{place}: the ledger or its folder cannot be written ({words}); nothing was changed.",
            hint="Get permission to write to the file and its folder, or copy the ledger to a folder of your own.",
        )
    if family in _FULL and code not in _UNREADABLE:
        return UnwritablePathError(
            f"{place}: the disk is full or failing ({words}); nothing was changed.",
            hint="Free some space, then do the same again.",
        )
    return DamagedLedgerError(
        f"{place}: the ledger cannot be used as it is ({words}); nothing was changed.",
        hint="`foedus verify` says which entry is damaged; go back to a copy from before.",
    )
