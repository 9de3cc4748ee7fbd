"""Commands of the rules: `may`, and `rules list|show|test|new`."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.present.cli.options import AsJson, LedgerPath
from foedus.present.cli.output import emit_json

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    rules = typer.Typer(help="The rule files behind `may`: list, show, test, make.", no_args_is_help=True)
    rules.command("test", epilog=_TEST)(test)
    app.add_typer(rules, name="rules")


_TEST = """\
Examples:

\b
  foedus rules test                      the cases beside every built-in rule file
  foedus rules test my-law/              those of a folder, together with the built-in law
  foedus rules test a.lp b.lp --json

Exit code 1 if a file cannot be run or a case fails."""


def test(
    places: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|FOLDER]…", help="Rule files. [default: all built-in ones]")
    ] = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Run the cases written beside rule files."""
    from foedus.desk.rule_cases import test_rules

    done = test_rules(places or (), ledger=ledger)
    if as_json:
        emit_json(done.to_record())
    else:
        from foedus.present.cli.views.rules import show_test

        show_test(done)
    if done.data["failed"] or done.data["issues"]:
        raise typer.Exit(1)
