"""Tends the record: `python tools/record.py manifest|check|page|digest|changes`."""

import sys
from collections.abc import Callable
from pathlib import Path

from foedus.model.identity import quote_digest
from foedus.model.problems import FoedusError
from foedus.record import verify_record
from foedus.record.changes import compare, describe, edition_of_folder
from foedus.record.loader import FOLDER
from foedus.record.manifest import Manifest, digests_of, read_manifest, render_manifest
from foedus.record.overview import render_overview

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
PAGE = REFERENCE / "record.md"
CHANGES = REFERENCE / "record-changes.md"


def write_manifest(arguments: list[str]) -> int:
    """`manifest [VERSION]`: take the digest of every file anew; a version is a day such as 2026.11.24."""
    if arguments:
        version = arguments[0]
        released = version.replace(".", "-")
    else:
        old = read_manifest(FOLDER)
        version, released = old.version, old.released
    manifest = Manifest(version=version, released=released, files=digests_of(FOLDER))
    (FOLDER / "manifest.yaml").write_text(render_manifest(manifest), encoding="utf-8")
    print(f"manifest of version {version}: {len(manifest.files)} files")
    return 0


def check(arguments: list[str]) -> int:
    """`check`: every problem of the record, and whether the page is in step with it; 1 if anything is wrong."""
    report = verify_record()
    for issue in report.issues:
        print(f"{issue.severity.value}: {issue}", file=sys.stderr)
    stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != render_overview()
    if stale:
        print("error: docs/reference/record.md is not in step; `python tools/record.py page`", file=sys.stderr)
    if report.valid and not stale:
        print("the record is in order")
        return 0
    return 1


def write_page(arguments: list[str]) -> int:
    """`page`: write docs/reference/record.md."""
    PAGE.write_text(render_overview(), encoding="utf-8")
    return 0


def digest(arguments: list[str]) -> int:
    """`digest WORDS`: the digest of quoted words, for a claim."""
    print(quote_digest(" ".join(arguments)))
    return 0


def write_changes(arguments: list[str]) -> int:
    """`changes FOLDER`: put what changed since the record in FOLDER on top of docs/reference/record-changes.md."""
    if len(arguments) != 1:
        print("changes: name the folder with the files of the record before.", file=sys.stderr)
        return 2
    before, after = edition_of_folder(Path(arguments[0])), edition_of_folder()
    version = after.name.removeprefix("record ")
    head, *entries = CHANGES.read_text(encoding="utf-8").split("\n## ")
    kept = [entry for entry in entries if entry.split("\n", 1)[0].split(",")[0] != version]
    totals, *lines = describe(compare(before, after))
    entry = "\n".join(
        [
            f"{version}, since {before.name.removeprefix('record ')}",
            "",
            totals + ".",
            "",
            *(f"* {line}" for line in lines),
            "",
        ]
    )
    CHANGES.write_text("\n## ".join([head, entry, *kept]), encoding="utf-8")
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "manifest": write_manifest,
    "check": check,
    "page": write_page,
    "digest": digest,
    "changes": write_changes,
}


def main(arguments: list[str]) -> int:
    """Run one command."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        for command in COMMANDS.values():
            print(f"  {command.__doc__}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except FoedusError as problem:
        print(f"{problem.message} {problem.hint}", file=sys.stderr)
        return problem.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
