"""PDF layout: columns, heads and feet, notes, East Asian text, places of passages, and bounds on what a file may cost."""

from __future__ import annotations

import re
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.reading.pdfs import assembled

from foedus.intake.reading.documents import Document, document_from_bytes
from foedus.intake.reading.passages.units import ends_sentence, width, without_mark
from foedus.intake.reading.pdf import pagetext
from foedus.intake.reading.pdf.pages import read_pdf
from foedus.model.problems import UnreadableDocumentError

# --- PDFs written by hand -----------------------------------------------------------------------------------------

Placed = tuple[float, float, float, str]
"""Left, baseline, size [points], words."""

CJK_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /KozMinPro-Regular /Encoding /{encoding} /DescendantFonts [<< /Type /Font"
    " /Subtype /CIDFontType0 /BaseFont /KozMinPro-Regular /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering})"
    " /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /KozMinPro-Regular /Flags 4 /FontBBox"
    " [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"
)
HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def compressed(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<< /Filter /FlateDecode %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def pdf_of(streams: Sequence[bytes], *, font: str = HELVETICA, more: Sequence[bytes] = (), forms: bytes = b"") -> bytes:
    """One page per stream; `more` are objects from number 4 on, `forms` the names of those that are forms."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font.encode(), *more]
    kids = []
    for stream in streams:
        objects.append(compressed(stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << %s >> >> /Contents %d 0 R >>"
            % (forms, len(objects))
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return assembled(objects)


def stream_of(
    placed: Sequence[Placed], *, rules: Sequence[tuple[float, float, float]] = (), wide: bool = False
) -> bytes:
    def shown(text: str) -> str:
        return f"<{text.encode('utf-16-be').hex()}>" if wide else "(" + re.sub(r"([\\()])", r"\\\1", text) + ")"

    texts = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm {shown(text)} Tj ET\n" for x, y, size, text in placed)
    lines = "".join(f"0.5 w {left} {y} m {right} {y} l S\n" for left, y, right in rules)
    return (texts + lines).encode("latin-1", "replace")


def pdf_at(*pages: Sequence[Placed], rules: Sequence[tuple[float, float, float]] = ()) -> bytes:
    return pdf_of([stream_of(page, rules=rules) for page in pages])


def column(x: float, top: float, lines: Sequence[str], *, size: float = 10, leading: float = 12) -> list[Placed]:
    return [(x, top - leading * number, size, line) for number, line in enumerate(lines)]


def row_by_row(*columns: Sequence[Placed]) -> list[Placed]:
    """The same lines as a program draws them that goes across the page."""
    return sorted((line for lines in columns for line in lines), key=lambda line: (-line[1], line[0]))


def prose(name: str, n_lines: int, *, n_words: int = 7) -> list[str]:
    """Lines about as long as a column is wide, every word said once."""
    return [" ".join(f"{name}{line:02d}{chr(97 + word)}" for word in range(n_words)) for line in range(n_lines)]


def words_in_order(document: Document, *names: str) -> bool:
    found = re.findall(rf"\b(?:{'|'.join(names)})\d\d[a-z]", document.text)
    expected = sorted(found, key=lambda word: (names.index(re.sub(r"\d.*", "", word)), word))
    return bool(found) and found == expected


def texts(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.passages]


# --- columns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_across", [False, True], ids=["column by column", "row by row"])
@pytest.mark.parametrize("names", [("left", "right"), ("left", "middle", "right")], ids=["two", "three"])
def test_columns_are_read_one_after_the_other(names: tuple[str, ...], is_across: bool) -> None:
    size, step = (10.0, 265.0) if len(names) == 2 else (7.0, 175.0)
    columns = [
        column(45 + step * place, 700, prose(name, 25, n_words=4), size=size) for place, name in enumerate(names)
    ]
    lines = row_by_row(*columns) if is_across else [line for lines in columns for line in lines]
    document = document_from_bytes(pdf_at(lines), "columns.pdf")
    assert words_in_order(document, *names)


def test_a_title_over_the_columns_comes_first_and_a_line_across_ends_them() -> None:
    page = row_by_row(
        [(60, 780, 18, "A pact in the north and what it means for all")],
        column(45, 740, prose("one", 12, n_words=4)),
        column(310, 740, prose("two", 12, n_words=4)),
        [(60, 570, 14, "Second part: what the ministers said of the pact in Oslo")],
        column(45, 540, prose("three", 12, n_words=4)),
        column(310, 540, prose("four", 12, n_words=4)),
    )
    document = document_from_bytes(pdf_at(page), "a.pdf")
    assert texts(document)[0] == "A pact in the north and what it means for all"
    assert words_in_order(document, "one", "two", "three", "four")
    assert document.text.index("two11d") < document.text.index("Second part") < document.text.index("three00a")


def test_a_sentence_and_a_word_go_on_in_the_next_column() -> None:
    left = [*prose("left", 14, n_words=4), "the ministers signed a logistics agree-"]
    right = ["ment in March and then met again. After", *prose("right", 14, n_words=4)]
    page = row_by_row(column(45, 700, left), column(310, 700, right))
    assert "the ministers signed a logistics agreement in March" in document_from_bytes(pdf_at(page), "a.pdf").text


def test_a_head_and_a_page_number_stay_out_of_the_columns() -> None:
    def page(number: int) -> list[Placed]:
        names = (f"left{'abc'[number]}", f"right{'abc'[number]}")
        return row_by_row(
            [(45, 800, 9, "Security Review"), (520, 800, 9, str(number + 1))],
            column(45, 770, prose(names[0], 30, n_words=4)),
            column(310, 770, prose(names[1], 30, n_words=4)),
            [(295, 30, 9, f"- {number + 1} -")],
        )

    document = document_from_bytes(pdf_at(page(0), page(1), page(2)), "a.pdf")
    assert words_in_order(document, "lefta", "righta", "leftb", "rightb", "leftc", "rightc")
    kinds = Counter(passage.kind for passage in document.passages)
    assert kinds["boilerplate"] == 6


def test_the_rows_of_a_table_are_not_taken_for_columns() -> None:
    rows = [(f"State number {row}", f"{1990 + row}", "Party to it") for row in range(20)]
    page = [
        cell
        for number, row in enumerate(rows)
        for cell in zip((50, 250, 450), [700 - 12 * number] * 3, [10] * 3, row, strict=True)
    ]
    text = document_from_bytes(pdf_at(page), "a.pdf").text
    assert all(text.index(a) < text.index(b, text.index(a)) for a, b, _ in rows)
    assert re.search(r"State number 3\s+1993\s+Party to it", text)


def test_a_table_in_one_column_keeps_its_rows() -> None:
    table = [(310 + 80 * place, 660 - 12 * row, 10, f"c{row}{place}") for row in range(5) for place in range(3)]
    page = [
        *column(45, 700, prose("left", 20, n_words=4)),
        *column(310, 700, prose("right", 3, n_words=4)),
        *table,
        *column(310, 590, prose("under", 12, n_words=4)),
    ]
    document = document_from_bytes(pdf_at(page), "a.pdf")
    assert words_in_order(document, "left", "right", "under")
    cells = re.findall(r"\bc\d\d\b", document.text)
    assert cells == sorted(cells)


# --- running heads and feet ---------------------------------------------------------------------------------------


def test_heads_that_alternate_left_and_right_are_told_from_the_text() -> None:
    pages = [
        [
            (60, 800, 9, f"{number} Ann Lee" if number % 2 == 0 else f"A pact in the north {number}"),
            *column(60, 760, prose(f"page{'abcdefg'[number]}", 30, n_words=8)),
        ]
        for number in range(7)
    ]
    document = document_from_bytes(pdf_at(*pages), "a.pdf")
    assert Counter(passage.kind for passage in document.passages)["boilerplate"] == 7


def test_heads_that_change_with_the_chapter_are_told_by_their_place() -> None:
    heads = ["Norway"] * 3 + ["Finland"] * 4 + ["Iceland"] * 3 + ["Estonia"] * 3
    pages = [
        [(60, 800, 9, head), *column(60, 760, prose(f"page{chr(97 + number)}", 30, n_words=8))]
        for number, head in enumerate(heads)
    ]
    document = document_from_bytes(pdf_at(*pages), "a.pdf")
    assert Counter(passage.kind for passage in document.passages)["boilerplate"] == len(heads)


@pytest.mark.parametrize("number", ["12", "- 12 -", "xii", "p. 12", "12 / 40", "Page 12 of 40"])
def test_page_numbers_are_no_text(number: str) -> None:
    page = [*column(60, 760, prose("body", 30, n_words=8)), (290, 40, 9, number)]
    document = document_from_bytes(pdf_at(page, page), "a.pdf")
    assert [p.kind for p in document.passages if document.text[p.start : p.end] == number] == ["boilerplate"] * 2


# --- notes --------------------------------------------------------------------------------------------------------

NOTED = [
    [
        *column(60, 760, [*prose("body", 20, n_words=8), "A third meeting of the two ministers was then agreed upon in Oslo by both"]),
        (60, 120, 8, "1 See Treaty Series, vol. 3, p. 44, and what the ministry said of it in"),
        (60, 110, 8, "its yearly report."),
        (60, 100, 8, "2 Ibid., p. 45."),
        (290, 40, 10, "7"),
    ],
    [
        *column(60, 760, ["and took place in Helsinki in the year that followed.", *prose("more", 10, n_words=8)]),
        (290, 40, 10, "8"),
    ],
]  # fmt: skip


@pytest.mark.parametrize("call", ["body05h.1", "body05h1", "body05h (1)", "body05h[1]"])
def test_notes_come_after_a_sentence_that_runs_on(call: str) -> None:
    first = [(x, y, size, text.replace("body05h", call)) for x, y, size, text in NOTED[0]]
    document = document_from_bytes(pdf_at(first, NOTED[1]), "a.pdf")
    found = texts(document)
    (whole,) = [text for text in found if "agreed upon in Oslo by both and took place in Helsinki" in text]
    assert found.index(whole) < min(i for i, text in enumerate(found) if re.match(r"[12] ", text))
    notes = [i for i, text in enumerate(found) if re.match(r"[12] ", text)]
    assert [found[i] for i in notes] == [
        "1 See Treaty Series, vol. 3, p. 44, and what the ministry said of it in its yearly report.",
        "2 Ibid., p. 45.",
    ]
    assert {document.passages[i].page for i in notes} == {1}


def test_a_heading_of_two_lines_is_one_and_parts_from_what_it_stands_over() -> None:
    page = [
        (60, 780, 20, "Access and logistics of the north and of the sea: a paper"),
        (60, 757, 20, "with columns"),
        (60, 734, 10, "Example Institute, 20 October 2025"),
        (60, 715, 14, "The first part of the paper"),
        *column(60, 690, prose("body", 20, n_words=8)),
    ]
    found = texts(document_from_bytes(pdf_at(page), "a.pdf"))
    assert found[:3] == [
        "Access and logistics of the north and of the sea: a paper with columns",
        "Example Institute, 20 October 2025",
        "The first part of the paper",
    ]


def test_a_raised_mark_is_put_before_its_note() -> None:
    page = [
        *column(60, 760, prose("body", 20, n_words=8)),
        (250, 523, 6, "1"),
        (60, 103, 5, "1"),
        (66, 100, 8, "See Treaty Series, vol. 3."),
    ]
    assert "1 See Treaty Series, vol. 3." in texts(document_from_bytes(pdf_at(page), "a.pdf"))


def test_a_note_below_a_rule_needs_no_smaller_letters() -> None:
    page = [
        *column(60, 760, [*prose("body", 19, n_words=8), "It was agreed in May.1"]),
        (60, 480, 10, "1 Treaty Series, vol. 3."),
    ]
    found = texts(document_from_bytes(pdf_at(page, rules=[(60, 500, 200)]), "a.pdf"))
    assert found[-1] == "1 Treaty Series, vol. 3."


def test_notes_of_columns_come_after_the_last_column() -> None:
    left = [
        *column(45, 700, [*prose("left", 25, n_words=4), "and the ministers agreed in May.1 They"]),
        (45, 90, 8, "1 Treaty Series, vol. 3."),
    ]
    right = [*column(310, 700, [*prose("right", 25, n_words=4), "and they met again.2"]), (310, 90, 8, "2 Ibid.")]
    document = document_from_bytes(pdf_at(row_by_row(left, right)), "a.pdf")
    assert words_in_order(document, "left", "right")
    assert "in May.1 They right00a" in document.text
    assert texts(document)[-2:] == ["1 Treaty Series, vol. 3.", "2 Ibid."]
    assert document.text.index("1 Treaty Series") > document.text.index("right24d")


def test_a_numbered_list_at_the_foot_is_no_note() -> None:
    items = [f"{n}. Item number {n} of the list that the ministers agreed upon" for n in range(1, 9)]
    page = [
        *column(60, 760, prose("body", 5, n_words=8)),
        *column(60, 680, items),
        *column(60, 560, prose("more", 3, n_words=8)),
    ]
    text = document_from_bytes(pdf_at(page), "a.pdf").text
    assert text.index("8. Item") < text.index("more00a")


# --- East Asian text ----------------------------------------------------------------------------------------------

JAPANESE = [
    "日本とオーストラリアは円滑化協定に署名し、両国の部隊が",
    "相手国を訪問して活動を行う際の手続を定めた。さらに防",
    "衛装備品の移転についても協議を進めることで一致した。",
]
CHINESE = [
    "日本与澳大利亚签署了互惠准入协定，规定了两国部队访问对",
    "方国家时的程序。双方还同意就防卫装备转移进行磋商并继续",
    "保持密切沟通，共同维护地区的和平与稳定。",
]
KOREAN = [
    "일본과 호주는 원활화 협정에 서명하였고 양국 부대가",
    "상대국을 방문하여 활동할 때의 절차를 정하였으며 또한",
    "방위 장비 이전에 관해서도 협의하기로 하였다.",
]


def wide_pdf(placed: Sequence[Placed], encoding: str, ordering: str) -> bytes:
    return pdf_of([stream_of(placed, wide=True)], font=CJK_FONT.format(encoding=encoding, ordering=ordering))


@pytest.mark.parametrize(
    ("lines", "encoding", "ordering", "between", "language"),
    [
        (JAPANESE, "UniJIS-UTF16-H", "Japan1", "", "ja"),
        (CHINESE, "UniGB-UTF16-H", "GB1", "", "zh"),
        (KOREAN, "UniKS-UTF16-H", "Korea1", " ", "ko"),
    ],
    ids=["Japanese", "Chinese", "Korean"],
)
@pytest.mark.parametrize("n_columns", [1, 2])
def test_east_asian_lines_are_joined_as_their_script_asks(
    lines: list[str], encoding: str, ordering: str, between: str, language: str, n_columns: int
) -> None:
    place = [column(30 + 290 * number, 760, lines * 3, size=9, leading=14) for number in range(n_columns)]
    document = document_from_bytes(wide_pdf(row_by_row(*place), encoding, ordering), "a.pdf")
    assert document.text.replace("\n\n", between).count(between.join(lines)) == 3 * n_columns
    assert {passage.language for passage in document.passages} == {language}


def test_korean_words_broken_at_line_ends_are_whole_again() -> None:
    lines = [
        "한국과 일본은 2016년 11월 23일 군사정보보호협",
        "정에 서명했다. 양국은 이를 상호군수지원협정",
        "으로 보완하기로 하였다.",
    ]
    text = document_from_bytes(wide_pdf(column(30, 760, lines, size=9), "UniKS-UTF16-H", "Korea1"), "a.pdf").text
    assert (
        text
        == "한국과 일본은 2016년 11월 23일 군사정보보호협정에 서명했다. 양국은 이를 상호군수지원협정으로 보완하기로 하였다."
    )


@pytest.mark.parametrize("turn", [1, -1], ids=["from right", "from left"])
def test_upright_lines_are_read_from_right_to_left(turn: int) -> None:
    placed = [(500.0 - 18 * number, 760.0, 10.0, line) for number, line in enumerate(JAPANESE)][::turn]
    assert "".join(JAPANESE) in document_from_bytes(wide_pdf(placed, "UniJIS-UTF16-V", "Japan1"), "a.pdf").text


def test_upright_tiers_are_read_from_the_top() -> None:
    placed = [
        (500.0 - 18 * number, top, 10.0, f"{mark}{line}")
        for top, mark in ((380.0, "下"), (780.0, "上"))
        for number, line in enumerate(JAPANESE)
    ]
    text = document_from_bytes(wide_pdf(placed, "UniJIS-UTF16-V", "Japan1"), "a.pdf").text
    assert [mark for mark in text if mark in "上下"] == ["上"] * 3 + ["下"] * 3


# --- places -------------------------------------------------------------------------------------------------------


def test_a_passage_says_where_it_stands() -> None:
    page = row_by_row(
        column(45, 700, [*prose("left", 20, n_words=4), "This is the end of the last sentence in"]),
        column(310, 700, [*prose("right", 20, n_words=4), "the column."]),
    )
    document = document_from_bytes(pdf_at(page), "a.pdf")
    passage = document.passages[0]
    assert passage.page == 1
    assert passage.box is not None
    left, bottom, right, top = passage.box
    assert 44 <= left <= 46
    assert right < 310  # only the part in its first column
    assert 450 < bottom < 700 < top < 715
    assert document_from_bytes(b"Japan signed the pact in 2022.", "a.txt").passages[0].box is None  # no places there


# --- laws ---------------------------------------------------------------------------------------------------------

HYPHEN = re.compile(r"(\w+)(?:[\ufffe\x02][ ]*(?:\r?\n)?|[-\u00ad\u2010][ ]*\r?\n)[ ]*(\w+)")
SOFT = re.compile("[\ufffe\x02\u00ad]")
BULLET = re.compile(r"(?:[•·●○■▪‣◆–—]|\(?\d{1,2}[.)](?!\d)|[①-⑳])\s*\S")
PAGE_NUMBER = re.compile(r"\W*(?:(?:page|p\.)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)


def read_in_one_column(content: bytes) -> str:
    """An obvious twin for pages of one column: lines in the order of the file, told apart by their words alone."""
    with pypdfium2.PdfDocument(content) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    whole = "\n".join(pages)
    hyphenated, plain = set(re.findall(r"\w+-\w+", whole)), set(re.findall(r"\w+", whole))

    def join(found: re.Match[str]) -> str:
        first, last = found[1], found[2]
        keeps = not last[0].islower() or (f"{first}-{last}" in hyphenated and first + last not in plain)
        return f"{first}-{last}" if keeps else first + last

    split = [[line.strip() for line in SOFT.sub("", HYPHEN.sub(join, page)).splitlines()] for page in pages]
    edges = [{*[i for i, s in enumerate(p) if s][:2], *[i for i, s in enumerate(p) if s][-2:]} for p in split]
    shapes = [{re.sub(r"\d+", "#", p[i]).casefold() for i in e} for p, e in zip(split, edges, strict=True)]
    counts = Counter(shape for found in shapes for shape in found)
    lines = [
        (n, s, i in e and bool(PAGE_NUMBER.match(s) or (len(split) > 1 and counts[re.sub(r"\d+", "#", s).casefold()] >= max(2, round(0.4 * len(split))))))
        for n, (p, e) in enumerate(zip(split, edges, strict=True)) for i, s in enumerate(p)
    ]  # fmt: skip
    widths = sorted(width(s) for _, s, running in lines if s and not running)
    full = max(widths[int(0.8 * (len(widths) - 1))] if widths else 0, 1)
    paragraphs: list[tuple[int, str, bool]] = []
    for number, of_page in groupby(lines, key=lambda line: line[0]):
        run: list[str] = []
        for _, s, running in of_page:
            if run and (running or not s or BULLET.match(s) or breaks(run[-1], s, full)):
                paragraphs, run = [*paragraphs, (number, " ".join(run), False)], []
            if running:
                paragraphs.append((number, s, True))
            elif s:
                run.append(s)
        paragraphs += [(number, " ".join(run), False)] if run else []
    return "\n\n".join(over_pages(paragraphs))


def over_pages(paragraphs: list[tuple[int, str, bool]]) -> list[str]:
    """A paragraph goes on after a page break if its sentence has not ended and what follows begins in lower case."""
    prose = [i for i, (_, _, running) in enumerate(paragraphs) if not running]
    found = [text for _, text, _ in paragraphs]
    for i, j in pairwise(prose):
        (page, above, _), (next_page, below, _) = paragraphs[i], paragraphs[j]
        ended = ends_sentence(without_mark(above))
        if next_page > page and not ended and width(above) >= 40 and below[:1].islower():
            is_broken = re.search(r"\w[-\u00ad\u2010]$", above)
            found[i], found[j] = above[:-1] + below if is_broken else f"{above} {below}", ""
    return [text for text in found if text]


def breaks(above: str, below: str, full: int) -> bool:
    share = width(above) / full
    return share < 0.85 if ends_sentence(above) else share < 0.6 and not below[:1].islower()


WORDS = st.sampled_from(
    [
        "Norway",
        "Finland",
        "signed",
        "a",
        "the",
        "pact.",
        "treaty,",
        "in",
        "2019",
        "agree-",
        "Nordic-",
        "Baltic",
        "ment",
        "12",
        "(3)",
        "1.",
        "2)",
        "[4]",
        "A",
        "B.5",
        "*",
        "U.S.",
        "x1",
        "–",
        "•",
        "3",
    ]
)
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


@st.composite
def single_column_pages(draw: st.DrawFn) -> bytes:
    pages = []
    for _ in range(draw(st.integers(1, 2))):
        y, page = 780.0, list[Placed]()
        for line in draw(st.lists(LINES, min_size=1, max_size=30)):
            page.append((50 + draw(st.sampled_from([0, 0, 0, 20])), y, 10, line))
            y -= draw(st.sampled_from([12, 12, 12, 12, 18]))
        pages.append(page)
    return pdf_at(*pages)


@settings(max_examples=150, deadline=None)
@given(single_column_pages())
def test_pages_of_one_column_read_as_their_lines_come(content: bytes) -> None:
    assert read_pdf(content, where="a.pdf")[0] == read_in_one_column(content)


@st.composite
def pages_in_columns(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    n_columns = draw(st.integers(2, 3))
    size, step = (10.0, 265.0) if n_columns == 2 else (7.0, 175.0)
    names = [f"col{'abcdef'[number]}" for number in range(2 * n_columns)]
    pages = []
    for page in range(2):
        height = draw(st.integers(12, 40))
        columns = [
            column(
                45 + step * place,
                740 - draw(st.sampled_from([0, 0, 5, 24])),
                prose(names[page * n_columns + place], height - draw(st.integers(0, 2)), n_words=4),
                size=size,
            )
            for place in range(n_columns)
        ]
        title = [(80.0, 790.0, 16.0, "The pact of two states in the north and the sea")] * draw(st.integers(0, 1))
        is_across = draw(st.booleans())
        pages.append([*title, *(row_by_row(*columns) if is_across else [one for lines in columns for one in lines])])
    return pdf_at(*pages), names


@settings(max_examples=60, deadline=None)
@given(pages_in_columns())
def test_columns_are_read_in_order_whatever_the_file_does(drawn: tuple[bytes, list[str]]) -> None:
    content, names = drawn
    document = document_from_bytes(content, "a.pdf")
    assert words_in_order(document, *names)


@st.composite
def scattered_pages(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    pages, words = [], []
    for number in range(draw(st.integers(1, 3))):
        places = draw(st.lists(st.tuples(st.integers(20, 500), st.integers(20, 800), st.sampled_from([5, 8, 10, 16])), min_size=1, max_size=40, unique_by=lambda p: (p[0] // 60, p[1] // 20)))  # fmt: skip
        page = [(float(x), float(y), float(size), f"w{number}x{n}q") for n, (x, y, size) in enumerate(places)]
        words += [text for *_, text in page]
        pages.append(page)
    return pdf_at(*pages), words


@settings(max_examples=100, deadline=None)
@given(st.one_of(scattered_pages(), pages_in_columns().map(lambda drawn: (drawn[0], []))))
def test_every_unit_stands_in_the_text_and_no_word_is_lost(drawn: tuple[bytes, list[str]]) -> None:
    content, words = drawn
    text, units, _ = read_pdf(content, where="a.pdf")
    with pypdfium2.PdfDocument(content) as file:
        plain = "".join(page.get_textpage().get_text_range() for page in file)
    assert Counter(c for c in text if not c.isspace()) == Counter(c for c in plain if not c.isspace())
    assert all(text.count(word) == plain.count(word) for word in words)
    position = 0
    for unit in units:
        assert position <= unit.start < unit.end
        assert text[position : unit.start].strip() == ""
        assert text[unit.start : unit.end] == text[unit.start : unit.end].strip()
        assert unit.page is not None
        assert unit.box is None or (unit.box[0] <= unit.box[2] and unit.box[1] <= unit.box[3])
        position = unit.end
    assert position == len(text)


# --- bounds -------------------------------------------------------------------------------------------------------


def nested_forms(depth: int, fan: int) -> bytes:
    """Each form draws the next `fan` times; the last says something."""
    forms = [
        compressed(b"/X Do " * fan, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>" % (5 + n))
        for n in range(depth)
    ]  # fmt: skip
    forms.append(
        compressed(
            b"BT /F1 10 Tf 50 700 Td (Norway signed it.) Tj ET",
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>",
        )
    )
    return pdf_of([b"/X Do"], more=forms, forms=b"/X 4 0 R")


def test_forms_drawn_within_forms_end_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagetext, "_SECONDS", 2)
    begun = time.monotonic()
    with pytest.raises(UnreadableDocumentError, match=r"more than 2 seconds|gave up") as caught:
        document_from_bytes(nested_forms(9, 10), "a.pdf")
    assert time.monotonic() - begun < 10
    assert caught.value.hint


def test_a_file_read_by_another_process_reads_the_same() -> None:
    lines = stream_of(column(60, 760, prose("body", 20, n_words=8)))
    plain, suspect = pdf_of([lines]), pdf_of([lines + b" /X Do"], more=[b"<< /F /Form /G /Form /H /Form /I /Form >>"])
    assert pagetext.read_pages(suspect, where="a.pdf") == pagetext.read_pages(plain, where="a.pdf")


@pytest.mark.parametrize(
    ("stream", "seconds"),
    [
        (b"".join(b"BT /F1 10 Tf %d %d Td (a) Tj ET\n" % (n % 500, n // 600) for n in range(500_000)), 5),
        (b"BT /F1 10 Tf 50 700 Td (Norway signed it.) Tj ET\n" + b"1 2 m 3 4 l S\n" * 1_000_000, 5),
        (b"BT /F1 10 Tf 12 TL 50 780 Td\n" + (b"(" + b"word " * 10 + b") Tj T*\n") * 4_000 + b"ET", 5),
        (b"BT /F1 10 Tf 12 TL 50 780 Td\n" + (b"(" + b"a" * 30_000 + b") Tj T*\n") * 7 + b"ET", 5),
        (b"".join(b"BT /F1 10 Tf %d %d Td (word) Tj ET\n" % (20 + n * 37 % 550, 20 + n * 61 % 800) for n in range(20_000)), 5),
        (b"q " * 500_000 + b"BT /F1 10 Tf 50 700 Td (Norway signed it.) Tj ET", 5),
        (b"BT /F1 10 Tf 50 700 Td (Norway signed it.) Tj ET " + b"[" * 500_000, 5),
    ],
    ids=["texts", "paths", "characters", "long words", "scattered", "states", "arrays"],
)  # fmt: skip
def test_heavy_pages_are_read_in_bounded_time(stream: bytes, seconds: int) -> None:
    begun = time.process_time()
    assert document_from_bytes(pdf_of([stream]), "a.pdf").text
    assert time.process_time() - begun < seconds


def test_many_pages_take_time_in_proportion() -> None:
    stream = stream_of(column(60, 760, prose("body", 20, n_words=8)))
    taken = []
    for count in (250, 1_000):
        begun = time.process_time()
        assert document_from_bytes(pdf_of([stream] * count), "a.pdf").passages[-1].page == count
        taken.append(time.process_time() - begun)
    assert taken[1] < 15
    assert taken[1] < 8 * taken[0]  # four times the pages; with quadratic time it takes sixteen


def test_more_than_the_bounds_is_refused_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_of([stream_of(column(60, 760, prose("body", 20, n_words=8)))] * 3)
    for bound, value, says in (
        ("_MOST_PAGES", 2, "has 3 pages; expected no more than 2"),
        ("_MOST_ON_PAGE", 100, r"holds 1,\d+ characters on page 1; expected no more than 100"),
        ("_MOST_CHARACTERS", 2_000, "holds over 2,000 characters on 2 pages"),
        ("_SECONDS", -1, "takes more than -1 seconds to take apart"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(pagetext, bound, value)
            with pytest.raises(UnreadableDocumentError, match=says):
                document_from_bytes(content, "a.pdf")
