"""New rule files to start from, each with its cases beside it."""

from __future__ import annotations

import shlex
from pathlib import Path

from foedus.desk.asking import Answered
from foedus.model.problems import UnwritablePathError, UsageError
from foedus.model.resources import write_atomically

__all__ = ["new_target", "write_pair"]


def new_target(path: str, *, option: str = "") -> tuple[Path, Path]:
    """The rule file to be and its cases; ``option`` is what `foedus rules new` was called with, for the hint.

    Raises
    ------
    UsageError, UnwritablePathError
        If the name does not end in `.lp`, or something is there already.
    """
    target = Path(path)
    if target.suffix != ".lp":
        hint = f"foedus rules new {shlex.quote(str(target.with_suffix('.lp')))} {option}".rstrip()
        raise UsageError(f"{path}: expected a name that ends in .lp.", hint=hint)
    beside = target.with_name(f"{target.stem}.cases.yaml")
    for each in (target, beside):
        if each.exists():
            raise UnwritablePathError(f"{each}: is there already.", hint="Choose another name, or edit the file.")
    return target, beside


def write_pair(pair: tuple[Path, Path], rules: str, cases: str) -> Answered:
    """Write both.

    Raises
    ------
    UnwritablePathError
        If the place cannot be written.
    """
    try:
        for path, text in zip(pair, (rules, cases), strict=True):
            write_atomically(path, text.encode())
    except OSError as problem:
        raise UnwritablePathError(
            f"{pair[0]}: cannot be written ({problem.strerror or problem}).", hint="Choose a place you may write to."
        ) from None
    return Answered(data={"files": [str(path) for path in pair]})
