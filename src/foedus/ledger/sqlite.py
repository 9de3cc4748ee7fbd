"""All that is SQLite's own: connections, how a transaction begins, what a new file is given. PostgreSQL gets a twin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from foedus.ledger.failures import translated
from foedus.ledger.location import APPLICATION_ID

__all__ = [
    "engine_on",
    "last_number_given",
    "lenient",
    "mark_as_ledger",
    "pages_in_disorder",
    "reading",
    "triggers",
    "writing",
]

_WRITES = "foedus_writes"


def engine_on(path: Path, mode: str, *, patience: float) -> Engine:
    """An engine on an existing or new file.

    Parameters
    ----------
    path : Path
        The file.
    mode : {"rwc", "rw", "ro", "ro&immutable=1"}
        As in SQLite's URI file names.
    patience : float
        How long to wait for another process's write lock [s].
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # A commit that was reported must survive a power cut: FULL also syncs the write-ahead log at each one.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # Ids are digests, scattered over their indexes: with the usual 2 MB a large ledger's are read again and again.
    connection.execute("PRAGMA cache_size=-65536")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could fail halfway; one that will write takes the lock first.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine, place: Path) -> Iterator[Connection]:
    """A connection that sees one state of the ledger for as long as it is held."""
    # Ends with a rollback: there is nothing to commit, and committing fails on a damaged file.
    with translated(place), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, place: Path) -> Iterator[Connection]:
    """A connection that holds the write lock: all that is done through it happens, or nothing."""
    with translated(place), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def lenient(connection: Connection) -> Iterator[None]:
    """Let broken UTF-8 through as surrogates, so that damage can be named instead of stopping the reader."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    before = driver.text_factory
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before


def mark_as_ledger(engine: Engine) -> None:
    """Give a new file the application id and the write-ahead log, which lets readers read while one writes."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA application_id={APPLICATION_ID}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()
    finally:
        connection.close()


def pages_in_disorder(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file."""
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [line for line in found if line != "ok"]


def triggers(connection: Connection) -> list[tuple[str, str]]:
    """Name and statement of each trigger."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [(str(row.name), str(row.sql)) for row in found]


def last_number_given(connection: Connection) -> int:
    """The highest number an entry ever had: SQLite keeps it although the entry may be gone."""
    found = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").scalar()
    return int(found or 0)
