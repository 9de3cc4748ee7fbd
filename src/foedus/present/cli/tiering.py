"""The command `tiers`."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.present.cli.options import AsJson, Known, LedgerPath, On, Perspective
from foedus.present.cli.output import emit_json

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_TIERS)(tiers)


_TIERS = """\
Examples:

\b
  foedus tiers KOR-JPN
  foedus tiers JPN --definition quasi-alliance-cha
  foedus tiers AUS-JPN --definition quasi-alliance --on 2021-12-31
  foedus rules new my.lp --definition
  foedus tiers AUS-JPN --definition my.lp

Definitions: alliance, alliance-atop, quasi-alliance-akimoto, quasi-alliance-cha, quasi-alliance-raa, quasi-alliance-sejong-1,
quasi-alliance-sejong-2, quasi-alliance-sejong-functional, quasi-alliance-treaty, like-minded, strategic-partner; quasi-alliance
for all of that family; all; or a file of your own. They contradict each other: that is shown, not settled.

Answers: yes, no, disputed, uncertain, not observed. Exit code 0 whatever the answers."""


def tiers(  # noqa: PLR0913  # one argument for each option
    what: Annotated[str, typer.Argument(metavar="ACTOR|DYAD", help="JPN for all its partners, or KOR-JPN.")],
    definition: Annotated[
        list[str] | None,
        typer.Option("--definition", "-d", metavar="NAME|all|FILE", help="Which definitions. [default: all]"),
    ] = None,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Which tier a dyad has under rival definitions, criterion by criterion, and since when."""
    from foedus.desk.tiers import tiers as ask

    done = ask(what, definitions=definition or ("all",), ledger=ledger, on=on, known=known, perspective=perspective)
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.tiers import show_tiers

    show_tiers(done)
