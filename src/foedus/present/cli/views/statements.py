"""Statements as a table, document by document: what is said, of whom, with the words it is said in."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from foedus.present.cli.views.console import page, plain_table

__all__ = ["document_line", "show_statements"]


def show_statements(records: list[dict[str, Any]], documents: list[tuple[str, Any]]) -> None:
    """Print what documents say."""
    rows = {name: list(group) for name, group in groupby(records, key=lambda record: record["doc"])}
    with page() as console:
        for name, said in documents:
            _document(console, name, said, rows.get(name, []))
        console.print(f"{len(records)} statements in {len(documents)} document{'' if len(documents) == 1 else 's'}")


def document_line(name: str, said: Any) -> Text:
    """A document's name, and under it what it says of itself."""
    who = " · ".join(str(part) for part in (said.publisher_name or said.publisher, said.published, said.title) if part)
    return Text(name, style="bold").append(f"\n{who}" if who else "", style="not bold")


def _document(console: Console, name: str, said: Any, rows: list[dict[str, Any]]) -> None:
    console.print(document_line(name, said))
    if not rows:
        console.print("No statement about an instrument was found.")
        return
    table = plain_table()
    for column in ("type", "parties", "stage", "date", "words"):
        table.add_column(column, overflow="fold", no_wrap=column == "parties")
    for record in rows:
        table.add_row(*_row(record))
    console.print(table)


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    stage = (record["stage"] or "—").replace("_", " ")
    if record["modality"] != "asserted":
        stage += f" ({record['modality']})"
    if record["negated"]:
        stage = f"not {stage}"
    words = " ".join(record["quote"].split())
    return record["instrument_type"], " ".join(record["parties"]), stage, record["date"] or "—", words
