"""Commands that ask about the network: `show`, `matrix`, `conflicts`."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.present.cli.options import AsJson, Known, LedgerPath, On, Perspective
from foedus.present.cli.output import emit_json

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_SHOW)(show)
    app.command(epilog=_MATRIX)(matrix)
    app.command(epilog=_CONFLICTS)(conflicts)


_SHOW = """\
Examples:

\b
  foedus show AUS-JPN
  foedus show 日本-필리핀 --on 2025-10-20
  foedus show JPN-PHL --on 2025-09-01 --known 2025-09-01
  foedus show raa-aus-jpn --perspective publisher:sejong
  foedus show AUS-JPN --tiers              ally, quasi-ally, like-minded? by whose definition
  foedus show QUAD"""


def show(  # noqa: PLR0913  # one argument for each option
    what: Annotated[str, typer.Argument(metavar="ACTOR|DYAD|INSTRUMENT", help="JPN, AUS-JPN, 'Japan', raa-aus-jpn …")],
    with_tiers: Annotated[
        bool, typer.Option("--tiers", help="For a dyad or an actor: its tiers too, under every definition.")
    ] = False,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """The dossier: instruments with their stages, who says so, conflicts and gaps."""
    from foedus.desk.dossier import show as ask

    done = ask(what, ledger=ledger, on=on, known=known, perspective=perspective)
    held = None
    if with_tiers:
        from foedus.desk.tiers import tiers

        held = tiers(what, ledger=ledger, on=on, known=known, perspective=perspective)
        done.data["tiers"] = held.data
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.dossier import show_dossier

    show_dossier(done)
    if held is not None:
        from foedus.present.cli.views.tiers import show_tiers

        show_tiers(held)


_MATRIX = """\
Examples:

\b
  foedus matrix JPN
  foedus matrix Japan --on 2020-01-01
  foedus matrix JPN --json --ledger my.db"""


def matrix(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A code or a name.")],
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Partners and types of instruments, with answer and date in each cell."""
    from foedus.desk.matrix import matrix as ask

    done = ask(actor, ledger=ledger, on=on, known=known, perspective=perspective)
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.matrix import show_matrix

    show_matrix(done)


_CONFLICTS = """\
Examples:

\b
  foedus conflicts
  foedus conflicts AUS-JPN --ledger my.db
  foedus conflicts RAA"""


def conflicts(
    what: Annotated[
        str | None, typer.Argument(metavar="[ACTOR|DYAD|INSTRUMENT|TYPE]", help="About what. [default: everything]")
    ] = None,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Where sources differ, who says what, and what hangs on it."""
    from foedus.desk.conflicts import conflicts as ask

    done = ask(what, ledger=ledger, on=on, known=known, perspective=perspective)
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.conflicts import show_conflicts

    show_conflicts(done)
