from __future__ import annotations

import pytest
from tests.samples import evidence, source

from foedus.desk.acceptance import parse_rule
from foedus.model.problems import UsageError

RAA = evidence(source("s", publisher="sejong"), "signed", "2022", confidence=0.8)
ACSA = evidence(source("t", publisher="asan"), "signed", None, confidence=0.5, instrument_type="ACSA")
SILENT = evidence(source("u"), "considered", None, modality="planned")


@pytest.mark.parametrize(
    ("rule", "accepted"),
    [
        ("all", [RAA, ACSA, SILENT]),
        ("none", []),
        ("confidence>=0.8", [RAA]),
        ("confidence>0.8", []),
        ("confidence<0.8", [ACSA]),
        ("confidence<=0.8", [RAA, ACSA]),
        ("confidence=0.5", [ACSA]),
        ("confidence!=0.5", [RAA]),
        ("type=raa", [RAA, SILENT]),
        ("type!=RAA", [ACSA]),
        ("publisher=Sejong Institute", [RAA]),
        ("party=Japan", [RAA, ACSA, SILENT]),
        ("party=FRA", []),
        ("modality=planned", [SILENT]),
        ("stage=signed, publisher=asan", [ACSA]),
        ("language=en", []),
    ],
)
def test_rules(rule: str, accepted: list[object]) -> None:
    assert [item for item in (RAA, ACSA, SILENT) if parse_rule(rule).accepts(item)] == accepted


def test_one_rule_has_one_name_however_it_is_spaced() -> None:
    assert parse_rule("type = raa , confidence>=0.8").name == "rule:type=RAA,confidence>=0.8"


def test_rules_are_refused_with_the_place_named() -> None:
    with pytest.raises(UsageError, match=r"--reject: found 'x=y'; expected FIELD=VALUE"):
        parse_rule("x=y", where="--reject")
