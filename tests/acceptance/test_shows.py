"""What the first version promises, question to answer, on the built-in record and on documents."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.samples import SCORER, answer, foedus, instrument, stage
from tests.ledger.samples import tamper


def read_all(documents: list[Path], ledger: Path) -> None:
    done = foedus("read", *documents, "--ledger", ledger, "--accept", "all", "--json")
    assert done.returncode == 0, done.stderr


def raa(ledger: Path, *view: str) -> Any:
    envelope = answer("show", "AUS-JPN", "--ledger", ledger, "--on", "2022-06-30", *view)
    return instrument(envelope, "RAA", "AUS", "JPN")


def check_the_disputed_agreement(ledger: Path) -> None:
    sejong = raa(ledger, "--perspective", "publisher:Sejong")
    assert sejong["answer"] == stage(sejong, "in_force")["holds"] == "disputed"
    assert stage(sejong, "in_force")["dates"] == ["2022-01", "2023"]
    assert raa(ledger, "--perspective", "any")["answer"] == "disputed"
    settled = raa(ledger)
    assert (settled["answer"], settled["status"]) == ("no", "settled")
    assert (stage(settled, "signed")["date"], stage(settled, "in_force")["date"]) == ("2022-01-06", "2023-08-13")
    listed = [c for c in answer("conflicts", "--ledger", ledger)["data"] if c["instrument"] == settled["id"]]
    assert {side["agrees_with"] for side in listed[0]["sides"]} == {"2022-01", "2023-08-13"}
    said = {(side["publisher"], side["date"]) for side in listed[0]["sides"]}  # the record may gain further witnesses
    assert {("sejong", "2022-01"), ("sejong", "2023"), ("mofa-jp", "2023-08-13")} <= said
    assert listed[0]["hangs_on_it"]


def test_one_brief_says_two_dates(ledger: Path, brief: Path) -> None:
    read_all([brief], ledger)
    check_the_disputed_agreement(ledger)


def test_one_seed_says_two_dates(ledger: Path, seeds: list[Path]) -> None:
    read_all(seeds, ledger)
    check_the_disputed_agreement(ledger)


def test_reading_seeds_against_the_gold_rows(seeds: list[Path], tmp_path: Path) -> None:
    done = foedus("read", "--json", *seeds)
    predictions, scores = tmp_path / "statements.jsonl", tmp_path / "scores.json"
    predictions.write_text(done.stdout, encoding="utf-8")
    subprocess.run([sys.executable, SCORER, predictions, "--json", scores], check=True, capture_output=True, timeout=60)
    strict = json.loads(scores.read_text(encoding="utf-8"))["strict"]["overall"]["all"]
    assert strict["precision"] >= 0.80
    assert strict["recall"] >= 0.60


def test_statements_of_a_synthetic_brief(brief: Path) -> None:
    done = foedus("read", "--json", brief)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    text = brief.read_text(encoding="utf-8")
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    said = {(row["instrument_type"], *row["parties"], row["stage"], row["date"]) for row in rows}
    assert {
        ("RAA", "AUS", "JPN", "in_force", "2022-01"),
        ("RAA", "AUS", "JPN", "in_force", "2023"),
        ("mutual_defense_treaty", "GBR", "JPN", "considered", None),
        ("RAA", "FRA", "JPN", "negotiating", None),
    } <= said
    assert set(rows[0]) == {
        "doc", "start", "end", "quote", "instrument_type", "parties", "roles", "stage", "date", "date_of", "value",
        "unit", "modality", "negated", "per_whom", "confidence",
    }  # fmt: skip


def test_signed_is_not_in_force() -> None:
    then = instrument(answer("show", "JPN-PHL", "--known", "2025-09-01", "--on", "2025-09-01"), "RAA", "JPN", "PHL")
    assert then["answer"] == "no"
    assert stage(then, "signed")["holds"] == "yes"
    later = instrument(answer("show", "PHL-JPN", "--on", "2025-10-20"), "RAA", "JPN", "PHL")
    assert (later["answer"], later["since"]) == ("yes", "2025-09-11")
    assert all(claim["source"] and claim["locator"] for claim in stage(later, "in_force")["claims"])


def test_a_text_that_only_considers_makes_no_tie(ledger: Path, brief: Path) -> None:
    read_all([brief], ledger)
    for extra in ((), ("--ledger", ledger), ("--ledger", ledger, "--perspective", "any")):
        data = answer("show", "GBR-JPN", *extra)["data"]
        ties = [i for i in data["instruments"] if i["type"] == "mutual_defense_treaty" and i["answer"] != "no"]
        assert all(i["answer"] == "not_observed" for i in ties)
    considered = instrument(answer("show", "GBR-JPN", "--ledger", ledger), "mutual_defense_treaty", "GBR", "JPN")
    assert [view["stage"] for view in considered["stages"]] == ["considered"]


def test_reading_twice_changes_nothing(ledger: Path, brief: Path, other: Path) -> None:
    read_all([brief, other], ledger)
    before = answer("conflicts", "FJI", "--ledger", ledger)["ledger"]
    brief.rename(brief.with_name("the same under another name.txt"))
    read_all([other, brief.with_name("the same under another name.txt")], ledger)
    assert answer("conflicts", "FJI", "--ledger", ledger)["ledger"] == before


def test_any_order_gives_the_same_instruments(tmp_path: Path, brief: Path, other: Path) -> None:
    exports = []
    for number, documents in enumerate(permutations([brief, other])):
        ledger = tmp_path / f"{number}.db"
        assert foedus("init", ledger, "--empty").returncode == 0
        read_all(list(documents), ledger)
        data = json.loads(foedus("export", "json", "--ledger", ledger).stdout)
        exports.append([{**i, "stages": [_timeless(s) for s in i["stages"]]} for i in data["instruments"]])
    assert exports[0] == exports[1]
    assert exports[0]


def _timeless(view: dict[str, object]) -> dict[str, object]:
    claims = view["claims"]
    assert isinstance(claims, list)
    return {**view, "claims": [{k: v for k, v in claim.items() if k != "recorded_at"} for claim in claims]}


def test_one_altered_byte_is_found(ledger: Path, brief: Path) -> None:
    read_all([brief], ledger)
    assert checked(ledger, "ledger")["valid"]
    assert checked(ledger, "documents", "--documents", brief.parent)["what"].startswith("5 quotes in 1 documents")
    alter_one_byte(ledger)
    done = foedus("verify", "--ledger", ledger)
    assert done.returncode == 1
    assert "entry 7 (" in done.stdout


def checked(ledger: Path, name: str, *more: object) -> dict[str, Any]:
    data = json.loads(foedus("verify", "--ledger", ledger, "--json", *more).stdout)["data"]
    check: dict[str, Any] = next(check for check in data["checks"] if check["name"] == name)
    assert check["valid"], data["issues"]
    return check


def alter_one_byte(ledger: Path) -> None:
    tamper(ledger, 'UPDATE entry SET body = replace(body, \'"publisher":"\', \'"publisher":"x\') WHERE seq = 7')


def test_the_built_in_record_is_sound() -> None:
    assert answer("verify")["data"]["valid"]


@pytest.mark.parametrize("what", ["JPN", "AUS-JPN"])
def test_a_brief_is_one_page_without_network(tmp_path: Path, what: str) -> None:
    page = tmp_path / "brief.html"
    done = foedus("brief", what, "-o", page)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(page)
    html = page.read_text(encoding="utf-8")
    assert "<svg" in html
    for loads in ('src="http', "src='http", '<link rel="stylesheet" href="http', "@import", "url(http"):
        assert loads not in html


def test_export_has_the_shapes_of_the_contract(ledger: Path) -> None:
    data = json.loads(foedus("export", "json", "--ledger", ledger).stdout)
    assert {"instruments", "sources", "actors"} <= set(data)
    for item in data["instruments"]:
        assert {"id", "type", "parties", "title", "stages"} <= set(item)
        assert item["parties"] == sorted(item["parties"])
        for view in item["stages"]:
            assert {"stage", "date", "status", "claims"} <= set(view)
            assert all({"source", "date", "locator"} <= set(claim) for claim in view["claims"])
    sources = {source["id"] for source in data["sources"]}
    assert {c["source"] for i in data["instruments"] for s in i["stages"] for c in s["claims"]} <= sources


def test_matrix_has_the_shapes_of_the_contract() -> None:
    rows = answer("matrix", "Japan", "--on", "2024-01-01")["data"]["rows"]
    cells = next(row for row in rows if row["partner"] == "AUS")["cells"]
    assert (cells["RAA"]["answer"], cells["RAA"]["date"]) == ("yes", "2023-08-13")
    assert cells["RAA"]["instruments"] == ["raa-aus-jpn"]
    assert {cell["answer"] for row in rows for cell in row["cells"].values()} > {"yes", "not_observed"}


def test_statements_say_why(brief: Path) -> None:
    done = foedus("read", "--why", "--json", brief)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    text = brief.read_text(encoding="utf-8")
    assert {reason["field"] for row in rows for reason in row["why"]} >= {"type", "party", "stage", "date"}
    assert all(text[r["start"] : r["end"]] == r["words"] for row in rows for r in row["why"] if r["words"])
    assert all(row["quote"] in row["sentence"]["text"] and row["cues"] for row in rows)
    shown = foedus("read", "--why", brief)
    assert shown.returncode == 0, shown.stderr
    assert "named here" in shown.stdout
    assert "[" in shown.stdout


def test_the_dossier_of_a_dyad_has_its_tiers_when_asked() -> None:
    data = answer("show", "KOR-JPN", "--tiers", "--on", "2024-01-01")["data"]
    held = {row["definition"]: row["answer"] for row in data["tiers"]}
    assert (held["quasi-alliance-cha"], held["quasi-alliance-akimoto"]) == ("yes", "no")
    assert answer("show", "KOR-JPN", "--on", "2024-01-01")["data"]["tiers"] == []
