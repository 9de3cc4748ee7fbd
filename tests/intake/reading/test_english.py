"""English ways of speaking: acts, descriptions, relative clauses, lists with dates, plans and denials."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_statements

Row = tuple[str, str, str | None, str | None, str]


def rows(body: str) -> set[Row]:
    text = f"A headline about nothing\n\n2025-06-01\n\n{body}"
    found = read_statements(document_from_text(text, "brief.txt"))
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date, s.modality) for s in found}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kenya and Uganda signed a pact to come to each other's defence in June 2023.", ("mutual_defense_treaty", "KEN-UGA", "signed", "2023-06", "asserted")),
        ("Portugal and Angola signed a deal to refuel and resupply each other's ships in 2018.", ("ACSA", "AGO-PRT", "signed", "2018", "asserted")),
        ("India and Oman concluded an agreement to share classified information in 2016.", ("ISA", "IND-OMN", "signed", "2016", "asserted")),
        ("Italy and Qatar signed an accord on the transfer of defence technology in 2017.", ("DETTA", "ITA-QAT", "signed", "2017", "asserted")),
        ("Chile and Ghana put their names to a pact letting their troops train on each other's soil last May.", ("RAA", "CHL-GHA", "signed", "2025-05", "asserted")),
        ("Greek troops arrived in Cyprus in March 2023.", ("deployment", "CYP-GRC", "held", "2023-03", "asserted")),
        ("The last French troops left Senegal on 17 July 2024.", ("deployment", "FRA-SEN", "terminated", "2024-07-17", "asserted")),
        ("Germany has stationed a brigade in Latvia since 2025.", ("deployment", "DEU-LVA", "in_force", "2025/..", "asserted")),
        ("Russia closed its base at Cam Ranh in 2002.", ("basing", "RUS-VNM", "terminated", "2002", "asserted")),
        ("A Spanish frigate docked in Dakar on 3 May 2025.", ("port_call", "ESP-SEN", "held", "2025-05-03", "asserted")),
        ("A Chinese training ship will call at Colombo in October.", ("port_call", "CHN-LKA", "held", "2025-10", "planned")),
        ("Romania ordered 54 howitzers from Chile in July 2024.", ("equipment_export", "CHL-ROU", "contracted", "2024-07", "asserted")),
        ("Serbia chose the Rafale in August 2024.", ("equipment_export", "FRA-SRB", "selected", "2024-08", "asserted")),
        ("Egypt cancelled its order for Su-35 fighters from Russia in 2022.", ("equipment_export", "EGY-RUS", "terminated", "2022", "asserted")),
        ("Armenia is to receive a second batch of Pinaka launchers next year.", ("equipment_export", "ARM-IND", "delivered", "2026", "planned")),
        ("Indian and Sri Lankan navies held SLINEX in December 2024.", ("exercise", "IND-LKA", "held", "2024-12", "asserted")),
        ("Vietnam and Peru lifted relations to a strategic partnership in March 2024.", ("strategic_partnership", "PER-VNM", "revised", "2024-03", "asserted")),
        ("The foreign and defence ministers of India and Chile met in Lima in November 2023.", ("2+2", "CHL-IND", "held", "2023-11", "asserted")),
        ("The SOFA, which Togo and Benin concluded in 2018, came into force in March 2019.", ("SOFA", "BEN-TGO", "signed", "2018", "asserted")),
        ("Spain signed a SOFA with Ghana in 2020 and an ACSA with Peru in 2021.", ("ACSA", "ESP-PER", "signed", "2021", "asserted")),
        ("Kenya has yet to ratify the status of forces agreement it signed with Portugal in 2023.", ("SOFA", "KEN-PRT", "approved", None, "denied")),
        ("Kenya has yet to ratify the status of forces agreement it signed with Portugal in 2023.", ("SOFA", "KEN-PRT", "signed", "2023", "asserted")),
        ("There is no status of forces agreement between Ireland and Finland.", ("SOFA", "FIN-IRL", "in_force", None, "denied")),
        ("Negotiations on a GSOMIA between Canada and Brazil have not started.", ("ISA", "BRA-CAN", "negotiating", None, "denied")),
        ("The visiting forces agreement between Malta and Spain awaits ratification.", ("VFA", "ESP-MLT", "approved", None, "denied")),
        ("The defence accord that Peru and Chile signed in 1995 was replaced in 2009.", ("security_treaty", "CHL-PER", "terminated", "2009", "asserted")),
        ("Burundi cancelled the 2018 status-of-forces accord for Peruvian troops in January 2023.", ("SOFA", "BDI-PER", "terminated", "2023-01", "asserted")),
        ("Peru and Ghana's logistics pact has been in force since May 2019.", ("ACSA", "GHA-PER", "in_force", "2019-05", "asserted")),
    ],
)  # fmt: skip
def test_ways_of_speaking(body: str, expected: Row) -> None:
    assert expected in rows(body)


@pytest.mark.parametrize(
    "body",
    [
        "Saab won a contract to supply Gripen fighters to Peru.",
        "Would Oman sign a SOFA with Chile?",
        "Ghana extended the lease of Peru's naval base until 2042.",
    ],
)
def test_what_is_not_said(body: str) -> None:
    found = rows(body)
    assert not any(stage == "delivered" or date == "2042" or kind == "SOFA" for kind, _, stage, date, _ in found)


def test_day_of_an_act_outweighs_the_year_it_is_ranked_in() -> None:
    found = rows("Peru on Friday signed a contract with Chile for 20 howitzers, its largest purchase this year.")
    assert ("equipment_export", "CHL-PER", "contracted", "2025-05-30", "asserted") in found
