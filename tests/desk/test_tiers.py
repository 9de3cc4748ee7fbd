"""Tiers on the built-in record: the example of Korea and Japan, cases beside definitions, a user's own, the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from foedus.desk.definitions import built_in_names, load_definitions, new_definition
from foedus.desk.tier_cases import run_tier_cases
from foedus.desk.tiers import tiers
from foedus.model.problems import NotFoundError, UnwritablePathError, UsageError
from foedus.present.cli.app import app


@pytest.fixture(scope="module")
def korea() -> dict[str, dict[str, Any]]:
    return {row["definition"]: row for row in tiers("KOR-JPN", on="2026-03-01").data}


def test_korea_and_japan_under_all_definitions(korea: dict[str, dict[str, Any]]) -> None:
    assert {name: (row["answer"], row["since"]) for name, row in korea.items()} == {
        "alliance": ("no", "1960-06-23"),
        "alliance-atop": ("not_observed", None),
        "quasi-alliance-akimoto": ("no", "1945-09-02"),
        "quasi-alliance-cha": ("yes", "1965-12-18"),
        "quasi-alliance-raa": ("no", "1945-09-02"),
        "quasi-alliance-sejong-1": ("not_observed", "2024-06-27"),
        "quasi-alliance-sejong-2": ("not_observed", "2024-06-27"),
        "quasi-alliance-sejong-functional": ("yes", "1998-10-08"),
        "quasi-alliance-treaty": ("not_observed", None),
        "like-minded": ("yes", "1998-12-31"),
        "strategic-partner": ("yes", "1998-12-31"),
    }


def test_the_clause_on_which_it_flips_is_named(korea: dict[str, dict[str, Any]]) -> None:
    last = korea["quasi-alliance-cha"]["turns"][-1]
    assert last["on"] == "1965-12-18"
    assert [clause["rule"] for c in last["criteria"] for clause in c["clauses"]] == ["cha.relations"]
    assert [each["instrument"] for each in last["because"]] == ["other-treaty-jpn-kor"]
    lacking = [c for c in korea["quasi-alliance-akimoto"]["criteria"] if c["answer"] == "no"]
    assert [(c["name"], c["clauses"][0]["rule"]) for c in lacking] == [("reciprocal access", "akimoto.access")]
    assert lacking[0]["missing"][0]["steps"][0]["type"] == "RAA"


def test_evidence_has_instruments_with_claims(korea: dict[str, dict[str, Any]]) -> None:
    ally = next(c for c in korea["quasi-alliance-cha"]["criteria"] if c["name"] == "common ally")
    assert {e["instrument"] for e in ally["evidence"]} == {
        "mutual-defense-treaty-jpn-usa-1960",
        "mutual-defense-treaty-kor-usa",
    }
    assert all(e["claims"] and e["rule"] == "cha.common-ally" for e in ally["evidence"])


def test_cases_beside_definitions_pass() -> None:
    data = run_tier_cases().data
    assert [row for row in data["cases"] if not row["passed"]] == []
    assert data["issues"] == []
    assert data["passed"] >= 30


def test_an_actor_is_asked_with_each_of_its_partners() -> None:
    rows = tiers("JPN", definitions=("alliance",), on="2020-01-01").data
    assert [row["partner"] for row in rows if row["answer"] == "yes"] == ["USA"]
    assert all(row["dyad"].count("-") == 1 and "turns" not in row for row in rows)


def test_known_earlier_less_is_known() -> None:
    row = tiers("AUS-JPN", definitions=("quasi-alliance-raa",), on="2022-02-01", known="2021-01-01").data[0]
    assert row["answer"] == "no"


@pytest.mark.parametrize(
    ("dyad", "on"),
    [("AUS-PNG", "1985-06-01"), ("JPN-USA", "1960-06-22"), ("NZL-USA", "1990-01-01"), ("AUS-JPN", "2012-01-01")],
)
def test_alone_or_beside_others_a_definition_is_told_the_same(dyad: str, on: str) -> None:
    together = tiers(dyad, on=on).data
    for row in together:
        assert tiers(dyad, definitions=(row["definition"],), on=on).data == [row]


def test_names_families_and_mistakes() -> None:
    names = [d.name for book in load_definitions(["quasi-alliance"]) for d in book.definitions]
    assert len(names) >= 6
    assert all(name.startswith("quasi-alliance-") for name in names)
    with pytest.raises(NotFoundError, match="no definition 'quasi-alliance-chaa'") as caught:
        load_definitions(["quasi-alliance-chaa"])
    assert "quasi-alliance-cha" in caught.value.hint
    with pytest.raises(NotFoundError, match=r"no file nowhere\.lp"):
        load_definitions(["nowhere.lp"])
    with pytest.raises(UsageError, match="neither one actor nor two"):
        tiers("QUAD")


def test_a_definition_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "my.lp"
    new_definition(str(path))
    row = tiers("AUS-JPN", definitions=(str(path),), on="2014-01-01").data[0]
    assert (row["definition"], row["answer"]) == ("my", "yes")
    assert run_tier_cases([str(path)]).data["failed"] == 0
    with pytest.raises(UnwritablePathError, match="is there already"):
        new_definition(str(path))
    with pytest.raises(UsageError, match=r"ends in \.lp"):
        new_definition(str(tmp_path / "my.txt"))


def test_the_command(tmp_path: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(app, ["tiers", "KOR-JPN", "--definition", "all", "--on", "2026-03-01", "--json"])
    data = json.loads(done.stdout)["data"]
    assert done.exit_code == 0
    assert {row["definition"] for row in data} == set(built_in_names())
    text = runner.invoke(app, ["tiers", "KOR-JPN", "--on", "2026-03-01"]).stdout
    assert "under cha it is one, since 1965-12-18" in text
    assert "akimoto.access" in text
    assert "quasi-alliance-cha" in runner.invoke(app, ["tiers", "AUS", "-d", "quasi-alliance-cha"]).stdout
    made = runner.invoke(app, ["rules", "new", str(tmp_path / "x.lp"), "--definition"])
    assert made.exit_code == 0
