"""What the reader makes of the example documents, frozen; and a floor on annotated documents where one has them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from foedus.intake.reading.documents import load_document
from foedus.intake.reading.reader import read_statements
from tests.golden.update import ROOT, STATEMENTS, example_statements

SHARED = ROOT.parent / "shared"


def test_example_documents_are_read_as_before() -> None:
    assert example_statements() == STATEMENTS.read_text(encoding="utf-8").splitlines()


def scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(
    not (SHARED / "requirements" / "score.py").exists(),
    reason="the annotated seed documents are not beside this checkout",
)
def test_annotated_documents_are_read_well_enough() -> None:
    score = scorer(SHARED / "requirements" / "score.py")
    gold = json.loads((SHARED / "requirements" / "gold.json").read_text(encoding="utf-8"))
    found = [
        statement.to_record()
        for path in sorted((SHARED / "seeds").glob("*.txt"))
        for statement in read_statements(load_document(path))
    ]
    result, _ = score.score(gold, found, {}, "strict")
    assert result["overall"]["all"]["precision"] >= 0.85
    assert result["overall"]["all"]["recall"] >= 0.68
    assert result["denied_claims_predicted_as_something_else"] == 0


@pytest.mark.skipif(
    not (SHARED / "requirements" / "gold_extra.json").exists(),
    reason="the annotated seed documents are not beside this checkout",
)
def test_menus_biographies_and_questions_state_nothing() -> None:
    extra = json.loads((SHARED / "requirements" / "gold_extra.json").read_text(encoding="utf-8"))
    spans = {path.name: read_statements(load_document(path)) for path in (SHARED / "seeds").glob("*.txt")}
    for silent in extra["non_claims"]:
        inside = [s for s in spans[silent["doc"]] if s.start < silent["end"] and silent["start"] < s.end]
        assert not inside, silent["why"]
