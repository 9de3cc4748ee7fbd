"""English as a grid: every name, stage and way of placing parties in it is read alike, whoever the states are."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_statements

Row = tuple[str, str, str | None, str | None, str]
PAIRS = [("Italy", "Kenya", "ITA-KEN"), ("Norway", "Oman", "NOR-OMN"), ("Chile", "Fiji", "CHL-FJI")]

NAMES = [
    ("RAA", "a reciprocal troop-access deal"),
    ("RAA", "an agreement on reciprocal visits by their forces"),
    ("VFA", "a pact on visiting forces"),
    ("SOFA", "an accord governing the legal status of visiting soldiers"),
    ("SOFA", "a protocol on the status of forces"),
    ("ACSA", "a mutual logistic support arrangement"),
    ("ACSA", "a replenishment-at-sea agreement"),
    ("ISA", "an agreement on the mutual protection of classified military information"),
    ("ISA", "a secrecy pact"),
    ("DETTA", "an agreement on the transfer of arms and military technology"),
    ("mutual_defense_treaty", "a treaty of mutual assistance"),
    ("mutual_defense_treaty", "a pact pledging to defend each other"),
    ("security_treaty", "a framework agreement on defence cooperation"),
]
STAGES = [
    ("{A} and {B} entered into a visiting forces agreement in March 2021.", "signed", "2021-03"),
    ("{A} and {B} agreed to open negotiations on a visiting forces agreement in March 2021.", "announced", "2021-03"),
    ("{A} and {B} opened formal talks about a visiting forces agreement in March 2021.", "negotiating", "2021-03"),
    ("{A} and {B} finished negotiating a visiting forces agreement in March 2021.", "agreed_in_principle", "2021-03"),
    ("{B}'s parliament signed off on the visiting forces agreement with {A} in March 2021.", "approved", "2021-03"),
    ("The visiting forces agreement between {A} and {B} became operational in March 2021.", "in_force", "2021-03"),
    ("The visiting forces agreement between {A} and {B} (signed 2019, in force 2021) stands.", "in_force", "2021"),
    ("{A} announced its withdrawal from its visiting forces agreement with {B} in March 2021.", "denounced", "2021-03"),
    ("{A} walked away from its visiting forces agreement with {B} in March 2021.", "terminated", "2021-03"),
    ("{A} is party to a visiting forces agreement with {B}.", "in_force", None),
    ("With {B}, {A} signed a visiting forces agreement in 2019.", "signed", "2019"),
    ("{A}'s defence minister and {B}'s foreign minister signed a visiting forces agreement in 2019.", "signed", "2019"),
    ("{A} and {B} took a big step in 2019, when they signed a visiting forces agreement.", "signed", "2019"),
]
ACTS = [
    ("Some 200 soldiers from {A} are stationed in {B}.", "deployment", "in_force", None),
    ("{A} has had a naval base in {B} since 2009.", "basing", "in_force", "2009/.."),
    ("The armies of {A} and {B} trained together in March 2023.", "exercise", "held", "2023-03"),
    ("{A} and {B} are treaty allies.", "mutual_defense_treaty", "in_force", None),
    ("{A} is developing a missile together with {B}.", "joint_development", "in_force", None),
]


def rows(body: str) -> set[Row]:
    text = f"A headline about nothing\n\n2025-06-12\n\n{body}"
    found = read_statements(document_from_text(text, "brief.txt"))
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date, s.modality) for s in found}


@pytest.mark.parametrize(("one", "other", "parties"), PAIRS)
@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_an_agreement_has_many_names(kind: str, name: str, one: str, other: str, parties: str) -> None:
    said = rows(f"{one} and {other} signed {name} in March 2021.")
    assert said == {(kind, parties, "signed", "2021-03", "asserted")}


@pytest.mark.parametrize(("one", "other", "parties"), PAIRS)
@pytest.mark.parametrize(("sentence", "stage", "date"), STAGES)
def test_a_stage_is_told_in_many_ways(
    sentence: str, stage: str, date: str | None, one: str, other: str, parties: str
) -> None:
    assert ("VFA", parties, stage, date, "asserted") in rows(sentence.format(A=one, B=other))


@pytest.mark.parametrize(("one", "other", "parties"), PAIRS)
@pytest.mark.parametrize(("sentence", "kind", "stage", "date"), ACTS)
def test_acts_need_no_name(  # one parameter a cell of the grid
    sentence: str, kind: str, stage: str, date: str | None, one: str, other: str, parties: str
) -> None:
    assert (kind, parties, stage, date, "asserted") in rows(sentence.format(A=one, B=other))


@pytest.mark.parametrize(("one", "other", "parties"), PAIRS)
def test_what_is_not_had_is_denied(one: str, other: str, parties: str) -> None:
    said = rows(f"{one} does not have a visiting forces agreement with {other}.")
    assert said == {("VFA", parties, "in_force", None, "denied")}


def test_others_of_the_kind_last_told_of_need_no_name() -> None:
    said = rows(
        "Peru signed a visiting forces agreement with Oman in 2019. It signed one with Ghana in 2021 and another with Togo in 2022. "
        "Peru's partners differ, but Kenya's dates from 2023 and was ratified in 2024."
    )
    assert ("VFA", "GHA-PER", "signed", "2021", "asserted") in said
    assert ("VFA", "PER-TGO", "signed", "2022", "asserted") in said


def test_each_partner_has_its_own_date() -> None:
    said = rows(
        "Peru's visiting forces agreements with Oman and Togo entered into force in 2019 and 2021 respectively."
    )
    assert {row[1:4] for row in said} == {("OMN-PER", "in_force", "2019"), ("PER-TGO", "in_force", "2021")}


@pytest.mark.parametrize(
    "body",
    ["Reciprocal access agreements are useful.", "Would Peru sign a visiting forces agreement with Oman?", "Peru has three visiting forces agreements."],
)  # fmt: skip
def test_generic_words_state_nothing(body: str) -> None:
    assert rows(body) == set()
