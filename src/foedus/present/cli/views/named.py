"""Named rules as text: the list of them, or one with its answer and findings."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import Numbers, answer_text, heading, page, plain_table, print_sources

__all__ = ["show_named"]


def show_named(done: Answered) -> None:
    """Print the list, or one rule."""
    if isinstance(done.data, list):
        _list(done.data)
    else:
        _one(done)


def _list(rules: list[dict[str, Any]]) -> None:
    with page() as console:
        table = plain_table()
        for name in ("rule", "says", "asked of", "how it runs, or why not"):
            table.add_column(name)
        for rule in rules:
            table.add_row(rule["rule"], rule["title"], rule["about"], _how(rule))
        console.print(table)


def _how(rule: dict[str, Any]) -> str:
    own = [f"foedus rules check {rule['rule']}"] if rule["checked"] else []
    reason = [rule["cannot"]] if rule["cannot"] else []
    return "\n".join([*own, *rule["runs"], *reason])


def _one(done: Answered) -> None:
    data = done.data
    numbers = Numbers(data["sources"])
    with page() as console:
        subject = f" · {data['subject']}" if data["subject"] else ""
        heading(console, f"{data['rule']}{subject}: {data['title']}", done.to_record()["view"])
        console.print(Text(f"stated by {', '.join(data['by'])}", style="bright_black"))
        console.print()
        console.print(
            answer_text(data["answer"], data["words"]) if data["answer"] else Text(data["words"], style="bold")
        )
        if data["cannot"] and data["cannot"] != data["words"]:
            console.print(Text(f"  {data['cannot']}", style="yellow"))
        if data["findings"]:
            table = plain_table(header=False)
            for each in data["findings"]:
                mark = answer_text(each["answer"]) if each["answer"] else Text("")
                table.add_row(mark, each["about"], each["words"])
            console.print(table)
        for command in data["runs"]:
            console.print(Text(f"more: {command}", style="bright_black"))
        print_sources(console, numbers)
