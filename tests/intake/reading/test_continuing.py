"""English texts that go on about what they named before: aid programmes, what agreements provide, firsts and likes."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_statements

Row = tuple[str, str, str | None, str | None, str]
_ASKED = "What is Korea's ODA?\n\n2025-06-01\n\n"


def rows(text: str) -> set[Row]:
    found = read_statements(document_from_text(text, "brief.txt"))
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date, s.modality) for s in found}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Who has been granted it?\nIn 2022 three countries: Peru, Ghana and Laos.", ("ODA", "KOR-LAO", "agreed", "2022", "asserted")),
        ("The first grants were made in fiscal 2022.\n\nChile and Nepal followed in fiscal 2023.", ("ODA", "KOR-NPL", "agreed", "2023", "asserted")),
        ("Kenya joined the list in May 2024.", ("ODA", "KEN-KOR", "agreed", "2024-05", "asserted")),
        ("Korea exchanged notes with Togo and Benin in 2024.", ("ODA", "BEN-KOR", "agreed", "2024", "asserted")),
        ("Peru took delivery of two patrol boats in March 2025, and the radars reached Ghana in April 2025.", ("ODA", "GHA-KOR", "delivered", "2025-04", "asserted")),
        ("Nepal is still waiting: its trucks have not been delivered.", ("ODA", "KOR-NPL", "delivered", None, "denied")),
        ("Peru is being considered.", ("ODA", "KOR-PER", "considered", None, "asserted")),
        ("The programme's coverage was expanded to include partners such as Peru and Ghana.", ("ODA", "KOR-PER", "announced", None, "asserted")),
    ],
)  # fmt: skip
def test_programme_in_hand(body: str, expected: Row) -> None:
    assert expected in rows(_ASKED + body)


def test_goods_of_a_seller_named_are_no_aid() -> None:
    found = rows(_ASKED + "Peru ordered 24 howitzers from Chile in July 2024.")
    assert {row[0] for row in found} == {"equipment_export"}


def test_another_programme_named_in_passing_is_not_in_hand() -> None:
    found = rows(_ASKED + "It is not OSA. Kenya joined the list in May 2024.")
    assert ("ODA", "KEN-KOR", "agreed", "2024-05", "asserted") in found


def test_list_below_a_lead_in() -> None:
    body = "In 2023 Korea agreed grants with two countries:\n- Laos: patrol boats, 3 million won\n- Fiji: radars, 4 million won\n"
    assert {("ODA", "KOR-LAO", "agreed", "2023", "asserted"), ("ODA", "FJI-KOR", "agreed", "2023", "asserted")} <= rows(
        _ASKED + body
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("In May 2021, Chile and Ghana signed a SOFA. It removes legal hurdles for troops.", ("SOFA", "CHL-GHA", None, None, "asserted")),
        ("In May 2021, Chile and Ghana signed a SOFA, providing visa exemptions and easing training.", ("SOFA", "CHL-GHA", None, None, "asserted")),
        ("In 2022 Chile and Ghana signed a SOFA. Chile concluded an agreement of the same nature as with Peru (2019) and Kenya (2021).", ("SOFA", "CHL-PER", None, "2019", "asserted")),
        ("Brazil protected a Kenyan frigate in 2023, the first such operation for a partner other than Peru.", ("asset_protection", "BRA-PER", "held", None, "asserted")),
    ],
)  # fmt: skip
def test_what_is_said_besides_stages(body: str, expected: Row) -> None:
    assert expected in rows("A headline\n\n2025-06-01\n\n" + body)


def test_purposes_are_no_provisions() -> None:
    found = rows(
        "A headline\n\n2025-06-01\n\nChile and Ghana signed a SOFA in 2021. The pact lets each side's troops train."
    )
    assert found == {("SOFA", "CHL-GHA", "signed", "2021", "asserted")}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The Peruvian Congress ratified the SOFA between Peru and Ghana in May 2021. Ghana's parliament followed on 6 June 2021.", ("SOFA", "GHA-PER", "approved", "2021-06-06", "asserted")),
        ("Chile and Ghana held the first 2+2 in May 2019, and Peru followed with a 2+2 in April 2022.", ("2+2", "CHL-GHA", "held", "2019-05", "asserted")),
        ("Chile and Ghana's two-plus-two met in May 2019.", ("2+2", "CHL-GHA", "held", "2019-05", "asserted")),
    ],
)  # fmt: skip
def test_followers(body: str, expected: Row) -> None:
    assert expected in rows("Chile and its partners\n\n2025-06-01\n\n" + body)


def test_who_followed_did_it_with_the_state_the_text_is_about() -> None:
    body = "Chile and Ghana held the first 2+2 in May 2019, and Peru followed with a 2+2 in April 2022."
    assert {row for row in rows("Chile and its partners\n\n2025-06-01\n\n" + body) if row[0] == "2+2"} == {
        ("2+2", "CHL-GHA", "held", "2019-05", "asserted"),
        ("2+2", "CHL-PER", "held", "2022-04", "asserted"),
    }


def test_the_pair_of_a_paragraph_is_whom_it_opens_with() -> None:
    body = (
        "The two neighbours share an ally. Peru and Kenya signed a SOFA in 2019. "
        "Between themselves the pair have a General Security of Military Information Agreement, which they signed in 2016."
    )
    found = rows("Peru and Chile need a pact\n\n2025-06-01\n\n" + body)
    assert ("ISA", "CHL-PER", "signed", "2016", "asserted") in found


def test_none_with_others() -> None:
    found = rows(
        "Chile and its partners\n\n2025-06-01\n\nA SOFA between Chile and Ghana was signed in 2019. There is none with Laos."
    )
    assert ("SOFA", "CHL-LAO", "in_force", None, "denied") in found


def test_headings_that_run_in() -> None:
    text = "Chile and its partners\n\n2025-06-01\n\n4.2 Ghana. A SOFA was signed in May 2021.\n\n4.3 Laos. A SOFA was signed in May 2022.\n"
    assert {
        ("SOFA", "CHL-GHA", "signed", "2021-05", "asserted"),
        ("SOFA", "CHL-LAO", "signed", "2022-05", "asserted"),
    } <= rows(text)
