"""Where definitions of tiers come from: those of the record, by name or family, and a user's own files."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.tiers.definitions import Definition, Rulebook, define
from foedus.desk.asking import Answered
from foedus.desk.law import read_rule_file
from foedus.desk.scaffolding import new_target, write_pair
from foedus.model.problems import NotFoundError

__all__ = ["built_in_names", "load_definitions", "new_definition", "path_of", "read_definition"]

_FOLDER: Final = Path(__file__).parent.parent / "record" / "definitions"
_ALL: Final = "all"
_ORDER: Final = ("alliance", "quasi-alliance", "like-minded", "strategic-partner")


def built_in_names() -> list[str]:
    """Names of the built-in definitions, from the closest tier to the loosest."""
    names = [path.stem for path in _FOLDER.glob("*.lp")]
    rank = {name: next((i for i, tier in enumerate(_ORDER) if name.startswith(tier)), len(_ORDER)) for name in names}
    return sorted(names, key=lambda name: (rank[name], name))


def path_of(name: str) -> Path:
    """The file of a built-in definition."""
    return _FOLDER / f"{name}.lp"


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
    built_in = tuple(read_definition(path_of(name)) for name in built_in_names() if name in names)
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


_TEMPLATE: Final = """\
%@ file: {name}: say in words what the tier is
%
% A definition names criteria that are needed, and says by rules when each is met. Rules may ask, of two actors A and B:
%   one(A), other(B)                     the two
%   in_force(I), not_yet(I), ended(I)    an instrument in force; signed and not in force; over
%   between(I), bilateral(I)             both are parties; nobody else is
%   type(I, "ACSA"), layer(I, "logistics"), stage(I, "signed"), party(I, P), role(I, "donor", P)
%   instrument(I)                        on record
%   ally(A, C)                           a treaty in force binds one of the two to defend the other
%   member(A, "QUAD")                    membership in a group
% The tier holds where every needed criterion is met; or write rules for `tier` yourself.
%
%@ clause: {name}.logistics
%@ reference: who defines it so, and where
%@ address: https://example.org/where-it-can-be-read
%@ valid: 1945-09-02/..
%@ gloss: What the criterion says, in your own words.
%@ seen: what exactly you have seen
needed("logistics").
met("logistics") :- in_force(I), between(I), layer(I, "logistics").
%
%@ clause: {name}.unallied
%@ reference: who defines it so, and where
%@ valid: 1945-09-02/..
%@ gloss: The two are not allies.
needed("unallied").
met("unallied") :- one(A), other(B), not ally(A, B).
"""

_CASES: Final = """\
# Dyads with the answer you expect and why; the day before a change and the day of it are worth asking.
- {dyad: AUS-JPN, on: "2014-01-01", answer: "yes", reference: "agreement on supplies in force, no defence treaty"}
"""


def new_definition(path: str) -> Answered:
    """Write a definition to start from, and a case beside it.

    Raises
    ------
    UsageError, UnwritablePathError
        If the name does not end in `.lp`, something is there already, or the place cannot be written.
    """
    pair = new_target(path, option="--definition")
    return write_pair(pair, _TEMPLATE.format(name=pair[0].stem), _CASES)
