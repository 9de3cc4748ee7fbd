"""Korean: predicates and their endings, rows under one predicate, who is meant without being named."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_statements

Row = tuple[str, str, str | None, str | None, str]


def rows(body: str, *, title: str = "제목 없는 글") -> set[Row]:
    document = document_from_text(f"{title}\n\n2025년 6월 1일\n\n{body}", "brief.txt")
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date, s.modality) for s in read_statements(document)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # the ending turns the predicate to the noun behind it
            "페루와 칠레가 체결한 상호군수지원협정이 2021년 5월 3일 발효되었다.",
            {("ACSA", "CHL-PER", "signed", None, "asserted"), ("ACSA", "CHL-PER", "in_force", "2021-05-03", "asserted")},
        ),
        (  # clauses in a row, each with a partner and a date of its own
            "노르웨이는 2019년 폴란드와 군사비밀정보보호협정을 맺은 데 이어 2021년에는 칠레와도 같은 협정을 체결했다.",
            {("ISA", "NOR-POL", "signed", "2019", "asserted"), ("ISA", "CHL-NOR", "signed", "2021", "asserted")},
        ),
        (  # one predicate for a row
            "노르웨이는 칠레와 군수지원협정을 맺었다. 페루와의 협정은 2020년 3월, 가나와의 협정은 2022년 5월 각각 발효했다.",
            {
                ("ACSA", "CHL-NOR", "signed", None, "asserted"),
                ("ACSA", "NOR-PER", "in_force", "2020-03", "asserted"),
                ("ACSA", "GHA-NOR", "in_force", "2022-05", "asserted"),
            },
        ),
        (  # not, not yet
            "가나 의회는 아직 케냐와의 군수지원협정을 비준하지 않고 있다.",
            {("ACSA", "GHA-KEN", "approved", None, "denied")},
        ),
        ("독·폴란드 주둔군지위협정은 체결된 바 없다.", {("SOFA", "DEU-POL", "signed", None, "denied")}),
        (  # plans
            "캐나다와 가나는 2025년 11월 방문군지위협정을 체결할 예정이다.",
            {("VFA", "CAN-GHA", "signed", "2025-11", "planned")},
        ),
        (  # an act that is only the object of another verb is no fact
            "칠레와 페루는 정보보호협정 체결에 힘쓰고 있다.",
            set(),
        ),
        (  # what is sought has not been reached
            "프랑스는 가나와 정보보호협정 체결을 추진하고 있다.",
            {("ISA", "FRA-GHA", "considered", None, "asserted")},
        ),
        (  # decisions are reached by being taken
            "가나는 2019년 8월 케냐와의 정보보호협정 종료를 통보했다가 같은 해 11월 종료 통보의 효력을 정지하기로 했다.",
            {
                ("ISA", "GHA-KEN", "denounced", "2019-08", "asserted"),
                ("ISA", "GHA-KEN", "announced", "2019-11", "asserted"),
            },
        ),
        (  # brackets
            "가나·케냐 상호접근협정(2010년 11월 서명, 2011년 7월 발효)은 두 나라 협력의 기둥이다.",
            {("RAA", "GHA-KEN", "signed", "2010-11", "asserted"), ("RAA", "GHA-KEN", "in_force", "2011-07", "asserted")},
        ),
        (  # the maker named by the product, the buyer by the sentence
            "페루는 지난해 7월 K2 전차 54대를 구매하는 계약을 체결했다.",
            {("equipment_export", "KOR-PER", "contracted", "2024-07", "asserted")},
        ),
        (  # the seller in so many words
            "칠레는 2024년 6월 노르웨이로부터 F-16 24대를 도입하기로 결정했다.",
            {("equipment_export", "CHL-NOR", "decided", "2024-06", "asserted")},
        ),
        (  # India, and to hand over
            "인도는 칠레와 2019년 정보보호협정을 맺었다. 한국산 호위함 2척은 2020년 칠레에 인도됐다.",
            {
                ("ISA", "CHL-IND", "signed", "2019", "asserted"),
                ("equipment_export", "CHL-KOR", "delivered", "2020", "asserted"),
            },
        ),
        (  # joining an alliance
            "체코는 1999년 3월 12일, 크로아티아는 2009년 4월 1일 나토에 가입했다.",
            {
                ("mutual_defense_treaty", "CZE-NATO", "in_force", "1999-03-12", "asserted"),
                ("mutual_defense_treaty", "HRV-NATO", "in_force", "2009-04-01", "asserted"),
            },
        ),
        (  # every year, not once
            "칠레는 페루와 해마다 연합훈련을 실시하고 있다.",
            {("exercise", "CHL-PER", "regular", None, "asserted")},
        ),
        (  # one-syllable names, and syllables that are none
            "서명한 일본 측은 말이 없었다. 한영 양국은 2024년 6월 정보보호협정을 개정했다.",
            {("ISA", "GBR-KOR", "revised", "2024-06", "asserted")},
        ),
    ],
)  # fmt: skip
def test_predicates(body: str, expected: set[Row]) -> None:
    assert rows(body) == expected


def test_a_title_names_the_pair() -> None:
    found = rows("양국은 2016년 군수지원협정을 체결했다.", title="칠레-페루, 국방협력 확대하기로")
    assert ("ACSA", "CHL-PER", "signed", "2016", "asserted") in found


def test_a_question_names_the_partner() -> None:
    body = "Q. 페루와 맺은 국방협력협정(DCA)이란 무엇인가요?\n\n기지를 함께 쓰는 협정입니다. 칠레가 2021년 4월에 서명했습니다."
    assert ("basing", "CHL-PER", "signed", "2021-04", "asserted") in rows(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # the state 인도, not the act of handing over
            "이탈리아 해군 호위함 카보우르호가 2024년 5월 인도 뭄바이항에 입항했다.",
            {("port_call", "IND-ITA", "held", "2024-05", "asserted")},
        ),
        (  # a ship that visits a port calls there
            "페루 해군 훈련함 우니온호가 2023년 7월 칠레 발파라이소항을 방문했다.",
            {("port_call", "CHL-PER", "held", "2023-07", "asserted")},
        ),
        (  # an agreement of another kind keeps its predicate to itself
            "칠레와 페루는 2015년 방문군지위협정에 서명했다. 칠레는 2018년 페루와 어업수역획정협정에 서명했다.",
            {("VFA", "CHL-PER", "signed", "2015", "asserted")},
        ),
        (  # talks that have not begun
            "칠레와 페루 간 방문군지위협정 협상은 아직 시작되지 않았다.",
            {("VFA", "CHL-PER", "negotiating", None, "denied")},
        ),
        (  # a report that is denied
            "칠레 정부는 페루와 군사동맹을 맺었다는 보도를 부인했다.",
            {("mutual_defense_treaty", "CHL-PER", "signed", None, "denied")},
        ),
        (  # the last word says how far a contract has come, whoever stands between
            "페루는 2024년 4월 K9 자주포 20문을 들여오는 계약을 한국 측과 체결했다.",
            {("equipment_export", "KOR-PER", "contracted", "2024-04", "asserted")},
        ),
    ],
)
def test_neighbouring_words_tell_acts_apart(body: str, expected: set[Row]) -> None:
    assert rows(body) == expected
