"""The reader: lists, brackets, plans, negations, references; in four languages; offsets exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.folding import fold
from foedus.intake.reading.reader import read_statements
from foedus.intake.reading.statements import Statement

Row = tuple[str, str, str | None, str | None]


def read(body: str, *, dated: str = "2025-06-01") -> tuple[Statement, ...]:
    return read_statements(document_from_text(f"A headline about nothing\n\n{dated}\n\n{body}", "brief.txt"))


def rows(body: str, **options: str) -> set[Row]:
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date) for s in read(body, **options)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # a list is as many statements as it has members
            "Canada has signed status of forces agreements with Peru, Chile and Ghana.",
            {("SOFA", p, "signed", None) for p in ("CAN-PER", "CAN-CHL", "CAN-GHA")},
        ),
        (  # each with its own date
            "Norway signed reciprocal access agreements with Chile in 2019, Peru in 2021 and Ghana last year.",
            {
                ("RAA", "CHL-NOR", "signed", "2019"),
                ("RAA", "NOR-PER", "signed", "2021"),
                ("RAA", "GHA-NOR", "signed", "2024"),
            },
        ),
        (  # brackets belong to what stands before them
            "Chile and Norway concluded an ACSA (effective 2011) and a GSOMIA (signed in 2012, in force since 2013).",
            {
                ("ACSA", "CHL-NOR", "in_force", "2011"),
                ("ISA", "CHL-NOR", "signed", "2012"),
                ("ISA", "CHL-NOR", "in_force", "2013"),
            },
        ),
        (  # several stages, one subject
            "The Norway-Chile RAA was signed in May 2020 and entered into force on 3 June 2021.",
            {("RAA", "CHL-NOR", "signed", "2020-05"), ("RAA", "CHL-NOR", "in_force", "2021-06-03")},
        ),
        (  # what the text goes on to call the pact
            "Norway and Chile signed an ACSA in 2015. The pact took effect in January 2017.",
            {("ACSA", "CHL-NOR", "signed", "2015"), ("ACSA", "CHL-NOR", "in_force", "2017-01")},
        ),
        (  # names glued together, dashes lost
            "The NorwayChile RAA, effective in March 2022, is new.",
            {("RAA", "CHL-NOR", "in_force", "2022-03")},
        ),
        (
            "Peru has signed visiting forces agreements with Chile (1998) and Ghana (2007), and is negotiating one with Norway.",
            {
                ("VFA", "CHL-PER", "signed", "1998"),
                ("VFA", "GHA-PER", "signed", "2007"),
                ("VFA", "NOR-PER", "negotiating", None),
            },
        ),
        (  # what follows a comma may be about the next thing
            "Norway and Chile are negotiating an RAA, and they already have an ACSA (effective 2019).",
            {("RAA", "CHL-NOR", "negotiating", None), ("ACSA", "CHL-NOR", "in_force", "2019")},
        ),
        (
            "Norway signed an RAA with Peru, which entered into force in 2021.",
            {("RAA", "NOR-PER", "signed", None), ("RAA", "NOR-PER", "in_force", "2021")},
        ),
        (
            "The ministers of Peru and Ghana held their first 2+2 on April 9, 2022.",
            {("2+2", "GHA-PER", "held", "2022-04-09")},
        ),
        (
            "Brazil concluded a contract worth $2.5 billion for the export of six frigates to Portugal in 2023.",
            {("equipment_export", "BRA-PRT", "signed", "2023"), ("equipment_export", "BRA-PRT", None, "2023")},
        ),
    ],
)
def test_english(body: str, expected: set[Row]) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("チリとペルーは2021年5月3日に物品役務相互提供協定に署名し、同協定は2022年4月に発効した。",
         {("ACSA", "CHL-PER", "signed", "2021-05-03"), ("ACSA", "CHL-PER", "in_force", "2022-04")}),
        ("日豪円滑化協定は令和5年8月13日に発効した。", {("RAA", "AUS-JPN", "in_force", "2023-08-13")}),
        ("칠레와 페루는 2021년 5월 3일 상호군수지원협정에 서명했다.", {("ACSA", "CHL-PER", "signed", "2021-05-03")}),
        ("智利与秘鲁于2021年5月3日签署了《互惠准入协定》。该协定于2022年生效。",
         {("RAA", "CHL-PER", "signed", "2021-05-03"), ("RAA", "CHL-PER", "in_force", "2022")}),
        ("노르웨이는 칠레와 2009년, 페루와 2021년 상호군수지원협정을 체결했다.",
         {("ACSA", "CHL-NOR", "signed", "2009"), ("ACSA", "NOR-PER", "signed", "2021")}),
        ("노르웨이는 2022년 칠레, 2023년 페루와 상호접근협정을 체결했고 2024년에는 가나와도 서명했다.",
         {("RAA", "CHL-NOR", "signed", "2022"), ("RAA", "NOR-PER", "signed", "2023"), ("RAA", "GHA-NOR", "signed", "2024")}),
        ("チリとペルーは2024年1月29日にACSAに署名し、同年7月12日に発効した。",
         {("ACSA", "CHL-PER", "signed", "2024-01-29"), ("ACSA", "CHL-PER", "in_force", "2024-07-12")}),
        ("智利與秘魯於2021年5月3日簽署了《互惠準入協定》。", {("RAA", "CHL-PER", "signed", "2021-05-03")}),
    ],
)  # fmt: skip
def test_other_languages(body: str, expected: set[Row]) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("Norway and Chile have not signed an ACSA.", "denied"),
        ("Norway and Chile plan to sign an ACSA in 2027.", "planned"),
        ("Norway and Chile should sign an ACSA.", "recommended"),
        ("Norway and Chile could sign an ACSA.", "hypothetical"),
        ("According to officials, Norway and Chile signed an ACSA in 2021.", "attributed"),
        ("チリとペルーは物品役務相互提供協定に署名していない。", "denied"),
        ("칠레와 페루는 상호군수지원협정을 체결하지 않았다.", "denied"),
        ("智利与秘鲁尚未签署互惠准入协定。", "denied"),
    ],
)
def test_how_a_thing_is_meant(body: str, modality: str) -> None:
    (statement,) = read(body)
    assert statement.modality == modality
    assert statement.negated == (modality == "denied")


@pytest.mark.parametrize(
    "body",
    [
        "It is closer to a Visiting Forces Agreement than to a full SOFA.",
        "What would a Norway-Chile RAA change?",
        "Dr. Olsen is a visiting researcher at the University of Oslo (Norway) and a fellow in Santiago (Chile).",
        "A quasi-alliance is cooperation without a mutual defense treaty.",
    ],
)
def test_talk_of_the_thing_is_no_statement(body: str) -> None:
    assert not read(body)


def test_an_undated_document_resolves_nothing() -> None:
    text = "A headline\n\nNorway and Chile signed an ACSA last year."
    (statement,) = read_statements(document_from_text(text, "x.txt"))
    assert (statement.stage, statement.date) == ("signed", None)


def test_a_considered_treaty_is_only_considered() -> None:
    assert rows("Norway is considering a security treaty with Chile.") == {
        ("security_treaty", "CHL-NOR", "considered", None)
    }


def test_roles_of_directed_types() -> None:
    (first, *_) = read("Brazil delivered four patrol boats to Ghana in 2022.")
    assert dict(first.roles) == {"exporter": ("BRA",), "importer": ("GHA",)}


def test_every_statement_quotes_its_place_and_explains_itself() -> None:
    text = (
        "Headline\n\n“Norway”\u00a0and Chile signed an RAA in 2020.\r\n\r\nペルーとチリは2021年に円滑化協定に署名した。"
    )
    found = read_statements(document_from_text(text, "x.txt"))
    assert len(found) == 2
    for statement in found:
        assert text[statement.start : statement.end] == statement.quote
        assert any(cue.startswith("type") for cue in statement.cues)
        assert 0 < statement.confidence < 1


@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


PIECES = st.sampled_from(
    [
        "Japan",
        "Norway",
        " and ",
        "ACSA",
        "(",
        ")",
        "signed",
        " in 2020",
        ". ",
        "\n\n",
        "日豪",
        "署名",
        "協定",
        "한일",
        "'s",
        "-",
        "2+2",
        "not ",
    ]
)


@settings(deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40))
def test_any_text_is_read_without_harm(pieces: list[str]) -> None:
    document = document_from_text("".join(pieces), "x.txt")
    found = read_statements(document)
    assert found == read_statements(document)
    for statement in found:
        assert document.text[statement.start : statement.end] == statement.quote


@pytest.mark.parametrize("text", ["(" * 20_000, "Japan, " * 3_000 + "signed an RAA.", "ACSA " * 5_000, "a" * 200_000])
def test_hostile_texts_end(text: str) -> None:
    assert isinstance(read_statements(document_from_text(text, "x.txt")), tuple)


TITLES = [
    ("The Agreement between the Government of Peru and the Government of the Republic of Ghana on the Security of Information entered into force on 7 June 2025.", "ISA", "in_force"),
    ("The Treaty on Mutual Defence between the Republic of Chile and the Kingdom of Norway was signed on 7 June 2025.", "mutual_defense_treaty", "signed"),
    ("物品又は役務の相互の提供に関するペルー共和国政府とガーナ共和国政府との間の協定が2025年6月7日に発効した。", "ACSA", "in_force"),
    ("페루 정부와 가나 정부 간의 군사비밀정보의 보호에 관한 협정이 2025년 6월 7일 발효되었다.", "ISA", "in_force"),
    ("《秘鲁政府与加纳政府关于互惠准入与合作的协定》于2025年6月7日签署。", "RAA", "signed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "stage"), TITLES, ids=[text[:20] for text, _, _ in TITLES])
def test_official_titles_say_type_and_parties(text: str, kind: str, stage: str) -> None:
    (found,) = read_statements(document_from_text(text, "a.txt"))
    assert (found.instrument_type, found.stage, found.date) == (kind, stage, "2025-06-07")
    assert len(found.parties) == 2
