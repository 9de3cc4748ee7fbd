"""Conflicts: where sources differ on the same thing, who says what, and which answers hang on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from foedus.desk.asking import Answered, View
from foedus.desk.dossier import instruments_of, read_subject
from foedus.desk.ledgers import Opened
from foedus.desk.records import conflict_record
from foedus.desk.viewing import Viewing, viewed
from foedus.model.instruments import Instrument
from foedus.model.problems import UnknownTermError
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.conflicts import find_conflicts

__all__ = ["conflicts"]


def conflicts(
    what: str | None = None,
    **where: Unpack[Viewing],
) -> Answered:
    """All conflicts among the claims known by then, or those about ``what``: actor, dyad, instrument or type.

    Returns
    -------
    Answered
        `data`: a list of conflicts, each with its sides; `settled_on` is what the perspective makes of it.

    Raises
    ------
    FoedusError
        If nobody and nothing is called so, or a day or perspective cannot be read.
    """
    with viewed(where) as (opened, view):
        found = find_conflicts(_asked(opened, what, view), known=view.known)
        data = [conflict_record(conflict, view.perspective) for conflict in found]
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def _asked(opened: Opened, what: str | None, view: View) -> Sequence[Instrument]:
    if what is None:
        return opened.instruments()
    try:
        kind = load_vocabulary().type(what, where="what")
    except UnknownTermError:
        return instruments_of(opened, read_subject(opened, what), on=view.on)
    return opened.instruments(types=(kind.code,))
