"""The dossier as tables: a row for each stage of each instrument of a dyad, a row for each instrument of an actor."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.views.conflicts import conflict_lines
from foedus.present.cli.views.console import (
    LEGEND,
    Numbers,
    answer_text,
    heading,
    page,
    plain_table,
    print_sources,
)

__all__ = ["show_dossier"]

_STAGE_WIDTH: Final = 22
_DATE_WIDTH: Final = 23
_SOURCES_WIDTH: Final = 16


def show_dossier(done: Answered) -> None:
    """Print a dossier."""
    data = done.data
    numbers = Numbers(data["sources"])
    with page() as console:
        heading(console, data["subject"]["name"], done.to_record()["view"])
        if not data["instruments"]:
            console.print("Nothing is recorded: that is not the same as nothing agreed.")
        elif data["subject"]["kind"] == "actor":
            console.print(_summary(data["instruments"], numbers, data["subject"]["name"]))
        else:
            for item in data["instruments"]:
                _in_full(console, item, numbers)
        _conflicts(console, data["conflicts"], numbers)
        _gaps(console, data["gaps"])
        print_sources(console, numbers)
        console.print()
        console.print(LEGEND)


def _in_full(console: Console, item: dict[str, Any], numbers: Numbers) -> None:
    console.print()
    since = f"since {item['since']}" if item["since"] and item["answer"] == "yes" else item["answer"].replace("_", " ")
    title = answer_text(item["answer"], f"{item['type'].replace('_', ' ')}: {since}")
    title.append(f"  {item['title']}", style="bold").append(f"  ({item['id']})", style="bright_black")
    console.print(title)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for width in (1, _STAGE_WIDTH, _DATE_WIDTH, None, _SOURCES_WIDTH):
        table.add_column(width=width, overflow="fold")
    for stage in item["stages"]:
        table.add_row("", *_stage(stage, numbers))
    for missing in item["not_found"]:
        table.add_row(
            "", Text(f"? {missing['stage'].replace('_', ' ')}"), "—", f"not found as of {missing['as_of']}", ""
        )
    if item["without_stage"]:
        sources = [claim["source"] for claim in item["without_stage"]]
        table.add_row("", "  mentioned", "—", "without a stage", numbers.of(*sources))
    console.print(table)


def _stage(stage: dict[str, Any], numbers: Numbers) -> tuple[Text, str, str, str]:
    words = stage["date_of"] + (f" ({stage['party']})" if stage["party"] else "")
    modalities = {claim["modality"] for claim in stage["claims"]}
    if "asserted" not in modalities:
        words += f" — {', '.join(sorted(modalities))}"
    dates = stage["date"] or " | ".join(stage["dates"]) or "—"
    name = stage["stage"].replace("_", " ") + (" ≠" if stage["status"] == "disputed" else "")
    return answer_text(stage["holds"], name), dates, words, numbers.of(*(claim["source"] for claim in stage["claims"]))


def _summary(instruments: list[dict[str, Any]], numbers: Numbers, actor: str) -> Table:
    table = plain_table()
    for name in ("", "type", "with", "instrument", "reached", "sources"):
        table.add_column(name, no_wrap=name in ("", "type"), overflow="fold")
    for item in instruments:
        others = " ".join(party for party in item["parties"] if party != actor)
        at = [s for s in item["stages"] if s["stage"] == item["reached"]] or item["stages"]
        sources = [claim["source"] for stage in at[-1:] for claim in stage["claims"]]
        reached = " ".join(part for part in (item["reached"], item["reached_on"]) if part).replace("_", " ")
        table.add_row(answer_text(item["answer"]), item["type"], others, item["title"], reached, numbers.of(*sources))
    return table


def _conflicts(console: Console, conflicts: list[dict[str, Any]], numbers: Numbers) -> None:
    if conflicts:
        console.print()
        console.print(Text("Where sources differ", style="bold"))
        for row in conflicts:
            for line in conflict_lines(row, numbers):
                console.print(line)


def _gaps(console: Console, gaps: list[dict[str, Any]]) -> None:
    if not gaps:
        return
    console.print()
    console.print(Text("In force with others, not here", style="bold"))
    for gap in gaps:
        others = ", ".join(dict.fromkeys(other["dyad"] for other in gap["others"]))
        console.print(answer_text(gap["answer"], f"{gap['type']} ({gap['label']}): {others}"))
