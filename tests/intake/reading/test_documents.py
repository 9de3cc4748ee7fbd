"""Documents from files: content decides what a file is, offsets quote, and what cannot be read is refused with a next step."""

from __future__ import annotations

import io
import json
import pickle
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.reading.pdfs import assembled

from foedus.intake.reading.documents import Document, document_from_bytes, document_from_text, load_document
from foedus.intake.reading.passages.passages import READABLE
from foedus.model.problems import UnreadableDocumentError

SEEDS = Path(__file__).parents[4] / "shared"

# --- PDFs written by hand -----------------------------------------------------------------------------------------


def pdf(pages: list[list[str]], *, encrypt: str = "") -> bytes:
    """A PDF with one text line per string, Helvetica; `encrypt` adds a dictionary that asks for a password nobody has."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf 12 TL 50 780 Td\n{shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    trailer = b""
    if encrypt:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32))
        trailer = b" /Encrypt %d 0 R /ID [<00><00>]" % len(objects)
    return assembled(objects, trailer)


PAGES = [
    [
        "Quarterly Security Review",
        "A pact in the north",
        "Norway and Finland signed a logistics agree-",
        "ment in March 2019, and their ministers met again in Oslo in the Nordic-",
        "Baltic format. A third meeting of the two ministers was then agreed upon",
        "1",
    ],
    [
        "Quarterly Security Review",
        "and took place in Helsinki in 2021.",
        "The second paragraph of this page says that Estonia joined in October 2022.",
        "2",
    ],
]


def test_pdf_lines_become_paragraphs_with_pages() -> None:
    document = document_from_bytes(pdf(PAGES), "review.pdf")
    assert document.media_type == "application/pdf"
    assert "logistics agreement in March 2019" in document.text
    assert "Nordic-Baltic format" in document.text
    kinds = [(passage.kind, passage.page) for passage in document.passages]
    assert [kind for kind, _ in kinds].count("boilerplate") == 4  # the running head and the number, twice
    first, second, *_ = [passage for passage in document.passages if passage.kind == "body"]
    assert (first.page, second.page) == (1, 2)
    assert document.text[first.start : first.end].endswith("and took place in Helsinki in 2021.")  # on the second page
    assert document.metadata.title == "A pact in the north"


def test_a_pdf_named_txt_is_read_as_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "review.txt"
    path.write_bytes(pdf(PAGES))
    assert load_document(path).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (pdf(PAGES, encrypt="yes"), "encrypted and asks for a password"),
        (pdf([[]]), "1 page but no text"),
        (pdf(PAGES)[:200], "damaged or cut off"),
        (b"%PDF-1.7\n" + b"garbage " * 50, "damaged or cut off"),
    ],
    ids=["encrypted", "scanned", "cut", "garbage"],
)
def test_unreadable_pdfs_say_why(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=says) as caught:
        document_from_bytes(content, "a.pdf")
    assert caught.value.message.startswith("a.pdf: ")
    assert caught.value.hint


# --- other files ----------------------------------------------------------------------------------------------------


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG image"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 50, "Linux program"),
        (b"\xff\xd8\xff\xe0" + b"JFIF" * 9, "JPEG"),
        (archive(a="text"), "ZIP archive"),
        (archive(xl__workbook_xml="<x/>"), "Excel workbook"),
        (archive(word__document_xml="<x/>")[:60], "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old Office file"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"Plain beginning, then \0\0\0\x01\x02 bytes", "binary"),
        (bytes(range(1, 9)) * 40, "control characters"),
        (b"", "file is empty"),
        (b"\xef\xbb\xbf \r\n\t ", "file is empty"),
    ],
)
def test_binaries_named_txt_are_refused_by_what_they_look_like(content: bytes, looks: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=looks) as caught:
        document_from_bytes(content, "brief.txt")
    assert "brief.txt" in caught.value.message
    assert caught.value.hint


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"no such file; expected a document"):
        load_document(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocumentError, match=r"this is a folder"):
        load_document(tmp_path)


def test_offsets_count_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(b"Title line here now\r\n\r\nJapan signed it.\r\n")
    document = load_document(path)
    assert document.text.count("\r\n") == 3
    assert [document.text[p.start : p.end] for p in document.passages] == ["Title line here now", "Japan signed it."]
    assert document.name == "windows.txt"


def test_documents_travel_between_processes() -> None:
    document = document_from_text("Title of the note\n\nJapan signed the pact in 2022.", "a.txt")
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301  # our own bytes


HTML = """<!DOCTYPE html><html><head><title>Pact signed | The Example Daily</title>
<meta property="og:title" content="Pact signed in Canberra"><meta property="article:published_time" content="2023-05-04T08:00:00Z">
<meta name="author" content="Jane Roe"><meta property="og:site_name" content="Naval News"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news and much more</a></li></ul></nav>
<article><h1>Pact signed in Canberra</h1>
<p>Australia and Fiji signed a status of forces agreement on 3 May 2023 in Canberra, the two governments said in a joint statement.</p>
<h2>What it says</h2><p>The agreement lets the forces of each country train in the other. It enters into force after ratification by both.</p>
<ul><li>Visits of ships are covered.</li><li>Exports of arms are not.</li></ul></article>
<aside><h3>Related</h3><a href="/x">Tonga considers a treaty with New Zealand</a></aside><footer>Copyright Example</footer></body></html>"""


def test_html_gives_main_text_and_header_fields() -> None:
    document = document_from_bytes(HTML.encode(), "saved.txt")
    assert document.media_type == "text/html"
    assert "World news" not in document.text
    assert "Tonga" not in document.text
    metadata = document.metadata
    assert (metadata.title, metadata.published, metadata.author) == (
        "Pact signed in Canberra",
        "2023-05-04",
        "Jane Roe",
    )
    assert (metadata.publisher, metadata.publisher_name) == ("naval-news", "Naval News")
    assert "published" not in metadata.where  # it stands in the head, not in the text
    assert any("3 May 2023" in document.text[p.start : p.end] and p.kind == "body" for p in document.passages)
    assert_quotes(document)


def test_html_in_a_declared_charset() -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head>'
        "<body><p>豪州とフィジーは地位協定に署名した。</p></body></html>"
    )
    assert "豪州とフィジーは地位協定に署名した。" in document_from_bytes(page.encode("cp932"), "page.html").text


def test_html_date_from_linked_data() -> None:
    data = json.dumps(
        {"@graph": [{"@type": "NewsArticle", "datePublished": "2021-09-15", "headline": "Pact signed in Lima"}]}
    )
    page = HTML.replace(
        '<meta property="article:published_time" content="2023-05-04T08:00:00Z">',
        f'<script type="application/ld+json">{data}</script>',
    )
    assert document_from_bytes(page.encode(), "a.html").metadata.published == "2021-09-15"


def test_html_nested_without_end_is_refused_at_once() -> None:
    page = "<html><body>" + "<div>" * 100_000 + "Norway signed it." + "</div>" * 100_000
    with pytest.raises(UnreadableDocumentError, match="100,000 deep"):
        document_from_bytes(page.encode(), "a.html")


def test_html_without_text_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="holds no text"):
        document_from_bytes(b"<html><body><nav>Home</nav><script>x=1</script></body></html>", "a.html")


def test_docx_paragraphs_headings_and_tables(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    file = docx.Document()
    file.add_heading("A treaty between neighbours", 0)
    file.add_heading("Terms", 1)
    file.add_paragraph("Peru and Chile signed a treaty on 2 June 2020.")
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Peru", "ratified 2021"
    path = tmp_path / "treaty.docx"
    file.save(path)
    document = load_document(path)
    kinds = {document.text[p.start : p.end]: p.kind for p in document.passages}
    assert kinds["A treaty between neighbours"] == "title"
    assert kinds["Terms"] == "heading"
    assert kinds["Peru\tratified 2021"] == "table"
    assert_quotes(document)


def test_docx_bombs_are_refused() -> None:
    bomb = archive(word__document_xml="<w>" + " " * 20_000_000 + "</w>")
    with pytest.raises(UnreadableDocumentError, match="unpacks to"):
        document_from_bytes(bomb, "a.docx")


def test_damaged_docx_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        document_from_bytes(archive(word__document_xml="<x/>"), "a.docx")


def test_markdown_marks_say_what_a_paragraph_is() -> None:
    text = "---\ndate: 2020-01-02\n---\n# A note\n\n## Is it signed?\n\n> Quoted words.\n\n- one item here\n- two items here\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    document = document_from_text(text, "note.md")
    kinds = [passage.kind for passage in document.passages]
    assert document.metadata.title == "A note"
    assert kinds.count("list_item") == 2
    assert {"title", "question", "quote_box", "table", "metadata"} <= set(kinds)


def assert_quotes(document: Document) -> None:
    """Passages are ordered, disjoint, trimmed, and cover all that is no white space."""
    position = 0
    for passage in document.passages:
        assert position <= passage.start < passage.end <= len(document.text)
        piece = document.text[passage.start : passage.end]
        assert piece == piece.strip()
        assert not document.text[position : passage.start].strip(
            "\u200b\u200c\u200d\u2060\ufeff \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u3000\u2028\u2029\u2002\u2003"
        )
        position = passage.end
    for start, end in document.metadata.where.values():
        assert document.text[start:end].strip()


PIECES = st.sampled_from(
    ["Japan signed it.", "Is it so?", "\n", "\n\n", "\r\n", "\t", "•", "1. ", "日本は署名した。", "서명했다.", "Related Posts", "By Ann Lee", "2024-01-02", "|", "> ",
     "\u2003", "\u3000", "\xa0", "\u200b", "# ", "Dr. Lee is a professor at Oslo.", "References", "a@b.org", "(", "《", "Source\n", "lower case goes on", "？", "U.S. "]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)
    )
)
def test_passages_partition_any_text(text: str) -> None:
    document = document_from_text(text, "any.txt")
    assert_quotes(document)
    assert document == document_from_text(text, "any.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Japan and Australia signed an agreement in 2022, and it holds, " * 16_000,
        "(" * 100_000 + ")" * 100_000,
        "?" * 500_000,
        "is it? " * 20_000,
        " " * 1_000_000 + "a",
        "\n" * 1_000_000,
        "日本" * 250_000,
        "2024 " * 50_000,
        "a@a." * 200_000,
        "Date: " * 100_000,
        "A " * 400_000,
        "> a\n" * 50_000,
    ],
    ids=[
        "sentence",
        "brackets",
        "marks",
        "questions",
        "spaces",
        "lines",
        "han",
        "years",
        "mail",
        "labels",
        "capitals",
        "quotes",
    ],
)
def test_pathological_texts_cost_linear_time(text: str) -> None:
    document_from_text("warm up.", "a.txt")
    begun = time.process_time()
    document_from_text(text, "a.txt")
    assert time.process_time() - begun < 3  # a second or less where nothing else runs


def test_the_shipped_non_claims_lie_outside_what_is_read() -> None:
    listed = SEEDS / "requirements" / "gold_extra.json"
    if not listed.exists():
        pytest.skip("the list of non-claims is not on this machine")
    documents = {path.name: load_document(path) for path in (SEEDS / "seeds").glob("*.txt")}
    for entry in json.loads(listed.read_text(encoding="utf-8"))["non_claims"]:
        document = documents[entry["doc"]]
        touched = {p.kind for p in document.passages if p.start < entry["end"] and p.end > entry["start"]}
        assert touched, entry["why"]
        assert not touched & READABLE, entry["why"]
