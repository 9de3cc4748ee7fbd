"""How many of the sides that texts take on open questions `foedus check` finds: `python benchmarks/positions.py [--json]`.

`tests/sides` holds 16 texts, in four languages, written without sight of the words in `lexicon/positions.yaml`, each sentence that takes
a side marked with question and side. A side is found where a position overlaps its sentence and has both.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from foedus.intake.reading.documents import load_document
from foedus.intake.reading.remarks.sayings import find_sayings

FOLDER: Final = Path(__file__).parents[1] / "tests" / "sides"


def counts() -> dict[str, Counter[str]]:
    """By language: sides taken, found, and positions that no marked sentence bears out."""
    rows = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    found: dict[str, Counter[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        own = [row for row in rows if row["doc"] == path.name]
        said = [saying for saying in find_sayings(load_document(path)) if saying.kind == "position"]
        right = [
            [(row["question"], row["side"]) == (s.topic, s.side) and row["start"] < s.end and s.start < row["end"] for s in said]
            for row in own
        ]  # fmt: skip
        count = found.setdefault(path.name.split("_")[1], Counter())
        count["taken"] += len(own)
        count["found"] += sum(any(row) for row in right)
        count["beside"] += sum(not any(row[at] for row in right) for at in range(len(said)))
    return found


def main() -> None:
    """Print the counts."""
    found = counts()
    if "--json" in sys.argv[1:]:
        print(json.dumps(found, indent=2))
        return
    for language, count in sorted(found.items()):
        print(f"{language}: {count['found']} of {count['taken']} sides found, {count['beside']} positions beside them")


if __name__ == "__main__":
    main()
