"""The timeline: each instrument from signature to its end, in lanes by partner and type, split into pages of lanes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from foedus.desk.brief import BriefData, InstrumentEntry
from foedus.model.dates import EdtfDate
from foedus.model.dates import day as ordinal
from foedus.present.figures._spans import KINDS, spans
from foedus.present.figures._timeline_spec import LANE, timeline_spec
from foedus.present.figures.figure import Figure, short_type

__all__ = ["timeline_figures", "timeline_table"]

_LANES_EACH: Final = 70
_MOST_FIGURES: Final = 4
_MANY, _OWN = "Three or more", "Own law and policy"
_MOST_LETTERS = 20

_Lane = tuple[str, str]


def timeline_table(data: BriefData) -> tuple[dict[str, Any], ...]:
    """Every span and moment drawn.

    Returns
    -------
    tuple of dict
        `group`, `lane`, `kind` (one of `KINDS`), `start`, `end` [year with fraction], `goes_on`, `layer`, `title`,
        `instrument` (anchor), `sources`; by group, lane and start.
    """
    on = ordinal(data.header.on)
    ends = _succeeded(data)
    order = {lane: rank for rank, lane in enumerate(_lanes(data))}
    rows = [
        {
            "group": lane[0],
            "lane": lane[1],
            "kind": span.kind,
            "start": _year(span.first),
            "end": _year(span.last),
            "goes_on": span.goes_on,
            "layer": entry.layer,
            "title": entry.title,
            "instrument": entry.anchor,
            "sources": list(entry.sources),
        }
        for entry in data.instruments
        for lane in [_lane(data, entry)]
        for span in spans(entry, on, ends.get(entry.anchor))
    ]
    return tuple(
        sorted(
            rows,
            key=lambda r: (order[r["group"], r["lane"]], KINDS.index(r["kind"]), r["start"], r["instrument"]),
        )
    )  # fmt: skip


def timeline_figures(data: BriefData) -> tuple[Figure, ...]:
    """The table, drawn on as many figures as it needs, four at most; what does not fit is counted in the last caption."""
    table = timeline_table(data)
    lanes: dict[_Lane, None] = dict.fromkeys((row["group"], row["lane"]) for row in table)
    pages = _pages(list(lanes))
    left_out = sum(len(page) for page in pages[_MOST_FIGURES:])
    pages = pages[:_MOST_FIGURES]
    since = _first_year(table)
    undated = len(data.instruments) - len({row["instrument"] for row in table})
    figures = []
    for number, page in enumerate(pages, start=1):
        rows = tuple(row for row in table if (row["group"], row["lane"]) in page)
        suffix = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
        figures.append(
            Figure(
                name=f"timeline-{number}",
                title=f"From signature to force: {' – '.join(data.header.names)}{suffix}",
                table=rows,
                spec=timeline_spec(rows, page, on=_year(ordinal(data.header.on)), since=since, day=data.header.on),
                caption=_caption(rows, since, (undated, left_out) if number == len(pages) else (0, 0)),
                alt=_alt(data, rows, page),
                sources=tuple(sorted({source for row in rows for source in row["sources"]})),
            )
        )  # fmt: skip
    return tuple(figures)


def _succeeded(data: BriefData) -> dict[str, int]:
    """Day on which the successor of an instrument began [ordinal day], by the anchor of the older one."""
    return {
        entry.replaces[0]: EdtfDate.parse(entry.since).earliest or 1
        for entry in data.instruments
        if entry.replaces is not None and entry.since is not None
    }


def _lanes(data: BriefData) -> list[_Lane]:
    """All lanes in reading order: partners as in the matrix, then groups, then the subject's own law."""
    found = dict.fromkeys(_lane(data, entry) for entry in data.instruments)
    groups = [_shown(data, row.partner) for row in data.matrix]
    groups += [_MANY, _OWN]
    return sorted(found, key=lambda lane: groups.index(lane[0]))


def _lane(data: BriefData, entry: InstrumentEntry) -> _Lane:
    if len(entry.parties) == 1:
        return _OWN, short_type(entry.type)
    if len(entry.parties) > 2:
        others = " ".join(entry.partners)
        return _MANY, others if len(others) <= _MOST_LETTERS else f"{others[:11]} … ({len(entry.parties)})"
    partner = entry.partners[0] if entry.partners else data.header.subject[-1]
    return _shown(data, partner), short_type(entry.type)


def _shown(data: BriefData, code: str) -> str:
    name = data.name(code)
    return name if len(name) <= _MOST_LETTERS else code


def _pages(lanes: Sequence[_Lane]) -> list[list[_Lane]]:
    """Lanes in pages of even length; a group is kept together unless it alone is longer than a page."""
    count = -(-len(lanes) // _LANES_EACH)
    even = -(-len(lanes) // max(count, 1))
    pages: list[list[_Lane]] = [[]]
    for place, lane in enumerate(lanes):
        opens = place == 0 or lanes[place - 1][0] != lane[0]
        size = sum(1 for other in lanes if other[0] == lane[0])
        full = len(pages[-1]) >= _LANES_EACH or (opens and pages[-1] and len(pages[-1]) + size // 2 > even)
        if full:
            pages.append([])
        pages[-1].append(lane)
    return pages if pages[0] else []


def _year(day: int) -> float:
    from datetime import date

    moment = date.fromordinal(day)
    return round(moment.year + (moment.timetuple().tm_yday - 1) / 366, 4)


def _first_year(table: Sequence[dict[str, Any]]) -> int:
    """Where the axis begins: at the first year, or later if less than a tenth of what is drawn lies before."""
    starts = sorted(row["start"] for row in table)
    if not starts:
        return 2000
    cut = starts[len(starts) // 12]
    first = starts[0] if cut - starts[0] < 12 else cut
    return int(first // 5 * 5)


def _caption(rows: Sequence[dict[str, Any]], since: int, not_drawn: tuple[int, int]) -> str:
    undated, left_out = not_drawn
    words = (
        "Each lane is a partner and a type of instrument; the red line is the day of the brief. "
        "Solid bars are in force, dotted lines signed only; what is uncertain is hollow, what sources dispute striped."
    )
    early = len({row["instrument"] for row in rows if row["start"] < since})
    if early:
        words += f" {early} instruments begin before {since}: the year of the first stands at the left of their lane."
    if undated:
        words += f" {undated} without any date are not drawn."
    if left_out:
        words += f" {left_out} further lanes do not fit and are left out; their instruments are listed below."
    return words


def _alt(data: BriefData, rows: Sequence[dict[str, Any]], page: Sequence[_Lane]) -> str:
    instruments = len({row["instrument"] for row in rows})
    groups = list(dict.fromkeys(group for group, _ in page))
    height = len(page) * LANE
    return (
        f"Timeline of {instruments} instruments of {' and '.join(data.header.names)} in {len(page)} lanes, {height} pixels high, "
        f"for: {', '.join(groups)}. All dates are in the section Instruments."
    )
