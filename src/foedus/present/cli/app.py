"""The commands by name. Nothing here reads, asks or draws: every command imports what it needs when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.present.cli import asking, checking, keeping, reading, reviewing, ruling, serving, tiering, writing

__all__ = ["app"]

app = typer.Typer(
    name="foedus",
    help="From what people write about security cooperation between states to a dated, cited model of it.",
    epilog="""\
Examples:

\b
  foedus show AUS-JPN                       all about one dyad, with sources
  foedus show JPN-PHL --on 2025-10-20       the same on one day
  foedus matrix JPN                         partners and types of instruments
  foedus may JPN supply-goods AUS           who may do what, by which treaty and law
  foedus check brief.pdf                    what a document says, held against the record
  foedus read brief.pdf                     what a document says
  foedus init my.db                         a ledger of your own

Exit codes: 0; 1 when the data or the answer says no; 2 for a call that cannot be understood.""",
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,  # plain help: no 80 ms for a library of tables
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(asked: bool) -> None:
    if asked:
        import foedus

        typer.echo(f"foedus {foedus.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for room in (keeping, reading, reviewing, checking, asking, tiering, ruling, writing, serving):
    room.register(app)
