"""Firsts, onlys, counts, ratios and memberships against a small network."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples import evidence, source

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.remarks import check_remark
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.model.remarks import Remark
from foedus.resolution import resolve_instruments

SERIES = source("treaty-series")


def signed(kind: str, parties: tuple[str, str], date: str) -> Any:
    return evidence(SERIES, "signed", date, instrument_type=kind, parties=parties, date_of="signature")


CATALOGUE = Catalogue(
    resolve_instruments(
        [
            signed("RAA", ("AUS", "JPN"), "2022-01-06"),
            signed("RAA", ("GBR", "JPN"), "2023-01-11"),
            signed("RAA", ("JPN", "PHL"), "2024-07-08"),
            signed("ISA", ("FRA", "JPN"), "2011-10-24"),
        ]
    )
)
COVERED = [Coverage(actor="JPN", instrument_type="RAA", earliest=day("1945-09-02"), latest=day("2025-12-31"))]
FIELD = ("RAA", "ISA", "ACSA")


def verdict(kind: Any, by: str | None = "2025-01-01", *, covered: bool = True, **fields: Any) -> str:
    base: dict[str, Any] = {"doc": "d", "start": 0, "end": 1, "quote": "q", "types": ("RAA",), "actors": ("JPN",)}
    remark = Remark(kind=kind, **(base | fields))
    found = check_remark(remark, CATALOGUE, COVERED if covered else [], day(by) if by else None)
    assert found.hint
    assert found.says
    return found.verdict.value


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("supported", {"partners": ("AUS",), "number": 1.0}),
        ("contradicted", {"partners": ("GBR",), "number": 1.0}),
        ("supported", {"partners": ("GBR",), "number": 1.0, "region": "europe"}),
        ("contradicted", {"partners": ("GBR",), "number": 1.0, "region": "europe", "types": FIELD, "of": "RAA"}),
        ("supported", {"partners": ("PHL",), "number": 3.0}),
        ("contradicted", {"partners": ("PHL",), "number": 4.0}),
        ("unsupported", {"partners": ("PHL",), "number": 4.0, "covered": False}),
        ("contradicted", {"partners": ("PHL",), "number": 2.0, "covered": False}),
        ("unsupported", {"partners": ("FRA",), "number": 4.0}),
        ("supported", {"actors": ("GBR", "JPN"), "partners": ("GBR", "JPN"), "number": 2.0}),
    ],
)
def test_ranks(expected: str, fields: dict[str, Any]) -> None:
    assert verdict("nth", **fields) == expected


@pytest.mark.parametrize(
    ("expected", "by", "fields"),
    [
        ("contradicted", "2025-01-01", {"partners": ("GBR",)}),
        ("supported", "2022-06-01", {"partners": ("AUS",)}),
        ("unsupported", "2022-06-01", {"partners": ("AUS",), "covered": False}),
        ("supported", "2025-01-01", {"partners": ("GBR",), "region": "europe"}),
    ],
)
def test_onlys_hold_on_the_day_of_the_document(expected: str, by: str, fields: dict[str, Any]) -> None:
    assert verdict("only", by, **fields) == expected


@pytest.mark.parametrize(
    ("expected", "by", "fields"),
    [
        ("supported", "2025-01-01", {"number": 3.0}),
        ("contradicted", "2025-01-01", {"number": 2.0}),
        ("contradicted", "2025-01-01", {"number": 4.0}),
        ("unsupported", "2025-01-01", {"number": 4.0, "covered": False}),
        ("supported", "2023-06-01", {"number": 2.0}),
        ("supported", "2025-01-01", {"number": 2.0, "bound": "at_least"}),
        ("contradicted", "2025-01-01", {"number": 5.0, "bound": "at_least"}),
        ("supported", "2025-01-01", {"number": 4.0, "bound": "about"}),
    ],
)
def test_counts(expected: str, by: str, fields: dict[str, Any]) -> None:
    assert verdict("count", by, **fields) == expected


@pytest.mark.parametrize(
    ("expected", "number", "bound", "values"),
    [
        ("supported", 2.0, "at_least", ("8.1", "18.1")),
        ("contradicted", 3.0, "at_least", ("8.1", "18.1")),
        ("supported", 2.0, "about", ("8.1", "16.0")),
        ("contradicted", 2.0, "about", ("8.1", "28.0")),
        ("supported", 0.5, "about", ("10", "5.2")),
    ],
)
def test_arithmetic(expected: str, number: float, bound: str, values: tuple[str, str]) -> None:
    assert verdict("ratio", number=number, bound=bound, values=values) == expected


@pytest.mark.parametrize(
    ("expected", "group", "partners"),
    [
        ("supported", "QUAD", ("AUS", "IND", "JPN", "USA")),
        ("contradicted", "QUAD", ("AUS", "IND", "JPN", "KOR")),
        ("unsupported", "QUAD", ("AUS", "IND", "JPN")),
        ("contradicted", "AUKUS", ("AUS", "GBR", "JPN", "USA")),
    ],
)
def test_memberships(expected: str, group: str, partners: tuple[str, ...]) -> None:
    assert verdict("membership", group=group, partners=partners) == expected
