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
