"""The network: who is tied to the subject, in which layers, and which of its partners are tied to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from foedus.desk.brief import BriefData, NetworkTie
from foedus.model.answers import Answer
from foedus.present.figures._layout import Point, bow, oval
from foedus.present.figures.figure import (
    INK,
    LAYERS,
    MUTED,
    PAPER,
    WIDTH,
    Figure,
    Record,
    frame,
    mark,
    points,
    rules,
    texts,
)
from foedus.present.figures.legend import layer_legend, spread

__all__ = ["network_figure", "network_table"]

_MOST_PARTNERS: Final = 44
_TOP, _SIDE, _CHIP = 56, WIDTH // 2, 10
_QUIET: Final = "#8b95a5"
_Pair = tuple[str, str]


def network_table(data: BriefData) -> tuple[dict[str, Any], ...]:
    """Every two-party tie drawn, one row a pair and layer: `a`, `b`, `layer`, `answer`, `instruments`, `of_subject`, `sources`."""
    subject = set(data.header.subject)
    return tuple(
        {
            "a": tie.members[0],
            "b": tie.members[1],
            "layer": tie.layer,
            "answer": tie.answer.value,
            "instruments": len(tie.instruments),
            "of_subject": bool(subject & set(tie.members)),
            "sources": list(tie.sources),
        }
        for tie in data.network
        if not tie.is_hyperedge
    )


def network_figure(data: BriefData) -> Figure | None:
    """The network drawn; None where the subject has no two-party tie at all."""
    pairs: dict[_Pair, list[NetworkTie]] = defaultdict(list)
    for tie in data.network:
        if not tie.is_hyperedge:
            pairs[tie.members[0], tie.members[1]].append(tie)
    subject = data.header.subject
    partners = _partners(pairs, subject)
    if not partners and subject not in pairs:
        return None
    shown, hidden = partners[:_MOST_PARTNERS], partners[_MOST_PARTNERS:]
    nodes = {*subject, *shown}
    drawn = {pair: ties for pair, ties in pairs.items() if set(pair) <= nodes}
    table = tuple(row for row in network_table(data) if (row["a"], row["b"]) in drawn)
    names = " and ".join(data.header.names)
    n_among = sum(1 for pair in drawn if not set(pair) & set(subject))
    caption = (
        "Two-party instruments on the day of the brief. A line is the wider the more layers it has; the squares say which; "
        "dashed lines and hollow squares are open (disputed or uncertain). "
        + (f"Thin curves: {n_among} pairs of partners with ties to each other. " if n_among else "")
        + "Groups of three or more are no bundles of pairs and have a figure of their own."
    )
    if hidden:
        caption += f" Not drawn for want of room: {', '.join(data.name(code) for code in hidden)}."
    return Figure(
        name="network",
        title=f"The network around {names}",
        table=table,
        spec=_spec(data, drawn, shown),
        caption=caption,
        alt=f"Network: {names} in the centre, tied to {len(shown)} partners: {', '.join(data.name(code) for code in shown)}. "
        "The ties are listed under Ties by layer.",
        sources=tuple(sorted({number for row in table for number in row["sources"]})),
    )  # fmt: skip


def _partners(pairs: Mapping[_Pair, Sequence[NetworkTie]], subject: Sequence[str]) -> list[str]:
    weight: dict[str, int] = defaultdict(int)
    for pair, ties in pairs.items():
        for partner in set(pair) - set(subject):
            if set(pair) & set(subject):
                weight[partner] += len(ties)
    return sorted(weight, key=lambda code: (-weight[code], code))


def _spec(data: BriefData, pairs: Mapping[_Pair, list[NetworkTie]], partners: Sequence[str]) -> Record:
    subject = data.header.subject
    places, tall = oval(subject, partners)
    middle = tall / 2 + 12
    at: dict[str, Point] = {code: (x, y + middle) for code, (x, y) in places.items()}
    straight = [_line(at[a], at[b], ties) for (a, b), ties in pairs.items() if {a, b} & set(subject)]
    curves = [
        {"x": x, "y": y + middle, "pair": f"{a}-{b}", "step": step, "open": all(tie.answer.is_open for tie in ties)}
        for (a, b), ties in pairs.items()
        if not {a, b} & set(subject)
        for step, (x, y) in enumerate(bow(places[a], places[b]))
    ]
    widths = sorted({row["width"] for row in straight})
    spokes = [
        rules([r for r in straight if r["width"] == width and r["open"] == is_open], width=1 + 1.1 * width,
              dash=(4, 3) if is_open else (), plain=_QUIET)
        for width in widths for is_open in (False, True)
    ]  # fmt: skip
    chips, words = _labels(data, pairs, partners, at)
    return frame(
        [
            _curves([row for row in curves if not row["open"]], ()),
            _curves([row for row in curves if row["open"]], (3, 3)),
            *spokes,
            points([{"x": x, "y": y} for x, y in (at[code] for code in partners)], shape="circle", size=60, by_layer=False),
            points([{"x": at[code][0], "y": at[code][1]} for code in subject], shape="circle", size=2300, by_layer=False),
            texts([{"x": at[c][0], "y": at[c][1], "text": c} for c in subject], size=14, align="center", bold=True, plain=PAPER),
            points(chips, shape="square", size=110, by_layer=False, plain=PAPER),
            points([row for row in chips if not row["open"]], shape="square", size=52),
            points([row for row in chips if row["open"]], shape="square", size=52, filled=False),
            texts([row for row in words if row["side"] < 0], align="right"),
            texts([row for row in words if row["side"] > 0]),
            *_legend({row["layer"] for row in chips}),
        ],
        height=round(tall + 24),
        margins=(_TOP, 0, 8, _SIDE),
    )  # fmt: skip


def _line(start: Point, end: Point, ties: Sequence[NetworkTie]) -> Record:
    held = [tie for tie in ties if tie.answer is Answer.YES]
    return {
        "x": start[0], "y": start[1], "x2": end[0], "y2": end[1],
        "width": min(len({tie.layer for tie in held or ties}), 7), "open": not held,
    }  # fmt: skip


def _curves(rows: Sequence[Record], dash: Sequence[float]) -> Record:
    style: Record = {"type": "line", "strokeWidth": 1, "strokeDash": list(dash), "opacity": 0.8}
    return mark(
        rows,
        style,
        detail={"field": "pair", "type": "nominal"},
        order={"field": "step", "type": "quantitative"},
        color={"value": MUTED},
    )


def _labels(
    data: BriefData, pairs: Mapping[_Pair, list[NetworkTie]], partners: Sequence[str], at: Mapping[str, Point]
) -> tuple[list[Record], list[Record]]:
    subject = data.header.subject
    chips: list[Record] = []
    words: list[Record] = []
    for code in partners:
        (x, y), sign = at[code], -1 if at[code][0] < 0 else 1
        ties = [t for t in data.network if t.members == tuple(sorted((subject[0], code)))] if len(subject) == 1 else []
        row = _chips(ties, x + sign * 15, y, sign)
        chips += row
        words.append({"x": x + sign * (14 + _CHIP * len(row)), "y": y, "side": sign, "text": data.name(code)})
    if len(subject) == 2:
        top, bottom = at[subject[0]], at[subject[1]]
        chips += _chips(pairs.get((subject[0], subject[1]), []), 14, (top[1] + bottom[1]) / 2, 1)
    return chips, words


def _chips(ties: Sequence[NetworkTie], x: float, y: float, sign: int) -> list[Record]:
    ordered = sorted(ties, key=lambda tie: list(LAYERS).index(tie.layer))
    return [
        {"x": x + sign * _CHIP * place, "y": y, "layer": tie.layer, "open": tie.answer is not Answer.YES}
        for place, tie in enumerate(ordered)
    ]


def _legend(layers: set[str]) -> list[Record]:
    left, right = 8 - _SIDE, WIDTH - _SIDE - 8
    places = spread(["one layer", "four layers", "open", "partners’ own tie", "square filled: holds", "hollow: open"],
                    left=left, y=14 - _TOP, right=right, sample=26)  # fmt: skip
    lines = [{"x": p["x"], "x2": p["x"] + 24, "y": p["y"], "y2": p["y"]} for p in places[:4]]
    squares = [{"x": p["x"] + 18, "y": p["y"], "layer": "access"} for p in places[4:]]
    words = [{"x": p["x"] + 30, "y": p["y"], "text": p["text"]} for p in places]
    return [
        rules(lines[:1], width=2.1, plain=_QUIET),
        rules(lines[1:2], width=5.4, plain=_QUIET),
        rules(lines[2:3], width=2.1, dash=(4, 3), plain=_QUIET),
        rules(lines[3:4], width=1, plain=MUTED),
        points(squares[:1], shape="square", size=52, by_layer=False, plain=INK),
        points(squares[1:], shape="square", size=52, filled=False, by_layer=False, plain=INK),
        texts(words, size=10.5),
        *layer_legend(layers, left=left, y=34 - _TOP, right=right),
    ]
