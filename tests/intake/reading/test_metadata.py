"""Metadata: read from what stands around the prose, with its place; prose dates nothing."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.files.metadata import Metadata

PROSE = "Norway and Finland signed a logistics agreement on 3 March 2019, Reuters reported, and it entered into force in 2020."


def metadata_of(head: str, tail: str = "") -> tuple[Metadata, str]:
    text = f"{head}\n\n{PROSE}\n\n{PROSE}\n\n{tail}"
    return document_from_text(text, "a.txt").metadata, text


@pytest.mark.parametrize(
    ("line", "edtf", "printed"),
    [
        ("Date 2021-04-05", "2021-04-05", "Date 2021-04-05"),
        ("2021.4.5", "2021-04-05", "2021.4.5"),
        ("April 5, 2021", "2021-04-05", "April 5, 2021"),
        ("5 April 2021", "2021-04-05", "5 April 2021"),
        ("April 2021", "2021-04", "April 2021"),
        ("Published: April 5, 2021", "2021-04-05", "Published: April 5, 2021"),
        ("2021年4月5日", "2021-04-05", "2021年4月5日"),
        ("令和3年4月5日", "2021-04-05", "令和3年4月5日"),
        ("2021년 4월 5일", "2021-04-05", "2021년 4월 5일"),
        ("发布时间:2021-04-05浏览次数:10", "2021-04-05", "发布时间:2021-04-05"),
        ("등록일 2021.04.05 조회수 12", "2021-04-05", "등록일 2021.04.05"),
        ("2021-04-05 18:39:19", "2021-04-05", "2021-04-05"),
        ("２０２１年４月５日", "2021-04-05", "２０２１年４月５日"),
    ],
)
def test_dates_of_documents(line: str, edtf: str, printed: str) -> None:
    metadata, text = metadata_of(f"A pact in the north takes shape\n\n{line}")
    assert metadata.published == edtf
    start, end = metadata.where["published"]
    assert text[start:end] == printed


def test_a_date_in_prose_is_not_the_documents() -> None:
    metadata, _ = metadata_of("A pact in the north takes shape\n\nBy Ann Lee")
    assert metadata.published is None
    assert metadata.publisher is None
    assert "published" not in metadata.where


def test_the_labelled_date_wins_over_the_modified_one() -> None:
    metadata, _ = metadata_of("A pact in the north takes shape\n\nUpdated: 9 May 2022\n\nPublished: 5 April 2021")
    assert metadata.published == "2021-04-05"


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("by Ann Lee - News Editor", "Ann Lee"),
        ("Ann Lee, Research Fellow", "Ann Lee"),
        ("Date 2021-04-05 View 9 Writer Lee Ann", "Lee Ann"),
        ("작성자 : 김철수", "김철수"),
        ("作者：王小明", "王小明"),
    ],
)
def test_authors(head: str, author: str) -> None:
    metadata, text = metadata_of(f"A pact in the north takes shape\n\n{head}")
    assert metadata.author == author
    assert text[slice(*metadata.where["author"])] == author


def test_title_without_number_and_outlet() -> None:
    assert metadata_of("(Brief 2021-07) A pact in the north takes shape")[0].title == "A pact in the north takes shape"
    metadata, _ = metadata_of("《北方日报》:王小明:A pact in the north takes shape")
    assert (metadata.title, metadata.author) == ("A pact in the north takes shape", "王小明")


def test_series() -> None:
    assert metadata_of("Policy Briefs\n\n(Brief 2021-07) A pact in the north takes shape")[0].series == "Brief 2021-07"
    assert metadata_of("2021-07(S)\n\nA pact in the north takes shape")[0].series == "2021-07(S)"


def test_publisher_by_tail_address() -> None:
    metadata, _ = metadata_of("A pact in the north takes shape", "Contact: opinion@scmp.com")
    assert (metadata.publisher, metadata.publisher_name) == ("scmp", "South China Morning Post")


def test_main_language_counts_what_is_read() -> None:
    assert metadata_of("发布时间:2021-04-05")[0].language == "en"


def test_day_between_a_few_bars_is_the_documents_own() -> None:
    text = "Explainer | 15 December 2024 | 4 min read\n\nWho trains with whom?\n\nPeru and Chile signed a SOFA last month.\n"
    assert document_from_text(text, "a.txt").metadata.published == "2024-12-15"


@pytest.mark.parametrize(
    ("head", "edtf"),
    [
        ("2025年9月12日外交部发言人主持例行记者会（节选）", "2025-09-12"),
        ("A QUIET WEEK IN THE NORTH\nYour Friday letter | 6 December 2024 | View in browser", "2024-12-06"),
        ("Arms exports: who buys what\nStatus: 30 June 2025. All amounts in US dollars unless stated.", "2025-06-30"),
        ("The Observer\nSunday Magazine, 20 July 2025", "2025-07-20"),
        ("Minutes of the 14th meeting\nWellington, 12 June 2024, 10.05-11.40 a.m.", "2024-06-12"),
        ("アジア安全保障会議における基調講演\n国防大臣　　２０２４年６月１日　シンガポール", "2024-06-01"),
        ("海外軍事短信　　（『装備と戦術』２０２３年７月号）", "2023-07"),
        ("軍事情報保護協定是怎么回事？\n本网编译　2024年12月30日", "2024-12-30"),
        ("【全球防务周报】第212期\n2025年11月10日—11月16日", "2025-11-16"),
        ("자유로운 바다의 기록\n주간 국제 2025. 2. 17. | 커버스토리", "2025-02-17"),
        ("Defense White Paper 2025\nPart III, Chapter 2", "2025"),
        ("동정\n사회부 김모 기자 2025/11/24 18:03\n\n본문은 여기서 시작한다.", "2025-11-24"),
    ],
)
def test_marked_dates_of_documents(head: str, edtf: str) -> None:
    assert metadata_of(head)[0].published == edtf


def test_a_dateline_without_year_follows_what_the_text_names_last() -> None:
    text = (
        "DAKAR, Jan 31 (Agency) - French troops handed over their base on Thursday. The corps has been in Niger since April 2024. "
        "All soldiers will be gone by the end of September 2025."
    )
    assert document_from_text(f"{text}\n\n{PROSE}", "a.txt").metadata.published == "2025-01-31"


def test_entries_of_a_time_line_do_not_date_the_document() -> None:
    text = "Who arms whom\n\nAug 2010 - A pact signed in Baku\nJun 2021 - A declaration signed\nMay 2022 - Drones agreed with Turkey"
    assert document_from_text(text, "a.txt").metadata.published is None
