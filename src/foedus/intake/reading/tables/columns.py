"""What the columns of a table hold, told by the header row; records of labelled lines are tables lying on their side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.tables.outline import types_in, within
from foedus.intake.reading.tables.tables import Cell, Row
from foedus.intake.reading.tables.words import load_structured_words

__all__ = ["Column", "Table", "column_of", "find_tables", "labelled_runs"]

_BRACKETS: Final = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_NUMBERING: Final = re.compile(r"^[\s*_#・·-]*(?:\(?\d{1,2}[.)]\s*|[①-⑳])?\s*|[\s*_:.：]+$")
_LABELLED: Final = re.compile(r"[\s>*_・·■□◆◇●○◎▪▫►▶‣-]{0,6}([^:|\n。]{1,40}?)[*_]{0,2}\s*:\s*[*_]{0,2}(?=\S)")
_LONGEST_HEADER: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column holds.

    Attributes
    ----------
    kind : {"party", "instrument", "goods", "stage", "status", "date", "notes", "type", "actor", ""}
        `type` and `actor` columns are those of a matrix: each cell is about that instrument, or that party.
    stages : tuple of str
        What the header says its dates are of, in order.
    value : str
        Type or actor of a matrix column.
    date : TextDate or None
        The day up to which the cells count: "Delivered by July 2025".
    together, giver : bool
        The cells hold all parties at once; they hold who gives, sells or visits.
    """

    kind: str
    stages: tuple[str, ...] = ()
    value: str = ""
    date: TextDate | None = None
    together: bool = False
    giver: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and the rows under them; `start` and `end` take in the header, which a bare table does not have."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    start: int
    end: int
    is_bare: bool = False


def column_of(folded: str, cell: Cell, tokens: Sequence[Token]) -> Column:
    """What one header cell says about the cells below it; kind "" if nothing is known."""
    if not 0 < cell.end - cell.start <= _LONGEST_HEADER:
        return Column(kind="")
    words = load_structured_words()
    text = folded[cell.start : cell.end].lower()
    bare = _NUMBERING.sub("", _BRACKETS.sub(" ", text)).strip()
    stages = tuple(dict.fromkeys(stage for _, _, stage in words.stages_in(text)))
    plain = next((kind for kind, pattern in words.columns.items() if pattern.fullmatch(bare)), "")
    if plain in ("party", "status", "notes", "goods"):
        return Column(
            kind=plain, stages=(), together=bool(words.together.search(bare)), giver=bool(words.giver.search(bare))
        )
    own = within(tokens, cell.start, cell.end)
    types = types_in(folded, cell.start, cell.end, own)
    if len(types) == 1 and plain != "instrument":
        return Column(kind="type", value=types[0], stages=stages)
    if stages:
        return Column(kind="stage", stages=stages, date=_counted_by(folded, cell))
    if plain:
        return Column(kind=plain)
    actors = list(dict.fromkeys(t.value for t in own if t.kind in ("actor", "group")))
    return Column(kind="actor", value=actors[0]) if len(actors) == 1 and len(bare) <= 30 else Column(kind="")


_BY: Final = re.compile(
    r"\b(?:by|as of|as at|to|until|up to)\s(?:the )?(?:end[ -](?:of )?|end-)?$|截[至止]$|$", re.IGNORECASE
)
_BY_AFTER: Final = re.compile(r"\s?(?:末|まで|時点|現在|현재|기준|까지|底|为止|為止)")


def _counted_by(folded: str, cell: Cell) -> TextDate | None:
    dates = [d for d in find_dates(folded[cell.start : cell.end], 0, cell.end - cell.start, "") if d.edtf]
    if len(dates) != 1:
        return None
    date = replace(dates[0], start=dates[0].start + cell.start, end=dates[0].end + cell.start)
    before = _BY.search(folded[cell.start : date.start])
    told = (before is not None and before[0]) or _BY_AFTER.match(folded, date.end, cell.end)
    return date if told else None


def find_tables(folded: str, runs: Sequence[Sequence[Row]], tokens: Sequence[Token]) -> Iterator[Table]:
    """The runs of rows that a header explains; a second header row inside a run begins another table."""
    for run in runs:
        record = _record(folded, run, tokens)
        if record is not None:
            yield record
            continue
        head: Row | None = None
        columns: tuple[Column, ...] = ()
        body: list[Row] = []
        for row in run:
            found = _header(folded, row, tokens)
            if found is None:
                body.append(row)
                continue
            if head is not None and body:
                yield _table(columns, head, body)
            head, columns, body = row, found, []
        if head is not None and body:
            yield _table(columns, head, body)
        elif head is None and (bare := _without_header(folded, body, tokens)) is not None:
            yield bare


_FEWEST_BARE: Final = 3


def _without_header(folded: str, rows: Sequence[Row], tokens: Sequence[Token]) -> Table | None:
    """Rows of a partner each, whose other cells hold dates or stages: what they hold shows without a header."""
    partners = [row for row in rows if _is_partner(folded, row.cells[0], tokens)]
    rows = partners if partners and len(partners) >= len(rows) - 1 else []
    if len(rows) < _FEWEST_BARE or rows[0].separator in ",:" or len(rows[0].cells) < 2:
        return None
    width = max(len(row.cells) for row in rows)
    columns = [Column(kind="party"), *(_bare_column(folded, rows, at) for at in range(1, width))]
    if not any(column.kind in ("date", "status") for column in columns):
        return None
    return Table(columns=tuple(columns), rows=tuple(rows), start=rows[0].start, end=rows[-1].end, is_bare=True)


def _is_partner(folded: str, cell: Cell, tokens: Sequence[Token]) -> bool:
    names = [t for t in within(tokens, cell.start, cell.end) if t.kind == "actor"]
    return len(names) == 1 and names[0].end - names[0].start >= cell.end - cell.start - 4


def _bare_column(folded: str, rows: Sequence[Row], at: int) -> Column:
    cells = [folded[row.cells[at].start : row.cells[at].end] for row in rows if at < len(row.cells)]
    dates = [find_dates(cell, 0, len(cell), "") for cell in cells]
    told = sum(bool(load_structured_words().stages_in(cell.lower())) for cell in cells)
    bare = sum(len(d) == 1 and d[0].end - d[0].start >= len(c) - 2 for c, d in zip(cells, dates, strict=True))
    if 2 * bare > len(cells):
        return Column(kind="date")
    return Column(kind="status" if 2 * told > len(cells) else "other")


def _table(columns: tuple[Column, ...], head: Row, body: Sequence[Row]) -> Table:
    return Table(columns=columns, rows=tuple(_aligned(head, row) for row in body), start=head.start, end=body[-1].end)


def _aligned(head: Row, row: Row) -> Row:
    """Cells under their headers: by place on the line where gaps divide, since an empty cell leaves no mark there."""
    if row.separator != " " or len(row.cells) == len(head.cells):
        return row
    cells = [Cell(row.end, row.end)] * len(head.cells)
    for cell in row.cells:
        offset = cell.start - row.start
        nearest = min(range(len(cells)), key=lambda i: abs(head.cells[i].start - head.start - offset))
        cells[nearest] = cell
    return Row(cells=tuple(cells), start=row.start, end=row.end, separator=row.separator, block=row.block)


def _header(folded: str, row: Row, tokens: Sequence[Token]) -> tuple[Column, ...] | None:
    """The columns, if the row is a header: most of its cells say what the others hold, and one of them what of."""
    columns = tuple(column_of(folded, cell, tokens) for cell in row.cells)
    known = [c for c in columns if c.kind]
    filled = [c for c in row.cells if c.end > c.start]
    if any(
        re.search(r"\d{4}", folded[cell.start : cell.end]) and not column.date
        for cell, column in zip(row.cells, columns, strict=True)
    ) or 2 * len(known) < len(filled):
        return None
    plain = [c for c in known if c.kind not in ("type", "actor")]
    telling = [c for c in known if c.kind in ("party", "instrument", "stage", "status", "type", "actor", "goods")]
    if len(known) < 2 or not telling or (not plain and row.cells[0].end > row.cells[0].start):
        dated = {c.kind for c in known} >= {"date", "notes"}
        return columns if dated else None
    if not any(c.kind in ("party", "instrument", "stage", "date", "status", "goods") for c in known):
        return columns if len(known) >= 2 and row.cells[0].end == row.cells[0].start else None
    # A row of values can look so, too ("Peru | RAA | signed"): only a plain word for a column, or two stages, make a header.
    named = any(c.kind not in ("stage", "status") or not c.stages for c in plain)
    if not named and sum(c.kind == "stage" for c in columns) < 2:
        return None
    return columns


def _record(folded: str, run: Sequence[Row], tokens: Sequence[Token]) -> Table | None:
    """Two columns of which the first holds what others hold in headers: "Signed | 6 January 2022"."""
    if any(len(row.cells) != 2 for row in run):
        return None
    columns = [column_of(folded, row.cells[0], tokens) for row in run]
    if (
        sum(c.kind == "stage" for c in columns) < 1
        or sum(c.kind in ("stage", "party", "instrument", "status") for c in columns) < 2
    ):
        return None
    if any(c.kind in ("type", "actor") for c in columns):
        return None
    row = Row(
        cells=tuple(r.cells[1] for r in run), start=run[0].start, end=run[-1].end, separator="|", block=run[0].block
    )
    return Table(columns=tuple(columns), rows=(row,), start=row.start, end=row.end)


def labelled_runs(folded: str, text: str) -> Iterator[list[Row]]:
    """Runs of two or more lines "label: value", as rows of two cells."""
    run: list[Row] = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, end = position, position + len(line.rstrip())
        position += len(line)
        found = _LABELLED.match(folded, start, end)
        if found is not None and end - start <= 200:
            cells = (Cell(found.start(1), found.end(1)), Cell(found.end(), end))
            run.append(Row(cells=cells, start=start, end=end, separator=":", block=0))
            continue
        if len(run) >= 2:
            yield run
        run = []
    if len(run) >= 2:
        yield run
