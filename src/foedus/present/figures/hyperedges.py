"""Groups of three or more, each a tie among all its members: one row a group, one column an actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from foedus.desk.brief import BriefData
from foedus.model.answers import Answer
from foedus.present.figures.figure import MUTED, RULE, WIDTH, Figure, Record, frame, points, rules, texts
from foedus.present.figures.legend import layer_legend, spread

__all__ = ["hyperedge_figure", "hyperedge_table"]

_PITCH: Final = 20
_LEFT, _RIGHT, _TOP = 330, 20, 78
_MOST_ROWS: Final = 45
_MOST_LETTERS: Final = 52


def hyperedge_table(data: BriefData) -> tuple[dict[str, Any], ...]:
    """One row a group of members and layer: `members`, `layer`, `answer`, `title`, `more`, `sources`; small groups first."""
    titles = {entry.anchor: entry.title for entry in data.instruments}
    ties = [tie for tie in data.network if tie.is_hyperedge]
    ties.sort(key=lambda tie: (len(tie.members), tie.members, tie.layer))
    return tuple(
        {
            "members": list(tie.members),
            "layer": tie.layer,
            "answer": tie.answer.value,
            "title": titles.get(tie.instruments[0], tie.instruments[0]),
            "more": len(tie.instruments) - 1,
            "sources": list(tie.sources),
        }
        for tie in ties
    )


def hyperedge_figure(data: BriefData) -> Figure | None:
    """The groups drawn; None where there is none."""
    whole = hyperedge_table(data)
    table = whole[:_MOST_ROWS]
    if not table:
        return None
    names = " and ".join(data.header.names)
    caption = f"Instruments of three or more parties with {names} on the day of the brief: filled where the group holds, hollow where that is open."
    if len(whole) > len(table):
        caption += f" {len(whole) - len(table)} more are left out for want of room; they are listed below."
    groups = "; ".join(f"{row['title']}: {', '.join(data.name(code) for code in row['members'])}" for row in table)
    return Figure(
        name="groups",
        title=f"Groups of three or more with {names}",
        table=table,
        spec=_spec(data, table),
        caption=caption,
        alt=f"Dot chart of groups and their members. {groups}.",
        sources=tuple(sorted({number for row in table for number in row["sources"]})),
    )


def _spec(data: BriefData, table: Sequence[dict[str, Any]]) -> Record:
    counts = Counter(code for row in table for code in row["members"])
    subject = data.header.subject
    columns = sorted(counts, key=lambda code: (code not in subject, -counts[code], code))
    pitch = min(46.0, (WIDTH - _LEFT - _RIGHT) / len(columns))
    x = {code: round((place + 0.5) * pitch, 1) for place, code in enumerate(columns)}
    height, wide = _PITCH * len(table), pitch * len(columns)
    dots, links, words = [], [], []
    for rank, row in enumerate(table):
        y = (rank + 0.5) * _PITCH
        inside = [x[code] for code in row["members"]]
        links.append({"x": min(inside), "x2": max(inside), "y": y, "y2": y, "layer": row["layer"]})
        dots += [{"x": place, "y": y, "layer": row["layer"], "open": row["answer"] != Answer.YES} for place in inside]
        words.append({"x": -14, "y": y, "text": _label(row)})
    grid = [{"x": x[code], "x2": x[code], "y": 0, "y2": height} for code in columns]
    heads = [{"x": x[code], "y": -12, "text": code} for code in columns]
    base = [{"x": 8 - _LEFT, "x2": wide, "y": y, "y2": y} for y in (0, height)]
    slim = pitch < 30
    return frame(
        [
            rules([*grid, *base], width=0.6, plain=RULE),
            texts([h for h in heads if h["text"] in subject], size=9 if slim else 10.5, align="center", bold=True),
            texts(
                [h for h in heads if h["text"] not in subject], size=8.5 if slim else 10.5, align="center", plain=MUTED
            ),
            rules(links, width=2.4, by_layer=True),
            points([dot for dot in dots if not dot["open"]], shape="circle", size=90),
            points([dot for dot in dots if dot["open"]], shape="circle", size=90, filled=False),
            texts(words, size=10.5, align="right"),
            *_legend({row["layer"] for row in table}),
        ],
        height=height,
        margins=(_TOP, _RIGHT, 10, _LEFT),
    )


def _label(row: dict[str, Any]) -> str:
    more = f" +{row['more']}" if row["more"] else ""
    title = str(row["title"]).removeprefix("Minilateral: ")
    room = _MOST_LETTERS - len(more)
    return (title if len(title) <= room else f"{title[: room - 1].rstrip()}…") + more


def _legend(layers: set[str]) -> list[Record]:
    left, right = 8 - _LEFT, WIDTH - _LEFT - 8
    places = spread(["member, the group holds", "member, open"], left=left, y=14 - _TOP, right=right, sample=20)
    dots = [{"x": p["x"] + 5, "y": p["y"], "layer": "access"} for p in places]
    words = [{"x": p["x"] + 16, "y": p["y"], "text": p["text"]} for p in places]
    return [
        points(dots[:1], shape="circle", size=90, by_layer=False),
        points(dots[1:], shape="circle", size=90, filled=False, by_layer=False),
        texts(words, size=10.5),
        *layer_legend(layers, left=left, y=34 - _TOP, right=right),
    ]
