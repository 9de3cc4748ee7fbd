"""Who belongs to a group of states, since when and until when, held against the lists of members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, Verdict, finding_of
from foedus.analysis.checking.wording import joined, say_date
from foedus.model.actors import Membership, State, load_actors
from foedus.model.dates import EdtfDate, overlap
from foedus.model.instruments import Coverage
from foedus.model.remarks import Remark

__all__ = ["check_membership"]

_WAYS: Final = {"is": "member of", "lists": "members of", "joined": "joined", "left": "left"}
_FEW: Final = 3
"""So few members missing from a list that claims to be whole are a fault; more, and it only named some."""


def check_membership(remark: Remark, _catalogue: Catalogue, _coverage: Sequence[Coverage], by: int | None) -> Finding:
    """Hold a membership against the group's list; on the document's day ``by`` [ordinal; None: ever]."""
    if remark.act in ("joined", "left"):
        return _spell(remark, by)
    members = load_actors().members(remark.group or "", by)
    strangers = [code for code in remark.partners if code not in members.possible]
    known = members.is_complete or bool(members.certain)
    if not known:
        return _finding(remark, Verdict.UNSUPPORTED, f"The record has no members of {_group(remark)}.")
    if remark.negated:
        return _denied(remark, strangers)
    if strangers:
        are = "is" if len(strangers) == 1 else "are"
        hint = f"{_names(strangers)} {are} no member of {_group(remark)} on that day."
        return _finding(remark, Verdict.CONTRADICTED, hint)
    missing = sorted(members.certain - set(remark.partners))
    if remark.act != "is" and 0 < len(missing) <= _FEW:
        verdict = Verdict.CONTRADICTED if remark.bound == "exact" and remark.act else Verdict.UNSUPPORTED
        return _finding(
            remark, verdict, f"{_names(missing)} {'is' if len(missing) == 1 else 'are'} missing from the list."
        )
    hint = f"{'All are members' if len(remark.partners) > 1 else 'It is a member'} of {_group(remark)}."
    return _finding(remark, Verdict.SUPPORTED, hint)


def _denied(remark: Remark, strangers: Sequence[str]) -> Finding:
    inside = [code for code in remark.partners if code not in strangers]
    if inside:
        hint = (
            f"{_names(inside)} {'is a member' if len(inside) == 1 else 'are members'} of {_group(remark)} on that day."
        )
        return _finding(remark, Verdict.CONTRADICTED, hint)
    return _finding(remark, Verdict.SUPPORTED, f"The list of members of {_group(remark)} has none of them.")


def _spell(remark: Remark, by: int | None) -> Finding:
    """`joined in 2023`, `left in May 2008`: the beginning or the end of their spells."""
    actor = load_actors().get(remark.group or "")
    listed = () if isinstance(actor, State) else actor.members
    hints, verdicts = [], []
    for code in remark.partners:
        spells = [m for m in listed if m.actor == code]
        verdict, hint = _of_one(remark, code, spells, by)
        verdicts.append(verdict)
        hints.append(hint)
    worst = next(
        (v for v in (Verdict.CONTRADICTED, Verdict.PREMATURE, Verdict.UNSUPPORTED) if v in verdicts), Verdict.SUPPORTED
    )
    return _finding(remark, worst, " ".join(h for v, h in zip(verdicts, hints, strict=True) if v is worst))


def _of_one(remark: Remark, code: str, spells: Sequence[Membership], by: int | None) -> tuple[Verdict, str]:
    name, group = load_actors().get(code).name, _group(remark)
    actor = load_actors().get(remark.group or "")
    if not spells:
        complete = not isinstance(actor, State) and actor.is_complete
        hint = f"The list of members of {group} does not have {name}."
        return (Verdict.CONTRADICTED if complete else Verdict.UNSUPPORTED), hint
    ends = remark.act == "left"
    if ends and all(m.is_open for m in spells):
        return Verdict.CONTRADICTED, f"{name} is listed as a member of {group} still."
    days = [day for m in spells for day in [m.ends if ends else m.begins] if day is not None]
    if not days:
        return Verdict.UNSUPPORTED, f"The list of members of {group} does not say when."
    said = EdtfDate.parse(remark.date) if remark.date else None
    did = f"{name} {'left' if ends else 'joined'} {group} on {say_date(days[0].text)}"
    if said is not None and not any(_agrees(day, said) for day in days):
        return Verdict.CONTRADICTED, f"According to the list {did}."
    if said is None and by is not None and all((day.earliest or 0) > by for day in days):
        return Verdict.PREMATURE, f"According to the list {did}, after the document."
    return Verdict.SUPPORTED, f"{did}."


def _agrees(day: EdtfDate, said: EdtfDate) -> bool:
    near = day.is_day and said.is_day and abs((day.earliest or 0) - (said.earliest or 0)) <= 1
    return near or overlap(day, said)


def _group(remark: Remark) -> str:
    return load_actors().get(remark.group or "").name


def _names(codes: Sequence[str]) -> str:
    return joined([load_actors().get(code).name for code in codes])


def _finding(remark: Remark, verdict: Verdict, hint: str) -> Finding:
    said = (
        f"{'not ' if remark.negated else ''}{_WAYS[remark.act or 'lists']} {_group(remark)}: {_names(remark.partners)}"
    )
    dated = said + (f", {say_date(remark.date)}" if remark.date else "")
    return finding_of(remark, "membership", verdict, dated, hint)
