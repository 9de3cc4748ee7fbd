"""Where a question is put: in which ledger, on which day, as known when, seen by whom."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from foedus.desk.asking import View, parse_view, publisher_among
from foedus.desk.ledgers import Opened, open_for_reading
from foedus.model.problems import NotFoundError

__all__ = ["Viewing", "read_view", "viewed"]


class Viewing(TypedDict, total=False):
    """What every question of the network may say: ledger, `--on`, `--known`, `--perspective`; None or left out for the default.

    Each is as on the command line: a path (the built-in record), one calendar day (today), one day (everything recorded),
    `record`, `any`, `all`, `source:ID` or `publisher:ID` (`record`).
    """

    ledger: str | Path | None
    on: str | None
    known: str | None
    perspective: str | None


@contextmanager
def viewed(where: Viewing) -> Iterator[tuple[Opened, View]]:
    """The ledger, open for reading, and the view.

    Raises
    ------
    FoedusError
        If the ledger, a day, a perspective or a source cannot be read.
    """
    ledger = where.get("ledger")
    with open_for_reading(None if ledger is None else str(ledger)) as opened:
        yield (
            opened,
            read_view(opened, on=where.get("on"), known=where.get("known"), perspective=where.get("perspective")),
        )


def read_view(opened: Opened, *, on: str | None, known: str | None, perspective: str | None) -> View:
    """The view asked for; publishers and sources are looked for in this ledger.

    Raises
    ------
    UnparsableDateError, UsageError, NotFoundError
        If a day, a perspective or a source cannot be read.
    """
    names = opened.publishers() if perspective and perspective.startswith("publisher") else ()
    view = parse_view(on=on, known=known, perspective=perspective, publisher_id=publisher_among(names))
    if view.perspective.kind == "source":
        sources = opened.ledger.sources()
        present = [name for s in sources for name in (s.id, s.file_name) if name]
        if view.perspective.which not in present:
            near = difflib.get_close_matches(str(view.perspective.which), present, n=3)
            raise NotFoundError(
                f"--perspective: the ledger has no source {view.perspective.which!r}.",
                hint=f"Did you mean {', '.join(near)}?" if near else "`foedus export json` lists the sources.",
            )
    return view
