"""What one cell, bracket or labelled value says: stages with their dates, denials, plans, in a few words without a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.dates.fields import DateKind
from foedus.intake.reading.dates.meaning import resolve
from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.tables.words import load_structured_words

__all__ = ["Fact", "Legend", "cell_facts", "is_absent", "read_legend"]

_PARTS: Final = re.compile(r"[,;、:/→⇒\n]|<br ?/?>|・| and ")
_FIGURES: Final = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[./-]\s?(?P<m>\d{1,2})\.?|(?:(?P<d>\d{1,2})\.\s?)?(?P<m2>\d{1,2})[./]\s?(?P<y2>(?:19|20)\d\d)"
)
_SYMBOL: Final = r"(?:[A-Z]{1,3}|[a-z]{1,4}\.|[○◯〇◎●△▲□■×✕✓✔☆★※◇◆-])"
_QUOTED: Final = re.compile(
    rf"[\"'「『]({_SYMBOL})[\"'」』]\s*(?:=|:|は|는|은|为|為|means|stands for|is|marks|denotes)?\s*([^\"'「『;。]{{2,80}})"
)
_EQUATED: Final = re.compile(
    rf"(?<![\w-])({_SYMBOL})\s*(?:=|:|は|는 |은 |表示|代表)\s*([^;,。、=]{{1,60}}?)(?=[;,。、)\n]|\s{_SYMBOL}\s*[=:]|$|\. )"
)

Legend = Mapping[str, tuple[str | None, bool]]
"""What a symbol stands for: a stage, or nothing in particular, and whether it is denied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A stage with its date, at ``text[start:end]``; without a stage, the bare date, or that there is nothing."""

    stage: str | None
    date: TextDate | None
    start: int
    end: int
    denied: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    stage: str | None
    denied: bool


def is_absent(cell: str) -> bool:
    """Does a folded, lowered cell say that there is nothing, or that nothing is known?"""
    return bool(cell) and load_structured_words().absent.fullmatch(cell) is not None


def read_legend(folded: str, start: int, end: int) -> dict[str, tuple[str | None, bool]]:
    """Symbols that the text beside a table explains: `"S" is the year of signature`, `○=発効済`.

    Examples
    --------
    >>> read_legend('"S" is the year of signature, "F" the year of entry into force', 0, 62)
    {'S': ('signed', False), 'F': ('in_force', False)}
    """
    words, found = load_structured_words(), dict[str, tuple[str | None, bool]]()
    text = folded[start:end]
    for pattern in (_QUOTED, _EQUATED):
        for match in pattern.finditer(text):
            meaning = match[2].strip().lower()
            stages = words.stages_in(meaning)
            denied = bool(words.denied.search(meaning)) or words.absent.fullmatch(meaning) is not None
            denied = denied or bool(re.match(r"(?:means )?(?:that )?(?:no|none)\b", meaning))
            if stages or denied or words.yes.fullmatch(meaning):
                stage = stages[0][2] if stages else None if denied else "in_force"
                found.setdefault(match[1], (stage, denied))
    return found


def cell_facts(
    folded: str,
    span: tuple[int, int],
    *,
    stages: Sequence[str] = (),
    language: str,
    legend: Legend | None = None,
    before: TextDate | None = None,
) -> list[Fact]:
    """Facts of one cell, in order.

    Parameters
    ----------
    span : tuple of int
        The cell.
    stages : sequence of str
        What the column's header says the cell is about; dates without a stage word of their own take these in order.
    legend : Mapping, optional
        Symbols explained beside the table.
    before : TextDate, optional
        The row's last date, for `same day`.
    """
    start, end = span
    lowered = folded[start:end].lower()
    same = _same(lowered, start, before, language)
    dates = [d for d in _dates(folded, start, end, language, stages) if not (same and d.kind == "anaphoric")] + same
    dates = _resolved(dates, before)
    parts = _parts(folded, start, end, dates)
    found: list[Fact] = []
    waiting = list(stages)
    for low, high in parts:
        own = [d for d in dates if low <= d.start < high]
        cues = _cues(folded, low, high, own, legend or {})
        planned = bool(load_structured_words().planned.search(folded[low:high].lower()))
        if cues:
            found += [replace(fact, planned=planned) for fact in _paired(cues, own)]
        else:
            for date in own:
                stage = waiting.pop(0) if len(waiting) > 1 else waiting[0] if waiting else None
                found.append(Fact(stage=stage, date=date, start=date.start, end=date.end, planned=planned))
    return found or _undated(lowered, span, stages)


def _resolved(dates: Sequence[TextDate], before: TextDate | None) -> list[TextDate]:
    """`2022年1月签署,次年8月13日生效`: a date that counts from the one before it in the cell or the row."""
    found: list[TextDate] = []
    for date in dates:
        meant = None
        if date.edtf is None and date.kind in ("anaphoric", "partial") and before is not None:
            meant = resolve(date, None, antecedent=before.edtf, near=before.edtf)
        found.append(replace(date, edtf=meant, kind=_KINDS.get(len(meant), date.kind)) if meant else date)
        before = found[-1] if found[-1].edtf else before
    return found


_KINDS: Final[Mapping[int, DateKind]] = {4: "year", 7: "month", 10: "day"}


def _dates(folded: str, start: int, end: int, language: str, stages: Sequence[str]) -> list[TextDate]:
    """Under "signed / in force", `2018 / 2019` is two dates, not a span."""
    # Read apart from its neighbours: "2019,2021" are two cells, not a number.
    dates = [
        replace(d, start=d.start + start, end=d.end + start)
        for d in find_dates(folded[start:end], 0, end - start, language)
    ]
    if len(dates) <= 1 and (date := _numeric(folded, start, end)) is not None:
        return [date]
    slash = folded.find("/", start, end)
    if len(stages) == 2 and len(dates) == 1 and dates[0].kind == "range" and slash > 0:
        halves = find_dates(folded, start, slash, language) + find_dates(folded, slash + 1, end, language)
        return halves if len(halves) == 2 else dates
    return dates


def _numeric(folded: str, start: int, end: int) -> TextDate | None:
    """A cell of figures alone: `2014.3`, `2014/03`, `6.1.2022`."""
    found = _FIGURES.fullmatch(folded[start:end].strip())
    if found is None:
        return None
    year, month, day = found["y"] or found["y2"], int(found["m"] or found["m2"]), int(found["d"] or 0)
    if not 1 <= month <= 12 or day > 31:
        return None
    edtf = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
    return TextDate(start=start, end=end, edtf=edtf, kind="day" if day else "month")


def _undated(lowered: str, span: tuple[int, int], stages: Sequence[str]) -> list[Fact]:
    """What a cell without stage word or date says of the column's own stage."""
    words, stage = load_structured_words(), stages[0] if len(stages) == 1 else None
    start, end = span
    if words.yes.fullmatch(lowered):
        return [Fact(stage=stage or "in_force", date=None, start=start, end=end)]
    if words.absent.fullmatch(lowered) or not lowered:
        return []
    if words.denied.search(lowered):
        return [Fact(stage=stage, date=None, start=start, end=end, denied=True)]
    return []


def _same(lowered: str, start: int, before: TextDate | None, language: str) -> list[TextDate]:
    """`Same day`, `同年`: the row's date before, taken up again."""
    words = load_structured_words()
    if before is None or before.edtf is None:
        return []
    day, year = words.same_day.search(lowered), words.same_year.search(lowered)
    found = day or year
    if found is None or (not day and any(d.edtf for d in find_dates(lowered, found.start(), len(lowered), language))):
        return []
    edtf = before.edtf if day else before.edtf[:4]
    return [
        replace(before, start=start + found.start(), end=start + found.end(), edtf=edtf, kind="day" if day else "year")
    ]


def _parts(folded: str, start: int, end: int, dates: Sequence[TextDate]) -> list[tuple[int, int]]:
    found, begin = [], start
    for mark in _PARTS.finditer(folded, start, end):
        if any(d.start < mark.end() and mark.start() < d.end for d in dates):
            continue
        if mark[0] == ":" or not folded[begin : mark.start()].strip():
            continue  # "signed: 2019" is one part
        found.append((begin, mark.start()))
        begin = mark.end()
    return [*found, (begin, end)]


def _cues(folded: str, low: int, high: int, dates: Sequence[TextDate], legend: Legend) -> list[_Cue]:
    words, part = load_structured_words(), folded[low:high]
    found = [
        _Cue(low + match.start(), low + match.end(), *meaning)
        for symbol, meaning in legend.items()
        for match in re.finditer(rf"(?<![\w.-]){re.escape(symbol)}(?![\w-])", part)
    ]
    if found:
        return sorted((c for c in found if not any(d.start <= c.start < d.end for d in dates)), key=lambda c: c.start)
    named = words.stages_in(part.lower())
    named = [n for n in named if not any(d.start < low + n[1] and low + n[0] < d.end for d in dates) or len(dates) == 1]
    cues = []
    for index, (start, end, stage) in enumerate(named):
        since = named[index - 1][1] if index else 0
        until = named[index + 1][0] if index + 1 < len(named) else min(len(part), end + 8)
        # A negation behind the word counts where no other stage word claims it: "発効せず", "ratification pending".
        around = part[since:end].lower() + part[end:until].rstrip(" )").lower()
        denied = bool(words.denied.search(around.strip()))
        cues.append(
            _Cue(low + start - (1 if denied and start and part[start - 1] in "未미不" else 0), low + end, stage, denied)
        )
    return _merged(folded, cues)


def _merged(folded: str, cues: Sequence[_Cue]) -> list[_Cue]:
    """`notes exchanged, signed`: two words side by side for one stage are one."""
    found: list[_Cue] = []
    for cue in cues:
        last = found[-1] if found else None
        if last is not None and last.stage == cue.stage and not re.search(r"[^\s미未不]", folded[last.end : cue.start]):
            found[-1] = replace(last, end=cue.end, denied=last.denied or cue.denied)
        else:
            found.append(cue)
    return found


def _paired(cues: Sequence[_Cue], dates: Sequence[TextDate]) -> list[Fact]:
    """Each date belongs to the cue before it, or else to the one after it; other cues stay without a date."""
    of: dict[int, TextDate] = {}
    if len(cues) == len(dates):
        of = dict(enumerate(dates))
    else:
        for date in dates:
            before = [i for i, cue in enumerate(cues) if cue.start <= date.start and i not in of]
            after = [i for i, cue in enumerate(cues) if cue.start > date.start and i not in of]
            for index in before[-1:] or after[:1]:
                of[index] = date
    return [
        Fact(
            stage=cue.stage,
            date=None if cue.denied else of.get(i),
            start=min(cue.start, of[i].start) if i in of else cue.start,
            end=max(cue.end, of[i].end) if i in of else cue.end,
            denied=cue.denied,
        )
        for i, cue in enumerate(cues)
    ]
