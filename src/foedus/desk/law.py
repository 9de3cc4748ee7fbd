"""Where law comes from: the rule files of the record, and files a user gives for one question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from foedus.analysis.rules.clauses import RuleFile
from foedus.analysis.rules.dialect import ENTITLEMENTS, Dialect
from foedus.analysis.rules.keeping import restore_rules, rules_record
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.parsing import parse_rules
from foedus.model.problems import NotFoundError, UnreadableDocumentError
from foedus.model.resources import cache_directory, digest_of, write_atomically

__all__ = ["FOLDER", "built_in_paths", "is_example", "load_law", "read_rule_file", "rule_paths"]

_PACKAGE: Final = Path(__file__).parent.parent
FOLDER: Final = _PACKAGE / "record" / "law"
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


def read_rule_file(path: Path, *, dialect: Dialect = ENTITLEMENTS, name: str | None = None) -> RuleFile:
    """Read one rule file; its name is its path below the law folder, where it lies there, unless it is given another.

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
    return _kept(raw, text, name or name_of(path), dialect)


def _kept(raw: bytes, text: str, name: str, dialect: Dialect) -> RuleFile:
    """The parsed file, from beside the other derived copies; anything that shapes it makes it anew."""
    twin = cache_directory() / "rules" / f"{digest_of(raw, name.encode(), _shaping(), repr(dialect).encode())}.json"
    try:
        return restore_rules(json.loads(twin.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not kept yet, or spoilt
    file = parse_rules(text, name, dialect=dialect)
    with suppress(OSError):  # where it cannot be kept it is parsed each time
        write_atomically(twin, json.dumps(rules_record(file), ensure_ascii=False).encode())
    return file


@cache
def _shaping() -> bytes:
    """Digest of the code and the vocabulary that a parsed file hangs on."""
    paths = [*_PACKAGE.glob("analysis/rules/*.py"), *_PACKAGE.glob("model/vocabulary/*.yaml")]
    return digest_of(*(path.read_bytes() for path in sorted(paths))).encode()


def name_of(path: Path) -> str:
    """How a file is called in messages and proofs: short, and the same on every machine for what is built in."""
    full = path.resolve()
    return full.relative_to(FOLDER).as_posix() if full.is_relative_to(FOLDER) else path.as_posix()


def load_law(extra: Sequence[str | Path] = (), *, bill: Path | None = None) -> Law:
    """The built-in law, amended: clauses of ``extra`` files replace those of the same id, or are added, as hypothetical.

    Parameters
    ----------
    extra : sequence of paths
        Files and folders.
    bill : Path or None
        One more file that amends what the others have amended.

    Raises
    ------
    FoedusError
        If a file cannot be read or run.
    """
    built_in = [read_rule_file(path) for path in built_in_paths()]
    law = Law.of(built_in, instead=[read_rule_file(path) for path in rule_paths(extra)])
    return law if bill is None else Law.of(law.files, instead=[read_rule_file(bill)])
