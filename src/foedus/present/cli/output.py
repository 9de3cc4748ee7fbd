"""What leaves a command: results on standard output, messages on standard error, JSON in one envelope."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, Any

from foedus.model.problems import UnwritablePathError

__all__ = ["complain", "emit", "emit_json", "is_utf8", "say", "write_file"]


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

    target = Path(path)
    if not target.parent.is_dir():
        raise UnwritablePathError(f"{path}: there is no folder {target.parent}.", hint="Make the folder first.")
    try:
        write_atomically(target, content.encode("utf-8", "surrogatepass"))
    except OSError as problem:
        raise UnwritablePathError(
            f"{path}: cannot be written ({problem.strerror or problem}).",
            hint="Choose a place you may write to, with space left.",
        ) from None
