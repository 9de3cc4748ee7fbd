"""What a PDF's pages hold: characters, where they stand, lines drawn across; read within stated bounds.

A file that could keep its parser busy or fill the memory (forms drawn within forms, streams that unpack to much,
encryption) is read by another process, which ends when its time or memory is used up. Any other is read here.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, Final

from foedus.intake.reading.pdf.pagelines import Box, Line, Rule, around
from foedus.model.problems import UnreadableDocumentError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

__all__ = ["LINE_END", "Page", "read_pages"]

LINE_END: Final = re.compile(r"\r\n?|\n|\f|\v")

_SECONDS = 120
_MOST_PAGES = 20_000
_MOST_ON_PAGE = 1_000_000
_MOST_CHARACTERS = 30_000_000
_MEMORY = 4 * 1024**3
_PASSWORD = 4
_WORD = re.compile("[^\\s\ufffe\x02]+[\ufffe\x02]?")
_SUSPECT = re.compile(
    rb"/Encrypt\b|/LZW|/[A-Za-z]{0,12}#[0-9A-Fa-f]{2}|(?:/FlateDecode|/Fl)\b[\s\[\]/]+(?:FlateDecode|Fl)\b"
)
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_FEW_FORMS, _LITTLE_UNPACKED = 4, 64 * 1024**2
_OBJECTS_LOOKED_AT = 3_000
_CHILD = "import sys; from foedus.intake.reading.pdf.pagetext import serve; serve(sys.argv[1])"
_SMALLER_HINT = "Split it into smaller files, or save its text as plain text, and read these."


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the file gives it.

    Attributes
    ----------
    lines : tuple of Line
        Its lines.
    parts : tuple of Line
        The same cut wherever a gap wider than a space or the end of a column may be.
    rules : tuple of Rule
        Thin level lines.
    """

    lines: tuple[Line, ...]
    parts: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()


def read_pages(content: bytes, *, where: str) -> list[Page]:
    """Every page of a PDF, in order.

    Raises
    ------
    UnreadableDocumentError
        If it is encrypted or damaged, has more than 20,000 pages, 1,000,000 characters on a page or 30,000,000 in all,
        or takes longer than two minutes.

    Notes
    -----
    Linear in the size of the pages.
    """
    return _read_here(content, where) if _is_plain(content) else _read_apart(content, where)


def _is_plain(content: bytes) -> bool:
    """Can a parser be trusted to end soon? Conservative: a wrong no costs a tenth of a second."""
    if content.count(b"/Form") >= _FEW_FORMS or _SUSPECT.search(content):
        return False
    room = _LITTLE_UNPACKED
    for found in _STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        piece = content[found.end() : found.end() + 65_536]
        position = found.end() + len(piece)
        try:
            while piece and room > 0 and not unpacker.eof:
                room -= len(unpacker.decompress(piece, 1024**2))
                piece = unpacker.unconsumed_tail
                if not piece and not unpacker.eof:
                    piece = content[position : position + 65_536]
                    position += len(piece)
        except zlib.error:
            continue
        if room <= 0:
            return False
    return True


# --- here -----------------------------------------------------------------------------------------------------------


def _read_here(content: bytes, where: str) -> list[Page]:
    from pypdfium2 import PdfDocument, PdfiumError

    deadline = time.monotonic() + _SECONDS
    try:
        with PdfDocument(content) as document:
            if len(document) > _MOST_PAGES:
                raise _too_much(where, f"has {len(document):,} pages", f"no more than {_MOST_PAGES:,}")
            pages, total = list[Page](), 0
            for index in range(len(document)):
                page, count = _read_page(document, index, where)
                pages.append(page)
                total += count
                if total > _MOST_CHARACTERS:
                    raise _too_much(
                        where, f"holds over {_MOST_CHARACTERS:,} characters on {index + 1:,} pages", "less text"
                    )
                if time.monotonic() > deadline:
                    raise _too_slow(where, f" (page {index + 1:,} of {len(document):,})")
            return pages
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


def _too_much(where: str, has: str, expected: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(f"{where}: the PDF {has}; expected {expected}.", hint=_SMALLER_HINT)


def _too_slow(where: str, how_far: str = "") -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"{where}: the PDF takes more than {_SECONDS} seconds to take apart{how_far}; expected one whose pages hold less, or are not drawn within each other.",
        hint=_SMALLER_HINT,
    )


def _read_page(document: PdfDocument, index: int, where: str) -> tuple[Page, int]:
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            count = int(textpage.count_chars())
            if count > _MOST_ON_PAGE:
                raise _too_much(
                    where, f"holds {count:,} characters on page {index + 1:,}", f"no more than {_MOST_ON_PAGE:,}"
                )
            if not count:
                return Page(lines=()), 0
            lines, parts = _lines(textpage, str(textpage.get_text_range()), count)
            return Page(lines, parts, tuple(_rules(page))), count
        finally:
            textpage.close()
    finally:
        page.close()


def _lines(textpage: PdfTextPage, text: str, count: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    box_of = _Boxes(textpage, text, count)
    lines, parts = list[Line](), list[Line]()
    for row, (start, end) in enumerate(_spans(text)):
        of_line = list(_parts(text, start, end, row, box_of))
        parts += of_line
        size = max(of_line, key=lambda part: len(part.text)).size if of_line else 0.0
        is_raised = bool(of_line) and of_line[0].is_raised
        lines.append(Line(text[start:end], around(part.box for part in of_line), size, row, is_raised=is_raised))
    return tuple(lines), tuple(parts)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in LINE_END.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _parts(text: str, start: int, end: int, row: int, box_of: _Boxes) -> Iterator[Line]:
    """Pieces of one line, cut where the gap between two words is wide or the next word stands on another line."""
    words: list[tuple[int, int, Box | None]] = []
    for found in _WORD.finditer(text, start, end):
        box = box_of(found.start(), found.end())
        if words and _is_apart(words[-1][2], box):
            yield _part(text, words, row, box_of)
            words = []
        words.append((found.start(), found.end(), box))
    if words:
        yield _part(text, words, row, box_of)


def _is_apart(above: Box | None, box: Box | None) -> bool:
    if above is None or box is None:
        return False
    size = above[3] - above[1]
    return not -size < box[0] - above[2] < 0.8 * size or above[1] >= box[3] or box[1] >= above[3]


def _part(text: str, words: Sequence[tuple[int, int, Box | None]], row: int, box_of: _Boxes) -> Line:
    middle = max(words[len(words) // 3 :][:3], key=lambda word: word[1] - word[0])
    start = words[0][0]
    size = box_of.size((middle[0] + middle[1]) // 2) if middle[2] is not None else 0.0
    is_raised = text[start].isdigit() and box_of.size(start) < 0.85 * size
    return Line(
        text[words[0][0] : words[-1][1]],
        around(box for _, _, box in words),
        size,
        row,
        is_raised=is_raised,
    )


class _Boxes:
    """Boxes of words of one page, by their place in its text."""

    def __init__(self, textpage: PdfTextPage, text: str, count: int) -> None:
        import pypdfium2.raw as pdfium

        self._raw, self._rect, self._call = textpage.raw, pdfium.FS_RECTF(), pdfium.FPDFText_GetLooseCharBox
        self._matrix, self._matrix_call = pdfium.FS_MATRIX(), pdfium.FPDFText_GetMatrix
        self._size_call = pdfium.FPDFText_GetFontSize
        self._index: list[int] | None = None
        if len(text) != count:
            self._index = _character_numbers(textpage, text, count)

    def __call__(self, start: int, end: int) -> Box | None:
        """Box of ``text[start:end]``; None where its letters have no height (text that stands upright) or no place."""
        first, last = start, end - 1
        if self._index is not None:
            if last >= len(self._index):
                return None
            first, last = self._index[first], self._index[last]
        one = self._box(first)
        return one if first == last else around((one, self._box(last)))

    def size(self, position: int) -> float:
        """Size of the letter at a place in the text, whatever its font's own measures [points]."""
        number = position if self._index is None else self._index[min(position, len(self._index) - 1)]
        matrix = self._matrix
        if not self._matrix_call(self._raw, number, matrix):
            return 0.0
        scale = float(abs(matrix.a * matrix.d - matrix.b * matrix.c)) ** 0.5
        return float(round(min(float(self._size_call(self._raw, number)) * scale, 10_000.0), 1))

    def _box(self, number: int) -> Box | None:
        rect = self._rect
        if not self._call(self._raw, number, rect):
            return None
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if bottom > top:
            bottom, top = top, bottom
        if left > right:
            left, right = right, left
        is_usable = top - bottom > 0.1 and abs(left) < 1e5 and abs(right) < 1e5 and abs(bottom) < 1e5 and abs(top) < 1e5
        return (left, bottom, right, top) if is_usable else None


def _character_numbers(textpage: PdfTextPage, text: str, count: int) -> list[int]:
    """The number of each character of the text among those of the page; the text leaves some out, and pairs count two."""
    import pypdfium2.raw as pdfium

    units: dict[int, int] = {}
    for number in range(count):
        unit = pdfium.FPDFText_GetTextIndexFromCharIndex(textpage.raw, number)
        if unit >= 0:
            units.setdefault(unit, number)
    numbers, unit, known = list[int](), min(units, default=0), 0
    for character in text:
        known = units.get(unit, known)
        numbers.append(known)
        unit += 2 if character > "\uffff" else 1
    return numbers


def _rules(page: PdfPage) -> Iterator[Rule]:
    """Level lines and thin boxes at least an inch wide, among the first objects of the page."""
    import ctypes

    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    for number in range(min(pdfium.FPDFPage_CountObjects(page.raw), _OBJECTS_LOOKED_AT)):
        thing = pdfium.FPDFPage_GetObject(page.raw, number)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(thing, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if top - bottom < 3 and right - left > 36:
                yield left, (bottom + top) / 2, right


# --- in another process ---------------------------------------------------------------------------------------------


def _read_apart(content: bytes, where: str) -> list[Page]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter and this module
            [sys.executable, "-c", _CHILD, where],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(where) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnreadableDocumentError(
            f"{where}: the PDF's parser gave up (exit status {done.returncode}): the file needs more than {_MEMORY // 1024**3} GB of memory, or is damaged.",
            hint=_SMALLER_HINT,
        ) from None
    if "message" in answer:
        raise UnreadableDocumentError(answer["message"], hint=answer["hint"])
    return [
        Page(tuple(map(_line, lines)), tuple(map(_line, parts)), tuple(tuple(rule) for rule in rules))
        for lines, parts, rules in answer["pages"]
    ]


def _line(values: Sequence[Any]) -> Line:
    text, box, *rest = values
    return Line(text, tuple(box) if box else None, *rest)


def serve(where: str) -> None:
    """Read a PDF from standard input and write its pages, or why they cannot be had, to standard output as JSON."""
    try:
        import resource
    except ImportError:  # not on Windows
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    try:
        pages = _read_here(sys.stdin.buffer.read(), where)
        answer: dict[str, Any] = {"pages": [astuple(page) for page in pages]}
    except UnreadableDocumentError as problem:
        answer = {"message": problem.message, "hint": problem.hint}
    json.dump(answer, sys.stdout)
