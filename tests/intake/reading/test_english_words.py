"""What the English lexicon sees in the words of the field: instruments by name and kind, steps, goods; and what it does not take for them."""

from __future__ import annotations

import pytest

from foedus.intake.reading.english.phrases import find_phrases
from foedus.intake.reading.lexicon import load_lexicon


def _seen(text: str, kinds: tuple[str, ...]) -> set[str]:
    return {token.value for token in load_lexicon("en").scan(text) if token.kind in kinds}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bersama Lima brought five navies together", "exercise"),
        ("the armies met again for Yudh Abhyas", "exercise"),
        ("troops landed for Steadfast Defender", "exercise"),
        ("both signed the Supplementary Defense Cooperation Agreement", "basing"),
        ("COMCASA followed in 2018", "other_treaty"),
        ("at AUSMIN the ministers spoke of submarines", "2+2"),
        ("two agreements, on equipment transfer and on visiting forces", "DETTA"),
        ("two agreements, on equipment transfer and on visiting forces", "VFA"),
        ("an information agreement is in force", "ISA"),
        ("they teamed up on a missile", "joint_development"),
        ("built under licence in Pune", "joint_development"),
        ("a rotational force of 2,500 marines", "deployment"),
        ("it is a major non-NATO ally", "strategic_partnership"),
        ("wartime operational control stays with the Americans", "command_arrangement"),
        ("neither has a defence guarantee", "mutual_defense_treaty"),
        ("a memorandum of understanding on defence cooperation", "other_treaty"),
    ],
)
def test_an_instrument_is_seen_by_the_words_analysts_use(text: str, kind: str) -> None:
    assert kind in _seen(text, ("instrument", "named"))


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("it has been live since May", "in_force"),
        ("leaders adopted it", "signed"),
        ("the House concurs in it", "approved"),
        ("formal notice was served in March", "denounced"),
        ("the text was settled in June", "agreed_in_principle"),
        ("the accord lapses in 2030", "terminated"),
        ("Lima ordered eight", "contracted"),
        ("the first two were unloaded in Gdynia", "delivered"),
        ("the notes were exchanged in Suva", "agreed"),
        ("it is on ice", "suspended"),
    ],
)
def test_a_step_is_seen(text: str, stage: str) -> None:
    assert stage in _seen(text, ("stage",))


@pytest.mark.parametrize(
    "goods",
    ["self-propelled guns", "flying boat", "MLRS", "anti-ship missiles", "air-surveillance radars", "jet trainers"],
)
def test_goods_are_seen(goods: str) -> None:
    assert "equipment" in _seen(f"they got {goods} last year", ("equipment",))


@pytest.mark.parametrize(
    ("make", "state"),
    [
        ("Belharra", "FRA"),
        ("Bayraktars", "TUR"),
        ("Cheongung II", "KOR"),
        ("Pinaka", "IND"),
        ("HQ-9B", "CHN"),
        ("TC-90s", "JPN"),
    ],
)
def test_a_make_says_who_sells_it(make: str, state: str) -> None:
    assert state in _seen(f"the first {make} came in May", ("origin",))


@pytest.mark.parametrize(
    "text",
    [
        "Japan revised its Three Principles on Transfer of Defense Equipment and Technology",
        "the town had spirit, and the team won",
        "they did so in order to save money",
        "a pitch black night",
    ],
)
def test_other_words_are_no_instrument(text: str) -> None:
    assert not _seen(text, ("instrument", "named"))
    assert "contracted" not in _seen(text, ("stage",))


def test_a_hint_names_a_type_and_hides_nothing() -> None:
    tokens = load_lexicon("en").scan("Finland's entry into NATO; the base in Djibouti")
    assert {"mutual_defense_treaty", "basing"} <= {token.value for token in tokens if token.kind == "hint"}
    assert {"FIN", "NATO", "DJI"} <= {token.value for token in tokens if token.kind in ("actor", "group")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lima signed for twenty, and paid at once", "equipment_export"),
        ("Cebu has had its Gripens since May", "equipment_export"),
        ("Lima is shopping for helicopters", "equipment_export"),
        ("Lima brought the frigate into Valparaíso", "port_call"),
        ("the first carrier to visit Fiji since 1990", "port_call"),
        ("Lima sent a destroyer to Guam", "deployment"),
        ("marines rotate through Darwin", "deployment"),
        ("the camp, which the navy has used since 2011", "basing"),
        ("the pact opens twelve bases to the allies", "basing"),
        ("it obliges each to help the other if attacked", "mutual_defense_treaty"),
        ("an accord under which the forces of either state can supply each other with fuel.", "ACSA"),
        ("they may refuel from each other", "ACSA"),
        ("they agreed to protect classified data", "ISA"),
        ("Lima joined Quito in building the next jet", "joint_development"),
        ("the two navies rehearsed a landing", "exercise"),
        ("the cadets exercised off Mombasa", "exercise"),
        ("a frigate shielded an allied supply vessel", "asset_protection"),
        ("peacetime operational control reverted to Lima", "command_arrangement"),
    ],
)
def test_an_instrument_is_seen_by_what_is_done(text: str, kind: str) -> None:
    assert kind in {token.value for token in find_phrases(text, 0, len(text), load_lexicon("en"))}


@pytest.mark.parametrize(
    "text",
    [
        "the ambassador visited Lima",
        "they get a leaflet about drones",
        "the band rehearsed a song",
        "they share a border",
    ],
)
def test_other_deeds_are_no_instrument(text: str) -> None:
    assert not [token for token in find_phrases(text, 0, len(text), load_lexicon("en")) if token.kind == "instrument"]
