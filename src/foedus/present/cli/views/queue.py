"""The review queue, proposal by proposal: what was read, in its sentence, and where; and the history of judgements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import page

__all__ = ["show_history", "show_queue"]

_ID_SHOWN: Final = 8
_CLAIMS_SHOWN: Final = 10
_DONE: Final = {"accept": "accepted", "reject": "rejected"}
_COLOURS: Final = {"accepted": "green", "rejected": "red", "proposed": "yellow"}


def show_queue(done: Answered, *, standing: str, filters: str, limit: int | None) -> None:
    """Print the proposals that wait, or claims of another standing."""
    rows = done.data if limit is None else done.data[:limit]
    with page() as console:
        if not done.data:
            console.print(_nothing(standing, filters))
            return
        for row in rows:
            _claim(console, row, with_standing=standing != "proposed")
            console.print()
        if len(rows) < len(done.data):
            console.print(f"{len(done.data) - len(rows)} more are not shown.")
        what = "wait" if standing == "proposed" else "claims" if standing == "all" else standing
        console.print(
            f"{len(done.data)} {what}. Accept or reject by the beginning of an id, or by rule: foedus review --help"
        )


def _nothing(standing: str, filters: str) -> str:
    if filters:
        return f"Nothing {'waits' if standing == 'proposed' else 'is there'} that meets {filters}."
    told = {"proposed": "Nothing waits to be reviewed.", "all": "Nothing was read into this ledger yet."}
    return told.get(standing, f"Nothing is {standing} yet.")


def _claim(console: Console, row: dict[str, Any], *, with_standing: bool) -> None:
    sure = "" if row["confidence"] is None else f"   sure {row['confidence']:.2f}"
    head = Text(_short(row["id"]), style="bold cyan").append(f"  {_said(row)}", style="bold").append(sure)
    if with_standing:
        head.append(f"   {row['standing']}", style=_COLOURS[row["standing"]])
    console.print(head)
    for line in (_in_context(row), _where(row), _judged(row.get("judged"))):
        if line:
            console.print(Text(f"  {line}"), soft_wrap=False)


def _short(claim_id: str) -> str:
    return claim_id.partition(":")[2][:_ID_SHOWN]


def _said(row: dict[str, Any]) -> str:
    stage = (row["stage"] or "no stage").replace("_", " ")
    parts = [row["instrument_type"], " ".join(row["parties"]), f"not {stage}" if row["negated"] else stage]
    parts.append(row["date"] or "undated")
    if row["value"]:
        parts.append(f"{row['value']} {row['unit'] or ''}".strip())
    return " · ".join(parts) + ("" if row["modality"] == "asserted" else f" ({row['modality']})")


def _in_context(row: dict[str, Any]) -> str:
    """The sentence, the words read in brackets."""
    context, quote = row["context"] or "", row["quote"] or ""
    if quote and quote in context and quote != context:
        before, _, after = context.partition(quote)
        context = f"{before}[{quote}]{after}"
    return f"“{' '.join(context.split())}”" if context else ""


def _where(row: dict[str, Any]) -> str:
    who = ", ".join(part for part in (row["publisher_name"], row["published"]) if part and part != "unknown")
    return f"{row['document']}, {row['place']}" + (f" ({who})" if who else "")


def _judged(judged: dict[str, Any] | None) -> str:
    if not judged:
        return ""
    rule = f" by the rule {judged['rule']}" if judged["rule"] else ""
    reason = f": {judged['reason']}" if judged["reason"] else ""
    return f"{_DONE[judged['kind']]} {_moment(judged['at'])} by {judged['by']}{rule}{reason}"


def _moment(text: str) -> str:
    return text.replace("T", " ").removesuffix("Z")[:16]


def show_history(done: Answered, *, filters: str) -> None:
    """Print who judged what, when; what a later judgement overrides is marked, never left out."""
    with page() as console:
        if not done.data:
            console.print(f"Nobody has judged anything that meets {filters}." if filters else "Nobody has judged yet.")
            return
        for row in done.data:
            _judgement(console, row)
        n = len({claim["id"] for row in done.data for claim in row["claims"]})
        console.print(
            f"{len(done.data)} judgement{'s' * (len(done.data) != 1)} on {n} claim{'s' * (n != 1)}; times are UTC. The last on a claim holds."
        )


def _judgement(console: Console, row: dict[str, Any]) -> None:
    told = f"{_moment(row['at'])}  {row['by']} {_DONE[row['kind']]} {len(row['claims'])}"
    console.print(
        Text(told, style="bold")
        .append(f" by the rule {row['rule']}" if row["rule"] else "", style="not bold")
        .append(f": {row['reason']}" if row["reason"] else "", style="not bold")
    )
    for line in _listed(row["claims"]):
        console.print(Text(f"  {line}"), soft_wrap=False)
    console.print()


def _listed(claims: list[dict[str, Any]]) -> Iterable[str]:
    for claim in claims[:_CLAIMS_SHOWN]:
        over = "   (overridden later)" if claim["overridden_by"] else ""
        yield f"{_short(claim['id'])}  {_said(claim)}   {claim['document']}{over}"
    if len(claims) > _CLAIMS_SHOWN:
        yield f"and {len(claims) - _CLAIMS_SHOWN} more: --json lists them all"
