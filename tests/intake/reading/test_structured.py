"""Tables, fact sheets, time lines and lists of partners: what the columns and the headings say."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_bytes, document_from_text
from foedus.intake.reading.folding import fold
from foedus.intake.reading.reader import read_statements
from foedus.intake.reading.tables.cells import cell_facts, read_legend
from foedus.intake.reading.tables.tables import find_rows


def said(text: str, name: str = "note.txt") -> set[tuple[str, str, str | None, str | None, str]]:
    """Statements of a text, without their places."""
    return _said(document_from_text(text, name))


def _said(document) -> set[tuple[str, str, str | None, str | None, str]]:  # type: ignore[no-untyped-def]
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date, s.modality) for s in read_statements(document)}


def test_the_title_names_the_party_that_a_table_leaves_out() -> None:
    """Tabs; a dash under the entry into force of what was signed; a stage in the place of a date."""
    text = (
        "Status of forces agreements of Poland\n\nPartner\tSigned\tIn force\n"
        "United States\t15 August 2020\t13 November 2020\nUnited Kingdom\t2017\t—\nGermany\tunder negotiation\t\n"
    )
    assert said(text) == {
        ("SOFA", "POL-USA", "signed", "2020-08-15", "asserted"),
        ("SOFA", "POL-USA", "in_force", "2020-11-13", "asserted"),
        ("SOFA", "GBR-POL", "signed", "2017", "asserted"),
        ("SOFA", "GBR-POL", "in_force", None, "denied"),
        ("SOFA", "DEU-POL", "negotiating", None, "asserted"),
    }


def test_a_matrix_of_partners_says_each_thing_in_its_cell() -> None:
    """Markdown; instruments in the rows, partners in the header."""
    text = (
        "# Norway's defence agreements\n\n| | Lithuania | Canada |\n|---|---|---|\n"
        "| ACSA | signed 2019 | not signed |\n| GSOMIA | in force 2015 | under negotiation |\n"
    )
    assert said(text, "note.md") == {
        ("ACSA", "LTU-NOR", "signed", "2019", "asserted"),
        ("ACSA", "CAN-NOR", "signed", None, "denied"),
        ("ISA", "LTU-NOR", "in_force", "2015", "asserted"),
        ("ISA", "CAN-NOR", "negotiating", None, "asserted"),
    }


def test_commas_divide_cells_too() -> None:
    """CSV."""
    text = "Brazil's defence cooperation\n\ncountry,agreement,signed,in force\nChile,GSOMIA,2012-05-03,2014\nPeru,ACSA,2019,pending\n"
    assert said(text) == {
        ("ISA", "BRA-CHL", "signed", "2012-05-03", "asserted"),
        ("ISA", "BRA-CHL", "in_force", "2014", "asserted"),
        ("ACSA", "BRA-PER", "signed", "2019", "asserted"),
        ("ACSA", "BRA-PER", "in_force", None, "denied"),
    }


def test_a_status_takes_the_date_of_its_own_column() -> None:
    """HTML."""
    prose = "This page lists what Sweden has agreed with others and how far each text has come. It is updated twice a year. "
    page = (
        "<html><body><article><h1>Sweden's agreements</h1><p>" + 6 * prose + "</p><table>"
        "<tr><th>Partner</th><th>Instrument</th><th>Status</th><th>Date</th></tr>"
        "<tr><td>Finland</td><td>SOFA</td><td>In force</td><td>2019</td></tr>"
        "<tr><td>Norway</td><td>ACSA</td><td>Signed</td><td>2021</td></tr></table></article></body></html>"
    )
    assert _said(document_from_bytes(page.encode(), "page.html")) == {
        ("SOFA", "FIN-SWE", "in_force", "2019", "asserted"),
        ("ACSA", "NOR-SWE", "signed", "2021", "asserted"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "폴란드의 방산 협정 현황\n\n상대국 | 협정 | 서명 | 발효\n노르웨이 | 군사정보보호협정 | 2014.3 | 2015.6\n터키 | 군수지원협정 | 협상 중 | -\n",
            {
                ("ISA", "NOR-POL", "signed", "2014-03", "asserted"),
                ("ISA", "NOR-POL", "in_force", "2015-06", "asserted"),
                ("ACSA", "POL-TUR", "negotiating", None, "asserted"),
            },
        ),
        (
            "加拿大防务协定一览\n\n对象国｜协定｜签署｜生效\n智利｜情报保护协定｜2016年4月1日｜同日\n秘鲁｜访问部队协定｜2019年｜未生效\n",
            {
                ("ISA", "CAN-CHL", "signed", "2016-04-01", "asserted"),
                ("ISA", "CAN-CHL", "in_force", "2016-04-01", "asserted"),
                ("VFA", "CAN-PER", "signed", "2019", "asserted"),
                ("VFA", "CAN-PER", "in_force", None, "denied"),
            },
        ),
    ],
)
def test_tables_of_other_languages(text: str, expected: set[tuple[str, str, str | None, str | None, str]]) -> None:
    """Figures alone as months; the same day."""
    assert said(text) == expected


def test_a_record_is_a_table_on_its_side() -> None:
    """Labelled lines."""
    text = "Agreement: Reciprocal Access Agreement\nParties: Fiji and Tonga\nSigned: 8 July 2024\nEntry into force: 11 September 2025\n"
    assert said(text) == {
        ("RAA", "FJI-TON", "signed", "2024-07-08", "asserted"),
        ("RAA", "FJI-TON", "in_force", "2025-09-11", "asserted"),
    }


def test_a_time_line_is_about_whom_its_title_names() -> None:
    """A month in brackets belongs to the year at the head of the line."""
    text = "France–Greece strategic relations: a timeline\n\n2021 – Mutual defence treaty signed (September).\nJan 2023: Logistics agreement signed.\n"
    found = said(text)
    assert ("mutual_defense_treaty", "FRA-GRC", "signed", "2021-09", "asserted") in found
    assert ("ACSA", "FRA-GRC", "signed", "2023-01", "asserted") in found


def test_partners_with_dates_under_a_heading() -> None:
    """In one line and line by line; `same year` looks back."""
    text = (
        "Fact sheet: Australia's status of forces agreements\n\nSOFAs in force: Fiji (2022), Papua New Guinea (2024), Malaysia (same year)\n\n"
        "ACSAs have been signed with:\n- Germany (2017)\n- Thailand: 2022\n"
    )
    assert said(text) == {
        ("SOFA", "AUS-FJI", "in_force", "2022", "asserted"),
        ("SOFA", "AUS-PNG", "in_force", "2024", "asserted"),
        ("SOFA", "AUS-MYS", "in_force", "2024", "asserted"),
        ("ACSA", "AUS-DEU", "signed", "2017", "asserted"),
        ("ACSA", "AUS-THA", "signed", "2022", "asserted"),
    }


def test_a_legend_explains_symbols() -> None:
    """Symbols stand for stages, or for nothing being there."""
    legend = read_legend(fold("○＝発効済、△＝署名済、×＝なし"), 0, 17)
    assert legend == {"○": ("in_force", False), "△": ("signed", False), "×": (None, True)}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Signed (2018); not in force", [("signed", "2018", False), ("in_force", None, True)]),
        ("2018 (signed), 2019 (in force)", [("signed", "2018", False), ("in_force", "2019", False)]),
        ("ratification pending", [("approved", None, True)]),
        ("n/a", []),
    ],
)
def test_cells(cell: str, expected: list[tuple[str | None, str | None, bool]]) -> None:
    """Each date belongs to its stage; a negation to the word it stands at."""
    facts = cell_facts(cell, (0, len(cell)), language="en")
    assert [(f.stage, f.date.edtf if f.date else None, f.denied) for f in facts] == expected


def test_a_table_without_header_under_a_heading_that_tells_what_of() -> None:
    text = (
        "Official Security Assistance (OSA) at a glance\n\nWhat follows is a list of what Japan has given so far.\n\n"
        "First round: notes exchanged\n"
        "Philippines    coastal radar      Nov. 3, 2023\nBangladesh     patrol boats       Nov. 15, 2023\n"
        "Malaysia       rescue boats       Dec. 16, 2023\n"
    )
    assert said(text) >= {
        ("OSA", "JPN-PHL", "signed", "2023-11-03", "asserted"),
        ("OSA", "BGD-JPN", "signed", "2023-11-15", "asserted"),
        ("OSA", "JPN-MYS", "signed", "2023-12-16", "asserted"),
    }


def test_a_column_may_count_what_has_come() -> None:
    text = (
        "Korean equipment for Poland\n\nSystem | Contract | Number | Arrived by end-July 2025\n"
        "K2 tank | Aug 2022 | 180 | 180\nK9 howitzer | Dec 2023 | 152 | 0\n"
    )
    assert said(text) == {
        ("equipment_export", "KOR-POL", "contracted", "2022-08", "asserted"),
        ("equipment_export", "KOR-POL", "delivered", "2025-07", "asserted"),
        ("equipment_export", "KOR-POL", "contracted", "2023-12", "asserted"),
        ("equipment_export", "KOR-POL", "delivered", None, "denied"),
    }


def test_menus_and_prose_are_no_tables() -> None:
    """One line of links is no table; neither are sentences with commas."""
    assert find_rows("Download | Print | Share\n\nPeru, Chile and Ghana met. They talked.\nThen they left.") == []
