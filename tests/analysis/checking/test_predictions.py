"""What became of plans: dated, counted in days, and only said where the record can know."""

from __future__ import annotations

import pytest
from tests.analysis.checking.test_stages import MANILA, RECORD, check, said

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding
from foedus.analysis.checking.stages import check_statement

PLAN = {"modality": "planned", "published": "2022-02-01"}


def outcome(finding: Finding) -> tuple[object, ...]:
    told = finding.prediction
    assert told is not None
    return told.outcome, told.came_on, told.off_by


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023", ("came true", "2023-08-13", 0)),
        (None, ("came true", "2023-08-13", 0)),
        ("2022", ("late", "2023-08-13", 225)),
        ("2024", ("early", "2023-08-13", 141)),
    ],
)
def test_what_came_about(date: str | None, expected: tuple[object, ...]) -> None:
    assert outcome(check("in_force", date, **PLAN)) == expected  # type: ignore[arg-type]


def test_what_had_come_about_before_it_was_foretold() -> None:
    finding = check("in_force", "2024", modality="planned")
    assert outcome(finding)[0] == "already"


def test_what_is_not_on_record_is_overdue_only_when_the_record_sees_beyond_its_day() -> None:
    reach = Catalogue(RECORD).reach
    assert reach is not None
    for date, expected in (("2020", "overdue"), ("2090", "open"), (None, "open")):
        item = said("in_force", date, modality="planned", parties=MANILA, published="2019-01-01")
        assert outcome(check_statement(item, Catalogue(RECORD), ()))[0] == expected


def test_a_finding_that_is_none_has_no_prediction() -> None:
    assert "prediction" not in check("signed", "2022-01-06").to_record()
    assert check("in_force", "2026", modality="planned").to_record()["prediction"]["foretold"] == "2026"
