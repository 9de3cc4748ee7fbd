"""English sentences with all they say: what they tell of instruments named in them, and what they go on to say of those named before."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.intake.reading.assembly import read_frame
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.programmes import lead_in, note_scheme, read_goods, read_scheme
from foedus.intake.reading.provisions import read_provisions

__all__ = ["read_english"]


def read_english(frame: Frame, discourse: Discourse) -> list[Reading]:
    """All statements of one English sentence."""
    readings = list(read_frame(frame, discourse))
    note_scheme(frame, readings, discourse.recall, discourse.hub)
    granted = [*read_scheme(frame, discourse.recall), *read_goods(frame, discourse.recall)]
    lead_in(frame, discourse.recall)
    readings = _without_doubles(frame, readings, granted)
    return [*readings, *read_provisions(frame, readings, discourse)]


def _without_doubles(frame: Frame, readings: Sequence[Reading], granted: Sequence[Reading]) -> list[Reading]:
    """Goods given under a programme are no exports; goods of a seller whom the sentence names are no aid."""
    named = {code for group in frame.groups for code in group.codes}
    sales = [r for r in readings if r.type == "equipment_export"]
    sold = {code for r in sales if set(r.parties) <= named for code in r.parties}
    given = [g for g in granted if not sold & (set(g.parties) - {g.subject})]
    kept = [r for r in readings if r not in sales or set(r.parties) <= named or not given]
    return [*kept, *given]
