"""How a page of the timeline is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from foedus.present.figures.figure import (
    INK,
    MUTED,
    NOW,
    PAPER,
    WIDTH,
    Record,
    frame,
    layer_scale,
    mark,
    points,
    rules,
    texts,
)
from foedus.present.figures.legend import layer_legend, spread

__all__ = ["LANE", "timeline_spec"]

LANE: Final = 14
_LEFT, _RIGHT, _TOP, _BOTTOM = 316, 34, 78, 12
_PLOT: Final = WIDTH - _LEFT - _RIGHT
_BAR: Final = 8
_MOMENTS: Final = {
    "done": ("circle", True),
    "step": ("circle", False),
    "later": ("diamond", False),
    "disputed": ("cross", True),
}


def timeline_spec(
    rows: Sequence[Record], lanes: Sequence[tuple[str, str]], *, on: float, since: int, day: str
) -> Record:
    """Vega-Lite for one page: `since` is the first year of the axis, `on` the day of the question [year with fraction]."""
    height = LANE * len(lanes)
    last = max([on, *(float(row["end"]) for row in rows)]) + 0.6
    place = {lane: LANE * rank + LANE / 2 for rank, lane in enumerate(lanes)}

    def x(year: float) -> float:
        return round((max(year, float(since)) - since) / (last - since) * _PLOT, 2)

    drawn = [
        {
            "x": x(row["start"]), "x2": x(row["end"]), "y": place[row["group"], row["lane"]],
            "layer": row["layer"], "kind": row["kind"], "early": row["start"] < since, "goes_on": row["goes_on"],
            "moment": row["start"] == row["end"] and row["kind"] in _MOMENTS,
        }
        for row in rows
    ]  # fmt: skip
    return frame(
        [
            *_grid(since, last, height, x),
            *_labels(lanes, height),
            *_bars([row for row in drawn if not row["moment"]]),
            rules([{"x": x(on), "x2": x(on), "y": -4, "y2": height}], width=1.3, plain=NOW),
            texts([{"x": x(on), "y": -26, "text": day}], size=10.5, align="center", bold=True, plain=NOW),
            *_moments([row for row in drawn if row["moment"] and not row["early"]]),
            texts(_early(rows, place, since), size=9.5, align="right", plain=MUTED),
            *_legend({row["layer"] for row in rows}),
        ],
        height=height,
        margins=(_TOP, _RIGHT, _BOTTOM, _LEFT),
    )


def _grid(since: int, last: float, height: int, x: Callable[[float], float]) -> list[Record]:
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last - since) / step <= 14)
    years = [year for year in range(since, int(last) + 1) if year % step == 0]
    lines = [{"x": x(year), "x2": x(year), "y": 0, "y2": height} for year in years]
    words = [{"x": x(year), "y": -11, "text": str(year)} for year in years]
    return [rules(lines, width=0.6), texts(words, size=10.5, align="center", plain=MUTED)]


def _labels(lanes: Sequence[tuple[str, str]], height: int) -> list[Record]:
    opens = [rank for rank, lane in enumerate(lanes) if rank == 0 or lanes[rank - 1][0] != lane[0]]
    lines = [{"x": 8 - _LEFT, "x2": _PLOT, "y": rank * LANE, "y2": rank * LANE} for rank in opens]
    lines.append({"x": 8 - _LEFT, "x2": _PLOT, "y": height, "y2": height})
    names = [{"x": 8 - _LEFT, "y": rank * LANE + LANE / 2, "text": lanes[rank][0]} for rank in opens]
    kinds = [{"x": -162, "y": rank * LANE + LANE / 2, "text": lane[1]} for rank, lane in enumerate(lanes)]
    return [rules(lines, width=0.6), texts(names, bold=True), texts(kinds, size=10.5)]


def _bars(rows: Sequence[Record]) -> list[Record]:
    def of(kind: str) -> list[Record]:
        return [row for row in rows if row["kind"] == kind]

    waits = of("signed, not in force")
    signed = [
        {"x": row["x"], "x2": row["x"], "y": row["y"] - 3.5, "y2": row["y"] + 3.5, "layer": row["layer"]}
        for row in waits
        if not row["early"]
    ]
    ends = [
        {"x": row["x2"] + 4, "y": row["y"], "layer": row["layer"]}
        for row in rows
        if row["goes_on"] and row["kind"] == "in force"
    ]
    starts = [
        {"x": row["x"], "x2": row["x"], "y": row["y"] - 5, "y2": row["y"] + 5}
        for row in of("in force")
        if not row["early"]
    ]
    return [
        _hollow(of("uncertain")),
        rules(_first_of_lane(waits), width=2, dash=(1.5, 2.5), by_layer=True),
        rules(signed, width=1.6, by_layer=True),
        rules(of("meetings"), width=1.5, by_layer=True),
        rules(of("in force"), width=_BAR, by_layer=True),
        rules(of("disputed"), width=_BAR, dash=(2, 2), by_layer=True),
        rules(starts, width=1.6, plain=INK),
        points(ends, shape="triangle-right", size=46),
    ]


def _first_of_lane(rows: Sequence[Record]) -> list[Record]:
    """Of waits without an end, only the longest in a lane: dots over dots would read as a solid line."""
    longest: dict[float, Record] = {}
    for row in rows:
        if row["goes_on"]:
            longest[row["y"]] = min(row, longest.get(row["y"], row), key=lambda each: each["x"])
    return [row for row in rows if not row["goes_on"] or row is longest[row["y"]]]


def _hollow(rows: Sequence[Record]) -> Record:
    boxes = [row | {"y": row["y"] - _BAR / 2 + 0.5, "y2": row["y"] + _BAR / 2 - 0.5} for row in rows]
    style: Record = {"type": "rect", "strokeWidth": 1, "strokeDash": [2, 1.5], "fill": PAPER}
    return mark(boxes, style, stroke={"field": "layer", "type": "nominal", "scale": layer_scale(), "legend": None})


def _moments(rows: Sequence[Record]) -> list[Record]:
    return [
        points([row for row in rows if row["kind"] == kind], shape=shape, size=34, filled=filled)
        for kind, (shape, filled) in _MOMENTS.items()
    ]


def _early(rows: Sequence[Record], place: dict[tuple[str, str], float], since: int) -> list[Record]:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        lane = row["group"], row["lane"]
        if row["start"] < since:
            first[lane] = min(int(row["start"]), first.get(lane, since))
    return [{"x": -5, "y": place[lane], "text": f"‹ {year}"} for lane, year in first.items()]


def _legend(layers: set[str]) -> list[Record]:
    labels = [
        "in force",
        "signed only",
        "uncertain",
        "disputed",
        "dialogue",
        "done",
        "other step",
        "later or planned",
    ]
    left = 8 - _LEFT
    places = spread(labels, left=left, y=14 - _TOP, right=_PLOT, sample=24)
    at = {
        row["text"]: {
            "x": row["x"],
            "x2": row["x"] + 22,
            "y": row["y"],
            "layer": "access",
            "goes_on": False,
            "early": True,
        }
        for row in places
    }
    kinds = {
        "in force": "in force",
        "signed only": "signed, not in force",
        "uncertain": "uncertain",
        "disputed": "disputed",
        "dialogue": "meetings",
    }
    bars = [at[label] | {"kind": kind} for label, kind in kinds.items()]
    moments = [
        at[label] | {"x": at[label]["x"] + 12, "kind": kind}
        for label, kind in (("done", "done"), ("other step", "step"), ("later or planned", "later"))
    ]
    words = [{"x": row["x"] + 28, "y": row["y"], "text": row["text"]} for row in places]
    return [
        *_bars(bars), *_moments(moments), texts(words, size=10.5), *layer_legend(layers, left=left, y=34 - _TOP, right=_PLOT),
    ]  # fmt: skip
