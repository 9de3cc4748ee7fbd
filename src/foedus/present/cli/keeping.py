"""Commands that keep ledgers and the record: `init`, `verify`, `diff-record`."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from foedus.present.cli.options import AsJson, LedgerPath
from foedus.present.cli.output import emit, emit_json, say

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_INIT)(init)
    app.command(epilog=_VERIFY)(verify)
    app.command("diff-record", epilog=_DIFF)(diff_record)


_INIT = """\
Examples:

\b
  foedus init my.db                starts from the built-in record
  foedus init mine-only.db --empty starts from nothing"""


def init(
    location: Annotated[str, typer.Argument(metavar="PATH", help="Where nothing is yet.")],
    empty: Annotated[bool, typer.Option("--empty", help="Start from nothing instead of the built-in record.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a new ledger."""
    from foedus.desk.ledgers import init_ledger

    done = init_ledger(location, empty=empty)
    if as_json:
        emit_json(done.to_record())
        return
    started = done.data["started_from"]
    emit(
        f"{done.data['ledger']}: a new ledger, {'from ' + started if started else 'empty'}, {done.data['entries']} entries"
    )
    say(f"Next: foedus read DOCUMENT… --ledger {shlex.quote(location)}")


_VERIFY = """\
Examples:

\b
  foedus verify
  foedus verify --ledger my.db --documents briefs/

Exit code 1 if anything is wrong."""


def verify(
    ledger: LedgerPath = None,
    documents: Annotated[
        str | None, typer.Option("--documents", metavar="DIR", help="Look quotes up in the documents of this folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that a ledger is whole and unchanged, and the built-in record too."""
    from foedus.desk.verify import verify as run

    done = run(ledger=ledger, documents=documents)
    if as_json:
        emit_json(done.to_record())
    else:
        for check in done.data["checks"]:
            emit(f"{'✓' if check['valid'] else '✗'} {check['name']}: {check['what']}")
            for note in check["notes"]:
                say(f"  {note}")
        for issue in done.data["issues"]:
            emit(f"  ✗ {issue['where']}: found {issue['got']}, expected {issue['expected']}. {issue['hint']}".rstrip())
        emit(f"head {done.data['head']}")
    if not done.data["valid"]:
        raise typer.Exit(1)


_DIFF = """\
Examples:

\b
  foedus diff-record my.db                      from a ledger of an older record to the built-in one
  foedus diff-record old/record new/record      two folders of record files
  foedus diff-record built-in my.db --json      what my ledger adds"""


def diff_record(
    before: Annotated[str, typer.Argument(metavar="A", help="A folder of record files, a ledger, or `built-in`.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The same; left out: the built-in record.")] = "built-in",
    as_json: AsJson = False,
) -> None:
    """Tell two editions of the record apart, in words."""
    from foedus.desk.editions import diff_record as run

    done = run(before, after)
    if as_json:
        emit_json(done.to_record())
        return
    emit(f"{done.data['a']} → {done.data['b']}")
    for line in done.data["words"]:
        emit(line)
