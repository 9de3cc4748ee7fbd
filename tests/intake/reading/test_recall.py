"""What later sentences only point at: the pact, a similar accord, the two neighbours, the actor a text is about."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_statements


def said(text: str) -> set[tuple[str, tuple[str, ...], str | None, str | None]]:
    """Type, parties, stage and date of what a text states."""
    found = read_statements(document_from_text(text, "note.txt"))
    return {(s.instrument_type, s.parties, s.stage, s.date) for s in found if s.modality == "asserted"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru and Chile signed a visiting forces agreement in May 2021. Chile's parliament approved it in 2022.",
            ("VFA", ("CHL", "PER"), "approved", "2022"),
        ),
        (
            "Peru and Chile signed a visiting forces agreement in May 2021. The document entered into force in June 2023.",
            ("VFA", ("CHL", "PER"), "in_force", "2023-06"),
        ),
        (
            "Peru and Chile signed a visiting forces agreement in May 2021. Ratification followed in December that year.",
            ("VFA", ("CHL", "PER"), "approved", "2021-12"),
        ),
        (
            (
                "Peru and Chile signed a visiting forces agreement in May 2021. "
                "A similar agreement between Peru and Brazil was signed in 2023."
            ),
            ("VFA", ("BRA", "PER"), "signed", "2023"),
        ),
        (
            "秘鲁与智利2021年5月签署了访问部队协定。该协定于2023年6月生效。",
            ("VFA", ("CHL", "PER"), "in_force", "2023-06"),
        ),
    ],
)
def test_what_is_pointed_at_is_found(text: str, expected: tuple[str, tuple[str, ...], str, str]) -> None:
    assert expected in said(text)


def test_an_agreement_of_unknown_kind_is_not_taken_for_the_one_before() -> None:
    text = "Peru and Chile signed a visiting forces agreement in 2021. A fishing treaty exists, too. It entered into force in 2023."
    assert not any(stage == "in_force" for _, _, stage, _ in said(text))


def test_a_section_is_about_the_actor_of_its_heading() -> None:
    text = (
        "The access agreements of the Philippines\n\nThis brief describes the agreements of the Philippines in turn.\n\n"
        "1. New Zealand\n\nA visiting forces agreement was signed in April 2025.\n"
    )
    assert ("VFA", ("NZL", "PHL"), "signed", "2025-04") in said(text)
