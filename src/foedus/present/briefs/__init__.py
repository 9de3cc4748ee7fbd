"""Briefs: what `foedus.desk.brief` gathered, written for people. One module a format; HTML so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from foedus.desk.brief import BriefData
from foedus.model.problems import UnwritablePathError, UsageError
from foedus.model.resources import write_atomically

__all__ = ["FORMATS", "write_brief"]


def _html(data: BriefData) -> bytes:
    from foedus.present.briefs._html import to_html

    return to_html(data).encode("utf-8")


FORMATS: Final[Mapping[str, Callable[[BriefData], bytes]]] = MappingProxyType({".html": _html})
"""Writer by the file's ending; a new format is a module and an entry here."""


def write_brief(data: BriefData, path: Path) -> None:
    """Write the brief in the format that the path's ending names: whole, or not at all.

    Raises
    ------
    UsageError
        If no writer knows the ending.
    UnwritablePathError
        If the place cannot be written.
    """
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        raise UsageError(
            f"-o {path}: found the ending {path.suffix or 'none'!r}; expected {', '.join(FORMATS)}.",
            hint="For example -o japan.html.",
        )
    if path.is_dir():
        raise UnwritablePathError(f"{path}: is a folder; expected a file.", hint="Name a file inside it.")
    content = writer(data)
    try:
        write_atomically(path, content)
    except OSError as problem:
        raise UnwritablePathError(
            f"{path}: cannot be written: {problem.strerror or problem}.",
            hint="Choose a folder that exists and is yours to write, with room on the disk.",
        ) from None
