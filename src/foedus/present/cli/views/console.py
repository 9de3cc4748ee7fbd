"""One console for all tables: colour only at a terminal, width of the terminal, marks for the five kinds of answer."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.present.cli.output import emit

__all__ = ["LEGEND", "MARKS", "Numbers", "answer_text", "heading", "page", "plain_table", "print_sources"]

MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "yes": ("✓", "green"),
    "no": ("✗", "red"),
    "disputed": ("≠", "magenta"),
    "uncertain": ("?", "yellow"),
    "not_observed": ("·", "bright_black"),
}
LEGEND: Final = "✓ yes   ✗ no   ≠ disputed   ? uncertain   · not observed"
_PIPED_WIDTH: Final = 120


@contextmanager
def page() -> Iterator[Console]:
    """A console on standard output. `NO_COLOR` and pipes turn colour off; a pipe is 120 columns wide, without fill."""
    if sys.stdout.isatty():
        yield Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
        return
    text = io.StringIO()
    width = int(os.environ.get("COLUMNS") or _PIPED_WIDTH)
    yield Console(file=text, width=max(width, 40), highlight=False, markup=False, emoji=False)
    emit("\n".join(line.rstrip() for line in text.getvalue().splitlines()))


def plain_table(*, header: bool = True) -> Table:
    """A table without frames, that survives copying into a mail."""
    return Table(box=box.SIMPLE_HEAD if header else None, show_header=header, pad_edge=False, header_style="bold")


def answer_text(answer: str, words: str = "") -> Text:
    """Mark and words in the colour of the answer."""
    mark, colour = MARKS[answer]
    return Text(f"{mark} {words}".rstrip(), style=colour)


def heading(console: Console, title: str, view: Mapping[str, str | None] | None) -> None:
    """What was asked: whom, on which day, as known when, by whose word."""
    console.print(Text(title, style="bold"))
    if view is not None:
        known = view["known"] or "everything recorded"
        console.print(f"on {view['on']} · known: {known} · perspective: {view['perspective']}")


class Numbers:
    """Gives each source a number in the order of first mention, for a list at the end."""

    def __init__(self, sources: list[dict[str, Any]]) -> None:
        self._sources = {source["id"]: source for source in sources}
        self._numbers: dict[str, int] = {}

    def of(self, *ids: str) -> str:
        """`[1] [4]`."""
        return " ".join(f"[{self._numbers.setdefault(key, len(self._numbers) + 1)}]" for key in dict.fromkeys(ids))

    def cited(self) -> list[tuple[int, dict[str, Any]]]:
        """Sources mentioned so far, by number."""
        return [(number, self._sources[key]) for key, number in self._numbers.items()]


def print_sources(console: Console, numbers: Numbers) -> None:
    """The list at the end: publisher, title, date, address."""
    cited = numbers.cited()
    if not cited:
        return
    console.print()
    console.print(Text("Sources", style="bold"))
    width = len(str(len(cited))) + 3
    for number, source in cited:
        when = source.get("published") or "undated"
        label = f"[{number}]".ljust(width)
        # Past Rich, which would break an address into lines: it has to survive copying.
        console.file.write(f"{label}{source['publisher_name']}: “{source['title']}”, {when}\n")
        where = source.get("address") or source.get("file_name")
        if where:
            console.file.write(f"{' ' * width}{where}\n")
