"""Passages: what is prose and what is not, in four languages; all texts are made up."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.passages.languages import language_of
from foedus.intake.reading.passages.passages import split_passages

PROSE = "Norway and Finland signed a logistics agreement in March 2019, and it entered into force in 2020."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(passage.kind, text[passage.start : passage.end]) for passage in split_passages(text)]


def kind_of(text: str, words: str) -> str:
    return next(kind for kind, piece in kinds(text) if words in piece)


def test_a_paragraph_broken_by_a_blank_line_goes_on() -> None:
    first, second = split_passages(
        "The ministers agreed to meet every year and thereby strengthen the cooperation of the two\n\nstates in the north. They met again."
    )
    assert first.continues
    assert not second.continues
    assert second.kind == "body"


def test_wrapped_lines_are_one_paragraph_and_labels_are_not() -> None:
    wrapped = "Norway and Finland have agreed that their forces may use each other's\nports and airfields, and that each will pay for what it uses when it\nleaves. The text is public."
    assert len(split_passages(wrapped)) == 1
    labelled = f"A pact in the north\n\nSource\nSome Daily\nEditor\nAnn Lee\n\n{PROSE}"
    assert [kind for kind, _ in kinds(labelled)] == ["title", "metadata", "metadata", "metadata", "metadata", "body"]


def test_sentences_on_lines_of_their_own_are_passages_of_their_own() -> None:
    assert len(split_passages("豪州とフィジーは協定に署名した。\nトンガは検討している。\n")) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Back", "Share this article", "12 comments", "Leave a reply", "Related Articles", "Read more", "© 2021 The Example Daily", "3 min read",
        "Baltic Pact Explained | Ships, Ports and Power", "戻る", "関連記事", "この記事をシェアする", "목록", "관련기사", "댓글 3", "返回列表", "相关阅读", "發表評論",
    ],
)  # fmt: skip
def test_page_furniture_is_boilerplate(line: str) -> None:
    assert kind_of(f"A pact in the north\n\n{PROSE}\n\n{line}\n\n{PROSE}", line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Date 2021-04-05", "Published: 5 April 2021", "View 1,204", "By Ann Lee", "Ann Lee, Senior Fellow", "Views 31 Date 2021.4.5", "ann.lee@example.org",
        "浏览次数:44", "发布时间：2021-04-05", "来源：某某日报", "조회수 44", "등록일 2021.04.05", "작성자 : 김철수", "閲覧数：44", "公開日 2021年4月5日", "2021年4月5日", "2021. 4. 5.",
    ],
)  # fmt: skip
def test_lines_about_the_document_are_metadata(line: str) -> None:
    assert kind_of(f"A pact in the north takes shape\n\n{line}\n\n{PROSE}", line) == "metadata"


@pytest.mark.parametrize("question", ["What does the pact allow?", "なぜ今なのか？", "왜 지금인가?", "为什么是现在？"])
def test_questions_are_headings_nobody_reads(question: str) -> None:
    assert kind_of(f"A pact in the north\n\n{PROSE}\n\n{question}\n\n{PROSE}", question) == "question"


def test_questions_are_cut_out_of_paragraphs() -> None:
    text = f"{PROSE} In the U.S. view, has Finland signed the pact? It has not."
    assert kinds(text) == [
        ("body", PROSE),
        ("question", "In the U.S. view, has Finland signed the pact?"),
        ("body", "It has not."),
    ]


@pytest.mark.parametrize(
    "biography",
    [
        "Ann Lee is an associate professor at the University of Oslo (Norway), and Bo Berg is a lecturer at Lund University.",
        "Dr. Ann Lee is a research fellow at the Institute of Northern Affairs. She received her Ph.D. from Lund University (Sweden).",
        "The author is a visiting scholar at a university in Finland.",
        "田中太郎（たなか・たろう）北方大学教授。専門は北欧政治。",
        "김철수는 북방연구소 선임연구위원이다.",
        "作者是北方大学国际关系学院教授。",
    ],
)
def test_closing_biographies_are_not_read(biography: str) -> None:
    text = f"A pact in the north\n\n{PROSE}\n\n{PROSE}\n\nAnn Lee\n\nCenter for Northern Studies\n\n{biography}"
    assert [kind for kind, _ in kinds(text)][-3:] == ["biography"] * 3


def test_a_sentence_about_an_office_inside_the_text_is_read() -> None:
    sentence = "Ann Lee is a professor at Oslo who negotiated the pact between Norway and Finland."
    assert kind_of(f"A pact in the north\n\n{PROSE}\n\n{sentence}\n\n{PROSE}\n\n{PROSE}", sentence) == "body"


def test_what_follows_its_announcement() -> None:
    text = f"A pact in the north\n\n{PROSE}\n\nRelated Posts\n\nSweden signs a pact with Estonia\n\nReferences\n\nLee, Ann (2019). The Baltic pact. Oslo.\n\n[2] Berg, Bo. https://example.org/x"
    assert kind_of(text, "Sweden signs") == "boilerplate"
    assert kind_of(text, "The Baltic pact") == "bibliography"
    assert kind_of(text, "[2]") == "bibliography"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Figure 2: Agreements of Norway, 1990-2020", "caption"),
        ("表１　北欧の協定", "caption"),
        ("<그림 1> 협정의 수", "caption"),
        ("• Norway signed an agreement with Finland", "list_item"),
        ("Next, this study examines the cooperation of Norway and Finland.", "boilerplate"),
        ("This article is a summary of a longer report.", "metadata"),
        ("2. The pact and its limits", "heading"),
        ("What the pact leaves open", "heading"),
        ("Norway\tsigned 2019\nFinland\tsigned 2020", "table"),
    ],
)
def test_other_kinds(line: str, kind: str) -> None:
    assert kind_of(f"A pact in the north\n\n{PROSE}\n\n{line}\n\n{PROSE}", line) == kind


def test_one_sentence_is_a_body() -> None:
    assert kinds("Norway signed the pact.") == [("body", "Norway signed the pact.")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norway signed it.", "en"),
        ("ノルウェーが署名した", "ja"),
        ("노르웨이가 서명했다", "ko"),
        ("挪威签署了协定", "zh"),
        ("挪威簽署了協定", "zh"),
        ("the principle of exclusive defence (専守防衛)", "en"),
        ("일본의 専守防衛 원칙", "ko"),
        ("RAAとACSAの締結", "ja"),
        ("…", "en"),
    ],
)
def test_language_by_script(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_heading_in_ideographs_alone_takes_the_documents_language() -> None:
    document = document_from_text("北欧防衛協力\n\nノルウェーとフィンランドは協定に署名した。", "a.txt")
    assert [passage.language for passage in document.passages] == ["ja", "ja"]


@pytest.mark.parametrize(
    "text",
    [
        "2010\n19 May: ACSA signed.\n2013\nJune: first 2+2",
        "2010年\n　５月　協定に署名\n2013年\n　９月　同協定発効",
        "■ 2010年\n5月19日　签署协定。\n■ 2013年\n6月　首次会谈",
        "▲ 2010\n - 5. 19 : 협정 서명\n▲ 2013\n - 6 : 협정 발효",
    ],
)
def test_a_year_stands_over_the_entries_of_a_time_line(text: str) -> None:
    kinds = [p.kind for p in document_from_text(f"A chronology of the north\n\n{text}", "a.txt").passages][1:]
    assert kinds[0] == kinds[2] == "heading"
    assert {kinds[1], kinds[3]} <= {"body", "list_item"}
