"""Commands that write files for others: `export`, `brief`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from foedus.model.problems import UsageError
from foedus.present.cli.options import AsJson, Known, LedgerPath, On, Perspective
from foedus.present.cli.output import emit, emit_json, refuse_unwritable, say, write_file

__all__ = ["register"]

_FORMATS: Final = ("json", "csv")
_PLANNED: Final = ("parquet", "graphml", "gexf", "hif", "jsonld", "datapackage")


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_EXPORT)(export)
    app.command(epilog=_BRIEF)(brief)


_EXPORT = """\
Examples:

\b
  foedus export json > foedus.json
  foedus export csv -o claims.csv --ledger my.db"""


def export(  # noqa: PLR0913  # one argument for each option
    form: Annotated[str, typer.Argument(metavar="json|csv", help="json: everything; csv: one row a claim.")],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here. [default: standard output]")
    ] = None,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Everything in a ledger, for other programs."""
    import json

    from foedus.desk.export import export as ask
    from foedus.desk.export import to_csv

    if form not in _FORMATS:
        later = " (a later version writes it)" if form in _PLANNED else ""
        raise UsageError(
            f"export: found {form!r}{later}; there is now: {', '.join(_FORMATS)}.", hint="foedus export json"
        )
    done = ask(ledger=ledger, on=on, known=known, perspective=perspective)
    if as_json and output is None:
        emit_json(done.to_record())
        return
    text = to_csv(done.data) if form == "csv" else json.dumps(done.data, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        emit(text)
        return
    write_file(output, text)
    if as_json:
        emit_json(done.to_record() | {"data": {"file": output, "instruments": len(done.data["instruments"])}})
    say(f"{output}: {len(done.data['instruments'])} instruments, {len(done.data['sources'])} sources")


_BRIEF = """\
Examples:

\b
  foedus brief JPN -o japan.html
  foedus brief AUS-JPN -o aus-jpn.html --on 2024-08-07 --known 2024-08-07"""


def brief(  # noqa: PLR0913  # one argument for each option
    what: Annotated[str, typer.Argument(metavar="ACTOR|DYAD", help="A code or a name; AUS-JPN.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE.html", help="Where the page is written.")],
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """A cited brief with figures, as one HTML page that needs no network."""
    from foedus.present.briefs import FORMATS, write_brief

    ending = Path(output).suffix.lower()
    if ending not in FORMATS:
        raise UsageError(
            f"-o {output}: found the ending {ending or 'none'!r}; there is now: {', '.join(FORMATS)}.",
            hint="Give a name such as -o brief.html.",
        )
    refuse_unwritable(output)
    from foedus.desk.briefing import prepare_brief

    data, done = prepare_brief(what, ledger=ledger, on=on, known=known, perspective=perspective)
    write_brief(data, Path(output))
    if as_json:
        emit_json(done.to_record() | {"data": {"file": output, **done.data}})
        return
    emit(output)
    say("{instruments} instruments, {conflicts} conflicts, {sources} sources".format_map(done.data))
