"""Options that commands share, each declared once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

__all__ = ["AsJson", "Jobs", "Known", "LedgerPath", "On", "OwnLedger", "Perspective"]

AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
LedgerPath: TypeAlias = Annotated[
    str | None,
    typer.Option("--ledger", metavar="PATH", help="A ledger of your own. [default: the built-in record]"),
]
Jobs: TypeAlias = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Read N documents at a time.")]
OwnLedger: TypeAlias = Annotated[str, typer.Option("--ledger", metavar="PATH", help="A ledger of your own.")]
On: TypeAlias = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day asked about, YYYY-MM-DD. [default: today]"),
]
Known: TypeAlias = Annotated[
    str | None,
    typer.Option("--known", metavar="DAY", help="Only what was published by this day. [default: everything]"),
]
Perspective: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--perspective",
        metavar="WHO",
        help="Whose word counts: record, any, all, source:ID or publisher:ID. [default: record]",
    ),
]
