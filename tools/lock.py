"""The lock: which release of every package is installed, and the digests its files must have.

`constraints.txt` holds each package once, for Linux and macOS and every supported Python, by name, version
and digest; the line above it says which sets need it. The sets are `core` and the extras of pyproject.toml.

    python tools/lock.py write [--upgrade]     resolve pyproject.toml anew; needs `uv`
    python tools/lock.py select core test …    print what these sets need, for `pip install --require-hashes -r`
    python tools/lock.py check                 fail if the lock does not fit pyproject.toml

`select` and `check` need nothing but the standard library: they run before anything is installed.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "constraints.txt"
OLDEST_PYTHON = "3.11"

HEADER = """\
# Every package Foedus can install, by name, version and the digests of its files. Written by `make lock`; do not edit.
# The line above each entry names the sets that need it: the core, and the extras of pyproject.toml.
# Resolved from: {digest}
"""


class LockError(Exception):
    """The lock is missing, does not fit the project, or cannot be made; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release: how pip writes it, and the sets that need it."""

    pin: str  # name==version, with a marker if only some machines need it
    digests: tuple[str, ...]
    sets: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The package's normal name."""
        return normal_name(self.pin)

    def lines(self) -> str:
        """The entry as pip reads it."""
        return " \\\n    ".join([self.pin, *(f"--hash={d}" for d in self.digests)])


def normal_name(requirement: str) -> str:
    """The normal form of the name a requirement starts with.

    >>> normal_name("Typing_Extensions[x]>=4 ; python_version < '3.12'")
    'typing-extensions'
    """
    found = re.match(r"[A-Za-z0-9._-]+", requirement.strip())
    if found is None:
        raise LockError(f"{requirement!r} does not start with a package's name")
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def wanted() -> tuple[list[str], dict[str, list[str]]]:
    """What building the project needs, and what each set asks for directly."""
    config: dict[str, Any] = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    project = config["project"]
    sets = {"core": list(project["dependencies"])}
    sets.update({k: list(v) for k, v in project.get("optional-dependencies", {}).items()})
    return list(config["build-system"]["requires"]), sets


def digest_of_wishes() -> str:
    """A digest that changes exactly when the project asks for something else."""
    build, sets = wanted()
    python = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["requires-python"]
    wishes = {k: sorted(v) for k, v in sets.items()} | {"build": sorted(build), "python": python}
    text = json.dumps(wishes, sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def parse(text: str) -> Iterator[Entry]:
    """The entries of a lock, or of a resolver's output, in their order."""
    sets: frozenset[str] = frozenset()
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("# for: "):
            sets = frozenset(line.removeprefix("# for: ").split(", "))
        elif line.strip() and not line.lstrip().startswith("#"):
            pin, *digests = re.split(r"\s+--hash=", line.strip())
            yield Entry(pin=pin, digests=tuple(digests), sets=sets)
            sets = frozenset()


def read_lock() -> list[Entry]:
    """The lock as it stands."""
    try:
        return list(parse(LOCK.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise LockError(f"{LOCK.name} is missing: run `make lock`") from None


# --- write -----------------------------------------------------------------------------------------------------------


def resolve(wishes: Iterable[str], known: Path, *, pins: Path | None = None) -> list[Entry]:
    """What these requirements need in all, for every machine; releases in `known` are kept if they fit."""
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    if uv is None:
        raise LockError("`uv` is not installed here: run `make lock`, which installs it")
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder, "asked.in"), Path(folder, "answer.txt")
        asked.write_text("\n".join(wishes) + "\n", encoding="utf-8")
        if known.exists():
            shutil.copy(known, answer)
        command = [uv, "pip", "compile", str(asked), "--output-file", str(answer), "--quiet"]
        command += ["--no-config", "--universal", "--python-version", OLDEST_PYTHON]
        command += ["--fork-strategy", "fewest", "--no-header", "--no-annotate"]
        command += ["--generate-hashes"] if pins is None else ["--constraint", str(pins)]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        if done.returncode:
            raise LockError(f"no releases fit together:\n{done.stderr.strip()}")
        return list(parse(answer.read_text(encoding="utf-8")))


def write(*, upgrade: bool) -> str:
    """Resolve everything once, then ask which part of it each set needs."""
    build, sets = wanted()
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder, "none.txt") if upgrade else LOCK
        everything = [w for wishes in sets.values() for w in wishes]
        entries = resolve([*build, *everything], known)
        pins = Path(folder, "pins.txt")
        pins.write_text("\n".join(e.pin for e in entries) + "\n", encoding="utf-8")
        needs = {"core": {e.name for e in resolve([*build, *sets["core"]], pins, pins=pins)}}
        for name in sets.keys() - {"core"}:
            needs[name] = {e.name for e in resolve(sets[name], pins, pins=pins)}
    text = HEADER.format(digest=digest_of_wishes())
    for entry in entries:
        used_by = ", ".join(n for n in sets if entry.name in needs[n])
        text += f"# for: {used_by}\n{entry.lines()}\n"
    LOCK.write_text(text, encoding="utf-8")
    return f"{LOCK.name}: {len(entries)} packages"


# --- select and check ------------------------------------------------------------------------------------------------


def check() -> str:
    """Raise unless the lock was resolved from the project as it is now, and pins everything."""
    entries = read_lock()
    if digest_of_wishes() not in LOCK.read_text(encoding="utf-8"):
        raise LockError(f"{PROJECT.name} asks for other packages than {LOCK.name} was resolved from: run `make lock`")
    for entry in entries:
        if "==" not in entry.pin or not entry.digests or not entry.sets:
            raise LockError(f"{LOCK.name}: {entry.pin!r} lacks a version, a digest or its sets")
    _, sets = wanted()
    for name, wishes in sets.items():
        present = {e.name for e in entries if name in e.sets}
        if absent := sorted({normal_name(w) for w in wishes} - present):
            raise LockError(f"{LOCK.name}: set {name} lacks {', '.join(absent)}: run `make lock`")
    return f"{LOCK.name}: {len(entries)} packages, fits {PROJECT.name}"


def select(names: Iterable[str]) -> str:
    """The part of the lock that these sets need."""
    check()
    asked = set(names)
    _, sets = wanted()
    if unknown := sorted(asked - sets.keys()):
        raise LockError(f"no set {', '.join(unknown)}; there are: {', '.join(sets)}")
    return "\n".join(e.lines() for e in read_lock() if e.sets & asked)


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; 1 and a message if it cannot be done."""
    parser = argparse.ArgumentParser(prog="lock", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    writer = commands.add_parser("write", help="resolve pyproject.toml anew")
    writer.add_argument("--upgrade", action="store_true", help="take the newest releases that fit")
    commands.add_parser("select", help="print what sets need").add_argument("sets", nargs="+")
    commands.add_parser("check", help="fail if the lock does not fit the project")
    given = parser.parse_args(arguments)
    try:
        if given.command == "write":
            print(write(upgrade=given.upgrade))
        elif given.command == "select":
            print(select(given.sets))
        else:
            print(check())
    except LockError as problem:
        print(f"lock: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
