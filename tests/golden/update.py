"""Write the golden files anew: `python -m tests.golden.update`. Read the difference before committing it."""

from __future__ import annotations

import json
from pathlib import Path

from foedus.intake.reading.documents import load_document
from foedus.intake.reading.reader import read_statements

ROOT = Path(__file__).resolve().parents[2]
STATEMENTS = Path(__file__).parent / "example-statements.jsonl"


def example_statements() -> list[str]:
    """One JSON line a statement of the example documents, without confidence."""
    lines = []
    for path in sorted((ROOT / "examples" / "documents").glob("*.txt")):
        for statement in read_statements(load_document(path)):
            record = statement.to_record()
            del record["confidence"]
            lines.append(json.dumps(record, ensure_ascii=False))
    return lines


if __name__ == "__main__":
    STATEMENTS.write_text("\n".join(example_statements()) + "\n", encoding="utf-8")
