"""Entitlements asked of the built-in record under law of the test's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.samples import foedus

from foedus.analysis.rules.problems import BadRulesError
from foedus.desk.law import load_law, read_rule_file, rule_paths
from foedus.desk.may import Ask, may
from foedus.desk.rule_cases import run_cases
from foedus.desk.rules import list_rules, new_rules, show_rules
from foedus.model.problems import (
    NotFoundError,
    UnknownActorError,
    UnknownTermError,
    UnreadableDocumentError,
    UnwritablePathError,
    UsageError,
)

LAW = """\
%@ file: law of a test
%@ actor: NZL
%@ survey: supply-goods | 1950-01-01/..
%@ clause: test.treaty
%@ reference: Treaty, art. I
%@ address: https://example.org/treaty
%@ valid: 1950-01-01/..
%@ gloss: Each party may help the forces of the other.
covered(I) :- in_force(I), between(I), type(I, "ACSA"), activity(supply_goods), actor("NZL").
%@ clause: test.act
%@ reference: Act, s. 1
%@ valid: 2000-01-01/..
%@ gloss: The minister may supply on request.
%@ seen: all of it
authorised :- actor("NZL"), activity(supply_goods).
condition("on request") :- actor("NZL"), activity(supply_goods).
"""
CASES = """\
- {ask: NZL supply-goods SGP, on: 2015-01-01, answer: permitted_if, reference: "Act, s. 1"}
- {ask: NZL supply-goods FJI, on: 2015-01-01, answer: not_covered}
"""


@pytest.fixture(autouse=True)
def _no_other_law(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only the law of the test answers."""
    monkeypatch.setattr("foedus.desk.law.FOLDER", tmp_path / "built-in")


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "test.lp"
    path.write_text(LAW.replace('type(I, "ACSA"), ', ""), encoding="utf-8")
    return path


def ask(law: Path, partner: str = "SGP", on: str = "2015-01-01", **more: Any) -> dict[str, Any]:
    question = Ask(actor="NZL", activity="supply-goods", partner=partner, law=(str(law),), **more)
    data: dict[str, Any] = may(question, on=on).data
    return data


def leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for child in node["because"] for each in leaves(child)] if node["because"] else [node]


def test_an_answer_rests_on_clauses_and_claims(law: Path) -> None:
    data = ask(law)
    assert data["answer"] == "permitted_if"
    assert [row["condition"] for row in data["conditions"]] == ["on request"]
    assert {"conclusion", "gate", "rule", "reference", "because", "claims"} <= data["proof"].keys()
    sources = {source["id"] for source in data["sources"]}
    for leaf in leaves(data["proof"]):
        assert leaf["rule"] in ("test.treaty", "test.act") or leaf["claims"]
        assert {claim["source"] for claim in leaf["claims"]} <= sources
        assert leaf["rule"] is None or leaf["hypothetical"]


def test_what_would_make_it_so(law: Path) -> None:
    data = ask(law, on="1999-12-31", why_not=True)
    assert data["answer"] == "not_covered"
    assert [[c["rule"] for c in repair["changes"]] for repair in data["why_not"]] == [["test.act"]]
    assert ask(law, on="1999-12-31")["why_not"] == []


def test_the_timeline_ends_with_the_answer_of_today(law: Path) -> None:
    turns = ask(law, timeline=True)["timeline"]
    assert [turn["on"] for turn in turns][-1] == "2000-01-01"
    assert turns[-1]["because"][0]["about"] == "test.act"
    assert turns[-1]["answer"] == ask(law, on="2020-01-01")["answer"]


def test_names_are_read_in_any_way(law: Path) -> None:
    question = Ask(actor="New Zealand", activity="Supply_Goods", partner="シンガポール", law=(str(law),))
    assert may(question, on="2015-01-01").data["question"]["partner"] == "SGP"


@pytest.mark.parametrize(
    ("question", "problem", "words"),
    [
        (Ask(actor="JPN", activity="supply-gods", partner="AUS"), UnknownTermError, "supply-gods"),
        (Ask(actor="JPN", activity="repair", partner="AUS", situation="war"), UnknownTermError, "situation"),
        (Ask(actor="Nowhere", activity="repair", partner="AUS"), UnknownActorError, "Nowhere"),
        (Ask(actor="JPN", activity="repair", partner="Japan"), UsageError, "two different actors"),
        (Ask(actor="JPN", activity="repair", partner="AUS", law=("none.lp",)), NotFoundError, "no rule file"),
    ],
)
def test_questions_that_cannot_be_asked(question: Ask, problem: type[Exception], words: str) -> None:
    with pytest.raises(problem, match=words):
        may(question)


def test_rule_files_that_are_none(tmp_path: Path) -> None:
    bad = tmp_path / "bad.lp"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableDocumentError, match=r"bad\.lp"):
        read_rule_file(bad)
    with pytest.raises(NotFoundError, match="no rule file"):
        rule_paths([tmp_path / "empty"])


def test_a_folder_gives_its_files_but_not_its_examples(tmp_path: Path, law: Path) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "bill.lp").write_text(LAW, encoding="utf-8")
    assert rule_paths([tmp_path]) == [law]
    assert rule_paths([tmp_path / "examples" / "bill.lp"]) == [tmp_path / "examples" / "bill.lp"]


def test_a_spoilt_copy_is_made_anew(law: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path / "cache"))
    first = read_rule_file(law)
    (kept,) = (tmp_path / "cache" / "foedus" / "rules").iterdir()
    assert read_rule_file(law) == first
    kept.write_text('{"name": 1}', encoding="utf-8")
    assert read_rule_file(law) == first


# --- cases ----------------------------------------------------------------------------------------------------------


def test_cases_beside_a_file_are_run(law: Path) -> None:
    law.with_name("test.cases.yaml").write_text(CASES, encoding="utf-8")
    data = run_cases([str(law)]).data
    assert (data["passed"], data["failed"], data["issues"]) == (2, 0, [])


def test_a_case_that_fails_says_why(law: Path) -> None:
    wrong = "- {ask: NZL supply-goods SGP, on: 2015-01-01, answer: prohibited}\n- {ask: NZL supply-goods XX, on: 2015-01-01, answer: permitted}\n"
    law.with_name("test.cases.yaml").write_text(wrong, encoding="utf-8")
    rows = run_cases([str(law)]).data["cases"]
    assert [(row["expected"], row["got"], row["passed"]) for row in rows] == [
        ("prohibited", "permitted_if", False),
        ("permitted", None, False),
    ]
    assert "decided by condition" in rows[0]["why"]
    assert "XX" in rows[1]["why"]


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        ("- [", "YAML"),
        ("- what", "what"),
        ("- {ask: A B C, on: 2015-01-01, answer: maybe}", "answer: maybe"),
        ("- {ask: A B, on: 2015-01-01, answer: permitted}", "ask: A B"),
        ("- {ask: A B C, answer: permitted}", "no on"),
        ("- {ask: A B C, on: 2015-01-01, answer: permitted, when: x}", "the key when"),
        (None, "cases beside the rules"),
    ],
)
def test_cases_that_are_none(law: Path, cases: str | None, words: str) -> None:
    if cases is not None:
        law.with_name("test.cases.yaml").write_text(cases, encoding="utf-8")
    (issue,) = run_cases([str(law)]).data["issues"]
    assert words in f"{issue['got']} {issue['expected']}"


def test_a_bill_is_tested_as_a_change_of_the_law(law: Path, tmp_path: Path) -> None:
    law.with_name("test.cases.yaml").write_text(CASES, encoding="utf-8")
    bill = tmp_path / "examples" / "bill.lp"
    bill.parent.mkdir()
    head = LAW.partition("%@ clause: test.act")[0].partition("%@ clause")[0]
    act = '%@ clause: test.act\n%@ reference: Bill\n%@ valid: 2000-01-01/..\n%@ gloss: no more\nforbidden :- actor("NZL").\n'
    bill.write_text(head + act, encoding="utf-8")
    bill.with_name("bill.cases.yaml").write_text(
        "- {ask: NZL supply-goods SGP, on: 2015-01-01, answer: prohibited}\n", encoding="utf-8"
    )
    data = run_cases([str(law), str(bill)]).data
    assert [(row["got"], row["passed"]) for row in data["cases"]] == [
        ("permitted_if", True),
        ("not_covered", True),
        ("prohibited", True),
    ]


def test_files_that_cannot_run_are_listed_with_every_problem(law: Path) -> None:
    law.write_text(LAW + "covered(I) :- in_farce(I).\nforbidden(I) :- in_force(I).\n", encoding="utf-8")
    data = run_cases([str(law)]).data
    assert [issue["code"] for issue in data["issues"] if "test.lp" in issue["where"]][:2] == [
        "rules-unknown-predicate"
    ] * 2
    with pytest.raises(BadRulesError, match="in_farce"):
        load_law([str(law)])


# --- files ----------------------------------------------------------------------------------------------------------


def test_clauses_are_listed_and_shown(law: Path) -> None:
    rows = list_rules("test.act", law=[str(law)]).data
    assert [clause["rule"] for row in rows for clause in row["clauses"]] == ["test.act"]
    (shown,) = show_rules("test.act", law=[str(law)]).data
    assert (shown["reference"], shown["seen"], len(shown["rules"])) == ("Act, s. 1", "all of it", 2)
    with pytest.raises(NotFoundError, match=r"test\.act2") as caught:
        show_rules("test.act2", law=[str(law)])
    assert "test.act" in caught.value.hint


@pytest.mark.parametrize("actor", [None, "NZL"])
def test_a_new_file_runs_at_once(tmp_path: Path, actor: str | None) -> None:
    path = tmp_path / "bill.lp"
    new_rules(str(path), actor=actor)
    data = run_cases([str(path)]).data
    assert (data["passed"], data["failed"], data["issues"]) == (1, 0, [])
    with pytest.raises(UnwritablePathError, match="is there already"):
        new_rules(str(path))
    with pytest.raises(UsageError, match=r"\.lp"):
        new_rules(str(tmp_path / "bill.txt"))


# --- commands -------------------------------------------------------------------------------------------------------


def test_may_as_a_command(law: Path) -> None:
    done = foedus("may", "NZL", "supply-goods", "SGP", "--on", "2015-01-01", "--law", law)
    assert done.returncode == 0
    assert "✓ permitted if the conditions below are met" in done.stdout
    for words in (
        "• on request",
        "§ Act, s. 1 (hypothetical)",
        "Sources",
        "https://example.org/treaty",
        "seen: all of it",
    ):
        assert words in done.stdout
    done = foedus("may", "NZL", "supply-goods", "SGP", "--on", "1999-12-31", "--law", law, "--why-not", "--timeline")
    assert done.returncode == 1
    assert "What would make it so" in done.stdout
    assert "When the answer changes" in done.stdout
    assert "2000-01-01" in done.stdout


def test_may_as_json(law: Path) -> None:
    done = foedus("may", "NZL", "supply-goods", "FJI", "--on", "2015-01-01", "--law", law, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["ok"], answer["data"]["answer"]) == (1, True, "not_covered")
    assert answer["view"]["on"] == "2015-01-01"
    broken = foedus("may", "NZL", "supply-goods", "FJI", "--law", law.with_name("none.lp"), "--json")
    assert json.loads(broken.stdout)["error"]["code"] == "not-found"


def test_rules_as_commands(law: Path, tmp_path: Path) -> None:
    law.with_name("test.cases.yaml").write_text(CASES, encoding="utf-8")
    assert "2 of 2 cases pass" in foedus("rules", "test", law).stdout
    assert "test.act" in foedus("rules", "list", "test.act", "--law", law).stdout
    assert "No clause has this word" in foedus("rules", "list", "no such word anywhere").stdout
    assert "in force 2000-01-01/.." in foedus("rules", "show", "test.act", "--law", law).stdout
    assert foedus("rules", "new", tmp_path / "new.lp", "--actor", "NZL").returncode == 0
    law.write_text(LAW + "covered(X) :- not in_force(X).\n", encoding="utf-8")
    broken = foedus("rules", "test", law)
    assert broken.returncode == 1
    assert "the variable X" in broken.stdout
    for arguments in (("list",), ("show", "test.act"), ("test",)):
        assert json.loads(foedus("rules", *arguments, "--json").stdout)


def test_what_to_do_next_can_be_copied_from_a_path_with_a_space(tmp_path: Path) -> None:
    done = foedus("rules", "new", tmp_path / "my law.lp")
    assert f"foedus rules test '{tmp_path}/my law.lp'" in done.stdout + done.stderr
    wrong = foedus("rules", "new", tmp_path / "my law.txt")
    assert f"foedus rules new '{tmp_path}/my law.lp'" in wrong.stderr
