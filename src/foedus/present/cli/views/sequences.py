"""Sequences as text: each dyad's order, the order tested on it, precedence and durations."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console
from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import Numbers, heading, page, plain_table, print_sources
from foedus.present.cli.views.durations import print_gaps, print_stage_durations

__all__ = ["show_sequences"]

_ANSWERS: Final = {
    "follows": ("✓ follows", "green"),
    "so_far": ("✓ so far", "green"),
    "deviates": ("✗ deviates", "red"),
    "undecided": ("? undecided", "yellow"),
    "not_begun": ("· not begun", "bright_black"),
}


def show_sequences(done: Answered) -> None:
    """Print sequences."""
    data = done.data
    numbers = Numbers(data["sources"])
    order = data["order"]
    with page() as console:
        steps = " → ".join(order["steps"])
        heading(console, f"{data['subject']}: {steps}", done.to_record()["view"])
        console.print(Text(f"order: {order['by']}{'. ' + order['words'] if order['words'] else ''}", "bright_black"))
        table = plain_table()
        for name in ("dyad", "test", "next", "observed, by signature or first meeting"):
            table.add_column(name)
        for row in data["dyads"]:
            table.add_row(
                row["dyad"], _test(row["tests"]), row["tests"]["signed"]["next"] or "-", _observed(row, numbers)
            )
        if data["dyads"]:
            console.print(table)
        else:
            console.print("Nothing is recorded: that is not the same as nothing agreed.")
        _precedence(console, data)
        print_stage_durations(console, data["durations"])
        if data["like"]:
            print_gaps(console, data["gaps"], data["like"], numbers)
        print_sources(console, numbers)


def _test(tests: dict[str, Any]) -> Text:
    words, colour = _ANSWERS[tests["signed"]["answer"]]
    told = Text(words, style=colour)
    for deviation in tests["signed"]["deviations"]:
        told.append(f"\n{deviation}", "default")
    by_force = tests["in_force"]
    if by_force["answer"] == "deviates" and tests["signed"]["answer"] != "deviates":
        told.append(f"\nin force: {'; '.join(by_force['deviations'])}", "default")
    return told


def _observed(row: dict[str, Any], numbers: Numbers) -> str:
    return ", ".join(
        f"{each['type'].replace('_', ' ')} {each['date']} {numbers.of(*each['sources'][:1])}"
        for each in row["observed"]
    )


def _precedence(console: Console, data: dict[str, Any]) -> None:
    rows = [row for row in data["precedence"] if {row["first"], row["then"]} <= set(data["order"]["steps"])]
    if not rows:
        return
    console.print()
    console.print(Text("Which came first, in dyads that have both", style="bold"))
    table = plain_table(header=False)
    for row in rows:
        rest = "".join(
            f"; {words} {row[key]}"
            for key, words in (("on_one_day", "on one day"), ("undecided", "undecided"))
            if row[key]
        )
        table.add_row(
            f"{row['first']} before {row['then']}: {row['in_this_order']}; in reverse {row['in_reverse']}{rest}"
        )
    console.print(table)
