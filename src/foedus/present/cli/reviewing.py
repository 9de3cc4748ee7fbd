"""The command by which people judge what was read: `review`."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.model.problems import UsageError
from foedus.present.cli.options import AsJson, OwnLedger
from foedus.present.cli.output import emit, emit_json, user_name

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_REVIEW)(review)


_REVIEW = """\
Examples:

\b
  foedus review --ledger my.db                                     what waits, each in its sentence
  foedus review --ledger my.db --type RAA --party PHL --since 2024
  foedus review --ledger my.db --document brief.pdf --confidence 0.8
  foedus review --ledger my.db --accept 3f2a --by "A. Analyst"     by the beginning of an id
  foedus review --ledger my.db --accept "type=RAA|ACSA,confidence>=0.8"
  foedus review --ledger my.db --type RAA --reject all             all that the filters let through
  foedus review --ledger my.db --reject 90b1 --reason "about another treaty"
  foedus review --ledger my.db --history                           who judged what, when, and why
  foedus review --ledger my.db --standing accepted --known 2025-03-01

A rule: all, none, or conditions joined by commas, on confidence, type, party, stage, date, modality, document, publisher, language;
| joins alternatives, * in the name of a document stands for anything. Rules and filters speak of what waits; an id of any claim.
A later judgement overrides an earlier one; both stay in the ledger."""

_Many = list[str] | None


def review(  # noqa: PLR0913  # one argument for each option
    ledger: OwnLedger,
    accept: Annotated[_Many, typer.Option("--accept", metavar="ID|RULE", help="Accept; repeatable.")] = None,
    reject: Annotated[_Many, typer.Option("--reject", metavar="ID|RULE", help="Reject; repeatable.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who judges. [default: your user name]")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the judgement.")] = "",
    history: Annotated[bool, typer.Option("--history", help="Who judged what, when, by which rule, and why.")] = False,
    ids: Annotated[_Many, typer.Option("--id", metavar="ID", help="Only this claim; repeatable.")] = None,
    types: Annotated[_Many, typer.Option("--type", metavar="TYPE", help="Only of this type; repeatable.")] = None,
    parties: Annotated[
        _Many, typer.Option("--party", metavar="ACTOR", help="Only with this party; repeated: with all of them.")
    ] = None,
    documents: Annotated[
        _Many, typer.Option("--document", metavar="NAME", help="Only from this document; * for anything; repeatable.")
    ] = None,
    stages: Annotated[_Many, typer.Option("--stage", metavar="STAGE", help="Only of this stage; repeatable.")] = None,
    confidence: Annotated[
        float | None, typer.Option("--confidence", metavar="SHARE", help="Only as sure as this, or surer: 0 to 1.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only what is dated then or later (EDTF).")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Only what is dated then or earlier (EDTF).")
    ] = None,
    where: Annotated[str | None, typer.Option("--where", metavar="RULE", help="Only what meets a rule.")] = None,
    standing: Annotated[
        str, typer.Option("--standing", metavar="WHICH", help="proposed, accepted, rejected or all.")
    ] = "proposed",
    known: Annotated[
        str | None, typer.Option("--known", metavar="DAY", help="As things stood at the end of this day.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Print the first N only.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what was read and nobody has judged yet; accept or reject it; show who judged what."""
    from foedus.desk import review as desk

    filters = desk.Filters.parse(
        ids=ids or (),
        types=types or (),
        parties=parties or (),
        documents=documents or (),
        stages=stages or (),
        confidence=confidence,
        since=since,
        until=until,
        where=where,
    )
    if accept or reject:
        _refuse_both(accept, reject, history=history, known=known, standing=standing)
        done = desk.judge(
            ledger, "accept" if accept else "reject", accept or reject or [], by=by or user_name(), reason=reason, filters=filters
        )  # fmt: skip
        if as_json:
            emit_json(done.to_record())
        else:
            emit(_told(done.data))
        return
    done = desk.history(ledger, filters=filters, known=known) if history else desk.queue(
        ledger, standing=standing, filters=filters, known=known
    )  # fmt: skip
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.queue import show_history, show_queue

    if history:
        show_history(done, filters=str(filters))
    else:
        show_queue(done, standing=standing, filters=str(filters), limit=limit)


def _refuse_both(accept: _Many, reject: _Many, *, history: bool, known: str | None, standing: str) -> None:
    if accept and reject:
        raise UsageError("review: --accept and --reject in one call.", hint="Call it twice, once for each.")
    if history or known is not None or standing != "proposed":
        raise UsageError(
            "review: a judgement is made now; --history, --known and --standing only list.", hint="Call it twice."
        )


def _told(data: dict[str, object]) -> str:
    claims, already = data["claims"], data["already"]
    told = f"{len(claims)} {data['judged']}ed by {data['by']}"  # type: ignore[arg-type]  # a list of ids
    return told + (f"; {len(already)} had been {data['judged']}ed before" if already else "")  # type: ignore[arg-type]  # a list of ids
