"""How far confidence can be trusted: of the statements read in annotated texts at each confidence, the share that is right.

    python benchmarks/calibration.py [SET …] [--json]

A set is a folder of `tests/heldout`; the default is `eighth`: neither the words nor the
weights of the reader were made from it.
A statement is right if type, parties, stage and date agree with a row at its place; what lies beside rows that are open is left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.heldout.scoring import FOLDER, LANGUAGES, agrees, overlap  # noqa: E402

from foedus.intake.reading.documents import load_document  # noqa: E402
from foedus.intake.reading.reader import read_statements  # noqa: E402


def judged(which: str, language: str) -> Iterator[tuple[float, bool]]:
    """Confidence of each statement and whether it is right."""
    folder = FOLDER / which / language
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    for path in sorted(folder.glob("*.txt")):
        own = [row for row in rows if row["doc"] == path.name]
        for statement in read_statements(load_document(path)):
            one = statement.to_record()
            if not any(overlap(row, one) for row in own if not row.get("hard")):
                yield one["confidence"], any(agrees(row, one, strict=True) for row in own if row.get("hard"))


def main() -> None:
    """Print the table."""
    sets = [name for name in sys.argv[1:] if name != "--json"] or ["eighth"]
    bands: dict[int, list[bool]] = {}
    for which in sets:
        for language in LANGUAGES:
            for confidence, is_right in judged(which, language):
                bands.setdefault(min(9, int(confidence * 10)), []).append(is_right)
    rows = [
        {
            "name": f"confidence {band / 10:.1f} to {band / 10 + 0.1:.1f}",
            "statements": len(hits),
            "right": round(sum(hits) / len(hits), 3),
        }
        for band, hits in sorted(bands.items())
    ]
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps({"results": rows, "sets": sets}) + "\n")
        return
    for row in rows:
        sys.stdout.write(f"{row['name']}: {row['statements']:5d} statements, right {row['right']:.2f}\n")


if __name__ == "__main__":
    main()
