"""All 28 rules by name: each runs, or says why it does not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.acceptance.samples import foedus

from foedus.desk.named_rules import Check, check_rule, list_named_rules

ON = "2026-11-01"
RULES = [rule["rule"] for rule in list_named_rules().data]
ASKED = {"dyad": ["JPN-KOR"], "actor": ["JPN"], "votes": ["310/465", "166/248", "51/100"]}


def checked(rule: str, *what: str, **fields: Any) -> Any:
    return check_rule(Check(rule=rule, what=what, **fields), on=ON).data


def test_there_are_28_of_them() -> None:
    assert [f"R{number:02}" for number in range(1, 29)] == RULES


@pytest.mark.parametrize("rule", RULES)
def test_each_runs_or_says_why_not(rule: str) -> None:
    head = next(each for each in list_named_rules().data if each["rule"] == rule)
    data = checked(rule, *ASKED.get(head["about"], ()))
    assert data["words"]
    assert data["findings"] or data["cannot"] or data["answer"] == "not_observed"
    if not head["checked"]:
        assert data["answer"] is None
        assert data["words"] == data["cannot"]
        assert data["runs"]


def test_what_the_rules_come_to() -> None:
    assert checked("R01", "JPN-KOR")["words"] == "next step: ACSA"
    assert checked("R02")["answer"] == "yes"
    assert (checked("R03")["answer"], checked("R03")["words"]) == ("no", "departed from it: JPN-PHL")
    assert checked("R05", "AUS-JPN")["answer"] == "yes"
    assert checked("R08", "JPN-USA")["answer"] == "yes"
    assert checked("R16")["words"].startswith("in this order: USA, AUS, GBR")
    assert checked("R19", "JPN-KOR")["answer"] == "yes"
    assert checked("R24")["answer"] == "no"
    assert {"ACSA", "RAA"} <= {each["about"] for each in checked("R28", "JPN-KOR")["findings"]}
    assert checked("R13", "309/465", "166/248", "51/100")["answer"] == "no"


def test_counter_examples_to_american_leadership_are_named() -> None:
    data = checked("R20")
    parties = {each["about"] for each in data["findings"]}
    assert data["answer"] == "no"
    assert {"AUS-JPN-KOR-NZL", "GBR-ITA-JPN"} <= parties
    assert not any("USA" in each for each in parties)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["R05"], "expected one dyad, such as JPN-KOR"),
        (["R05", "JPN"], "names 1 actor"),
        (["R20", "JPN", "USA"], "expected one actor, such as JPN"),
        (["R13", "310/465"], "expected those of two Houses and of the people"),
        (["R13", "500/465", "1/2", "1/2"], "is not VOTES/ALL"),
        (["R22", "JPN"], "expected nothing beside its name"),
        (["R28", "JPN-KOR", "--like", "JPN"], "--like: 'JPN' names 1 actor"),
    ],
)
def test_calls_that_cannot_be_understood(arguments: list[str], said: str) -> None:
    done = foedus("rules", "check", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_rule_that_is_not_there_names_the_nearest() -> None:
    done = foedus("rules", "check", "R99")
    assert done.returncode == 1
    assert "Did you mean R19" in done.stderr


def test_in_words_and_as_json() -> None:
    assert "R28" in foedus("rules", "check").stdout
    done = foedus("rules", "check", "r24", "JPN-KOR", "--on", ON)
    assert done.returncode == 1
    assert "✗ 3 ready, 1 missing, 3 not observed" in done.stdout
    data = json.loads(foedus("rules", "check", "1", "JPN-KOR", "--json", "--on", ON).stdout or "{}")
    assert data["ok"] is False
    data = json.loads(foedus("rules", "check", "R1", "JPN-KOR", "--json", "--on", ON).stdout)
    assert data["data"]["answer"] == "yes"
