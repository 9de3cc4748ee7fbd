"""How an instrument stands on the day, in words, and the claims that say so."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.facts import Scene, quoted
from foedus.analysis.rules.pending import is_to_be_bound
from foedus.analysis.rules.program import Case
from foedus.model.answers import Answer
from foedus.model.claims import Evidence
from foedus.model.instruments import StageView

__all__ = ["label_of", "state_of"]


def label_of(tie: Tie) -> str:
    """Type, parties and id."""
    return f"{tie.instrument.type} {tie.instrument.dyad} ({tie.instrument.id})"


def state_of(tie: Tie, scene: Scene, case: Case) -> tuple[str, tuple[Evidence, ...]]:
    """How an instrument stands on the day, in words, and the claims that say so."""
    effects = tie.type.stages
    name = quoted(tie.instrument.id)
    begins = [view for view in tie.stages if effects[view.stage].effect == "begins"]
    if tie.answer in (Answer.DISPUTED, Answer.UNCERTAIN) and any(
        left.about == tie.instrument.id for left in scene.opens
    ):
        how = "in dispute whether in force" if tie.answer is Answer.DISPUTED else "not certain whether in force"
        return f"{label_of(tie)}: {how}{_reached(tie)}", _evidence(begins or _signing(tie) or tie.stages)
    if ("in_force", name) in case.facts:
        views = [view for view in begins if view.holds is not Answer.NO] or begins
        since = f" since {tie.since}" if tie.since else ""
        return f"{label_of(tie)}: in force{since}", _evidence(views)
    if ("ended", name) in case.facts:
        if tie.superseded_by:
            return f"{label_of(tie)}: replaced by {tie.superseded_by}", _evidence(begins or tie.stages)
        ends = [view for view in tie.stages if effects[view.stage].effect in ("ends", "pauses")]
        dates = next((f" {view.date}" for view in ends if view.date), "")
        return f"{label_of(tie)}: no longer in force{dates}", _evidence(ends or begins)
    reached = [view for view in tie.stages if view.holds is Answer.YES]
    later = next((f"; in force only from {view.date}" for view in begins if view.date), "") or _yet_to_come(tie)
    shown = _reached(tie) or ": nothing reached by then"
    return f"{label_of(tie)}{shown.replace(';', ':', 1)}, not in force{later}", _evidence(
        [*reached, *begins] or tie.stages
    )


def _yet_to_come(tie: Tie) -> str:
    """A party's first step towards being bound that had not been taken on the day, where nobody says when it was in force."""
    steps = sorted((view.date, view.stage, view.party) for view in tie.stages if is_to_be_bound(view) and view.date)
    return next((f"; {stage}{f' by {party}' if party else ''} only on {date}" for date, stage, party in steps), "")


def _signing(tie: Tie) -> list[StageView]:
    return [view for view in tie.stages if view.holds is Answer.YES and view.stage in ("signed", "approved")]


def _reached(tie: Tie) -> str:
    got = [f"{view.stage} {view.date or ''}".strip() for view in _signing(tie)]
    return "; " + ", ".join(got) if got else ""


def _evidence(views: Sequence[StageView]) -> tuple[Evidence, ...]:
    found: dict[str, Evidence] = {}
    for view in views:
        for item in view.evidence:
            found.setdefault(item.claim.id, item)
    return tuple(found.values())
