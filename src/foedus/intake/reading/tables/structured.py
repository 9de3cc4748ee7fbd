"""Rows of tables become statements: parties, instrument and stages by what the columns hold; what is missing from the headings above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.frames import Reading
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.parties import find_groups
from foedus.intake.reading.tables.cells import Fact, Legend, cell_facts, is_absent
from foedus.intake.reading.tables.columns import Column, Table
from foedus.intake.reading.tables.outline import Scope, types_in, within
from foedus.intake.reading.tables.tables import Cell, Row
from foedus.intake.reading.tables.words import load_structured_words
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Prose", "fact_reading", "read_table"]

_SURE: Final = 0.9
_VALUES: Final = frozenset({"stage", "status", "type", "actor", "date"})
_COUNT: Final = re.compile(r"\d{1,6}(?![\d./-])")
_FOR_GOODS: Final = frozenset({"equipment_export", "joint_development", "OSA", "ODA", "DETTA"})


@dataclass(frozen=True, slots=True)
class Prose:
    """A cell of running text, with what its row says it is about."""

    start: int
    end: int
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What one row is about."""

    sets: tuple[tuple[str, ...], ...] = ()
    types: tuple[str, ...] = ()
    giver: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What all rows of a table share."""

    folded: str
    tokens: Sequence[Token]
    lexicon: Lexicon
    scope: Scope
    legend: Legend
    columns: tuple[Column, ...]


def read_table(
    folded: str, table: Table, tokens: Sequence[Token], lexicon: Lexicon, scope: Scope, legend: Legend | None
) -> Iterator[Reading | Prose]:
    """Readings of all rows, and the cells that are prose, in order."""
    given = _Given(
        folded=folded, tokens=tokens, lexicon=lexicon, scope=scope, legend=legend or {}, columns=table.columns
    )
    carried = _Subject()
    for row in table.rows:
        cells = _under(given, row)
        filled = [(column, cell) for column, cell in zip(table.columns, cells, strict=False) if cell.end > cell.start]
        if len(filled) == 1 and len(table.columns) > 2:
            given = _section(given, scope, filled[0][1])
            carried = _Subject()
            continue
        subject = _subject(given, filled, row, carried)
        carried = subject
        yield from _read_row(given, filled, subject)


def _under(given: _Given, row: Row) -> tuple[Cell, ...]:
    """The row's cells under the columns: one cell fewer than columns means that the first spans rows, or that it was empty."""
    missing = len(given.columns) - len(row.cells)
    if missing == 1 and row.separator in "|\t":
        first = within(given.tokens, row.cells[0].start, row.cells[0].end)
        holds = given.columns[0].kind
        names = (
            any(t.kind == "actor" for t in first)
            if holds == "party"
            else bool(types_in(given.folded, row.cells[0].start, row.cells[0].end, first))
        )
        if holds in ("party", "instrument") and not names:
            return (Cell(row.start, row.start), *row.cells)
    return row.cells


def _section(given: _Given, scope: Scope, cell: Cell) -> _Given:
    """A row with one cell is a heading inside the table: the instrument or the party of the rows below."""
    own = within(given.tokens, cell.start, cell.end)
    types = types_in(given.folded, cell.start, cell.end, own)
    codes = _codes(given, cell)
    here = replace(scope, type=types[0] if len(types) == 1 else scope.type)
    if len(codes) == 1:
        here = replace(here, parties=(*codes, *(c for c in scope.parties if c not in codes))[:2])
    return replace(given, scope=here)


def _codes(given: _Given, cell: Cell) -> tuple[str, ...]:
    own = within(given.tokens, cell.start, cell.end)
    groups = find_groups(given.folded, own, (), given.lexicon, (cell.start, cell.end))
    codes = tuple(dict.fromkeys(code for group in groups for code in group.codes))
    return codes or tuple(dict.fromkeys(t.value for t in own if t.kind == "group"))


def _subject(given: _Given, filled: Sequence[tuple[Column, Cell]], row: Row, carried: _Subject) -> _Subject:
    words = load_structured_words()
    partners: list[tuple[Column, tuple[str, ...]]] = []
    types: list[str] = []
    named: list[str] = []
    spans: list[Cell] = []
    giver, again = "", False
    for column, cell in filled:
        text = given.folded[cell.start : cell.end].lower()
        again = again or (column.kind in ("party", "instrument") and words.ditto.fullmatch(text) is not None)
        if column.kind == "party" and (codes := _codes(given, cell)):
            partners.append((column, codes))
            giver = codes[0] if column.giver else giver
            spans.append(cell)
        elif column.kind in ("instrument", "goods") or (not column.kind and not types):
            types += _types(given, column, cell)
            named += _codes(given, cell)
            spans.append(cell)
    if not partners and not named and (again or given.columns[0].kind == "party"):
        sets, giver = carried.sets, giver or carried.giver
    else:
        sets = _party_sets(given, partners, tuple(dict.fromkeys(named)))
    chosen = (
        tuple(dict.fromkeys(types))
        or (carried.types if again else ())
        or ((given.scope.type,) if given.scope.type else ())
    )
    start = min((c.start for c in spans), default=row.cells[0].start)
    return _Subject(sets=sets, types=chosen, giver=giver, start=start, end=max((c.end for c in spans), default=start))


def _types(given: _Given, column: Column, cell: Cell) -> list[str]:
    own = within(given.tokens, cell.start, cell.end)
    found = types_in(given.folded, cell.start, cell.end, own)
    if column.kind == "goods" or (not found and any(t.kind == "equipment" for t in own)):
        return [given.scope.type if given.scope.type in _FOR_GOODS else "equipment_export"]
    return found


def _party_sets(
    given: _Given, partners: Sequence[tuple[Column, tuple[str, ...]]], named: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """Parties of the row: those of its columns together; a lone partner, or each of a list of partners, with the headings' party."""
    codes = tuple(dict.fromkeys(code for _, own in partners for code in own)) or named
    hub = next((code for code in given.scope.parties if code not in codes), "")
    if not codes:
        return (given.scope.parties,) if len(given.scope.parties) == 2 else ()
    together = len(partners) > 1 or any(column.together for column, _ in partners) or not partners
    if len(codes) > 1 and (together or not hub):
        return (codes,)
    if given.scope.parties and not hub:
        return (given.scope.parties,) if len(given.scope.parties) == 2 else ()
    return tuple((code, hub) for code in codes) if hub else (codes,)


def _read_row(given: _Given, filled: Sequence[tuple[Column, Cell]], subject: _Subject) -> Iterator[Reading | Prose]:
    readings: list[Reading] = []
    prose: list[Prose] = []
    status: list[tuple[Column, Fact]] = []
    before: TextDate | None = None
    dates = _date_column(given, filled)
    for column, cell in filled:
        if column.kind in ("notes", "") and (column.kind or not _is_subject(subject, cell)):
            parties = subject.sets[0] if len(subject.sets) == 1 else given.scope.parties
            kind = subject.types[0] if len(subject.types) == 1 else ""
            prose.append(
                Prose(cell.start, cell.end, Scope(parties=parties, type=kind, date=dates[0] if dates else None))
            )
        elif column.kind in _VALUES and column.kind != "date":
            facts = _facts(given, column, cell, before)
            before = next((f.date for f in reversed(facts) if f.date), before)
            status += [(column, fact) for fact in facts]
    status = _with_dates(given, filled, status, dates, has_prose=bool(prose))
    status += _not_yet(given, filled, status)
    for column, fact in status:
        readings += _readings(given, column, fact, subject)
    yield from _undoubled(readings)
    yield from prose


def _is_subject(subject: _Subject, cell: Cell) -> bool:
    return subject.start <= cell.start < subject.end


def _date_column(given: _Given, filled: Sequence[tuple[Column, Cell]]) -> list[TextDate]:
    cells = [cell for column, cell in filled if column.kind == "date"]
    return [d for cell in cells for d in find_dates(given.folded, cell.start, cell.end, given.lexicon.language)]


def _facts(given: _Given, column: Column, cell: Cell, before: TextDate | None) -> list[Fact]:
    facts = cell_facts(
        given.folded, (cell.start, cell.end), stages=column.stages, language=given.lexicon.language,
        legend=given.legend, before=before,
    )  # fmt: skip
    text = given.folded[cell.start : cell.end].lower()
    if (
        column.date is not None
        and len(column.stages) == 1
        and (counted := _COUNT.match(text))
        and not any(fact.stage for fact in facts)
    ):
        none = counted[0].strip() == "0"
        count = Fact(
            stage=column.stages[0], date=None if none else column.date, start=cell.start, end=cell.end, denied=none
        )
        return [count, *(replace(fact, stage=column.stages[0]) for fact in facts if fact.date)]
    if (
        not facts
        and column.kind in ("type", "actor")
        and (load_structured_words().no.fullmatch(text) or text in ("-", "--"))
    ):
        return [Fact(stage=None, date=None, start=cell.start, end=cell.end, denied=True)]
    return facts


def _with_dates(
    given: _Given,
    filled: Sequence[tuple[Column, Cell]],
    status: list[tuple[Column, Fact]],
    dates: Sequence[TextDate],
    *,
    has_prose: bool,
) -> list[tuple[Column, Fact]]:
    """One status and a column of dates: the date is that of the status. Dates alone take the heading's stage."""
    undated = [i for i, (_, fact) in enumerate(status) if fact.date is None and not fact.denied]
    if dates and len(undated) == 1:
        column, fact = status[undated[0]]
        date = dates[-1]
        start, end = min(fact.start, date.start), max(fact.end, date.end)
        status[undated[0]] = (column, replace(fact, date=date, start=start, end=end))
    elif dates and not status and not has_prose:
        return [
            (Column(kind="date"), Fact(stage=given.scope.stage, date=date, start=date.start, end=date.end))
            for date in dates
        ]
    elif not dates and not status and given.scope.stage and given.scope.date and given.columns[0].kind == "party":
        where = filled[-1][1]
        date = replace(given.scope.date, start=where.start, end=where.end)
        return [(Column(kind="date"), Fact(stage=given.scope.stage, date=date, start=where.start, end=where.end))]
    return status


def _not_yet(
    given: _Given, filled: Sequence[tuple[Column, Cell]], status: Sequence[tuple[Column, Fact]]
) -> list[tuple[Column, Fact]]:
    """A dash for the entry into force of what was signed says that it is not in force."""
    if not any(fact.stage in ("signed", "approved") and fact.date and not fact.denied for _, fact in status):
        return []
    return [
        (column, Fact(stage="in_force", date=None, start=cell.start, end=cell.end, denied=True))
        for column, cell in filled
        if column.stages == ("in_force",) and is_absent(given.folded[cell.start : cell.end].lower())
    ]


def _readings(given: _Given, column: Column, fact: Fact, subject: _Subject) -> Iterator[Reading]:
    types = (column.value,) if column.kind == "type" else subject.types
    begin = (
        fact.start if column.kind in ("type", "actor") else subject.start
    )  # a matrix says each thing in its own cell
    sets = subject.sets
    if column.kind == "actor":
        sets = (
            tuple({(*(c for c in s if c != column.value), column.value): None for s in sets})
            if sets and len(sets[0]) == 1
            else ()
        )
        hub = next((code for code in given.scope.parties if code != column.value), "")
        sets = sets or (((column.value, hub),) if hub else ())
    for kind in types:
        for parties in sets:
            if len(set(parties)) < 2:
                continue
            reading = fact_reading(given.folded, kind, parties, fact, start=begin, giver=subject.giver)
            if reading is not None:
                yield reading


def fact_reading(
    folded: str, kind: str, parties: tuple[str, ...], fact: Fact, *, start: int, giver: str = ""
) -> Reading | None:
    """A fact about an instrument as a reading; None where its type cannot reach such a stage and nothing is dated."""
    stages = load_vocabulary().type(kind).stages
    stage = fact.stage
    if stage is not None and stage not in stages:
        other = {"signed": "contracted", "contracted": "signed", "in_force": "held", "held": "in_force"}.get(stage, "")
        stage = other if other in stages else None
        if stage is None and fact.date is None:
            return None
    if stage is None and fact.date is None and not fact.denied:
        return None
    dates = load_structured_words().date_of
    return Reading(
        type=kind,
        parties=parties,
        subject=giver,
        start=min(start, fact.start),
        end=max(fact.end, start + 1),
        stage=stage,
        date=fact.date,
        date_of=(dates.get(stage) if stage else "unspecified") if fact.date else None,
        modality="denied" if fact.denied else "planned" if fact.planned else "asserted",
        negated=fact.denied,
        confidence=_SURE,
        cues=(f"table: {folded[fact.start : fact.end].strip()!r}",),
    )


def _undoubled(readings: Sequence[Reading]) -> Iterator[Reading]:
    """A status that repeats, without its date, what another column dates says nothing new."""
    dated = {(r.type, r.parties, r.stage) for r in readings if r.date is not None}
    denied = {(r.type, r.parties) for r in readings if r.negated and r.stage == "in_force"}
    for reading in readings:
        if reading.date is None and not reading.negated and (reading.type, reading.parties, reading.stage) in dated:
            continue
        if reading.negated and reading.stage is None and (reading.type, reading.parties) in denied:
            continue
        yield reading
