"""Laws of the law as shipped: every case beside a rule file comes out, and every leaf of a proof can be opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from foedus.desk.law import built_in_paths, load_law
from foedus.desk.ledgers import open_for_reading
from foedus.desk.may import Ask, may
from foedus.desk.rule_cases import run_cases


def test_every_case_beside_the_law_comes_out() -> None:
    data = run_cases().data
    wrong = [f"{row['file']}: {row['ask']} on {row['on']}" for row in data["cases"] if not row["passed"]]
    assert not data["issues"]
    assert not wrong
    assert data["passed"] > 400


def test_the_law_names_only_instruments_on_record() -> None:
    asked = re.compile(r'(?:covered|in_force|not_yet|ended|instrument)\("([^"]+)"\)')
    named = {(path.name, name) for path in built_in_paths() for name in asked.findall(path.read_text(encoding="utf-8"))}
    with open_for_reading(None) as opened:
        known = {instrument.id for instrument in opened.instruments()}
    assert len(named) > 50
    assert {(file, name) for file, name in named if name not in known} == set()


ASKED = [
    ("JPN supply-ammunition AUS", "exercise", "2014-12-01", "prohibited"),
    ("JPN supply-ammunition AUS", "exercise", "2016-06-01", "prohibited"),
    ("JPN supply-ammunition AUS", "exercise", "2018-01-01", "permitted_if"),
    ("JPN transfer-lethal-equipment PHL", None, "2026-04-20", "prohibited"),
    ("JPN transfer-lethal-equipment PHL", None, "2026-04-22", "permitted_if"),
    ("JPN protect-assets GBR", None, "2016-03-28", "not_covered"),
    ("JPN protect-assets GBR", None, "2016-03-29", "permitted_if"),
    ("GBR visit-train JPN", None, "2023-10-14", "not_covered"),
    ("GBR visit-train JPN", None, "2023-10-15", "permitted_if"),
    ("KOR share-classified JPN", None, "2016-11-22", "not_covered"),
    ("KOR share-classified JPN", None, "2016-11-23", "permitted_if"),
]


@pytest.mark.parametrize(("words", "situation", "on", "expected"), ASKED)
def test_a_proof_ends_in_claims_and_clauses_that_exist(
    words: str, situation: str | None, on: str, expected: str
) -> None:
    actor, activity, partner = words.split()
    data = may(Ask(actor=actor, activity=activity, partner=partner, situation=situation), on=on).data
    assert data["answer"] == expected
    law = load_law()
    with open_for_reading(None) as opened:
        known = {item.claim.id for instrument in opened.instruments() for item in instrument.evidence}
    clauses = set(law.clauses)
    nodes = list(_nodes(data["proof"]))
    assert any(node["rule"] for node in nodes)
    for node in nodes:
        assert node["rule"] is None or node["rule"] in clauses
        assert node["rule"] is None or node["reference"]
        assert {claim["id"] for claim in node["claims"]} <= known


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node["because"]:
        yield from _nodes(child)
