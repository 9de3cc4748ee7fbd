"""Firsts, onlys, counts, ratios and memberships read from sentences in four languages, of states chosen at random."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_document


def remarks(text: str) -> list[tuple[Any, ...]]:
    found = read_document(document_from_text(text, "a.txt")).remarks
    for remark in found:
        assert text[remark.start : remark.end] == remark.quote
    return [(r.kind, r.types, r.actors, r.partners, r.number, r.region, r.bound) for r in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru became the third country to sign an ACSA with Ghana after Chile and Mali.", ("nth", ("ACSA",), ("GHA",), ("PER",), 3.0, None, "exact")),
        ("Oman is the first Asian country with which Kenya has signed a VFA.", ("nth", ("VFA",), ("KEN",), ("OMN",), 1.0, "asia", "exact")),
        ("Spain is the only European state with an RAA with Peru.", ("only", ("RAA",), ("PER",), ("ESP",), None, "europe", "exact")),
        ("Peru has signed ACSAs with at least seven countries.", ("count", ("ACSA",), ("PER",), (), 7.0, None, "at_least")),
        ("Peru now has three reciprocal access agreements.", ("count", ("RAA",), ("PER",), (), 3.0, None, "exact")),
        ("Spending rose from 8.1 billion yen to 18.1 billion yen, more than tripling.", ("ratio", (), (), (), 3.0, None, "at_least")),
        ("The Quad (Australia, India, Peru and Ghana) met.", ("membership", (), (), ("AUS", "IND", "PER", "GHA"), 4.0, None, "exact")),
        ("チリはペルーが円滑化協定に署名した3か国目の国となった。", ("nth", ("RAA",), ("PER",), ("CHL",), 3.0, None, "exact")),
        ("ペルーは7か国と物品役務相互提供協定を締結している。", ("count", ("ACSA",), ("PER",), (), 7.0, None, "exact")),
        ("칠레는 페루와 상호접근협정을 체결한 세 번째 국가이다.", ("nth", ("RAA",), ("PER",), ("CHL",), 3.0, None, "exact")),
        ("페루는 8개국과 군수지원협정을 체결했다.", ("count", ("ACSA",), ("PER",), (), 8.0, None, "exact")),
        ("智利是第三个与秘鲁签署互惠准入协定的国家。", ("nth", ("RAA",), ("PER",), ("CHL",), 3.0, None, "exact")),
        ("秘鲁已与7个国家签署物资劳务相互提供协定。", ("count", ("ACSA",), ("PER",), (), 7.0, None, "exact")),
    ],
)  # fmt: skip
def test_what_a_sentence_remarks(text: str, expected: tuple[Any, ...]) -> None:
    assert remarks(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The two countries signed an ACSA.",
        "Peru and Ghana held their third meeting.",
        "Peru would become the third country to sign an ACSA with Ghana.",
        "First, Peru signed an ACSA with Ghana.",
        "The first time Peru and Ghana met was in 2019.",
        "Costs rose from 8 billion yen to 9 billion yen.",
    ],
)
def test_what_is_no_remark(text: str) -> None:
    assert remarks(text) == []
