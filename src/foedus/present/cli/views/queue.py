"""The review queue as a table: id, what the machine read, the words, how sure it is."""

from __future__ import annotations

from typing import Any

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import page, plain_table

__all__ = ["show_queue"]

_ID_SHOWN = 8


def show_queue(done: Answered) -> None:
    """Print the proposals that wait."""
    with page() as console:
        if not done.data:
            console.print("Nothing waits to be reviewed.")
            return
        table = plain_table()
        for column in ("id", "sure", "type", "parties", "stage", "date", "words", "document"):
            table.add_column(column, overflow="fold", no_wrap=column in ("id", "sure"))
        for row in done.data:
            table.add_row(*_row(row))
        console.print(table)
        console.print(
            f"{len(done.data)} wait. Accept or reject by the beginning of an id, or by rule: foedus review --help"
        )


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    stage = (row["stage"] or "—").replace("_", " ") + ("" if row["modality"] == "asserted" else f" ({row['modality']})")
    return (
        row["id"].partition(":")[2][:_ID_SHOWN],
        "—" if row["confidence"] is None else f"{row['confidence']:.2f}",
        row["instrument_type"],
        " ".join(row["parties"]),
        f"not {stage}" if row["negated"] else stage,
        row["date"] or "—",
        " ".join((row["quote"] or "").split()),
        row["document"],
    )
