"""Jinja as every page uses it: all that is printed is escaped, a name that is missing is an error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # 60 ms that commands printing text need not pay
    from jinja2 import Environment

__all__ = ["environment_of"]


def environment_of(folder: Path) -> Environment:
    """An environment over the templates of one folder; documents may hold any markup, so everything is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
