"""What leaves a command: results on standard output, messages on standard error, JSON in one envelope."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, Any

from foedus.model.problems import UnwritablePathError, UsageError

__all__ = [
    "cannot_write",
    "complain",
    "emit",
    "emit_json",
    "is_utf8",
    "refuse_unwritable",
    "say",
    "user_name",
    "write_file",
]


def is_utf8(stream: IO[str]) -> bool:
    """Can the stream carry every script?"""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def emit(text: str) -> None:
    """A result, as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def emit_json(value: Any, *, indent: int | None = 2) -> None:
    """A result as JSON; in one line where ``indent`` is None."""
    emit(json.dumps(value, ensure_ascii=not is_utf8(sys.stdout), indent=indent))


def say(text: str) -> None:
    """A message to the person at the terminal."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def complain(error: dict[str, str], *, as_json: bool) -> None:
    """An error: in the envelope where JSON was asked for, and in words on standard error in any case."""
    if as_json:
        try:
            emit_json({"ok": False, "error": error}, indent=None)
            sys.stdout.flush()
        except OSError:
            pass  # standard output is what cannot be written; the words below say so
    say(f"Error: {error['message']}" + (f"\n{error['hint']}" if error["hint"] else ""))


def write_file(path: str, content: str) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    UnwritablePathError
        If the place cannot be written.
    """
    from foedus.model.resources import write_atomically

    refuse_unwritable(path)
    try:
        write_atomically(Path(path), content.encode("utf-8", "surrogatepass"))
    except OSError as problem:
        raise cannot_write(path, problem) from None


def refuse_unwritable(path: str) -> None:
    """Say before the work what would fail after it.

    Raises
    ------
    UnwritablePathError
        If the place is a folder, or there is no folder to put it in.
    """
    target = Path(path)
    if target.is_dir():
        raise UnwritablePathError(f"{path}: is a folder; expected the name of a file.", hint=f"Write {path}/NAME.")
    if not target.parent.is_dir():
        raise UnwritablePathError(f"{path}: there is no folder {target.parent}.", hint="Make the folder first.")


def cannot_write(path: str, problem: OSError) -> UnwritablePathError:
    """What to tell when the file system refuses."""
    return UnwritablePathError(
        f"{path}: cannot be written ({problem.strerror or problem}).",
        hint="Choose a place you may write to, with space left.",
    )


def user_name() -> str:
    """Who judges, if nobody is named.

    Raises
    ------
    UsageError
        If the machine does not know.
    """
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("--by: your user name is not known here.", hint="Give it: --by 'A. Analyst'.") from None
