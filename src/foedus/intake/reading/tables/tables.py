"""Tables in running text: rows of cells separated by bars, tabs, commas or gaps; nothing is said yet of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Cell", "Row", "find_rows"]

_BAR = re.compile(r"[|｜│┃]")
_TAB = re.compile(r"\t")
_GAP = re.compile(r"[ \u3000\xa0]{2,}|\u3000")
_COMMA = re.compile(r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)|，")
_SEPARATORS = (("|", _BAR), ("\t", _TAB), (",", _COMMA), (" ", _GAP))
_RULE = re.compile(r"[\s|｜│┃+:=─━┼├┤┬┴┌┐└┘—-]{3,}$")
_EDGES = ' \t\r\n\u3000\xa0\u200b*_`"'
_LONGEST = 1_500
_FEWEST = {"|": 2, "\t": 2, ",": 3, " ": 3}


@dataclass(frozen=True, slots=True)
class Cell:
    """``text[start:end]``, without the marks around it; empty where start equals end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table.

    Attributes
    ----------
    cells : tuple of Cell
        In order; for gaps, as many as the line shows.
    separator : {"|", tab, ",", " "}
        What stands between the cells.
    block : int
        Number of the run of rows it belongs to.
    """

    cells: tuple[Cell, ...]
    start: int
    end: int
    separator: str
    block: int


def find_rows(text: str) -> list[list[Row]]:
    r"""Runs of two or more lines that the same mark divides into cells. Linear in the length of the text.

    Rules between rows belong to the table; so does one blank line between rows with tabs, as tables of web pages and Word
    files are assembled. A line with commas or gaps counts only beside others with as many cells.

    Examples
    --------
    >>> text = "Partner | Signed\n--- | ---\nPeru | 2019"
    >>> [[text[c.start : c.end] for c in row.cells] for row in find_rows(text)[0]]
    [['Partner', 'Signed'], ['Peru', '2019']]
    """
    runs: list[list[Row]] = []
    run: list[Row] = []
    blank = 0
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip():
            blank += 1
            continue
        if run and not blank and _RULE.match(line):
            continue
        row = _row(text, start, end, run[-1] if run and _may_follow(run, blank) else None, len(runs))
        if run and (row is None or not _may_follow(run, blank) or row.separator != run[-1].separator):
            _close(run, runs)
            run = []
            row = _row(text, start, end, None, len(runs))
        if row is not None:
            run.append(row)
        blank = 0
    _close(run, runs)
    return runs


def _close(run: list[Row], runs: list[list[Row]]) -> None:
    if len(run) >= 2:
        runs.append(run)


def _may_follow(run: Sequence[Row], blank: int) -> bool:
    return blank == 0 or (blank == 1 and run[-1].separator == "\t")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield position, position + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        position += len(line)


def _row(text: str, start: int, end: int, above: Row | None, block: int) -> Row | None:
    """The line as a row: divided as the row above is, else by the first mark that divides it well."""
    if end - start > _LONGEST:
        return None
    names = [pair for pair in _SEPARATORS if above is None or pair[0] == above.separator]
    for name, pattern in names:
        cells = _cells(text, start, end, pattern, name)
        if len(cells) < (_FEWEST[name] if above is None else 2):
            continue
        if name == "," and above is not None and len(cells) != len(above.cells):
            continue
        return Row(cells=cells, start=start, end=end, separator=name, block=block)
    return None


def _cells(text: str, start: int, end: int, pattern: re.Pattern[str], name: str) -> tuple[Cell, ...]:
    low, high = start, end
    if name in "| ":
        while low < high and text[low] in " \u3000\xa0\t":
            low += 1
        while high > low and text[high - 1] in " \u3000\xa0\t":
            high -= 1
    if name == "|":
        low += bool(low < high and _BAR.match(text[low]))
        high -= bool(high > low and _BAR.match(text[high - 1]))
    found, begin = [], low
    for mark in pattern.finditer(text[low:high]):
        found.append(_trimmed(text, begin, low + mark.start()))
        begin = low + mark.end()
    found.append(_trimmed(text, begin, high))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Cell(start, end)
