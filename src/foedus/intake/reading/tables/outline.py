"""What titles, headings and lead-ins say the lines below them are about: parties, instrument, stage, year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.parties import find_groups
from foedus.intake.reading.tables.words import load_structured_words

__all__ = ["Label", "Outline", "Scope", "line_label", "read_label", "types_in", "within"]

_BULLET: Final = re.compile(
    r"[\s>*_#■□◆◇●○◎・·▪▫►▶‣▲△▼▽※☆★✓✔➤+-]*(?:\(?\d{1,2}[.)](?!\d)\s*|[①-⑳]\s*|[一二三四五六七八九十]{1,2}、)?\s*"
)
_LABEL: Final = re.compile(r"[^:。;!?\n]{1,70}?(?::| - |(?<=[^ ])-{2,}|\s{2,})(?!\d)")
_AFTER_DATE: Final = re.compile(r"[\])】〕」*_]*\s*(?:[:|,.、/→=-]+\s*|\s+|(?=[^\x00-\x7f]))")
_ASIDE: Final = re.compile(r"\s*\([^()]{1,20}\)\s*:?")
_WIDE_LEAD: Final = 48
_GIVERS: Final = {"OSA": "JPN"}  # one state's programme, whoever else a text is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What holds for a line unless the line says otherwise; parties nearest first; `is_list` marks lines of lists."""

    parties: tuple[str, ...] = ()
    type: str = ""
    stage: str | None = None
    date: TextDate | None = None
    is_list: bool = False
    is_planned: bool = False

    def with_partner(self, code: str) -> tuple[str, ...]:
        """The pair that one named state makes with what the headings name; empty if they name no other, or a pair without it."""
        if code in self.parties:
            return self.parties if len(self.parties) == 2 else ()
        return (code, self.parties[0]) if len(self.parties) == 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A heading, or what stands before a line's colon."""

    parties: tuple[str, ...] = ()
    type: str = ""
    stage: str | None = None
    date: TextDate | None = None
    is_other: bool = False
    end: int = 0


def within(tokens: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """The tokens that begin in a span; tokens are in order."""
    low = bisect_left(tokens, start, key=lambda token: token.start)
    return tokens[low : bisect_left(tokens, end, low, key=lambda token: token.start)]


def types_in(folded: str, start: int, end: int, tokens: Sequence[Token]) -> list[str]:
    """Types of instrument a few words name, by the lexicon or, failing that, by the short names headers use."""
    named = [t.value for t in tokens if t.kind in ("instrument", "named") and start <= t.start < end]
    if named:
        return list(dict.fromkeys(named))
    text = folded[start:end].lower()
    hits = [
        (m.start(), -m.end(), code) for code, p in load_structured_words().instruments.items() if (m := p.search(text))
    ]
    found: list[str] = []
    reach = -1
    for begin, negative_end, code in sorted(hits):
        if begin >= reach:
            found.append(code)
            reach = -negative_end
    return found


def read_label(folded: str, start: int, end: int, tokens: Sequence[Token], lexicon: Lexicon) -> Label:
    """What a heading or label names. More than two actors are nobody in particular; so are two types or stages."""
    words, text = load_structured_words(), folded[start:end].lower()
    own = within(tokens, start, end)
    groups = find_groups(folded, own, (), lexicon, (start, end))
    codes = tuple(dict.fromkeys(code for group in groups for code in group.codes))
    if not codes:
        codes = tuple(dict.fromkeys(t.value for t in own if t.kind == "group"))
    types = types_in(folded, start, end, own)
    if not types and any(t.kind == "equipment" for t in own):
        types = ["equipment_export"]
    stages = list(dict.fromkeys(s for _, _, s in words.stages_in(text)))
    stages = [s for s in stages if s != "held"] if len(stages) == 2 else stages  # "First round: notes exchanged"
    named = [t for t in own if t.kind == "named" and t.detail.get("parties")]
    if not codes and named:
        codes = tuple(named[0].detail["parties"])
    dates = find_dates(folded, start, end, lexicon.language)
    return Label(
        parties=codes if len(codes) <= 2 else (),
        type=types[0] if len(types) == 1 else "",
        stage=stages[0] if len(stages) == 1 else None,
        date=dates[0] if len(dates) == 1 and _is_bare(folded, start, end, dates[0]) else None,
        is_other=bool(words.other.search(text)),
        end=end,
    )


def _is_bare(folded: str, start: int, end: int, date: TextDate) -> bool:
    """Is a heading a date and little else: "2022", "In 2022", "2022年の動き"?"""
    return end - start - (date.end - date.start) <= 8


@dataclass(slots=True, kw_only=True)
class Outline:
    """Mutable: the title, the heading and the lead-in that stand over the passage being read; `hub` is whom it is mostly about."""

    title: Label = field(default_factory=Label)
    heading: Label = field(default_factory=Label)
    lead: Label = field(default_factory=Label)
    seen: int = 0
    hub: str = ""

    def see_heading(self, label: Label, *, is_title: bool) -> None:
        """A heading ends what the one before it said; the first that names anybody speaks for the whole document."""
        self.seen += 1
        if is_title or (self.seen <= 3 and not self.title.parties):
            merged = Label(
                parties=self.title.parties or label.parties,
                type=self.title.type or label.type,
                stage=self.title.stage or label.stage,
            )
            self.title = merged
            if is_title:
                return
        self.heading, self.lead = label, Label()

    def see_lead(self, label: Label) -> None:
        """A caption, or a line that ends in a colon."""
        self.lead = label

    def scope(self, label: Label | None = None, *, for_table: bool = False, of_partners: bool = False) -> Scope:
        """What holds for a line with this label of its own.

        Over a table the heading may name the stage alone; there, and over a list of partners, the hub is whose they are.
        """
        levels = [level for level in (label, self.lead, self.heading, self.title) if level is not None]
        parties: list[str] = []
        for level in levels:
            new = [code for code in level.parties if code not in parties]
            if len(parties) + len(new) <= 2:
                parties += new
        closed = False
        scope = Scope(parties=tuple(parties))
        nearer: str | None = None
        for level in levels:
            if closed:
                break
            nearer = nearer or level.stage
            if level.type:
                scope = replace(scope, type=level.type, stage=nearer if for_table else level.stage)
            closed = bool(level.type) or level.is_other
        date = next((level.date for level in levels if level.date), None)
        if (for_table or of_partners) and not parties and (hub := _GIVERS.get(scope.type, self.hub)):
            scope = replace(scope, parties=(hub,))
        return replace(scope, date=date)


_DOTTED: Final = re.compile(
    r"[\[(【〔<*_]*(?P<month>1[0-2]|0?[1-9])(?:\s?[./]\s?(?P<day>3[01]|[12]\d|0?[1-9])\.?)?(?=\s*[:=|]|\s+-\s|\s{2}|(?P<gap>\s)(?=[^\x00-\x7f]))"
)
_MARKS: Final = re.compile(r"[\s>*_#■□◆◇●○◎・·▪▫►▶‣▲△▼▽-]*")
_SLASHED: Final = re.compile(r"\s*/\s?(?P<month>1[0-2]|0?[1-9])(?=\s)")


def line_label(
    folded: str, span: tuple[int, int], tokens: Sequence[Token], lexicon: Lexicon, *, year: str = "", above: str = ""
) -> Label:
    """What stands before a line's colon or dash, and the date it opens with: "・米国：…", "2017 – …", "■2013年7月 …".

    Parameters
    ----------
    span : tuple of int
        The line.
    year : str
        The year that is the heading over the line, which makes a date of "11. 2 : …".
    above : str
        The year the line above opens with, which makes one of "/05 …".
    """
    start, end = span
    begin = start + len(_BULLET.match(folded, start, end)[0])  # type: ignore[index]  # matches the empty string
    dates = find_dates(folded, begin, min(end, begin + _WIDE_LEAD), lexicon.language)
    lead = next((d for d in dates if not folded[begin : d.start].strip(" [(【〔<*_")), None)
    if lead is not None and (lead.end >= end or _AFTER_DATE.match(folded, lead.end, end)):
        aside = _ASIDE.match(folded, lead.end, end)
        return Label(date=lead, end=aside.end() if aside else lead.end)
    if (lead := _short_date(folded, start, end, year=year, above=above)) is not None:
        return Label(date=lead, end=lead.end)
    colon = _LABEL.match(folded, begin, end)
    if colon is None:
        return Label(end=begin)
    return replace(read_label(folded, begin, colon.end(), tokens, lexicon), end=colon.end())


def _short_date(folded: str, start: int, end: int, *, year: str, above: str) -> TextDate | None:
    """A month, or a month and its day, in figures alone."""
    found, over = None, year
    if year:
        begin = start + len(_MARKS.match(folded, start, end)[0])  # type: ignore[index]  # matches the empty string
        found = _DOTTED.match(folded, begin, end)
    if found is not None and found["gap"] and not found["day"]:
        return None  # "3 …" may count anything
    if found is None and above:
        found, over = _SLASHED.match(folded, start, end), above
    if found is None:
        return None
    day = found.groupdict().get("day")
    edtf = f"{over}-{int(found['month']):02d}" + (f"-{int(day):02d}" if day else "")
    return TextDate(start=found.start("month"), end=found.end(), edtf=edtf, kind="day" if day else "month")
