"""Where definitions of tiers come from: those of the record, by name or family, and a user's own files."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.tiers.definitions import Definition, Rulebook, define
from foedus.desk.law import read_rule_file
from foedus.model.problems import NotFoundError

__all__ = ["built_in_names", "load_definitions", "read_definition"]

_FOLDER: Final = Path(__file__).parent.parent / "record" / "definitions"
_ALL: Final = "all"
_ORDER: Final = ("alliance", "quasi-alliance", "like-minded", "strategic-partner")


def built_in_names() -> list[str]:
    """Names of the built-in definitions, from the closest tier to the loosest."""
    names = [path.stem for path in _FOLDER.glob("*.lp")]
    rank = {name: next((i for i, tier in enumerate(_ORDER) if name.startswith(tier)), len(_ORDER)) for name in names}
    return sorted(names, key=lambda name: (rank[name], name))


def read_definition(path: Path) -> Definition:
    """A definition from a file.

    Raises
    ------
    FoedusError
        With every problem: file, line, clause.
    """
    built_in = path.resolve().is_relative_to(_FOLDER.resolve())
    name = f"definitions/{path.name}" if built_in else path.as_posix()
    return define(read_rule_file(path, dialect=TIERS, name=name))


def load_definitions(wanted: Sequence[str] = (_ALL,)) -> list[Rulebook]:
    """Definitions by name, by family (`quasi-alliance`), `all`, or file; those that run together in one rulebook.

    Raises
    ------
    NotFoundError
        If nothing is called so.
    FoedusError
        If a file cannot be read or run.
    """
    names: dict[str, None] = {}
    files: dict[Path, None] = {}
    for each in wanted or (_ALL,):
        if each.endswith(".lp"):
            files[Path(each)] = None
        else:
            names |= dict.fromkeys(_named(each))
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise NotFoundError(
            f"--definition: there is no file {missing[0]}.",
            hint=f"`foedus rules new {missing[0]} --definition` makes one to start from.",
        )
    built_in = tuple(read_definition(_FOLDER / f"{name}.lp") for name in built_in_names() if name in names)
    own = [Rulebook((read_definition(path),)) for path in files]
    return [*([Rulebook(built_in)] if built_in else []), *own]


def _named(text: str) -> list[str]:
    known = built_in_names()
    if text == _ALL:
        return known
    if text in known:
        return [text]
    family = [name for name in known if name.startswith(f"{text}-")]
    if not family:
        near = difflib.get_close_matches(text, known, n=3)
        hint = (
            f"Did you mean {', '.join(near)}?"
            if near
            else f"One of all, {', '.join(known)}; or a file that ends in .lp."
        )
        raise NotFoundError(f"--definition: there is no definition {text!r}.", hint=hint)
    return family
