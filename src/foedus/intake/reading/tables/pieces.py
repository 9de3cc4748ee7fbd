"""How a document is laid out: which pieces are tables, list lines and prose, and what the headings above say each is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.passages.passages import READABLE, Passage
from foedus.intake.reading.passages.units import ends_sentence, width
from foedus.intake.reading.tables.cells import Legend, read_legend
from foedus.intake.reading.tables.columns import Table, find_tables, labelled_runs
from foedus.intake.reading.tables.outline import Label, Outline, Scope, line_label, read_label, within
from foedus.intake.reading.tables.tables import find_rows
from foedus.intake.reading.tables.words import load_structured_words

__all__ = ["Layout", "Piece"]

_PROSE: Final = READABLE - {"heading", "caption"}
_ABOVE: Final = frozenset({"title", "heading", "caption"})
_LOOK: Final = 700
_SHORT: Final = 130
_LONG_HEADING: Final = 200
_SUBHEADING: Final = 60
_FRONT: Final = 6
_BEHIND: Final = re.compile(r"[\])】〕]|\s*[:|/→=-]|\s{2}|(?<=[日月年\d]) (?=[^\x00-\x7f가-힣])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A table, or a stretch to read sentence by sentence.

    Attributes
    ----------
    scope : Scope or None
        What holds where the words name nothing else; None in plain prose, which speaks for itself.
    section : TextDate or None
        The year or month that is the heading over it, which days and months without one share.
    partners, terms : Scope or None
        What holds for a list of partners, without what the line's own label names, and for a few words behind a label that
        names the instrument; `list_from` is where they begin.
    """

    start: int
    end: int
    table: Table | None = None
    legend: Legend | None = None
    scope: Scope | None = None
    partners: Scope | None = None
    terms: Scope | None = None
    list_from: int = 0
    section: TextDate | None = None


_OFTEN: Final = 3


def _hub(tokens: Sequence[Token]) -> str:
    """The state a text names much more often than any other: partners are its partners where no heading says whose."""
    named = Counter(token.value for token in tokens if token.kind == "actor").most_common(2)
    if not named or named[0][1] < _OFTEN or (len(named) > 1 and 2 * named[0][1] < 3 * named[1][1]):
        return ""
    return named[0][0]


class Layout:
    """Walks through a document's passages in order, once; see `pieces`."""

    def __init__(self, text: str, folded: str, tokens: Sequence[Token]) -> None:
        runs = [*find_rows(text), *labelled_runs(folded, text)]
        found = sorted(find_tables(folded, runs, tokens), key=lambda table: table.start)
        self._tables = [t for i, t in enumerate(found) if not i or t.start >= found[i - 1].end]
        self._folded, self._outline = folded, Outline(hub=_hub(tokens))
        self._read: set[int] = set()
        self._in_list = False
        self._above = ""

    def pieces(self, passage: Passage, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Piece]:
        """The pieces of one passage that state something, in order; headings are taken note of."""
        position = passage.start
        for table in self._over(passage):
            if table.is_bare and not self._is_headed(table):
                continue
            if position < min(table.start, passage.end):
                yield from self._stretch(passage, position, min(table.start, passage.end), tokens, lexicon)
            if table.start not in self._read:
                self._read.add(table.start)
                self._in_list = True
                yield Piece(
                    start=table.start,
                    end=table.end,
                    table=table,
                    scope=self._outline.scope(for_table=True),
                    legend=self._legend(table),
                )
            position = max(position, table.end)
        if position < passage.end:
            yield from self._stretch(passage, position, passage.end, tokens, lexicon)

    def _is_headed(self, table: Table) -> bool:
        """A table without a header says something only under a heading that tells what of."""
        scope = self._outline.scope(for_table=True)
        return bool(scope.type) and (bool(scope.stage) or any(column.kind == "status" for column in table.columns))

    def _over(self, passage: Passage) -> Iterator[Table]:
        index = max(bisect_left(self._tables, passage.start, key=lambda t: t.end), 0)
        for table in self._tables[index:]:
            if table.start >= passage.end:
                return
            if table.end > passage.start:
                yield table

    def _legend(self, table: Table) -> Legend:
        low, high = max(0, table.start - _LOOK), min(len(self._folded), table.end + _LOOK)
        return {**read_legend(self._folded, table.end, high), **read_legend(self._folded, low, table.start)}

    def _stretch(
        self, passage: Passage, start: int, end: int, tokens: Sequence[Token], lexicon: Lexicon
    ) -> Iterator[Piece]:
        while start < end and self._folded[start].isspace():
            start += 1
        if start >= end:
            return
        section = self._section()
        label = line_label(
            self._folded, (start, end), tokens, lexicon,
            year=str(section.edtf)[:4] if section else "", above=self._above,
        )  # fmt: skip
        self._above = (label.date.edtf or "")[:4] if label.date else ""
        if (
            passage.kind not in _PROSE
            and not self._heads_table(end)
            and self._is_fact(passage, label, start, end, tokens)
        ):
            yield self._line(passage, label, start, end)
            return
        if passage.kind in _ABOVE:
            self._see_above(passage, start, end, tokens, lexicon)
            if passage.kind == "title":
                yield Piece(start=start, end=end)
            return
        if passage.kind == "question" and not self._outline.seen:
            label = read_label(self._folded, start, end, tokens, lexicon)
            self._outline.title = replace(self._outline.title, parties=label.parties, type=label.type)
        if passage.kind not in _PROSE:
            return
        yield self._line(passage, label, start, end)
        if passage.kind == "list_item" and self._is_subheading(start, end, passage.language):
            self._outline.see_lead(read_label(self._folded, start, end, tokens, lexicon))
            return
        if self._folded[end - 1] == ":" and end - start <= _LONG_HEADING:
            self._outline.see_lead(read_label(self._folded, start, end, tokens, lexicon))
            self._in_list = True

    def _see_above(self, passage: Passage, start: int, end: int, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        label = read_label(self._folded, start, min(end, start + _LONG_HEADING), tokens, lexicon)
        if passage.kind == "caption":
            self._outline.see_lead(label)
        else:
            self._outline.see_heading(label, is_title=passage.kind == "title")
        self._in_list = bool(label.type)

    def _is_fact(self, passage: Passage, label: Label, start: int, end: int, tokens: Sequence[Token]) -> bool:
        """Is a line without full stop a fact of a sheet: a date or a label, then what happened, not a heading?"""
        if passage.kind not in ("heading", "metadata") or label.end >= end:
            return False
        rest = within(tokens, label.end, end)
        if passage.kind == "metadata":
            return label.date is not None and self._opens(label, start) and any(t.kind == "stage" for t in rest)
        dated = label.date is not None or bool(find_dates(self._folded, label.end, end, passage.language))
        if not (label.date or label.parties or label.type):
            names = [t.start for t in rest if t.kind == "actor"]
            return (
                dated
                and self._folded[start] not in "([【<"
                and len(names) >= 2
                and names[0] - start <= _FRONT
                and bool(self._outline.scope().type)
            )
        return dated and any(t.kind in ("stage", "instrument", "named", "actor", "transfer") for t in rest)

    def _heads_table(self, end: int) -> bool:
        """Does a table begin right below?"""
        at = bisect_left(self._tables, end, key=lambda table: table.start)
        return at < len(self._tables) and not self._folded[end : self._tables[at].start].strip()

    def _is_subheading(self, start: int, end: int, language: str) -> bool:
        """Is a line with a bullet a heading: short, no sentence, nothing dated?"""
        line = self._folded[start:end]
        return (
            width(line) <= _SUBHEADING
            and not ends_sentence(line)
            and ":" not in line
            and not find_dates(self._folded, start, end, language)
        )

    def _line(self, passage: Passage, label: Label, start: int, end: int) -> Piece:
        told = bool(label.date or label.parties or label.type)
        listed = passage.kind in ("list_item", "table") or (told and self._opens(label, start))
        if not listed and not (self._in_list and width(self._folded[start:end]) <= _SHORT):
            if passage.kind != "title":
                self._in_list = False
            return Piece(start=start, end=end, partners=self._outline.scope(), list_from=start, section=self._section())
        self._in_list = True
        scope = self._outline.scope(label if listed else None)
        partners = self._outline.scope(
            replace(label, parties=()) if listed else None, of_partners=listed and label.date is None
        )
        date = self._refined(scope, label, start, end, passage.language)
        return Piece(
            start=start, end=end, scope=replace(scope, date=date.date),
            partners=replace(partners, date=date.date, is_list=True, is_planned=self._is_planned(label, start)),
            terms=scope if label.type and len(scope.parties) == 2 else None,
            list_from=label.end if label.date or label.type else start, section=self._section(),
        )  # fmt: skip

    def _section(self) -> TextDate | None:
        date = self._outline.heading.date
        return date if date is not None and date.kind in ("year", "month", "day") and date.edtf else None

    def _opens(self, label: Label, start: int) -> bool:
        """Prose, too, may open with a date: only a mark behind it, or a bullet before it, makes an entry of it."""
        if label.date is None:
            return True
        return label.date.start > start or _BEHIND.match(self._folded, label.date.end) is not None

    def _is_planned(self, label: Label, start: int) -> bool:
        """Does the label say that the line is about what is to come: "2027 (planned): …"?"""
        return bool(load_structured_words().planned.search(self._folded[start : label.end].lower()))

    def _refined(self, scope: Scope, label: Label, start: int, end: int, language: str) -> Scope:
        """A year at the head of a line with a month in brackets behind: "2020 - … sign an agreement (September)"."""
        date = scope.date
        if date is None or date.edtf is None or len(date.edtf) != 4:
            return self._completed(scope, label)
        inside = [
            d
            for d in find_dates(self._folded, start, end, language)
            if d.kind == "partial" and d.month and self._folded[d.start - 1] in "(（"
        ]
        if len(inside) != 1:
            return scope
        day = f"-{inside[0].day:02d}" if inside[0].day else ""
        return replace(scope, date=replace(date, edtf=f"{date.edtf}-{inside[0].month:02d}{day}"))

    def _completed(self, scope: Scope, label: Label) -> Scope:
        """A day or month under a heading that is a year: "2022" / "6 January: …"."""
        over = self._outline.scope().date
        date = scope.date
        if (
            date is None
            or date.edtf is not None
            or not date.month
            or over is None
            or not (over.edtf or "")[:4].isdecimal()
        ):
            return scope
        day = f"-{date.day:02d}" if date.day else ""
        return replace(scope, date=replace(date, edtf=f"{str(over.edtf)[:4]}-{date.month:02d}{day}", kind="day"))
