"""Roadmaps and sequences on the built-in record, as use cases and as commands."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.samples import foedus
from tests.golden.update import ROADMAP, roadmap_record

from foedus.analysis.network.snapshot import take_snapshot
from foedus.desk._networks import whole_network
from foedus.desk._road_data import load_orders, load_parliaments, load_preconditions, load_prerequisites
from foedus.desk._targets import read_goal
from foedus.desk.definitions import built_in_names
from foedus.desk.ledgers import open_for_reading
from foedus.desk.roadmap import Road, roadmap
from foedus.desk.sequences import Course, sequences
from foedus.desk.tiers import tiers
from foedus.desk.viewing import read_view
from foedus.model.actors import load_actors
from foedus.model.claims import Claim, Evidence, Locator, Source, SourceId
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.matching import resolve_instruments

ON = "2026-11-01"


def data_of(dyad: str, to: str, **fields: Any) -> Any:
    return roadmap(Road(dyad=dyad, to=to, **fields), on=ON).data


def steps_of(data: Any) -> list[list[tuple[str, str, str]]]:
    return [[(s["type"], "-".join(s["parties"]), s["stage"]) for s in each["steps"]] for each in data["sequences"]]


def supposed(step: Any) -> Evidence:
    """The step as anybody would write it down: type, parties and stage, and no more."""
    source = Source(id=SourceId("what-if"), publisher="me", title="What if", kind="scenario", published=ON)
    claim = Claim(
        source=source.id,
        locator=Locator(at="here"),
        instrument_type=step["type"],
        parties=tuple(step["parties"]),
        stage=step["stage"],
        date=ON,
        instrument=step["instrument"],
    )
    return Evidence(claim=claim, source=source, recorded_at=f"{ON}T00:00:00Z", recorded_by="me")


@pytest.mark.parametrize("definition", built_in_names())
@pytest.mark.parametrize("dyad", ["JPN-KOR", "IND-JPN", "JPN-PHL"])
def test_each_sequence_as_claims_reaches_the_tier_and_no_part_of_it_does(dyad: str, definition: str) -> None:
    data = data_of(dyad, definition)
    assert data["already"] or bool(data["sequences"]) != bool(data["why_none"])
    with open_for_reading() as opened:
        view = read_view(opened, on=ON, known=None, perspective=None)
        one, other = dyad.split("-")
        goal = read_goal((one, other), definition, definition=None, situation=None, law=(), opened=opened, view=view)
        accepted = [
            item
            for item in opened.accepted()
            if {one, other} <= set(item.claim.parties) or item.claim.instrument_type == "mutual_defense_treaty"
        ]

        def reached(steps: Any) -> bool:
            instruments = resolve_instruments([*accepted, *map(supposed, steps)], opened.ledger.judgements())
            return bool(goal.target.is_reached(take_snapshot(instruments, on=view.on, coverage=opened.coverage)))

        if data["supposing"]:
            return
        assert data["already"] is reached(())
        for sequence in data["sequences"][:2]:
            steps = sequence["steps"]
            assert reached(steps)
            parts = [part for size in range(len(steps)) for part in combinations(steps, size)]
            assert not any(reached(part) for part in parts)


def test_seoul_and_tokyo_lack_industry_and_assets_and_not_a_word_of_it_is_a_promise() -> None:
    data = data_of("JPN-KOR", "quasi-alliance")
    assert data["target"]["definition"] == "quasi-alliance-sejong-2"
    assert "quasi-alliance-cha" in data["target"]["others"]
    assert data["already"] is False
    assert len(data["sequences"]) == 9
    industry, assets = (
        {"DETTA", "joint_development", "equipment_export"},
        {"asset_protection", "deployment", "port_call"},
    )
    for each in data["sequences"]:
        types = {step["type"] for step in each["steps"]}
        assert len(types & industry) == len(types & assets) == 1
    assert data_of("KOR-JPN", "quasi-alliance")["sequences"] == data["sequences"]
    rivals = {each["definition"]: each for each in data["rivals"]}
    assert rivals["quasi-alliance-cha"]["already"] is True
    assert (rivals["quasi-alliance-raa"]["ways"], rivals["quasi-alliance-raa"]["fewest_steps"]) == (1, 1)


def test_rival_definitions_give_rival_roads() -> None:
    assert data_of("JPN-KOR", "quasi-alliance", definition="cha")["already"] is True
    raa = data_of("JPN-KOR", "quasi-alliance", definition="quasi-alliance-raa")
    assert steps_of(raa) == [[("RAA", "JPN-KOR", "signed")]]
    (before,) = raa["sequences"][0]["beforehand"]
    assert (before["needs"], before["state"], before["force"]) == (["ACSA"], "missing", "advised")
    assert before["step"] == {"type": "ACSA", "parties": ["JPN", "KOR"], "stage": "in_force"}


def test_a_definition_of_ones_own_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.lp"
    path.write_text(
        "%@ file: mine\n%@ clause: mine.1\n%@ reference: me\n%@ valid: 1945/..\n%@ gloss: An ACSA.\n"
        'needed("logistics").\nmet("logistics") :- in_force(I), between(I), type(I, "ACSA").\n'
    )
    data = data_of("JPN-KOR", "alliance", definition=str(path))
    assert [(s["type"], s["instrument"]) for s in data["sequences"][0]["steps"]] == [("ACSA", "acsa-jpn-kor")]
    assert data["sequences"][0]["steps"][0]["reached"] == "negotiating"


LAW = """\
%@ file: own law
%@ actor: JPN
%@ survey: supply-goods | 1954/..
%@ clause: own.1
%@ reference: Own Act, art. 1
%@ valid: 2000-01-01/..
%@ gloss: g
authorised :- actor("JPN"), activity(supply_goods).
covered(I) :- activity(supply_goods), type(I, "ACSA"), in_force(I), between(I).
"""


def test_the_way_to_an_entitlement_goes_in_the_direction_in_which_the_dyad_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foedus.desk.law.FOLDER", tmp_path / "no other law")
    (tmp_path / "own.lp").write_text(LAW)
    law = [str(tmp_path / "own.lp")]
    data = data_of("JPN-PRK", "supply-goods", law=law)
    assert (data["target"]["actor"], data["target"]["partner"]) == ("JPN", "PRK")
    assert steps_of(data) == [[("ACSA", "JPN-PRK", "in_force")]]
    other = data_of("PRK-JPN", "supply-goods", law=law)
    assert other["sequences"] == []
    assert "no rule on file allows supply-goods by PRK" in other["why_none"][0]


def test_cost_names_parliaments_and_medians_with_n() -> None:
    (sequence,) = data_of("JPN-KOR", "quasi-alliance-treaty")["sequences"]
    assert sequence["cost"]["parliaments"] == ["KOR"]
    (step,) = sequence["steps"]
    assert [leg["from_to"] for leg in step["takes"]] == ["started to signed", "signed to in_force"]
    assert all(leg["n"] and leg["median"] is not None for leg in step["takes"])
    korea = next(act for act in step["parliaments"] if act["party"] == "KOR")
    assert (korea["answer"], korea["reference"]) == ("required", "Constitution of 1987, art. 60(1)")


def test_the_checklist_has_evidence_from_the_record() -> None:
    items = {each["id"]: each for each in data_of("JPN-KOR", "quasi-alliance")["preconditions"]}
    assert {key: each["state"] for key, each in items.items()} == {
        "acceptance": "not_observed",
        "communication": "ready",
        "explanation": "not_observed",
        "role-sharing": "ready",
        "scope-of-logistics": "missing",
        "responsible-authority": "not_observed",
        "classified-information": "ready",
    }
    assert [e["instrument"] for e in items["classified-information"]["evidence"]] == ["isa-jpn-kor"]
    assert items["acceptance"]["evidence"][0]["setbacks"][0]["stage"] == "denounced"
    assert items["communication"]["note"] == "as it is: director-general level"


def test_gaps_against_another_dyad() -> None:
    gaps = {gap["type"]: gap for gap in data_of("JPN-KOR", "alliance", like="JPN-AUS")["gaps"]}
    assert gaps["ACSA"]["here"][0]["stage"] == "negotiating"
    assert {"RAA", "DETTA"} <= gaps.keys()
    assert "ISA" not in gaps


def test_the_philippines_departed_from_the_order_recommended() -> None:
    data = sequences(Course(what="JPN"), on=ON).data
    tests = {row["dyad"]: row["tests"]["signed"] for row in data["dyads"]}
    assert {dyad for dyad, test in tests.items() if test["answer"] == "deviates"} == {"JPN-PHL"}
    assert tests["JPN-PHL"]["deviations"] == ["RAA before ACSA"]
    assert tests["AUS-JPN"]["answer"] == tests["GBR-JPN"]["answer"] == "follows"
    assert tests["JPN-KOR"]["next"] == "ACSA"
    before = {row["first"] + row["then"]: row for row in data["precedence"]}
    assert before["2+2RAA"]["in_reverse"] == 0
    signed = data["durations"]["stages"]["signed to in_force"]["RAA"]
    assert (signed["n"], data["durations"]["unit"]) == (3, "days")


def test_an_earlier_day_knows_less() -> None:
    data = sequences(Course(what="JPN-PHL"), on="2024-01-01").data
    assert [each["type"] for each in data["dyads"][0]["observed"]] == ["DETTA", "2+2"]
    assert data["dyads"][0]["tests"]["signed"]["answer"] == "so_far"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["roadmap", "JPN-KOR", "--to", "quasi-aliance"], "Did you mean quasi-alliance"),
        (["roadmap", "JPN-KOR", "--to", "supply-amunition"], "Did you mean supply-ammunition?"),
        (["roadmap", "JPN", "--to", "alliance"], "names 1 actor; expected two different actors"),
        (["roadmap", "JPN-JPN", "--to", "alliance"], "names JPN twice"),
        (["roadmap", "JPN-KOR-USA", "--to", "alliance"], "names 3 actors"),
        (["roadmap", "JPN-Atlantis", "--to", "alliance"], "is called 'Atlantis'"),
        (["roadmap", "JPN-KOR", "--to", "alliance", "--definition", "cho"], "is not a known definition"),
        (["roadmap", "JPN-KOR", "--to", "alliance", "--like", "JPN"], "--like: 'JPN' names 1 actor"),
        (["roadmap", "JPN-KOR", "--to", "alliance", "-s", "exercise"], "is no activity"),
        (["roadmap", "JPN-KOR", "--to", "consult", "--definition", "cha"], "definitions are of tiers"),
        (["roadmap", "JPN-KOR", "--to", "alliance", "--on", "soon"], "--on"),
        (["sequences", "JPN,KOR,USA"], "names 3 actors"),
        (["sequences", "JPN", "--order", "RAA"], "expected two or more"),
        (["sequences", "JPN", "--order", "RAA,ACSB"], "is not a known instrument type"),
        (["sequences", "JPN", "--like", "AUS-JPN"], "expected a dyad to compare with AUS-JPN"),
    ],
)
def test_calls_that_cannot_be_understood(arguments: list[str], said: str) -> None:
    done = foedus(*arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_where_no_instrument_leads_there_the_exit_code_and_the_words_say_so() -> None:
    done = foedus("roadmap", "JPN-USA", "--to", "quasi-alliance", "--on", ON)
    assert done.returncode == 1
    assert "✗ no sequence of instruments leads there" in done.stdout
    assert "no duty to defend: no, and no new instrument changes that" in done.stdout


def test_roadmap_in_words() -> None:
    done = foedus("roadmap", "JPN-KOR", "--to", "quasi-alliance", "--like", "AUS-JPN", "--on", ON)
    assert done.returncode == 0
    assert "9 ways there: each is enough, and no part of it is" in done.stdout
    assert "definition: quasi-alliance-sejong-2" in done.stdout
    assert "quasi-alliance-cha                reached already" in done.stdout
    assert "Preconditions, after Lee Ki-Tae (R24)" in done.stdout
    assert "In force for AUS-JPN and not here" in done.stdout
    assert foedus("roadmap", "JPN-KOR", "--to", "quasi-alliance-cha", "--on", ON).stdout.count("✓ reached already") == 1


def test_sequences_in_words() -> None:
    done = foedus("sequences", "JPN", "--on", ON)
    assert done.returncode == 0
    assert "RAA before ACSA" in done.stdout
    assert "How long it took, all dyads on record" in done.stdout
    assert "order: given for this question" in foedus("sequences", "JPN-KOR", "--order", "ISA,ACSA", "--on", ON).stdout


def test_json_has_the_shape_of_the_contract_and_is_as_before() -> None:
    done = json.loads(foedus("roadmap", "JPN-KOR", "--to", "quasi-alliance", "--json", "--on", ON).stdout)
    assert done["ok"] is True
    assert {"already", "sequences", "preconditions"} <= done["data"].keys()
    assert {"steps", "cost"} <= done["data"]["sequences"][0].keys()
    assert {"type", "parties", "stage"} <= done["data"]["sequences"][0]["steps"][0].keys()
    assert roadmap_record() == json.loads(ROADMAP.read_text(encoding="utf-8"))


def test_what_roadmaps_go_by_names_things_that_exist_and_where_it_stands() -> None:
    types, actors = load_vocabulary().types, load_actors()
    for order in load_orders().values():
        assert set(order.types) <= types.keys()
        assert order.source is not None
    for rule in load_prerequisites():
        assert rule.step | set(rule.needs) <= types.keys()
        assert (rule.force == "assumed") == (rule.reference is None)
        assert all(party in actors for party in rule.parties)
    for act in load_parliaments().rules:
        assert act.state in actors
        assert act.types <= types.keys()
        assert act.address.startswith("http")
    for item in load_preconditions():
        assert set(item.in_force) | set(item.with_ally) <= types.keys()
        assert bool(item.in_force or item.with_ally) != bool(item.cannot)


@pytest.mark.parametrize("dyad", ["JPN-KOR", "AUS-JPN", "AUS-FRA"])
def test_what_is_reached_is_what_tiers_says(dyad: str) -> None:
    one, other = dyad.split("-")
    with open_for_reading() as opened:
        view = read_view(opened, on=ON, known=None, perspective=None)
        network = whole_network(opened, view)
        for name in built_in_names():
            (row,) = tiers(dyad, definitions=[name], on=ON).data
            goal = read_goal((one, other), name, definition=None, situation=None, law=(), opened=opened, view=view)
            assert goal.target.is_reached(network) == (row["answer"] == "yes"), name
