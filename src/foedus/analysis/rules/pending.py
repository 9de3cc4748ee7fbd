"""Treaties signed of which nobody reports the entry into force: what is in doubt of them, and whether it would come too soon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import Tie
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate, has_begun
from foedus.model.instruments import StageView

__all__ = ["is_pending", "is_to_be_bound", "kind_of_doubt"]


def is_pending(tie: Tie, on: int, waits: Mapping[str, int]) -> bool:
    """Signed, and an entry into force that nobody reports would come too soon?

    A party had yet to consider or approve it, or fewer than half of its type on record were in force so soon.
    """
    signed = [view.date for view in tie.stages if view.stage == "signed" and view.holds is Answer.YES]
    if kind_of_doubt(tie) != "unreported" or not signed:
        return False
    if _awaits_approval(tie):
        return True
    if tie.instrument.type not in waits:
        return False
    days = waits[tie.instrument.type]
    return all(date is not None and has_begun(EdtfDate.parse(date), on - days) == "no" for date in signed)


def _awaits_approval(tie: Tie) -> bool:
    """Is a party's step towards being bound still to come on the day: an approval, or a party's considering it?

    Steps after a first revision are about the revision.
    """
    revised = [first for view in tie.stages if view.stage == "revised" and (first := _first_day(view)) is not None]
    days = [first for view in tie.stages if is_to_be_bound(view) and (first := _first_day(view)) is not None]
    return bool(days) and not (revised and min(revised) < min(days))


def is_to_be_bound(view: StageView) -> bool:
    """A step by which a party comes to be bound, not taken on the day: an approval, or a party's considering one."""
    return view.holds is Answer.NO and (
        view.stage == "approved" or (view.stage == "considered" and view.party is not None)
    )


def _first_day(view: StageView) -> int | None:
    """The first day [ordinal] that any of its dates allows."""
    return min((day for date in view.dates if (day := EdtfDate.parse(date).earliest) is not None), default=None)


def kind_of_doubt(tie: Tie) -> OneOf["disputed", "uncertain", "unreported"]:
    """What is not settled of it: sources differ, they cannot be told, or nobody says that it is in force."""
    if tie.answer is Answer.DISPUTED:
        return "disputed"
    effects = tie.type.stages
    dated = any(
        effects[view.stage].effect == "begins" or (effects[view.stage].effect != "none" and view.holds is not Answer.NO)
        for view in tie.stages
    )
    return "uncertain" if dated else "unreported"
