"""Lines and paragraphs: where the pieces of a text begin and end, before anybody asks what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Unit", "begins_lower", "ends_sentence", "find_units", "is_year", "width", "without_mark"]

_BLANK = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_BULLET = re.compile(
    r"(?:[•·・●○◦◎◉■□◆◇▪▫‣▶►▷▲△▼▽➤➢✓✔☑✗✘✕★☆※*+–—ㆍㅇ‐-]|\(?\d{1,2}[.)](?!\d)|[①-⑳㉠-㉭]|\(?[a-zA-Zivx]{1,4}\)|[가-하]\.|[ア-ン][.．)])\s*(?=\S)"
)
_MARK = re.compile(r"#{1,6}\s|>|\||```|~~~|[-*_]{3,}\s*$")
# An entry of a time line: a date, then a mark or a gap.
_DATED_ITEM = re.compile(
    r"[\[(（【〔*_]{0,3}(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}\.?\s+)?(?:\d{1,2},\s+)?(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}"
    r"(?:\s?[年년](?:\s?\d{1,2}\s?[月월])?(?:\s?\d{1,2}\s?[日일])?(?:度|도)?)?[\])）】〕*_]{0,3}(?:\s*[:：|｜–—→]|\s+-\s|[ \t]{2,}|\u3000|[\])）】〕])"
)
_DAY_ITEM = re.compile(
    r"(?:19|20)\d\d\.\s?\d{1,2}(?:\.\s?\d{1,2})?\.?\s(?=[^\x00-\x7f])|[\s\u3000]*(?:〃|(?:1[0-2１２０]|[0-9０-９]|[１][０-２])月(?:[0-9０-９]{1,2}日)?)[\u3000\t]|[/／]\s?\d\d\u3000"
)
_BARE_YEAR = re.compile(
    r"(?P<mark>[\s■□◆◇●○◎▲△▶▪★【\[(<＜*#]{0,4})(?:(?:19|20)\d\d|[１２][０-９]{3}|(?:令和|平成|昭和)[0-9０-９元]{1,2})\s?[年년]?"
    r"(?P<more>\s?(?:1[0-2]|[1-9]|[１-９][０-２]?)\s?[月월](?:\s?[0-9０-９]{1,2}\s?[日일])?)?[\s】\])>＞*:：]{0,3}"
)
_LABEL = re.compile(r"(?:[A-Z][a-z]+(?: [a-z]+){0,2}|[^\x00-\x7f\s：:]{2,8}): |[^\x00-\x7f\s：:]{2,8}：")
_CLOSERS = "\"'”’»)]）】」』〉》›*_ \t\xa0"
_FINAL = ".!?。！？．｡…‥:："
_INITIAL_AT_END = re.compile(r"(?:^|[\s.(])[A-Z]\.$")
_NOTE_MARK = re.compile(r"(?<=[^\W\d][.!?]|.[。！？”’」』])[(\[]?\d{1,3}[)\]]?$")
_WRAP_LOW, _WRAP_HIGH, _LOOK = 40, 130, 400
_RAGGED = 8
_HEAD_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A paragraph, a heading, a list item, a table: what stands together.

    Attributes
    ----------
    start, end : int
        Span in the text [characters], without surrounding white space.
    page : int or None
        Page the unit begins on, counted from 1.
    hint : str
        What the file format says it is (a kind of passage), or empty.
    block : int
        Number of the run of non-blank lines it belongs to.
    box : (float, float, float, float) or None
        Left, bottom, right, top on its page [points from the lower left corner]; where it goes on in another column or on
        another page, only its first part. None where the format has no places.
    """

    start: int
    end: int
    page: int | None = None
    hint: str = ""
    block: int = 0
    box: tuple[float, float, float, float] | None = None


def width(text: str) -> int:
    """Columns on a screen, East Asian wide characters counting two, of the first 400 characters.

    Examples
    --------
    >>> width("RAA"), width("協定")
    (3, 4)
    """
    head = text[:_LOOK]
    return len(head) if head.isascii() else len(head) + sum(unicodedata.east_asian_width(c) in "WF" for c in head)


def ends_sentence(text: str) -> bool:
    """Does the text end as a sentence ends? An initial such as `U.S.` does not count."""
    tail = text[-12:].rstrip(_CLOSERS)
    return bool(tail) and tail[-1] in _FINAL and not _INITIAL_AT_END.search(tail)


def without_mark(text: str) -> str:
    """The end of a text without the mark of a note behind its last full stop.

    Examples
    --------
    >>> without_mark("It was signed.12"), without_mark("It costs 3.12")
    ('It was signed.', 'It costs 3.12')
    """
    return _NOTE_MARK.sub("", text[-20:])


def begins_lower(text: str) -> bool:
    """Does the text begin in lower case, as the rest of a broken sentence does?"""
    return text[:1].islower()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip(_BLANK)
        start = position + len(line) - len(line.lstrip(_BLANK)) if bare else position
        yield start, start + len(bare)
        position += len(line)


def is_year(line: str) -> bool:
    """Is a line a year and nothing else, or a mark and a month or a day?

    Examples
    --------
    >>> is_year("■ 2018年"), is_year("2018"), is_year("■ 2018年3月"), is_year("2018年3月")
    (True, True, True, False)
    """
    found = _BARE_YEAR.fullmatch(line) if len(line) <= 24 else None
    return found is not None and not (found["more"] and not found["mark"].strip())


def _is_item(line: str) -> bool:
    if _DATED_ITEM.match(line) or _DAY_ITEM.match(line) or is_year(line):
        return True
    return bool(_BULLET.match(line)) and not line.startswith(("--", "**", "——"))


def _goes_on(text: str, above: tuple[int, int], below: tuple[int, int], full: int) -> bool:
    """Is the line below the rest of the paragraph above, wrapped by whoever saved the text?"""
    upper, lower = text[slice(*above)], text[slice(*below)]
    if _MARK.match(lower) or _is_item(lower) or _MARK.match(upper):
        return (upper.startswith("|") and lower.startswith("|")) or (upper.startswith(">") and lower.startswith(">"))
    if is_year(upper):
        return False
    if "\t" in upper and "\t" in lower:
        return True
    if begins_lower(lower) and not ends_sentence(upper):
        return True
    if not _WRAP_LOW <= full <= _WRAP_HIGH or _had_room(upper, lower, full):
        return False
    share = width(upper) / full
    return share >= 0.7 if ends_sentence(upper) else share >= 0.55 and width(upper) >= _WRAP_LOW


def _had_room(upper: str, lower: str, full: int) -> bool:
    """Would the next line's first word have fitted, so that no wrapping explains the line end?"""
    word = lower.split(maxsplit=1)[0]
    return lower[:1].isupper() and word.isascii() and width(upper) + 1 + len(word) < full - _RAGGED


def _split_block(text: str, lines: Sequence[tuple[int, int]], block: int) -> Iterator[Unit]:
    full = max(width(text[start:end]) for start, end in lines)
    if sum(ends_sentence(text[max(start, end - 12) : end]) for start, end in lines) > 0.7 * len(lines):
        full = 0  # A sentence on each line: nobody wrapped these.
    start, last = lines[0][0], lines[0]
    is_head = block == 0 and len(lines) <= _HEAD_LINES
    for line in lines[1:]:
        labelled = is_head and _LABEL.match(text, *line) is not None
        if labelled or not _goes_on(text, last, line, full):
            yield Unit(start=start, end=last[1], block=block)
            start = line[0]
        last = line
    yield Unit(start=start, end=last[1], block=block)


def find_units(text: str) -> Iterator[Unit]:
    """Paragraphs of a plain text, in order: blank lines separate, and so do line ends that no wrapping explains.

    Notes
    -----
    Linear in the length of the text. Every character that is not white space lies in exactly one unit.
    """
    block, run = 0, list[tuple[int, int]]()
    for start, end in _lines(text):
        if start < end:
            run.append((start, end))
        elif run:
            yield from _split_block(text, run, block)
            block, run = block + 1, []
    if run:
        yield from _split_block(text, run, block)
