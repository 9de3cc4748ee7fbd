"""Documents made to exhaust a reader: each ends in time, with a result or an error that says where and what next."""

from __future__ import annotations

import gc
import io
import zipfile
import zlib
from collections.abc import Callable
from itertools import cycle, islice
from time import process_time, time

import docx
import pytest

from foedus.desk.check import check_documents
from foedus.desk.reading import Reading
from foedus.intake.reading.documents import Document, document_from_bytes, document_from_text
from foedus.intake.reading.reader import Read, read_document
from foedus.model.actors import load_actors
from foedus.model.problems import UnreadableDocumentError

NAMES = sorted({load_actors().get(form.code).name for form in load_actors().forms() if form.kind == "capital"})
SAID = "Peru and Chile signed an ACSA on 3 May 2020"
STEP = 4
WORSE = 2.5
"""Four times the text may take ten times the time; with quadratic time it takes sixteen."""
ENOUGH = 0.2
"""CPU seconds below which a clock tells nothing."""


def named(joint: str, count: int) -> str:
    return joint.join(islice(cycle(NAMES), count))


def rows(mark: str, count: int) -> str:
    return "\n".join(
        f"{mark}{name}\tACSA\t{1990 + i % 30}" for i, name in zip(range(count), cycle(NAMES), strict=False)
    )


GROWING: dict[str, tuple[Callable[[int], str], int]] = {
    "one sentence": (lambda n: "it rained in the hills, " * (n // 24), 1_000_000),
    "one sentence of pacts": (lambda n: f"{SAID}, " * (n // 46), 60_000),
    "nested brackets": (lambda n: "(" * n + SAID + ")" * n, 100_000),
    "brackets left open": (lambda n: f"{SAID} (" * (n // 46), 40_000),
    "names in a row": (lambda n: f"The parties are {named(', ', n)}.", 10_000),
    "names without commas": (lambda n: f"The parties {named(' ', n)} signed a treaty.", 10_000),
    "questions": (lambda n: "What is it? " * (n // 12), 120_000),
    "headings": (lambda n: "# Peru and Chile\n" * (n // 17), 120_000),
    "a table": (lambda n: "Partner\tType\tDate\n" + rows("", n), 5_000),
    "a wide table": (lambda n: named("\t", n) + "\n" + "\t".join(["2020"] * n), 5_000),
    "a colon after each word": (lambda n: "Peru: " * (n // 6), 60_000),
    "abbreviations": (lambda n: "U.S. " * (n // 5), 50_000),
    "dates": (lambda n: "3 May 2020 " * (n // 11), 200_000),
    "digits": (lambda n: "1" * n, 1_000_000),
    "stops": (lambda n: "." * n, 400_000),
    "line ends": (lambda n: "\n" * n, 1_000_000),
    "invisible characters": (lambda n: "P\u200be\u200dru and \ufeffChile signed an ACSA. " * (n // 36), 60_000),
    "right to left": (lambda n: f"\u200f{SAID}\u202e.\u202c " * (n // 50), 60_000),
    "NUL characters": (lambda n: f"{SAID}\0. " * (n // 48), 60_000),
}


def cost(text: str) -> float:
    """CPU seconds, without those of sweeping what other tests have left in memory."""
    gc.collect()
    gc.disable()
    try:
        before = process_time()
        document = document_from_text(text, "a.txt")
        in_order(document, read_document(document))
        return process_time() - before
    finally:
        gc.enable()


def in_order(document: Document, read: Read) -> None:
    for said in (*read.statements, *read.remarks):
        assert document.text[said.start : said.end] == said.quote


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    cost(SAID)


@pytest.mark.parametrize("kind", GROWING)
def test_time_grows_with_the_text_and_no_faster(kind: str) -> None:
    make, size = GROWING[kind]
    small, large = min(cost(make(size // STEP)) for _ in range(2)), cost(make(size))
    assert large < max(ENOUGH, small * STEP * WORSE)


def test_marks_nobody_sees_hide_no_statement_around_them() -> None:
    document = document_from_text(f"\u200f{SAID}.\u202e\u200b {SAID.replace('2020', '2021')}.", "a.txt")
    assert {statement.date for statement in read_document(document).statements} == {"2020-05-03", "2021-05-03"}


def test_half_a_surrogate_pair_is_refused_by_its_place() -> None:
    with pytest.raises(
        UnreadableDocumentError, match=r"a\.txt: character 9: half of a surrogate pair \(U\+D800\)"
    ) as caught:
        document_from_text("Peru and \ud800Chile", "a.txt")
    assert "Decode the file anew" in caught.value.hint


def test_bytes_that_hide_nul_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"a\.txt") as caught:
        document_from_bytes(f"{SAID}.\0\0\0 ".encode() * 50, "a.txt")
    assert caught.value.hint


def test_a_docx_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p/>" * 10_000_000)
    content, before = out.getvalue(), process_time()
    with pytest.raises(UnreadableDocumentError, match=r"a\.docx: the Word file .* unpacks to 60,000,000") as caught:
        document_from_bytes(content, "a.docx")
    assert process_time() - before < 2
    assert "plain text or PDF" in caught.value.hint


@pytest.mark.parametrize("at", range(30, 100, 3))
def test_a_docx_with_a_wrong_byte_is_read_or_refused(at: int) -> None:
    out = io.BytesIO()
    written = docx.Document()
    for place in range(40):
        written.add_paragraph(f"{SAID} at {place}.")
    written.save(out)
    content = bytearray(out.getvalue())
    part = content.index(b"word/document.xml")
    content[part + at] ^= 0xFF
    try:
        document = document_from_bytes(bytes(content), "a.docx")
    except UnreadableDocumentError as problem:
        said = problem.message, problem.hint
    else:
        said = document.text, document.name
    assert all(said)


def test_html_nested_without_end_is_refused_by_its_depth() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"a\.html: the web page nests elements 100,000 deep") as caught:
        document_from_bytes(b"<html>" + b"<div>" * 100_000 + SAID.encode(), "a.html")
    assert "print it to PDF" in caught.value.hint


def pdf_of_objects(count: int) -> bytes:
    """One page of text, and so many objects packed into one stream, all listed by a packed table."""
    shown = b"BT /F1 12 Tf 40 700 Td (%s.) Tj ET" % SAID.encode()
    plain = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    first = len(plain) + 2
    index = b"".join(b"%d %d " % (first + i, 2 * i) for i in range(count))
    packed = zlib.compress(index + b"0 " * count, 1)
    head = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>" % (count, len(index), len(packed))
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for number, body in enumerate((*plain, head + b"\nstream\n" + packed + b"\nendstream"), start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    entries = b"\0" * 8 + b"".join(b"\1" + at.to_bytes(4, "big") + b"\0\0\0" for at in places)
    entries += b"".join(b"\2" + len(places).to_bytes(4, "big") + i.to_bytes(3, "big") for i in range(count))
    listed = zlib.compress(entries, 1)
    out.write(
        b"%d 0 obj\n<< /Type /XRef /Size %d /Root 1 0 R /W [1 4 3] /Index [0 %d] /Filter /FlateDecode /Length %d >>\nstream\n"
        % (first + count, first + count, first + count, len(listed))
    )
    out.write(listed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % table)
    return out.getvalue()


def test_a_pdf_of_a_million_objects_is_read_in_time() -> None:
    content, before = pdf_of_objects(1_000_000), time()
    document = document_from_bytes(content, "a.pdf")
    assert document.text == f"{SAID}."
    assert time() - before < 30  # another process reads it; on the clock, for want of its CPU seconds


@pytest.mark.parametrize("digits", [16, 40, 4000])
def test_numbers_too_long_to_be_amounts_are_none(digits: int) -> None:
    document = document_from_text(f"Peru ordered ships from Chile for ${'9' * digits} million in 2020.", "a.txt")
    assert [statement.value for statement in read_document(document).statements if statement.value] == []


def test_checking_takes_time_in_proportion() -> None:
    def checked(count: int) -> float:
        document = document_from_text(f"{SAID}. " * count, "a.txt")
        read = read_document(document)
        reading = Reading(documents=((document, read.statements),), remarks=(read.remarks,))
        before = process_time()
        check_documents(reading)
        return process_time() - before

    checked(1)
    small, large = min(checked(200) for _ in range(2)), checked(800)
    assert large < max(1, small * STEP * WORSE)
