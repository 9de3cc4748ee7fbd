"""PDF: the text page by page and column by column, lines made paragraphs again, running heads, feet and notes told from the text.

All offsets refer to the text assembled here; each passage carries the page it begins on and where it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from foedus.intake.reading.passages.units import Unit, begins_lower, ends_sentence, width, without_mark
from foedus.intake.reading.pdf.footnotes import NOTE
from foedus.intake.reading.pdf.hangul import hangul_words, is_broken_word
from foedus.intake.reading.pdf.layout import arrange
from foedus.intake.reading.pdf.pagelines import Box, Line, around, usual_size
from foedus.intake.reading.pdf.pagetext import read_pages
from foedus.intake.reading.pdf.running import find_running
from foedus.model.problems import UnreadableDocumentError

__all__ = ["read_pdf"]

# A word is looked for at its first letter only, so that a long run of letters costs linear time.
_HYPHEN = re.compile(r"(?<!\w)(\w+)(?:[\ufffe\x02][ ]*(?:\r?\n)?|[-\u00ad\u2010][ ]*\r?\n)[ ]*(\w+)")
_HYPHENATED = re.compile(r"(?<!\w)\w+-\w+")
_SOFT = re.compile("[\ufffe\x02\u00ad]")
_BULLET = re.compile(r"(?:[•·●○■▪‣◆–—]|\(?\d{1,2}[.)](?!\d)|[①-⑳])\s*\S")
_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_BROKEN = re.compile(r"\w[-\u00ad\u2010]\Z")
_FULL, _LEAST = 0.8, 40
"""Share of the usual width of a line that is a full one; columns of text that are more than a heading."""
_LARGER = 1.15
"""Letters larger by more than this are those of another kind of text."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    running: bool
    box: Box | None
    is_note: bool
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, or the part of it on one page; `is_full` when its last line reaches as far as lines do, `over` the page it ends on."""

    text: str
    page: int
    box: Box | None
    hint: str = ""
    is_note: bool = False
    is_full: bool = False
    over: int = 0


def read_pdf(content: bytes, *, where: str) -> tuple[str, tuple[Unit, ...], Mapping[str, str]]:
    """Text, paragraphs and header fields of a PDF.

    Raises
    ------
    UnreadableDocumentError
        If it is encrypted, damaged, without pages or without text, or larger than can be read in bounded time.
    """
    pages = read_pages(content, where=where)
    if not any(line.text.strip() for page in pages for line in page.lines):
        raise UnreadableDocumentError(
            f"{where}: the PDF has {len(pages)} page{'s' * (len(pages) != 1)} but no text: it is empty or scanned; expected a text layer.",
            hint="Run OCR on it (for example with ocrmypdf) and read the result.",
        )
    size = usual_size(line for page in pages for line in page.lines)
    arranged = [arrange(page.lines, page.parts, size=size, rules=page.rules) for page in pages]
    lines = list(_numbered(_join_hyphens(arranged)))
    return *_assemble(_in_order(_paragraphs(lines, size))), {}


def _join_hyphens(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Undo hyphenation at line ends; a hyphen stays where the document writes the word with one elsewhere, or a capital or digit follows."""
    whole = "\n".join(line.text for page in pages for line in page)
    hyphenated = set(_HYPHENATED.findall(whole))
    plain = set(re.findall(r"\w+", whole))

    def join(found: re.Match[str]) -> str:
        first, last = found[1], found[2]
        keeps = not last[0].islower() or (f"{first}-{last}" in hyphenated and first + last not in plain)
        return f"{first}-{last}" if keeps else first + last

    return [
        [line for _, run in groupby(page, key=lambda line: line.role) for line in _joined(list(run), join)]
        for page in pages
    ]


def _joined(lines: Sequence[Line], join: Callable[[re.Match[str]], str]) -> Iterator[Line]:
    text, ends, position = "\n".join(line.text for line in lines), {}, -1
    for index, line in enumerate(lines):
        position += len(line.text) + 1
        ends[position] = index
    swallowed = {ends[text.index("\n", *found.span())] for found in _HYPHEN.finditer(text) if "\n" in found[0]}
    texts = iter(_SOFT.sub("", _HYPHEN.sub(join, text)).split("\n"))
    group: list[Line] = []
    for index, line in enumerate(lines):
        group.append(line)
        if index not in swallowed:
            yield replace(group[0], text=next(texts).strip(), box=_first_place(part.box for part in group))
            group = []


def _first_place(boxes: Iterable[Box | None]) -> Box | None:
    """The box around a run of lines, up to where it goes on at the top of another column."""
    run: list[Box] = []
    for box in boxes:
        if box is None:
            continue
        if run and box[1] > run[-1][3]:
            break
        run.append(box)
    return around(run)


def _numbered(pages: Sequence[Sequence[Line]]) -> Iterator[_Line]:
    for number, (page, running) in enumerate(zip(pages, find_running(pages), strict=True), start=1):
        for index, line in enumerate(page):
            is_note = line.role == "note" and index not in running
            yield _Line(line.text, number, index in running, line.box, is_note, line.size)


def _paragraphs(lines: Sequence[_Line], size: float) -> Iterator[_Paragraph]:
    """Paragraphs; a line ends one when it is short, or a bullet, a note, a blank line or other letters follow."""
    full, words = _usual_width(lines), hangul_words(line.text for line in lines)
    for _, of_page in groupby(lines, key=lambda line: line.page):
        run: list[_Line] = []
        is_apart = False
        for line in of_page:
            if not line.text:
                is_apart = True
                continue
            apart = line.running or (is_apart and run and not _is_heading_on(run[-1], line, size))
            if run and (apart or _parts(run[-1], line, full, size)):
                yield _paragraph(run, words, full)
                run = []
            is_apart = False
            if line.running:
                yield _Paragraph(line.text, line.page, line.box, "boilerplate")
            else:
                run.append(line)
        if run:
            yield _paragraph(run, words, full)


def _usual_width(lines: Sequence[_Line]) -> int:
    widths = sorted(width(line.text) for line in lines if line.text and not line.running)
    return widths[int(0.8 * (len(widths) - 1))] if widths else 0


def _parts(above: _Line, below: _Line, full: int, size: float) -> bool:
    if above.is_note and below.is_note:
        return bool(NOTE.match(below.text))
    if above.is_note != below.is_note:
        return True
    if above.size and below.size and max(above.size, below.size) > _LARGER * min(above.size, below.size):
        return True  # a heading and what it stands over
    if _is_heading_on(above, below, size):
        return ends_sentence(above.text) or bool(_BULLET.match(below.text))  # a heading of two lines
    return _breaks(above.text, below.text, full)


def _is_heading_on(above: _Line, below: _Line, size: float) -> bool:
    """Is the line below the second one of a heading: in large letters like it, and nearer than paragraphs are set apart?"""
    if above.box is None or below.box is None or not size or min(above.size, below.size) <= _LARGER * size:
        return False
    gap = above.box[1] - below.box[3]
    return -0.5 * above.size < gap < 0.6 * above.size


def _breaks(above: str, below: str, full: int) -> bool:
    if _BULLET.match(below):
        return True
    share = width(above) / max(full, 1)
    if ends_sentence(above):
        return share < 0.85
    return share < 0.6 and not below[:1].islower()


def _paragraph(run: Sequence[_Line], words: Set[str], full: int) -> _Paragraph:
    text = run[0].text
    for line in run[1:]:
        text = _met(text, line.text, words)
    box = _first_place(line.box for line in run)
    is_full = width(run[-1].text) >= _FULL * full
    return _Paragraph(text, run[0].page, box, is_note=run[0].is_note, is_full=is_full)


def _met(above: str, below: str, words: Set[str]) -> str:
    """Two parts of a paragraph as one."""
    glued = _is_glued(above[-1:], below[:1]) or is_broken_word(above, below, words)
    return above + ("" if glued else " ") + below


def _is_glued(last: str, first: str) -> bool:
    """Do two lines meet without a space? Chinese and Japanese do; Korean does not."""
    if _HANGUL.match(last) or _HANGUL.match(first):
        return False
    return bool(_WIDE.match(last) or _WIDE.match(first))


def _in_order(paragraphs: Iterable[_Paragraph]) -> Iterator[_Paragraph]:
    """A paragraph that runs on to the next page is one; the notes, heads and feet between come after it."""
    last: _Paragraph | None = None
    notes, furniture = list[_Paragraph](), list[_Paragraph]()
    for paragraph in paragraphs:
        if paragraph.is_note or paragraph.hint:
            (notes if paragraph.is_note else furniture).append(paragraph)
            continue
        if last is not None and paragraph.page > (last.over or last.page) and _runs_on(last, paragraph):
            last = replace(
                last, text=_over_page(last.text, paragraph.text), is_full=paragraph.is_full, over=paragraph.page
            )
            continue
        if last is not None:
            yield last
        yield from notes
        yield from furniture
        notes, furniture, last = [], [], paragraph
    if last is not None:
        yield last
    yield from notes
    yield from furniture


def _over_page(above: str, below: str) -> str:
    if _BROKEN.match(above, max(0, len(above) - 2)) and below[:1].islower():  # a paragraph may go on over all pages
        return above[:-1] + below
    return _met(above, below, frozenset())


def _runs_on(above: _Paragraph, below: _Paragraph) -> bool:
    if ends_sentence(without_mark(above.text)) or width(above.text) < _LEAST:
        return False
    wide = _WIDE.match(below.text) or _HANGUL.match(below.text)
    return begins_lower(below.text) or bool(wide and above.is_full)


def _assemble(paragraphs: Iterable[_Paragraph]) -> tuple[str, tuple[Unit, ...]]:
    pieces, units, position = [], [], 0
    for block, paragraph in enumerate(paragraphs):
        end = position + len(paragraph.text)
        units.append(
            Unit(start=position, end=end, page=paragraph.page, hint=paragraph.hint, block=block, box=paragraph.box)
        )
        pieces.append(paragraph.text)
        position = end + 2
    return "\n\n".join(pieces), tuple(units)
