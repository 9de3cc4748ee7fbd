"""Write the golden files anew: `python -m tests.golden.update`. Read the difference before committing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from foedus.desk.roadmap import Road, roadmap
from foedus.intake.reading.documents import load_document
from foedus.intake.reading.reader import read_statements

ROOT = Path(__file__).resolve().parents[2]
STATEMENTS = Path(__file__).parent / "example-statements.jsonl"
ROADMAP = Path(__file__).parent / "roadmap-jpn-kor.json"


def example_statements() -> list[str]:
    """One JSON line a statement of the example documents, without confidence."""
    lines = []
    for path in sorted((ROOT / "examples" / "documents").glob("*.txt")):
        for statement in read_statements(load_document(path)):
            record = statement.to_record()
            del record["confidence"]
            lines.append(json.dumps(record, ensure_ascii=False))
    return lines


def roadmap_record() -> dict[str, Any]:
    """The roadmap of Japan and Korea to a quasi-alliance on a day, without what changes with every new claim."""
    data = roadmap(Road(dyad="JPN-KOR", to="quasi-alliance"), on="2026-11-01").data
    steps = [[(s["type"], "-".join(s["parties"]), s["stage"]) for s in each["steps"]] for each in data["sequences"]]
    return {
        "already": data["already"],
        "definition": data["target"]["definition"],
        "sequences": [[" ".join(step) for step in each] for each in steps],
        "beforehand": [
            [f"{b['for']} after {' or '.join(b['needs'])}: {b['state']}, {b['force']}" for b in each["beforehand"]]
            for each in data["sequences"]
        ],
        "preconditions": {item["id"]: item["state"] for item in data["preconditions"]},
    }


if __name__ == "__main__":
    STATEMENTS.write_text("\n".join(example_statements()) + "\n", encoding="utf-8")
    ROADMAP.write_text(json.dumps(roadmap_record(), indent=1) + "\n", encoding="utf-8")
