"""Where law comes from: the rule files of the record, and files a user gives for one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from foedus.analysis.rules.clauses import Law, RuleFile
from foedus.analysis.rules.parsing import parse_rules
from foedus.model.problems import NotFoundError, UnreadableDocumentError

__all__ = ["FOLDER", "built_in_paths", "load_law", "read_rule_file", "rule_paths"]

FOLDER: Final = Path(__file__).parent.parent / "record" / "law"
EXAMPLES: Final = "examples"
_MOST_BYTES: Final = 2_000_000


def rule_paths(places: Iterable[str | Path]) -> list[Path]:
    """Every rule file among these files and folders, sorted; of a folder, what lies under `examples` is left out.

    Raises
    ------
    NotFoundError
        If a place is not there, or holds no rule file.
    """
    found: list[Path] = []
    for place in map(Path, places):
        inside = sorted(path for path in place.rglob("*.lp") if not is_example(path)) if place.is_dir() else [place]
        if not inside or not all(path.is_file() for path in inside):
            raise NotFoundError(
                f"{place}: there is no rule file here; expected a file that ends in .lp, or a folder of them.",
                hint="`foedus rules list` lists the built-in ones; `foedus rules new FILE` makes one.",
            )
        found += inside
    return list(dict.fromkeys(found))


def built_in_paths() -> list[Path]:
    """The rule files that are law: bills and what-ifs under `examples` count only where they are given."""
    return sorted(path for path in FOLDER.rglob("*.lp") if not is_example(path))


def is_example(path: Path) -> bool:
    """Is it a bill or a what-if, to be asked about one at a time?"""
    return EXAMPLES in path.parts[:-1]


def read_rule_file(path: Path) -> RuleFile:
    """Read one rule file; its name is its path below the law folder, where it lies there.

    Raises
    ------
    BadRulesError
        With every problem: file, line, clause.
    UnreadableDocumentError
        If it is no text, or far too long.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > _MOST_BYTES:
            raise ValueError(f"has {len(raw)} bytes, and {_MOST_BYTES} are the most")
        text = raw.decode("utf-8-sig")
    except (OSError, ValueError) as problem:
        raise UnreadableDocumentError(
            f"{path}: cannot be read as a rule file ({problem}).", hint="Rule files are text in UTF-8."
        ) from None
    return parse_rules(text, name_of(path))


def name_of(path: Path) -> str:
    """How a file is called in messages and proofs: short, and the same on every machine for what is built in."""
    full = path.resolve()
    return full.relative_to(FOLDER).as_posix() if full.is_relative_to(FOLDER) else path.as_posix()


def load_law(extra: Sequence[str | Path] = ()) -> Law:
    """The built-in law, amended: clauses of ``extra`` files replace those of the same id, or are added, as hypothetical.

    Raises
    ------
    FoedusError
        If a file cannot be read or run.
    """
    built_in = [read_rule_file(path) for path in built_in_paths()]
    return Law.of(built_in, instead=[read_rule_file(path) for path in rule_paths(extra)])
