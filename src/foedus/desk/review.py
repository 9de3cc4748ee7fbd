"""The review queue: what a machine read and nobody has judged yet; a person or a stated rule accepts or rejects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from foedus.desk.acceptance import parse_rule
from foedus.desk.asking import Answered, now
from foedus.desk.ledgers import Opened, open_for_reading, open_for_writing
from foedus.desk.records import claim_record, publisher_name
from foedus.ledger.store import Batch
from foedus.model.claims import Evidence, Judgement
from foedus.model.problems import NotFoundError, UsageError

__all__ = ["judge", "queue"]

_ID = "c1:"


def queue(ledger: str, *, standing: str = "proposed") -> Answered:
    """Claims of this standing with what is needed to judge them.

    Raises
    ------
    FoedusError
        If the ledger cannot be opened.
    """
    with open_for_reading(ledger) as opened:
        rows = [_row(item) for item in opened.ledger.evidence() if item.standing == standing]
        return Answered(data=rows, ledger=opened.ledger.head())


def judge(
    ledger: str, kind: Literal["accept", "reject"], what: Sequence[str], *, by: str, reason: str = ""
) -> Answered:
    """Accept or reject proposals named by id, the beginning of an id, or a rule.

    Raises
    ------
    NotFoundError
        If no claim has such an id.
    UsageError
        If a rule cannot be read, or nobody is named as judge.
    """
    if not by.strip():
        raise UsageError("--by: is empty; expected who judges.", hint="Give your name: --by 'A. Analyst'.")
    with open_for_writing(ledger) as opened:
        items = opened.ledger.evidence()
        changed: list[str] = []
        for text in what:
            targets, signed = _targets(items, text, kind, by)
            wanted = "accepted" if kind == "accept" else "rejected"
            fresh = tuple(item.claim.id for item in targets if item.standing != wanted)
            if fresh:
                judgement = _unrepeated(opened, Judgement(kind=kind, targets=fresh, by=signed, reason=reason))
                opened.ledger.append(Batch(judgements=(judgement,)), recorded_at=now(), recorded_by=by)
                changed += fresh
        data = {"judged": kind, "claims": sorted(set(changed)), "by": by}
        return Answered(data=data, ledger=opened.ledger.head())


def _targets(
    items: Sequence[Evidence], text: str, kind: Literal["accept", "reject"], by: str
) -> tuple[list[Evidence], str]:
    """A rule speaks of proposals only; an id of any claim: a person may change a mind."""
    if text in ("all", "none") or any(sign in text for sign in "=<>"):
        rule = parse_rule(text, where=f"--{kind}")
        return [item for item in items if item.standing == "proposed" and rule.accepts(item)], rule.name
    wanted = text if text.startswith(_ID) else _ID + text
    found = [item for item in items if item.claim.id.startswith(wanted)]
    if len(found) != 1:
        got = f"{len(found)} claims begin" if found else "no claim begins"
        raise NotFoundError(
            f"--{kind}: {got} with {text!r}; expected one.", hint="`foedus review` lists proposals with their ids."
        )
    return found, by


def _unrepeated(opened: Opened, judgement: Judgement) -> Judgement:
    """The same judgement made again after another one between is a new entry: the later holds."""
    if all(judgement.id != made.id for made in opened.ledger.judgements()):
        return judgement
    again = f"{judgement.reason} (again, {now()})".strip()
    return Judgement(kind=judgement.kind, targets=judgement.targets, by=judgement.by, reason=again)


def _row(item: Evidence) -> dict[str, Any]:
    claim = item.claim
    return claim_record(item) | {
        "instrument_type": claim.instrument_type,
        "parties": list(claim.parties),
        "roles": {role: list(who) for role, who in claim.roles},
        "stage": claim.stage,
        "document": item.source.file_name or item.source.title,
        "publisher_name": publisher_name(item.source.publisher),
    }
