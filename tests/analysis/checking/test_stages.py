"""One statement against a small record: every verdict, and what the document could know."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples import evidence, source

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding
from foedus.analysis.checking.stages import check_statement
from foedus.model.claims import Evidence, Locator
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.resolution import resolve_instruments

TREATIES = source("treaty-series")
PRESS = source("paper", kind="press", publisher="paper")
RECORD = resolve_instruments(
    [
        evidence(TREATIES, "negotiating", "2014-07", date_of="start of negotiations"),
        evidence(TREATIES, "signed", "2022-01-06", date_of="signature"),
        evidence(TREATIES, "in_force", "2023-08-13", date_of="entry into force"),
        evidence(PRESS, "in_force", "2023-08-20", date_of="entry into force"),
        evidence(TREATIES, "held", "2014-01-09", instrument_type="2+2", date_of="first meeting"),
        evidence(TREATIES, "held", "2015-03-13", instrument_type="2+2", date_of="second meeting"),
        evidence(TREATIES, "signed", "2024-07-08", parties=("JPN", "PHL"), date_of="signature"),
        evidence(TREATIES, "negotiating", "2025-05", parties=("CHL", "NOR"), date_of="start of negotiations"),
        evidence(TREATIES, "announced", "2025-05", parties=("CHL", "PER"), date_of="announcement"),
    ]
)
COVERED = [Coverage(actor="JPN", instrument_type="ACSA", earliest=day("1945-09-02"), latest=day("2026-01-01"))]


def said(stage: str | None, date: str | None, *, published: str | None = "2025-10-20", **fields: Any) -> Evidence:
    where = source("brief", kind="research", publisher="institute", published=published)
    return evidence(where, stage, date, locator=Locator(start=0, end=4, quote="said"), **fields)


def check(stage: str | None, date: str | None, **fields: Any) -> Finding:
    return check_statement(said(stage, date, **fields), Catalogue(RECORD), COVERED)


MANILA = ("JPN", "PHL")
KOREA = ("JPN", "KOR")


@pytest.mark.parametrize(
    ("verdict", "words", "stage", "date", "fields"),
    [
        ("supported", "same date", "in_force", "2023", {"date_of": "effective"}),
        ("supported", "Already in force", "signed", "2022-01", {}),
        ("supported", "a day apart", "signed", "2022-01-07", {}),
        ("contradicted", "January 2022 is when it was signed", "in_force", "2022-01", {"date_of": "effective"}),
        ("contradicted", "According to the record", "signed", "2019", {}),
        ("disputed", "weightier ones have 13 August 2023", "in_force", "2023-08-20", {}),
        ("premature", "after the document", "in_force", "2022-03", {"published": "2022-05-01"}),
        ("premature", "after the document", "in_force", None, {"published": "2022-05-01"}),
        ("outdated", "already signed", "negotiating", None, {"published": "2022-05-01"}),
        ("supported", "The record has it", "negotiating", None, {"published": "2016-05-01"}),
        ("supported", "It was not yet", "in_force", None, {"published": "2022-05-01", "negated": True}),
        ("contradicted", "The record has it in force", "in_force", None, {"negated": True}),
        ("unsupported", "gives no date", "in_force", None, {"parties": MANILA}),
        ("contradicted", "That cannot be: it was signed", "in_force", "2023", {"parties": MANILA}),
        ("unsupported", "does not claim to be complete", "signed", "2023", {"parties": KOREA}),
        ("contradicted", "claims to be complete", "signed", "2023", {"parties": KOREA, "instrument_type": "ACSA"}),
        ("supported", "claims to be complete", "signed", None, {"parties": KOREA, "instrument_type": "ACSA", "negated": True}),
        ("supported", "same date", "held", "2015", {"instrument_type": "2+2"}),
        ("unsupported", "none held then", "held", "2016", {"instrument_type": "2+2"}),
        ("contradicted", "According to the record", "held", "2015", {"instrument_type": "2+2", "date_of": "first meeting"}),
        ("contradicted", "first meeting, 9 January 2014", "regular", "2015/..", {"instrument_type": "2+2"}),
        ("supported", "same beginning", "regular", "2014/..", {"instrument_type": "2+2"}),
        ("supported", "is the year it was signed", None, "2022", {"date_of": "unspecified"}),
        ("uncheckable", "recommendation", "signed", None, {"modality": "recommended"}),
        ("uncheckable", "supposition", "signed", None, {"modality": "hypothetical"}),
        ("uncheckable", "came about, but on 13 August 2023", "in_force", "2022", {"modality": "planned", "published": "2022-02-01"}),
        ("outdated", "had already come about", "in_force", "2024", {"modality": "planned"}),
        ("uncheckable", "does not say", "in_force", "2026", {"modality": "planned", "parties": MANILA}),
    ],
)  # fmt: skip
def test_verdicts(verdict: str, words: str, stage: str | None, date: str | None, fields: dict[str, Any]) -> None:
    finding = check(stage, date, **fields)
    assert (finding.verdict.value, words in finding.hint) == (verdict, True), finding.hint


def test_a_text_is_not_wrong_about_what_came_later() -> None:
    for published in ("2022-01-05", "2022-01-07", "2023-08-12", "2023-08-14", None):
        assert check("signed", "2022-01-06", published=published).verdict.value in ("supported", "premature")
        assert check("negotiating", "2014-07", published=published).verdict.value == "supported"


def test_a_verdict_names_the_sources_it_rests_on() -> None:
    (line, *_) = check("in_force", "2022-01", date_of="effective").record
    assert (line.source, line.date, line.stage) == ("treaty-series", "2023-08-13", "in_force")


def test_what_one_state_does_with_nobody_named_is_never_refuted_by_one_agreement() -> None:
    assert check("signed", "2019", parties=("JPN",)).verdict.value == "unsupported"


@pytest.mark.parametrize(
    ("verdict", "parties", "stage", "date", "published"),
    [
        ("premature", ("CHL", "NOR"), "signed", "2025-05", "2025-10-20"),
        ("premature", ("CHL", "NOR"), "in_force", None, "2025-10-20"),
        ("premature", ("JPN", "PHL"), "in_force", None, "2025-01-20"),
        ("unsupported", ("JPN", "PHL"), "in_force", None, "2026-06-20"),
        ("unsupported", ("CHL", "PER"), "signed", "2025-05", "2025-10-20"),
    ],
)
def test_a_treaty_on_record_only_so_far_is_not_further(
    verdict: str, parties: tuple[str, str], stage: str, date: str | None, published: str
) -> None:
    """A signature would be on record, an entry into force only while it would be news; what was announced may be done."""
    assert check(stage, date, parties=parties, published=published).verdict.value == verdict
