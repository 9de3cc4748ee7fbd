"""The vocabulary: complete labels, sound life cycles, loud lookups."""

from __future__ import annotations

import pytest

from foedus.model.answers import Answer, fold
from foedus.model.problems import UnknownTermError
from foedus.model.vocabulary import load_vocabulary

CONTRACT = [
    "mutual_defense_treaty",
    "RAA",
    "VFA",
    "SOFA",
    "ACSA",
    "ISA",
    "DETTA",
    "2+2",
    "OSA",
    "ODA",
    "joint_development",
    "equipment_export",
    "exercise",
    "deployment",
    "port_call",
    "asset_protection",
    "strategic_partnership",
    "basing",
    "minilateral",
    "command_arrangement",
    "legislation",
    "security_treaty",
    "other_treaty",
]
ACTIVITIES = [
    "visit-train",
    "base-permanently",
    "supply-goods",
    "supply-ammunition",
    "refuel-combat-sorties",
    "share-classified",
    "transfer-equipment",
    "transfer-lethal-equipment",
    "co-develop",
    "protect-assets",
    "defend",
    "consult",
    "aid-forces",
    "repair",
    "disaster-relief",
    "evacuate",
]
SITUATIONS = [
    "peacetime",
    "exercise",
    "disaster",
    "peacekeeping",
    "international-peace",
    "important-influence",
    "anticipated-attack",
    "armed-attack",
    "survival-threatening",
]


def test_the_contract_is_kept() -> None:
    vocabulary = load_vocabulary()
    assert set(CONTRACT) <= set(vocabulary.types)
    assert set(ACTIVITIES) <= set(vocabulary.activities)
    assert set(SITUATIONS) <= set(vocabulary.situations)


@pytest.mark.parametrize("code", sorted(load_vocabulary().types))
def test_every_type_is_complete(code: str) -> None:
    kind = load_vocabulary().type(code)
    assert set(kind.labels) == {"en", "ja", "ko", "zh"}
    assert kind.arity in ("single", "dyad", "group")
    assert len(kind.roles) in (0, 2)
    assert any(stage.effect == "begins" for stage in kind.stages.values())


def test_treaty_stages_come_in_the_order_of_the_design() -> None:
    stages = load_vocabulary().type("RAA").stages
    order = ["considered", "announced", "negotiating", "agreed_in_principle", "signed", "approved", "in_force"]
    ranks = [stages[code].rank for code in order]
    assert ranks == sorted(set(ranks))


def test_unknown_codes_are_loud_and_near() -> None:
    with pytest.raises(UnknownTermError, match="'ACSB' is not a known instrument type") as caught:
        load_vocabulary().type("ACSB")
    assert "ACSA" in caught.value.hint
    with pytest.raises(UnknownTermError, match="not a known stage of RAA"):
        load_vocabulary().stage("RAA", "delivered")


def test_answers_of_equal_sources_fold() -> None:
    yes, no, unsure, silent = Answer.YES, Answer.NO, Answer.UNCERTAIN, Answer.NOT_OBSERVED
    assert fold([yes, yes]) is yes
    assert fold([yes, no]) is Answer.DISPUTED
    assert fold([no, unsure]) is no
    assert fold([unsure, unsure]) is unsure
    assert fold([silent, silent]) is silent
