"""The ledger of predictions: who foretold what, when, for when, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.desk.check import Checked
from foedus.present.cli.views.console import page
from foedus.present.cli.views.findings import said_by

__all__ = ["show_predictions"]

_COLOURS: Final = {
    "came true": "green",
    "early": "green",
    "late": "yellow",
    "already": "yellow",
    "overdue": "red",
    "failed": "bold red",
    "open": "bright_black",
}
_WIDE: Final = 10


def show_predictions(checked: Checked) -> None:
    """Print plans and predictions, document by document, with their resolution."""
    rows = [row for row in checked.records() if "prediction" in row]
    with page() as console:
        for document in checked.documents:
            said = document.metadata
            who = said.publisher_name or said.publisher
            told = " · ".join(str(p) for p in (who, said.published or "undated") if p)
            console.print(Text(document.name, style="bold").append(f"  {told}", style="bright_black"))
            own = [row for row in rows if row["doc"] == document.name]
            for row in own:
                _prediction(console, row)
            if not own:
                console.print("  No plan or prediction.")
            console.print()
        counts = Counter(row["prediction"]["outcome"] for row in rows)
        told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in _COLOURS if counts[outcome])
        console.print(f"{len(rows)} plan{'s' * (len(rows) != 1)} and predictions: {told or 'none'}")


def _prediction(console: Console, row: dict[str, Any]) -> None:
    told = row["prediction"]
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(width=_WIDE)
    table.add_column(overflow="fold")
    table.add_row(Text(told["outcome"], style=_COLOURS[told["outcome"]]), Text(row["says"], style="bold"))
    days = f", said on {told['said_on']}" if told["said_on"] else ""
    table.add_row("", Text(f"“{' '.join(row['quote'].split())}”{days}, for {told['foretold'] or 'no day'}"))
    table.add_row("", Text(row["hint"]))
    for line in row["record"][:2]:
        dated = " ".join(str(part) for part in (line["date_of"] or line["stage"], line["date"]) if part)
        where = line["address"] or line["title"]
        table.add_row("", Text(f"{dated}: {said_by(line)}{where}", style="bright_black"))
    console.print(table)
