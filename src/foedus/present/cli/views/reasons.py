"""Statements that explain themselves: the sentence with the words that counted, field by field, and what to look at twice."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.present.cli.views.console import page
from foedus.present.cli.views.statements import document_line

__all__ = ["show_reasons"]

_SURE: Final = ((0.85, "quite sure"), (0.7, "fairly sure"), (0.5, "unsure"), (0.0, "a guess"))
_PLACES: Final = {"before": "told before", "after": "told after", "nowhere": ""}
_INDENT: Final = 2
_COLUMNS: Final = (9, 24)


def show_reasons(records: list[dict[str, Any]], documents: list[tuple[str, Any]]) -> None:
    """Print each statement with its reasons, document by document."""
    with page() as console:
        for name, said in documents:
            console.print(document_line(name, said))
            own = [record for record in records if record["doc"] == name]
            for record in own:
                console.print()
                _statement(console, record)
            if not own:
                console.print("No statement about an instrument was found.")
            console.print()
        console.print(f"{len(records)} statements in {len(documents)} document{'' if len(documents) == 1 else 's'}")
        console.print("The number is the share of such readings expected to be right; words in [brackets] counted.")


def _statement(console: Console, record: dict[str, Any]) -> None:
    stage = (record["stage"] or "no stage").replace("_", " ")
    if record["negated"]:
        stage = f"not {stage}"
    parts = [record["instrument_type"], " ".join(record["parties"]), stage, record["date"] or "undated"]
    if record["modality"] != "asserted":
        parts.append(record["modality"])
    sure = next(words for least, words in _SURE if record["confidence"] >= least)
    head = Text(" · ".join(parts), style="bold").append(f"   {record['confidence']:.2f} {sure}", style="default")
    console.print(head.append(f"   {_where(record)}", style="bright_black"))
    console.print(Text(f"“{_marked(record)}”", style="default"), soft_wrap=False)
    console.print(_reasons(record))
    for doubt in record["doubts"]:
        console.print(Text(f"  Look twice: {doubt}", style="yellow"))


def _where(record: dict[str, Any]) -> str:
    place = f"page {record['page']}" if record["page"] is not None else f"line {record['line']}"
    return f"{place}, characters {record['start']}–{record['end']}"


def _marked(record: dict[str, Any]) -> str:
    """The sentence with the words that counted in brackets; of words inside each other the outer ones."""
    low, text = record["sentence"]["start"], record["sentence"]["text"]
    spans = sorted(
        {
            (r["start"], -r["end"])
            for r in record["why"]
            if r["start"] is not None and low <= r["start"] < low + len(text)
        }
    )
    pieces, at = [], low
    for start, negative_end in spans:
        end = min(-negative_end, low + len(text))
        if start >= at:
            pieces += [text[at - low : start - low], "[", text[start - low : end - low], "]"]
            at = end
    return " ".join("".join([*pieces, text[at - low :]]).split())


def _reasons(record: dict[str, Any]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=_COLUMNS[0] + _INDENT)
    table.add_column(max_width=_COLUMNS[1], overflow="fold")
    table.add_column(overflow="fold")
    for reason in record["why"]:
        words = f"“{' '.join(reason['words'].split())}”" if reason["words"] else "no words of the text"
        at = f" at {reason['start']}–{reason['end']}" if reason["start"] is not None else ""
        how = "; ".join(part for part in (reason["how"], _PLACES.get(reason["place"], "")) if part)
        table.add_row(
            Text("  " + reason["field"], style="bright_black"),
            (reason["value"] or "").replace("_", " "),
            Text(words).append(at, style="bright_black").append(f" — {how}" if how else ""),
        )
    return table
