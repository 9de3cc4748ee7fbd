"""The matrix as a table: a mark and a date in each cell, instruments of three or more parties below."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import (
    LEGEND,
    Numbers,
    answer_text,
    heading,
    page,
    plain_table,
    print_sources,
)

__all__ = ["show_matrix"]


def show_matrix(done: Answered) -> None:
    """Print a matrix."""
    data = done.data
    numbers = Numbers(data["sources"])
    with page() as console:
        heading(console, data["actor"], done.to_record()["view"])
        for types in _fitting(data["types"], console.width):
            table = plain_table()
            table.add_column("with", no_wrap=True)
            for name in types:
                table.add_column(name.replace("_", " "), overflow="fold")
            for row in data["rows"]:
                table.add_row(row["partner"], *(_cell(row["cells"][name], numbers) for name in types))
            console.print(table)
        _several(console, data["groups"])
        print_sources(console, numbers)
        console.print()
        console.print(LEGEND)


def _several(console: Console, groups: list[dict[str, Any]]) -> None:
    if groups:
        console.print(Text("With several at once", style="bold"))
    for item in groups:
        since = f", since {item['date']}" if item["date"] else ""
        console.print(answer_text(item["answer"], f"{item['title']} ({' '.join(item['parties'])}){since}"))


def _fitting(types: list[str], width: int) -> list[list[str]]:
    """Columns in as many tables as the width asks for."""
    each = max(1, (width - 6) // 15)
    return [types[start : start + each] for start in range(0, len(types), each)]


def _cell(cell: dict[str, Any], numbers: Numbers) -> Text:
    if not cell["instruments"]:
        return answer_text(cell["answer"])
    words = cell["date"] or " ".join(part for part in (cell["stage"], cell["stage_date"]) if part).replace("_", " ")
    return answer_text(cell["answer"], f"{words} {numbers.of(*cell['sources'])}".strip())
