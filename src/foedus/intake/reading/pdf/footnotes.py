"""Notes at the foot of a page: told by their mark, their smaller letters, a gap or a rule above and the call in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from foedus.intake.reading.pdf.pagelines import Line, Rule, around

__all__ = ["NOTE", "begins_notes", "notes_last"]

_MARK = re.compile(r"(?:\(?\d{1,3}[).]?|\[\d{1,3}\]|[*＊†‡§¶]{1,3}|※|[注주]\s?\d{0,3}[).:]?)")
_MARK_ALONE = re.compile(_MARK.pattern + r"\s*$")
NOTE: Final = re.compile(_MARK.pattern + r"\s*(?=[^\W\d_]|[\"“‘「『(《])")
_NOTE_OR_MARK = re.compile(rf"\s*{_MARK.pattern}\s*[^\W\d_]")
_MARK_AND_LETTER = re.compile(r"^(\s*\d{1,3})(?=[A-Za-zÀ-ÿ])")
_MOST_RULES = 60
_SMALLER = 0.93


def notes_last(
    columns: Sequence[Sequence[Line]], size: float, rules: Sequence[Rule], *, last: int = 0
) -> tuple[Line, ...]:
    """Notes taken from the foot of each column, from number ``last`` on, and put behind the last."""
    single = _single(rules)
    body = [line for lines in columns[:last] for line in lines]
    notes: list[Line] = []
    for lines in columns[last:]:
        begin, end = _notes(lines, size, single)
        found = [replace(note, role="note") for note in _marks_joined(lines[begin:end])]
        if found and not (found[0].is_raised or _is_called(found[0], columns)):
            begin, end, found = len(lines), len(lines), []
        body += lines[:begin]
        notes += found
        body += lines[end:]
    if not notes:
        return tuple(body)
    # Feet that follow the notes, such as a page number, stay behind them.
    lowest = min((note.box[1] for note in notes if note.box), default=0.0)
    end = next((i for i in range(len(body) - 1, -1, -1) if not _is_below(body[i], lowest)), -1) + 1
    return (*body[:end], *notes, *body[end:])


def _single(rules: Sequence[Rule]) -> list[Rule]:
    """Rules without another of the same ends: those of a table come in numbers."""
    if len(rules) > _MOST_RULES:
        return []
    return [
        rule for rule in rules if sum(abs(rule[0] - one[0]) < 3 and abs(rule[2] - one[2]) < 3 for one in rules) == 1
    ]


def begins_notes(line: Line, lines: Sequence[Line], size: float) -> bool:
    """Does a line in small letters begin with a mark that others call?"""
    return _may_be_note(line, size) and bool(NOTE.match(line.text)) and _is_called(line, (lines,))


def _is_called(note: Line, columns: Sequence[Sequence[Line]]) -> bool:
    """Does the mark of a note stand in the text, behind a word or as a raised line of its own?"""
    found = _MARK.match(note.text.strip())
    mark = re.escape(found[0].strip("()[]. ") if found else note.text[:1])
    called = re.compile(
        rf"[^\W\d]{mark}(?![\w,.]\d|\d)|[.,;:!?)\]”’\"」』。、！？]{mark}(?![.,]?\d)|[(\[]{mark}[)\]]|^\s*{mark}\s*$"
    )
    return any(called.search(line.text) for lines in columns for line in lines if not _NOTE_OR_MARK.match(line.text))


def _is_below(line: Line, lowest: float) -> bool:
    return not line.text.strip() or (line.box is not None and line.box[3] <= lowest + 1)


def _notes(lines: Sequence[Line], size: float, rules: Sequence[Rule]) -> tuple[int, int]:
    """First line of the notes at the foot of a column, and the first behind them; equal where there are none."""
    end = len(lines)
    while end and (not lines[end - 1].text.strip() or _lone_foot(lines, end, size)):
        end -= 1
    begin = end
    while begin and _may_be_note(lines[begin - 1], size):
        begin -= 1
    first = _first_note(lines, begin, end)
    if first < end and (first == begin or _stands_below(lines, first, size, rules)):
        return first, end
    ruled = next((i for i in range(end - 1, 0, -1) if _is_ruled(lines, i, rules)), 0)
    if ruled and lines[ruled].size <= 1.02 * size and _first_note(lines, ruled, end) == ruled:
        return ruled, end
    return end, end


def _lone_foot(lines: Sequence[Line], end: int, size: float) -> bool:
    """Does a short last line stand apart below the others, as a page number does?"""
    text, foot = lines[end - 1].text.strip(), lines[end - 1].box
    if len(text) > 12 or NOTE.match(text) or foot is None:
        return False
    above = next((line.box for line in reversed(lines[max(0, end - 4) : end - 1]) if line.box), None)
    return above is not None and above[1] - foot[3] > 0.8 * size


def _may_be_note(line: Line, size: float) -> bool:
    return not line.text.strip() or 0 < line.size <= _SMALLER * size


def _first_note(lines: Sequence[Line], begin: int, end: int) -> int:
    for index in range(begin, end):
        line, text = lines[index], lines[index].text.strip()
        if NOTE.match(text) or (_MARK_ALONE.match(text) and index + 1 < end and _is_mark_of(line, lines[index + 1])):
            return index
    return end


def _is_mark_of(mark: Line, line: Line) -> bool:
    """Is a line that is a mark alone the raised mark of the line behind it?"""
    if mark.box is None or line.box is None or mark.box[2] > line.box[0] + 3 * line.size:
        return False
    shared = min(mark.box[3], line.box[3]) - max(mark.box[1], line.box[1])
    return shared > 0.3 * (mark.box[3] - mark.box[1]) and mark.size < line.size


def _stands_below(lines: Sequence[Line], index: int, size: float, rules: Sequence[Rule]) -> bool:
    above, here = lines[index - 1].box, lines[index].box
    if above is None or here is None:
        return False
    return above[1] - here[3] > 0.5 * size or _is_ruled(lines, index, rules)


def _is_ruled(lines: Sequence[Line], index: int, rules: Sequence[Rule]) -> bool:
    """Is a line drawn between two lines of text?"""
    if not 0 < index < len(lines):
        return False
    above, here = lines[index - 1].box, lines[index].box
    if above is None or here is None or above[1] < here[1]:
        return False
    return any(here[3] - 3 <= height <= above[1] + 3 and left <= here[0] + 20 <= right for left, height, right in rules)


def _marks_joined(lines: Sequence[Line]) -> Iterator[Line]:
    """A raised mark that the file gives as a line of its own, put before its note."""
    mark: Line | None = None
    for line in lines:
        if mark is not None:
            joined = f"{mark.text.strip()} {line.text.strip()}"
            yield replace(line, text=joined, box=around((mark.box, line.box)))
            mark = None
            continue
        elif _MARK_ALONE.match(line.text.strip()):
            mark = line
        else:
            yield replace(line, text=_MARK_AND_LETTER.sub(r"\1 ", line.text))
    if mark is not None:
        yield mark
