"""Checks the documents: links lead somewhere, named commands exist, decisions are numbered without a gap."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {".venv", ".git", "build", "dist", ".pytest_cache", "node_modules"}

LINK = re.compile(r"(?<!!)!?\[[^\]\n]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|`)(?:\$ )?make ([a-z][a-z-]*)", re.MULTILINE)


def documents(root: Path) -> list[Path]:
    """Every Markdown file of the project."""
    found = root.rglob("*.md")
    return sorted(p for p in found if not SKIPPED.intersection(p.relative_to(root).parts))


def anchors(text: str) -> set[str]:
    r"""The anchors of a document's headings, as code hosts make them.

    >>> sorted(anchors("# One: a test\n## `two`"))
    ['one-a-test', 'two']
    """
    titles = re.findall(r"^#{1,6}\s+(.*?)\s*#*$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}


def broken_links(document: Path, root: Path) -> Iterator[str]:
    """What is wrong with a document's links inside the project."""
    text = document.read_text(encoding="utf-8")
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        aim = (document.parent / path) if path else document
        if not aim.resolve().is_relative_to(root) or not aim.exists():
            yield f"link to {target}: no such file in the project"
        elif anchor and aim.suffix == ".md" and anchor not in anchors(aim.read_text("utf-8")):
            yield f"link to {target}: no such heading"


def unknown_commands(document: Path, targets: set[str]) -> Iterator[str]:
    """The `make` commands a document names that the Makefile does not have."""
    for name in sorted(set(COMMAND.findall(document.read_text(encoding="utf-8"))) - targets):
        yield f"names `make {name}`, which the Makefile does not have"


def misnumbered_decisions(root: Path) -> Iterator[str]:
    """Decision records whose number is missing, doubled or skipped."""
    names = sorted(p.name for p in (root / "docs" / "decisions").glob("*.md"))
    for number, name in enumerate(names, start=1):
        if not name.startswith(f"{number:04d}-"):
            yield f"docs/decisions/{name}: expected number {number:04d}"
            return


def problems(root: Path) -> Iterator[str]:
    """Everything wrong with the documents, one line each."""
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))
    for document in documents(root):
        for problem in (*broken_links(document, root), *unknown_commands(document, targets)):
            yield f"{document.relative_to(root)}: {problem}"
    yield from misnumbered_decisions(root)


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    found = list(problems(ROOT))
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"{len(documents(ROOT))} documents: links, commands and decisions are in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
