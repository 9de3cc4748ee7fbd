"""The command that stays: `serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from foedus.present.cli.options import AsJson, LedgerPath
from foedus.present.cli.output import emit_json, say

if TYPE_CHECKING:
    from foedus.present.workbench.serving import Serving

__all__ = ["register"]

_HOST: Final = "127.0.0.1"
_PORT: Final = 8642


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_SERVE)(serve)


_SERVE = """\
Examples:

\b
  foedus serve
  foedus serve --ledger my.db --port 9000
  foedus serve --port 0 --json              any free port; the address as JSON

Ctrl-C ends it."""


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; there is no login.")] = _HOST,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0: any that is free.")] = _PORT,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """The workbench in a browser, and its JSON API."""
    from foedus.present.workbench.serving import serve as run

    def ready(serving: Serving) -> None:
        if not serving.is_private:
            say(f"Warning: there is no login: everyone who can reach {serving.address} can read this ledger.")
        say(f"Foedus is at {serving.address}  (Ctrl-C ends it)")
        if as_json:
            _tell(serving)

    run(host=host, port=port, ledger=ledger, ready=ready)


def _tell(serving: Serving) -> None:
    import sys

    from foedus.desk.asking import Answered

    emit_json(Answered(data={"address": serving.address}, ledger=serving.ledger_digest).to_record(), indent=None)
    sys.stdout.flush()
