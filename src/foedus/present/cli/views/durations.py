"""Durations and gaps in words: medians with their quartiles, n, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from foedus.present.cli.views.console import Numbers, answer_text, plain_table

__all__ = ["print_gaps", "print_stage_durations", "span", "spread_words"]

_DAYS_IN_MONTH: Final = 30.4375
_MANY_DAYS: Final = 75


def span(days: float) -> str:
    """Days, or months where there are many.

    Examples
    --------
    >>> span(9.5), span(430)
    ('10 days', '14 months')
    """
    if days <= _MANY_DAYS:
        return f"{days:.0f} day{'s' * (round(days) != 1)}"
    return f"{days / _DAYS_IN_MONTH:.0f} months"


def spread_words(spread: Mapping[str, Any]) -> str:
    """Median, quartiles and n; and how many were left out."""
    out = spread["without_start"] + spread["without_end"] + spread["in_reverse"]
    left = f", {out} without dates left out" if out else ""
    if not spread["n"]:
        return f"not observed (n = 0{left})"
    low, high = spread["quartiles"]
    around = f", quartiles {span(low)} to {span(high)}" if spread["n"] > 2 else ""
    return f"median {span(spread['median'])}{around} (n = {spread['n']}{left})"


def print_stage_durations(console: Console, durations: Mapping[str, Any]) -> None:
    """One table: by type, from stage to stage."""
    console.print()
    console.print(Text("How long it took, all dyads on record", style="bold"))
    table = plain_table(header=False)
    for leg, by_type in durations["stages"].items():
        for kind, spread in by_type.items():
            if spread["n"]:
                table.add_row(kind.replace("_", " "), leg.replace("_", " "), spread_words(spread))
    for row in durations["types"]:
        table.add_row(f"{row['first']} to {row['then']}".replace("_", " "), "first to first", _between(row))
    console.print(table)


def _between(row: Mapping[str, Any]) -> str:
    reverse = f"; {row['in_reverse']} in reverse order" if row["in_reverse"] else ""
    return spread_words({**row, "without_start": 0, "without_end": 0, "in_reverse": 0}) + reverse


def print_gaps(console: Console, gaps: list[dict[str, Any]], like: str, numbers: Numbers) -> None:
    """What the other dyad has in force, and how far this one is."""
    console.print()
    console.print(Text(f"In force for {like} and not here", style="bold"))
    if not gaps:
        console.print("nothing")
        return
    table = plain_table()
    for name in ("type", "here", "how far", like):
        table.add_column(name)
    for gap in gaps:
        far = [f"{t['stage'].replace('_', ' ')} {t['date'] or ''}".strip() for t in gap["here"] if t["stage"]]
        since = sorted(t["since"] for t in gap["there"] if t["since"])
        cited = numbers.of(*(source for t in (*gap["here"], *gap["there"]) for source in t["sources"][:1]))
        table.add_row(
            gap["type"].replace("_", " "),
            answer_text(gap["answer"]),
            ", ".join(far) or "-",
            f"{'since ' + since[0] if since else 'in force'} {cited}",
        )
    console.print(table)
