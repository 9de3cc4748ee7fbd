"""Conflicts as text: what is disputed, each date with who gives it, what the perspective settles on, what hangs on it."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import Numbers, heading, page, print_sources

__all__ = ["conflict_lines", "show_conflicts"]


def show_conflicts(done: Answered) -> None:
    """Print a list of conflicts."""
    sources = {side["source"]: {"id": side["source"], **side} for row in done.data for side in row["sides"]}
    numbers = Numbers(list(sources.values()))
    n = len(done.data)
    with page() as console:
        heading(console, f"{n} conflict{'' if n == 1 else 's'}", done.to_record()["view"])
        for row in done.data:
            console.print()
            for line in conflict_lines(row, numbers):
                console.print(line)
        print_sources(console, numbers)


def conflict_lines(row: dict[str, Any], numbers: Numbers) -> list[Text]:
    """One conflict, line by line."""
    parties = "-".join(row["parties"])
    what = f"≠ {row['type']} {parties}: {row['date_of']}"
    lines = [Text(what, style="magenta")]
    by_date: dict[str, list[dict[str, Any]]] = {}
    for side in row["sides"]:
        by_date.setdefault(side["agrees_with"], []).append(side)
    width = max(len(date) for date in by_date)
    for date, sides in by_date.items():
        settled = "  ← this perspective" if row["settled_on"] == [date] else ""
        who = ", ".join(_who(side, numbers) for side in _each_source(sides))
        lines.append(Text(f"  {date.ljust(width)}  {who}{settled}"))
    lines += [Text(f"  hangs on it: {words}") for words in row["hangs_on_it"]]
    return lines


def _who(side: dict[str, Any], numbers: Numbers) -> str:
    coarser = "" if side["date"] == side["agrees_with"] else f" ({side['date']})"
    return f"{side['publisher_name']} {numbers.of(side['source'])}{coarser}"


def _each_source(sides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({side["source"]: side for side in sides}.values())
