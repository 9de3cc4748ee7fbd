"""How certain dates, coarse dates, ends and successors become spans."""

from __future__ import annotations

from datetime import date

import pytest
from tests.samples import evidence, source

from foedus.desk.brief import BriefData, gather_brief
from foedus.model.dates import day
from foedus.present.figures import timeline_figures
from foedus.present.figures._spans import spans
from foedus.present.figures.timeline import timeline_table
from foedus.resolution import Perspective

OFFICIAL = source("official", publisher="mofa-jp", published="2020-01-01")

CASES: dict[str, tuple[list[tuple[str, str | None]], list[tuple[str, int, int, bool]]]] = {
    "signed, in force, ended": (
        [("signed", "2000-01-01"), ("in_force", "2001-01-01"), ("terminated", "2010-01-01")],
        [("signed, not in force", 2000, 2001, False), ("in force", 2001, 2010, False)],
    ),
    "suspended": (
        [("in_force", "2001-01-01"), ("suspended", "2010-01-01")],
        [("in force", 2001, 2010, False)],
    ),
    "an end in some year": (
        [("in_force", "2001-01-01"), ("terminated", "2010")],
        [("in force", 2001, 2010, False), ("uncertain", 2010, 2010, False)],
    ),
    "signed in some year": (
        [("signed", "2000"), ("in_force", "2005-01-01")],
        [("uncertain", 2000, 2000, False), ("signed, not in force", 2000, 2005, False), ("in force", 2005, 2020, True)],
    ),
    "signed only": ([("signed", "2012-05-01")], [("signed, not in force", 2012, 2020, True)]),
    "in force after the day": (
        [("signed", "2012-05-01"), ("in_force", "2021-01-01")],
        [("signed, not in force", 2012, 2020, True), ("later", 2021, 2021, False)],
    ),
    "only announced": ([("announced", "2019-03-01")], [("step", 2019, 2019, False)]),
    "without a date": ([("signed", None)], []),
}


def _brief(claims: list[tuple[str, str | None]], **fields: object) -> BriefData:
    return gather_brief(
        subject=("JPN",), evidence=[evidence(OFFICIAL, stage, when, **fields) for stage, when in claims], judgements=[],
        coverage=[], on=day("2020-07-01"), known=None, perspective=Perspective(), ledger_digest="0",
    )  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_treatys_life(name: str) -> None:
    claims, expected = CASES[name]
    (entry,) = _brief(claims).instruments
    found = [
        (s.kind, date.fromordinal(s.first).year, date.fromordinal(s.last).year, s.goes_on)
        for s in spans(entry, day("2020-07-01"))
    ]
    assert found == expected


def test_a_dialogue_only_announced_is_a_step() -> None:
    (entry,) = _brief([("announced", "2019-03-01")], instrument_type="2+2").instruments
    assert [span.kind for span in spans(entry, day("2020-07-01"))] == ["step"]


def test_what_fits_no_figure_is_counted() -> None:
    claims = [
        evidence(OFFICIAL, "in_force", "2001-01-01", instrument_type=kind, parties=("JPN", partner))
        for partner in ("AUS", "CAN", "DEU", "FRA", "GBR", "IND", "ITA", "KOR", "NZL", "PHL") * 3
        for kind in ("RAA", "ACSA", "ISA", "DETTA", "VFA", "SOFA", "basing", "other_treaty")
    ]
    states = [
        "ARG",
        "BRA",
        "CHL",
        "CHN",
        "COL",
        "DNK",
        "EGY",
        "ESP",
        "FIN",
        "GRC",
        "HUN",
        "IDN",
        "IRL",
        "ISL",
        "KAZ",
        "KEN",
        "LAO",
        "LKA",
        "MEX",
        "MNG",
        "MYS",
        "NLD",
        "NOR",
        "POL",
        "PRT",
    ]
    claims += [
        evidence(OFFICIAL, "in_force", f"19{60 + n}-01-01", instrument_type=kind, parties=("JPN", state))
        for n, state in enumerate(states)
        for kind in ("RAA", "ACSA", "ISA", "DETTA", "VFA", "SOFA", "basing", "other_treaty", "security_treaty")
    ]
    data = gather_brief(
        subject=("JPN",), evidence=claims, judgements=[], coverage=[], on=day("2020-07-01"), known=None,
        perspective=Perspective(), ledger_digest="0",
    )  # fmt: skip
    figures = timeline_figures(data)
    drawn = {(row["group"], row["lane"]) for figure in figures for row in figure.table}
    lanes = {(row["group"], row["lane"]) for row in timeline_table(data)}
    assert len(figures) == 4
    assert f"{len(lanes) - len(drawn)} further lanes do not fit" in figures[-1].caption
    assert all(figure.spec["height"] <= 14 * 80 for figure in figures)
