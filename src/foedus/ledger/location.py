"""Where a ledger is: a path or a URL, and whether what stands there can be one."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from foedus.model.problems import NotALedgerError, NotFoundError, UnwritablePathError, UsageError

__all__ = ["APPLICATION_ID", "recognise", "refuse_occupied", "resolve"]

APPLICATION_ID: Final = 0x464F4544
"""`FOED`, kept in the header of the SQLite file: how a ledger is told from any other database."""

_HEADER: Final = b"SQLite format 3\0"
_INIT: Final = "Write a new one with `foedus init PATH`, or give the path of an existing one."


def resolve(location: str | Path) -> Path:
    """The file of a ledger given as a path or as `sqlite:///PATH`.

    Raises
    ------
    UsageError
        For any other URL, or a path that no file can have.
    """
    text = os.fspath(location)
    if isinstance(location, str) and "://" in text:
        text = _path_of_url(text)
    if not text or "\0" in text:
        raise UsageError(f"ledger: {text!r} is not a path.", hint=_INIT)
    return Path(text)


def _path_of_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme.partition("+")[0] in ("postgresql", "postgres"):
        raise UsageError(
            f"ledger: a {scheme}:// address was given, but this version of Foedus keeps ledgers in SQLite files only.",
            hint="Give a path such as `team.db`, or sqlite:///team.db; put it where all who share it can open it.",
        )
    if scheme != "sqlite":
        raise UsageError(
            f"ledger: {scheme}:// is not a kind of address Foedus knows; expected a path or sqlite:///PATH.", hint=_INIT
        )
    path = rest.removeprefix("/")
    if not rest.startswith("/") or not path or "?" in path:
        raise UsageError(
            f"ledger: {url!r} names no file; expected sqlite:///PATH without options.",
            hint="Write sqlite:///relative.db or sqlite:////absolute.db.",
        )
    return unquote(path)


def refuse_occupied(path: Path) -> None:
    """Raise unless ``path`` is free and its folder exists.

    Raises
    ------
    UnwritablePathError
        If something is there already, or there is no folder to put it in.
    """
    if os.path.lexists(path):
        raise UnwritablePathError(
            f"{path}: something is there already; a new ledger is never written over a file.",
            hint="Choose another path, or open the existing ledger with `--ledger`.",
        )
    if not path.parent.is_dir():
        raise UnwritablePathError(f"{path}: there is no folder {path.parent}.", hint="Make the folder first.")


def recognise(path: Path) -> None:
    """Raise unless ``path`` is a file that says it is a Foedus ledger. Reads the first hundred bytes only.

    Raises
    ------
    NotFoundError
        If there is nothing.
    NotALedgerError
        If it is a folder, a device, empty, unreadable, or a file of some other kind.
    """
    try:
        kind = path.stat().st_mode
        head = _head(path) if stat.S_ISREG(kind) else b""
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(f"{path}: there is no ledger.", hint=_INIT) from None
    except OSError as problem:
        raise NotALedgerError(
            f"{path}: cannot be read ({problem.strerror}); expected a ledger you may read.",
            hint="Ask its owner for permission to read it and its folder, or give another path.",
        ) from None
    if not stat.S_ISREG(kind):
        what = "a folder" if stat.S_ISDIR(kind) else "no ordinary file"
        raise NotALedgerError(f"{path}: is {what}; expected a Foedus ledger.", hint=_INIT)
    found = _other_than_a_ledger(head)
    if found:
        raise NotALedgerError(f"{path}: is {found}; expected a Foedus ledger.", hint=_INIT)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)


def _other_than_a_ledger(head: bytes) -> str | None:
    if not head:
        return "an empty file"
    if not head.startswith(_HEADER):
        return "not an SQLite file"
    if len(head) < 100 or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return "an SQLite file of another program"
    return None
