"""Dossier, matrix, conflicts, export on a ledger of a few claims, so that every cell can be worked out by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from tests.samples import evidence, source

from foedus.desk.conflicts import conflicts
from foedus.desk.dossier import show
from foedus.desk.export import COLUMNS, export, to_csv
from foedus.desk.matrix import matrix
from foedus.ledger.store import Batch, create_ledger
from foedus.model.claims import Claim

OFFICIAL = source("ministry-2023", publisher="ministry", published="2023-08-09")
PRESS = source("paper-2024", kind="press", publisher="paper", published="2024-02")


def claim(where: Any, stage: str | None, date: str | None, **fields: Any) -> Claim:
    return evidence(where, stage, date, **fields).claim


CLAIMS = (
    claim(OFFICIAL, "signed", "2022-01-06", instrument="raa-aus-jpn", title=(("en", "Access Agreement"),)),
    claim(OFFICIAL, "in_force", "2023-08-13", instrument="raa-aus-jpn"),
    claim(PRESS, "in_force", "2022-01"),
    claim(PRESS, "signed", "2020-09", instrument_type="ACSA", parties=("IND", "JPN")),
    claim(PRESS, "in_force", "2021-07-11", instrument_type="ACSA", parties=("IND", "JPN")),
    claim(PRESS, None, None, instrument_type="DETTA", parties=("IND", "JPN")),
    claim(PRESS, "held", "2017-11-12", instrument_type="minilateral", parties=("AUS", "IND", "JPN", "USA")),
)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "t.db")
    with create_ledger(path) as made:
        made.append(Batch(sources=(OFFICIAL, PRESS), claims=CLAIMS), recorded_at="2024-03-01", recorded_by="test")
    return path


def test_a_dossier(ledger: str) -> None:
    data = show("JPN-AUS", ledger=ledger, on="2023-01-01").data
    raa, quad = data["instruments"]
    assert (raa["id"], raa["title"], raa["answer"], raa["reached"]) == (
        "raa-aus-jpn",
        "Access Agreement",
        "no",
        "signed",
    )
    assert [(s["stage"], s["date"], s["holds"], s["status"]) for s in raa["stages"]] == [
        ("signed", "2022-01-06", "yes", "settled"),
        ("in_force", "2023-08-13", "no", "settled"),
    ]
    assert {(c["publisher"], c["date"]) for c in raa["stages"][1]["claims"]} == {
        ("ministry", "2023-08-13"), ("paper", "2022-01"),
    }  # fmt: skip
    assert quad["parties"] == ["AUS", "IND", "JPN", "USA"]
    assert data["tiers"] == []
    assert [g["type"] for g in data["gaps"]] == ["ACSA"]
    assert data["gaps"][0]["others"][0] | {"instrument": ""} == {
        "dyad": "IND-JPN",
        "instrument": "",
        "since": "2021-07-11",
    }
    assert [s["id"] for s in data["sources"]] == ["ministry-2023", "paper-2024"]


def test_what_was_not_published_yet_is_not_known(ledger: str) -> None:
    data = show("AUS-JPN", ledger=ledger, on="2024-01-01", known="2024-01-01").data
    assert [i["id"] for i in data["instruments"]] == ["raa-aus-jpn"]
    assert data["conflicts"] == []


def test_one_instrument_with_what_prose_says_of_it(ledger: str) -> None:
    for name in ("raa-aus-jpn", "RAA-AUS-JPN"):
        (found,) = show(name, ledger=ledger, on="2023-01-01").data["instruments"]
        assert len(found["stages"][1]["claims"]) == 2


def test_instruments_nobody_named_have_an_id_that_can_be_asked_for(ledger: str) -> None:
    found = next(i for i in show("IND-JPN", ledger=ledger).data["instruments"] if i["type"] == "ACSA")
    assert show(found["id"], ledger=ledger).data["instruments"] == [found]


def test_a_claim_without_a_stage_is_not_lost(ledger: str) -> None:
    found = next(i for i in show("IND-JPN", ledger=ledger).data["instruments"] if i["type"] == "DETTA")
    assert (found["answer"], found["stages"], len(found["without_stage"])) == ("not_observed", [], 1)


def test_a_group_has_the_instruments_all_its_members_share(ledger: str) -> None:
    assert [i["type"] for i in show("QUAD", ledger=ledger).data["instruments"]] == ["minilateral"]


def test_conflicts_with_both_sides(ledger: str) -> None:
    for what in (None, "AUS-JPN", "JPN", "RAA", "raa-aus-jpn"):
        (row,) = conflicts(what, ledger=ledger).data
        assert (row["instrument"], row["type"], row["parties"], row["stage"]) == (
            "raa-aus-jpn", "RAA", ["AUS", "JPN"], "in_force",
        )  # fmt: skip
        assert [(s["date"], s["publisher"], s["source"]) for s in row["sides"]] == [
            ("2022-01", "paper", "paper-2024"), ("2023-08-13", "ministry", "ministry-2023"),
        ]  # fmt: skip
        assert row["settled_on"] == ["2023-08-13"]
        assert row["hangs_on_it"] == ["whether the RAA AUS-JPN holds between 2022-01-01 and 2023-08-12"]
    assert conflicts("ACSA", ledger=ledger).data == []


def test_a_matrix(ledger: str) -> None:
    data = matrix("Japan", ledger=ledger, on="2023-01-01").data
    assert data["types"] == ["RAA", "ACSA", "DETTA"]
    cells = {(row["partner"], name): cell for row in data["rows"] for name, cell in row["cells"].items()}
    assert {key: cell["answer"] for key, cell in cells.items()} == {
        ("AUS", "RAA"): "no", ("AUS", "ACSA"): "not_observed", ("AUS", "DETTA"): "not_observed",
        ("IND", "RAA"): "not_observed", ("IND", "ACSA"): "yes", ("IND", "DETTA"): "not_observed",
    }  # fmt: skip
    assert cells["IND", "ACSA"]["date"] == "2021-07-11"
    assert (cells["AUS", "RAA"]["stage"], cells["AUS", "RAA"]["stage_date"]) == ("signed", "2022-01-06")
    assert cells["AUS", "RAA"]["instruments"] == ["raa-aus-jpn"]
    assert [group["parties"] for group in data["groups"]] == [["AUS", "IND", "JPN", "USA"]]


def test_an_export_in_two_forms(ledger: str) -> None:
    data = export(ledger=ledger, on="2024-01-01").data
    assert [actor["code"] for actor in data["actors"]] == ["AUS", "IND", "JPN", "USA"]
    rows = list(csv.DictReader(io.StringIO(to_csv(data))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len([c for c in CLAIMS if c.stage])
    assert {(r["stage"], r["claim_date"], r["publisher"]) for r in rows if r["type"] == "RAA"} == {
        ("signed", "2022-01-06", "ministry"), ("in_force", "2023-08-13", "ministry"), ("in_force", "2022-01", "paper"),
    }  # fmt: skip
