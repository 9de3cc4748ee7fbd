"""Findings as text: what is wrong first, each with the words, the verdict and the record's sources."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.analysis.checking.findings import Finding
from foedus.desk.check import Checked
from foedus.desk.records import publisher_name
from foedus.desk.sources import UNKNOWN_PUBLISHER
from foedus.present.cli.views.console import page

__all__ = ["said_by", "show_findings"]

_COLOURS: Final = {
    "contradicted": "bold red",
    "premature": "red",
    "outdated": "yellow",
    "disputed": "magenta",
    "unsupported": "bright_black",
    "uncheckable": "bright_black",
    "supported": "green",
}
_QUIET: Final = ("supported", "unsupported", "uncheckable")
_NOTES: Final = frozenset({"text", "source", "naming", "doubt", "unspecific", "between documents"})
"""Kinds that a reader of the text should know of, though no record decides them."""
_WIDE: Final = 13


def show_findings(checked: Checked, *, everything: bool) -> None:
    """Print findings; those that need no attention only if asked for."""
    rows = checked.records()
    told = [_is_told(finding) for finding in checked.findings]
    with page() as console:
        for document in checked.documents:
            said = document.metadata
            who = " · ".join(str(p) for p in (said.publisher_name or said.publisher, said.published or "undated") if p)
            console.print(Text(document.name, style="bold").append(f"  {who}", style="bright_black"))
            own = (r for r, is_told in zip(rows, told, strict=True) if everything or is_told)
            shown = [r for r in own if r["doc"] == document.name]
            for row in shown:
                _finding(console, row)
            if not shown:
                console.print("  Nothing to correct.")
            console.print()
        counts = ", ".join(f"{n} {verdict}" for verdict, n in checked.counts().items())
        console.print(f"{len(rows)} statements: {counts or 'none'}")
        hidden = told.count(False)
        if hidden and not everything:
            console.print(f"{hidden} that need no correction are not listed: --all shows them.")


def _is_told(finding: Finding) -> bool:
    return finding.verdict not in _QUIET or finding.kind in _NOTES or finding.notable


def _finding(console: Console, row: dict[str, Any]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(width=_WIDE)
    table.add_column(overflow="fold")
    table.add_row(Text(row["verdict"], style=_COLOURS[row["verdict"]]), Text(f"“{' '.join(row['quote'].split())}”"))
    table.add_row("", Text(row["hint"], style="bold"))
    for line in row["record"][:3]:
        dated = " ".join(str(part) for part in (line["date_of"] or line["stage"], line["date"]) if part)
        where = line["address"] or line["title"]
        table.add_row("", Text(f"{dated}: {said_by(line)}{where}", style="bright_black"))
    console.print(table)


def said_by(line: dict[str, Any]) -> str:
    """The publisher of a line of evidence, followed by a comma; nothing where nobody knows."""
    return "" if line["publisher"] == UNKNOWN_PUBLISHER else f"{publisher_name(line['publisher'])}, "
