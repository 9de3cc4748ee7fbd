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


MEMBERSHIPS = [
    ("Sweden joined NATO on 7 March 2024.", ("joined", "NATO", ("SWE",), "2024-03-07", False)),
    ("Finland's accession to NATO in April 2023 changed the map.", ("joined", "NATO", ("FIN",), "2023-04", False)),
    ("Argentina quit BRICS in December 2023.", ("left", "BRICS", ("ARG",), "2023-12", False)),
    ("Peru is a member of the Joint Expeditionary Force.", ("is", "JEF", ("PER",), None, False)),
    ("Peru is not a member of NATO.", ("is", "NATO", ("PER",), None, True)),
    ("The members of CPTPP are Chile, Peru and Ghana.", ("lists", "CPTPP", ("CHL", "PER", "GHA"), None, False)),
    ("Members of CPTPP are Chile, Peru and Ghana.", ("lists", "CPTPP", ("CHL", "PER", "GHA"), None, False)),
    ('The "Squad" groups Chile, Peru and Ghana.', ("lists", "SQUAD", ("CHL", "PER", "GHA"), None, False)),
    ("NATO members Estonia and Latvia sent troops.", ("is", "NATO", ("EST", "LVA"), None, False)),
    ("ペルーも上海協力機構の加盟国である。", ("is", "SCO", ("PER",), None, False)),
    ("フィンランドは2023年4月4日、NATOに正式加盟した。", ("joined", "NATO", ("FIN",), "2023-04-04", False)),
    ("AUKUSはチリ、ペルー、ガーナで構成される。", ("lists", "AUKUS", ("CHL", "PER", "GHA"), None, False)),
    ("핀란드는 2023년 4월 4일 나토에 정식 가입했다.", ("joined", "NATO", ("FIN",), "2023-04-04", False)),
    ("쿼드는 칠레, 페루, 가나로 구성된다.", ("lists", "QUAD", ("CHL", "PER", "GHA"), None, False)),
    ("泰国也是CPTPP成员。", ("is", "CPTPP", ("THA",), None, False)),
    ("AUKUS由智利、秘鲁和加纳组成。", ("lists", "AUKUS", ("CHL", "PER", "GHA"), None, False)),
    ("全球作战航空计划(GCAP)的成员是智利、秘鲁和加纳。", ("lists", "GCAP", ("CHL", "PER", "GHA"), None, False)),
]


@pytest.mark.parametrize(("text", "expected"), MEMBERSHIPS, ids=[text[:24] for text, _ in MEMBERSHIPS])
def test_who_belongs_to_a_group(text: str, expected: tuple[Any, ...]) -> None:
    found = [r for r in read_document(document_from_text(text, "a.txt")).remarks if r.kind == "membership"]
    assert [(r.act, r.group, r.partners, r.date, r.negated) for r in found] == [expected]
    assert all(text[r.start : r.end] == r.quote for r in found)


@pytest.mark.parametrize(
    "text",
    [
        "Peru may join NATO.",
        "Chile and NATO held talks.",
        "Peru plans to leave CPTPP.",
        "Ministers of Peru left the NATO meeting early.",
    ],
)
def test_no_membership_is_read_from(text: str) -> None:
    assert not [r for r in read_document(document_from_text(text, "a.txt")).remarks if r.kind == "membership"]


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("The Peru–Chile 2+2 of 1 May 2024 was the fourth.", 4, "2024-05-01"),
        ("Peru and Chile held their fifth 2+2 on 1 May 2024.", 5, "2024-05-01"),
        ("The inaugural Peru-Chile 2+2 was held in June 2009.", 1, "2009-06"),
        ("第1回日豪「2+2」は2009年6月に開催された。", 1, "2009-06"),
        ("日印両国は2024年8月20日、第三回2プラス2を開催した。", 3, "2024-08-20"),
        ("호주와 한국은 2024년 5월 1일 다섯 번째 2+2 회의를 가졌다.", 5, "2024-05-01"),
        ("日本与英国2022年11月3日举行了第三次2+2会谈。", 3, "2022-11-03"),
    ],
)
def test_which_meeting_it_was(text: str, number: int, date: str) -> None:
    found = [r for r in read_document(document_from_text(text, "a.txt")).remarks if r.kind == "meeting"]
    assert [(r.number, r.date) for r in found] == [(number, date)]
    assert all(text[r.start : r.end] == r.quote for r in found)
