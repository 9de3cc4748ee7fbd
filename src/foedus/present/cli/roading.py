"""Commands on the way there: `roadmap` and `sequences`."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.present.cli.options import AsJson, Known, LedgerPath, On, Perspective
from foedus.present.cli.output import emit_json

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_ROADMAP)(roadmap)
    app.command(epilog=_SEQUENCES)(sequences)


_ROADMAP = """\
Examples:

\b
  foedus roadmap JPN-KOR --to quasi-alliance
  foedus roadmap JPN-KOR --to quasi-alliance --definition quasi-alliance-raa --like AUS-JPN
  foedus roadmap JPN-PHL --to supply-goods --situation exercise
  foedus roadmap KOR-JPN --to visit-train --json

TARGET is a tier, or an activity as `foedus may` knows them: then the first of the dyad is the one who acts. A tier that
several definitions rival for is taken as its first definition has it; the answer names it and the others.

Each sequence is enough, and no part of it is. What its steps presuppose stands beside it. Exit code 1 if no instruments
lead there."""


def roadmap(  # noqa: PLR0913  # one argument for each option
    dyad: Annotated[str, typer.Argument(metavar="DYAD", help="Two actors, such as JPN-KOR.")],
    to: Annotated[str, typer.Option("--to", metavar="TARGET", help="A tier or an activity.")],
    definition: Annotated[
        str | None, typer.Option("--definition", metavar="NAME", help="Which definition of the tier; or a file.")
    ] = None,
    situation: Annotated[
        str | None, typer.Option("--situation", "-s", metavar="S", help="For an activity. [default: peacetime]")
    ] = None,
    like: Annotated[
        str | None, typer.Option("--like", metavar="DYAD", help="List what this dyad has in force and DYAD lacks.")
    ] = None,
    law: Annotated[
        list[str] | None, typer.Option("--law", metavar="FILE", help="For an activity: clauses to replace or add.")
    ] = None,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """All smallest sequences of instruments that lead a dyad to a tier or an entitlement."""
    from foedus.desk.roadmap import Road
    from foedus.desk.roadmap import roadmap as ask

    road = Road(dyad=dyad, to=to, definition=definition, situation=situation, like=like, law=law or ())
    done = ask(road, ledger=ledger, on=on, known=known, perspective=perspective)
    if as_json:
        emit_json(done.to_record())
    else:
        from foedus.present.cli.views.roadmap import show_roadmap

        show_roadmap(done)
    if not done.data["already"] and not done.data["sequences"]:
        raise typer.Exit(1)


_SEQUENCES = """\
Examples:

\b
  foedus sequences JPN                        every dyad of Japan against 2+2, ACSA, RAA
  foedus sequences JPN --order ISA,DETTA      against an order of your own
  foedus sequences JPN-PHL --like AUS-JPN     one dyad, and what the other has that it lacks

Dates are of the signature; of a dialogue, of its first meeting. Durations leave out what has no date, and say how many."""


def sequences(  # noqa: PLR0913  # one argument for each option
    what: Annotated[str, typer.Argument(metavar="ACTOR|DYAD", help="Whose dyads, or which one.")],
    order: Annotated[
        str | None,
        typer.Option("--order", metavar="TYPES", help="Types in the order to test. [default: 2+2,ACSA,RAA]"),
    ] = None,
    like: Annotated[
        str | None, typer.Option("--like", metavar="DYAD", help="List what this dyad has in force and the other lacks.")
    ] = None,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """In which order dyads concluded what, how long it took, and who departed from the order recommended."""
    from foedus.desk.sequences import Course
    from foedus.desk.sequences import sequences as ask

    done = ask(Course(what=what, order=order, like=like), ledger=ledger, on=on, known=known, perspective=perspective)
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.sequences import show_sequences

    show_sequences(done)
