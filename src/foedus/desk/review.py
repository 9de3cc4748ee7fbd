"""The review queue: what a machine read and nobody has judged yet; a person or a stated rule accepts or rejects.

Every judgement is an entry of its own with who made it and when. A later one overrides; none is ever taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from foedus.desk.acceptance import Condition, Rule, parse_condition, parse_rule
from foedus.desk.asking import Answered, now
from foedus.desk.ledgers import Opened, open_for_reading, open_for_writing
from foedus.desk.records import claim_record, publisher_name
from foedus.ledger.store import Batch
from foedus.model.claims import Evidence, Judged, Judgement
from foedus.model.dates import day
from foedus.model.problems import NotFoundError, UsageError

__all__ = ["STANDINGS", "Filters", "history", "judge", "queue"]

STANDINGS: Final = ("proposed", "accepted", "rejected", "all")
_ID: Final = "c1:"
_RULE: Final = "rule:"
_JUDGED: Final = {"accept": "accepted", "reject": "rejected"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which claims are meant: all that meet every condition, of these ids if any are named."""

    conditions: tuple[Condition, ...] = ()
    ids: tuple[str, ...] = ()

    @classmethod
    def parse(  # noqa: PLR0913  # one argument for each option
        cls,
        *,
        ids: Sequence[str] = (),
        types: Sequence[str] = (),
        parties: Sequence[str] = (),
        documents: Sequence[str] = (),
        stages: Sequence[str] = (),
        confidence: float | None = None,
        since: str | None = None,
        until: str | None = None,
        where: str | None = None,
    ) -> Filters:
        """Read the options: several types, documents or stages are alternatives, several parties must all be parties.

        Raises
        ------
        UsageError
            If one names what does not exist.
        """
        found = [
            parse_condition(field, "=", list(wanted), where=f"--{field}")
            for field, wanted in (("type", types), ("document", documents), ("stage", stages))
            if wanted
        ]
        found += [parse_condition("party", "=", [party], where="--party") for party in parties]
        if confidence is not None:
            found.append(parse_condition("confidence", ">=", [str(confidence)], where="--confidence"))
        if since is not None:
            found.append(parse_condition("date", ">=", [since], where="--since"))
        if until is not None:
            found.append(parse_condition("date", "<=", [until], where="--until"))
        if where is not None:
            found += parse_rule(where, where="--where").conditions
        return cls(conditions=tuple(found), ids=tuple(ids))

    @property
    def is_open(self) -> bool:
        """Does everything pass?"""
        return not self.conditions and not self.ids

    def __str__(self) -> str:
        return ", ".join([*map(str, self.conditions), *(f"id={each}" for each in self.ids)])

    def among(self, items: Sequence[Evidence]) -> list[Evidence]:
        """Those of the claims that pass.

        Raises
        ------
        NotFoundError
            If an id fits no claim or several, or no document is called so.
        """
        for condition in self.conditions:
            if condition.field == "document" and not any(condition.holds(item) for item in items):
                raise _no_document(items, condition)
        ids = {_one(items, text, "--id").claim.id for text in self.ids}
        return [
            item
            for item in items
            if (not ids or item.claim.id in ids) and all(condition.holds(item) for condition in self.conditions)
        ]


def queue(
    ledger: str, *, standing: str = "proposed", filters: Filters | None = None, known: str | None = None
) -> Answered:
    """Claims of this standing with what is needed to judge them: their words in their sentence, where, how sure.

    Parameters
    ----------
    standing : {"proposed", "accepted", "rejected", "all"}
        Only claims read by a machine or judged by somebody are listed; what the record brought is not up for review.
    known : str, optional
        A day: the queue as it was at its end, by judgements made until then.

    Raises
    ------
    FoedusError
        If the ledger cannot be opened, or the call cannot be understood.
    """
    if standing not in STANDINGS:
        raise UsageError(
            f"--standing: found {standing!r}; expected one of {', '.join(STANDINGS)}.", hint="--standing all"
        )
    by = _day(known)
    filters = filters or Filters()
    with open_for_reading(ledger) as opened:
        judged = _last_judged(_until(opened.ledger.judged(), by))
        items = [i for i in opened.ledger.evidence(by=by) if i.standing != "accepted" or i.claim.id in judged]
        found = [item for item in filters.among(items) if standing in ("all", item.standing)]
        rows = [_row(item) | {"judged": _judged_record(judged.get(item.claim.id)) or None} for item in found]
        return Answered(data=rows, ledger=opened.ledger.head())


def judge(
    ledger: str,
    kind: Literal["accept", "reject"],
    what: Sequence[str],
    *,
    by: str,
    reason: str = "",
    filters: Filters | None = None,
) -> Answered:
    """Accept or reject proposals named by id, the beginning of an id, or a rule.

    Parameters
    ----------
    filters : Filters, optional
        Narrow what a rule speaks of.

    Raises
    ------
    NotFoundError
        If no claim has such an id.
    UsageError
        If a rule cannot be read, or nobody is named as judge.
    """
    if not by.strip():
        raise UsageError("--by: is empty; expected who judges.", hint="Give your name: --by 'A. Analyst'.")
    filters = filters or Filters()
    with open_for_writing(ledger) as opened:
        items = opened.ledger.evidence()
        changed: list[str] = []
        already: list[str] = []
        for text in what:
            targets, signed = _targets(items, text, kind, by, filters)
            fresh = tuple(item.claim.id for item in targets if item.standing != _JUDGED[kind])
            already += [item.claim.id for item in targets if item.standing == _JUDGED[kind]]
            if fresh:
                judgement = _unrepeated(opened, Judgement(kind=kind, targets=fresh, by=signed, reason=reason))
                opened.ledger.append(Batch(judgements=(judgement,)), recorded_at=now(), recorded_by=by)
                changed += fresh
        data = {"judged": kind, "claims": sorted(set(changed)), "already": sorted(set(already)), "by": by}
        return Answered(data=data, ledger=opened.ledger.head())


def history(ledger: str, *, filters: Filters | None = None, known: str | None = None) -> Answered:
    """Every judgement in the order made: who, when, by which rule, why, on which claims, and what overrode it.

    Raises
    ------
    FoedusError
        If the ledger cannot be opened, or the call cannot be understood.
    """
    by = _day(known)
    filters = filters or Filters()
    with open_for_reading(ledger) as opened:
        made = _until(opened.ledger.judged(), by)
        items = opened.ledger.evidence(by=by)
        meant: dict[str, Evidence] = {item.claim.id: item for item in filters.among(items)}
        last = _last_judged(made)
        rows = [
            _judged_record(each) | {"claims": claims}
            for each in made
            if (claims := list(_judged_claims(each, meant, last))) or (filters.is_open and not each.judgement.targets)
        ]
        return Answered(data=rows, ledger=opened.ledger.head())


def _day(known: str | None) -> str | None:
    if known is None:
        return None
    day(known, where="--known")
    return known


def _until(judged: Sequence[Judged], by: str | None) -> list[Judged]:
    """Acceptances and rejections made by the end of a day; what is said of instruments is no review."""
    return [
        each for each in judged if each.judgement.kind in _JUDGED and (by is None or each.recorded_at[: len(by)] <= by)
    ]


def _last_judged(judged: Sequence[Judged]) -> dict[str, Judged]:
    return {target: each for each in judged for target in each.judgement.targets}


def _judged_record(judged: Judged | None) -> dict[str, Any]:
    if judged is None:
        return {}
    made = judged.judgement
    rule = made.by.removeprefix(_RULE) if made.by.startswith(_RULE) else None
    return {
        "judgement": made.id,
        "kind": made.kind,
        "by": judged.recorded_by,
        "at": judged.recorded_at,
        "rule": rule,
        "reason": made.reason,
    }


def _judged_claims(
    judged: Judged, meant: Mapping[str, Evidence], last: Mapping[str, Judged]
) -> Iterator[dict[str, Any]]:
    for target in judged.judgement.targets:
        if target in meant:
            holds = last[target].judgement.id
            overridden = None if holds == judged.judgement.id else holds
            yield _row(meant[target]) | {"overridden_by": overridden}


def _targets(
    items: Sequence[Evidence], text: str, kind: Literal["accept", "reject"], by: str, filters: Filters
) -> tuple[list[Evidence], str]:
    """A rule speaks of proposals only; an id of any claim: a person may change a mind."""
    if text in ("all", "none") or any(sign in text for sign in "=<>"):
        rule: Rule = parse_rule(text, where=f"--{kind}").narrowed(filters.conditions)
        proposed = [item for item in filters.among(items) if item.standing == "proposed"]
        return [item for item in proposed if rule.accepts(item)], rule.name
    if not filters.is_open:
        raise UsageError(
            f"--{kind}: {text!r} is an id, and the filters {filters} say otherwise.",
            hint=f"Leave the filters out, or write --{kind} all to mean everything they let through.",
        )
    return [_one(items, text, f"--{kind}")], by


def _one(items: Sequence[Evidence], text: str, where: str) -> Evidence:
    wanted = text if text.startswith(_ID) else _ID + text
    found = [item for item in items if item.claim.id.startswith(wanted)]
    if len(found) != 1:
        got = f"{len(found)} claims begin" if found else "no claim begins"
        raise NotFoundError(
            f"{where}: {got} with {text!r}; expected one.", hint="`foedus review` lists proposals with their ids."
        )
    return found[0]


def _no_document(items: Sequence[Evidence], condition: Condition) -> NotFoundError:
    names = sorted({item.source.file_name for item in items if item.source.file_name})
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return NotFoundError(
        f"--document: nothing under review comes from {'|'.join(condition.wanted)!r}.",
        hint=f"There is: {shown}."
        if names
        else "Nothing was read into this ledger yet: `foedus read DOC --ledger PATH`.",
    )


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
        "context": claim.locator.context or claim.locator.quote,
        "place": str(claim.locator),
        "document": item.source.file_name or item.source.title,
        "publisher_name": publisher_name(item.source.publisher),
        "published": item.source.published,
    }
