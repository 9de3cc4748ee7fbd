"""PDF: the text page by page, lines made paragraphs again, running heads and feet told from the text.

All offsets refer to the text assembled here; each passage carries the page it begins on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from foedus.intake.reading.units import Unit, ends_sentence, width
from foedus.model.problems import UnreadableDocumentError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read_pdf"]

_PASSWORD = 4
_HYPHEN = re.compile(r"(\w+)(?:[\ufffe\x02][ ]*(?:\r?\n)?|[-\u00ad\u2010][ ]*\r?\n)[ ]*(\w+)")
_SOFT = re.compile("[\ufffe\x02\u00ad]")
_LINE_END = re.compile(r"\r\n?|\n|\f|\v")
_BULLET = re.compile(r"(?:[•·●○■▪‣◆–—]|\(?\d{1,2}[.)](?!\d)|[①-⑳])\s*\S")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|p\.)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_EDGE_LINES = 2


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    running: bool


def read_pdf(content: bytes, *, where: str) -> tuple[str, tuple[Unit, ...], Mapping[str, str]]:
    """Text, paragraphs and header fields of a PDF.

    Raises
    ------
    UnreadableDocumentError
        If it is encrypted, damaged, without pages or without text.
    """
    pages = _page_texts(content, where)
    if not any(page.strip() for page in pages):
        raise UnreadableDocumentError(
            f"{where}: the PDF has {len(pages)} page{'s' * (len(pages) != 1)} but no text: it is empty or scanned; expected a text layer.",
            hint="Run OCR on it (for example with ocrmypdf) and read the result.",
        )
    lines = list(_mark_running([_lines(page, number) for number, page in enumerate(_join_hyphens(pages), start=1)]))
    return *_assemble(_paragraphs(lines)), {}


def _page_texts(content: bytes, where: str) -> list[str]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(content) as document:
            return [_page_text(document, index) for index in range(len(document))]
    except PdfiumError as problem:
        if getattr(problem, "err_code", None) == _PASSWORD:
            raise UnreadableDocumentError(
                f"{where}: the PDF is encrypted and asks for a password; expected one that opens without.",
                hint="Open it with its password, save a copy without, and read the copy.",
            ) from None
        raise UnreadableDocumentError(
            f"{where}: the PDF is damaged or cut off ({problem}).",
            hint="Download it again, or open it in a viewer and save a copy.",
        ) from None


def _page_text(document: PdfDocument, index: int) -> str:
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_range()) if textpage.count_chars() else ""
        finally:
            textpage.close()
    finally:
        page.close()


def _join_hyphens(pages: Sequence[str]) -> list[str]:
    """Undo hyphenation at line ends; a hyphen stays where the document writes the word with one elsewhere, or a capital or digit follows."""
    whole = "\n".join(pages)
    hyphenated = set(re.findall(r"\w+-\w+", whole))
    plain = set(re.findall(r"\w+", whole))

    def join(found: re.Match[str]) -> str:
        first, last = found[1], found[2]
        keeps = not last[0].islower() or (f"{first}-{last}" in hyphenated and first + last not in plain)
        return f"{first}-{last}" if keeps else first + last

    return [_SOFT.sub("", _HYPHEN.sub(join, page)) for page in pages]


def _lines(page: str, number: int) -> list[tuple[str, int]]:
    return [(line.strip(), number) for line in _LINE_END.split(page)]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line).casefold()


def _mark_running(pages: Sequence[Sequence[tuple[str, int]]]) -> Iterator[_Line]:
    """First and last lines that come back on other pages, and page numbers, are running heads and feet."""
    edges = [_edge(page) for page in pages]
    counts = Counter(
        shape for page, edge in zip(pages, edges, strict=True) for shape in {_shape(page[i][0]) for i in edge}
    )
    needed = max(2, round(0.4 * len(pages)))
    for page, edge in zip(pages, edges, strict=True):
        for index, (line, number) in enumerate(page):
            repeated = index in edge and len(pages) > 1 and counts[_shape(line)] >= needed and len(line) <= 150
            yield _Line(line, number, repeated or (index in edge and bool(_PAGE_NUMBER.match(line))))


def _edge(page: Sequence[tuple[str, int]]) -> set[int]:
    filled = [index for index, (line, _) in enumerate(page) if line]
    return {*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]}


def _paragraphs(lines: Sequence[_Line]) -> Iterator[tuple[str, int, str]]:
    """Paragraphs with page and hint; a line ends one when it is short, or a bullet or a blank line follows."""
    full = _usual_width(lines)
    for page, of_page in groupby(lines, key=lambda line: line.page):
        run: list[str] = []
        for line in of_page:
            if line.running or not line.text or (run and _breaks(run[-1], line.text, full)):
                if run:
                    yield _join(run), page, ""
                run = []
            if line.running:
                yield line.text, page, "boilerplate"
            elif line.text:
                run.append(line.text)
        if run:
            yield _join(run), page, ""


def _usual_width(lines: Sequence[_Line]) -> int:
    widths = sorted(width(line.text) for line in lines if line.text and not line.running)
    return widths[int(0.8 * (len(widths) - 1))] if widths else 0


def _breaks(above: str, below: str, full: int) -> bool:
    if _BULLET.match(below):
        return True
    share = width(above) / max(full, 1)
    if ends_sentence(above):
        return share < 0.85
    return share < 0.6 and not below[:1].islower()


def _join(run: Sequence[str]) -> str:
    text = run[0]
    for line in run[1:]:
        glued = _WIDE.match(text[-1:]) or _WIDE.match(line[:1])
        text += ("" if glued else " ") + line
    return text


def _assemble(paragraphs: Iterator[tuple[str, int, str]]) -> tuple[str, tuple[Unit, ...]]:
    pieces, units, position = [], [], 0
    for block, (paragraph, page, hint) in enumerate(paragraphs):
        units.append(Unit(start=position, end=position + len(paragraph), page=page, hint=hint, block=block))
        pieces.append(paragraph)
        position += len(paragraph) + 2
    return "\n\n".join(pieces), tuple(units)
