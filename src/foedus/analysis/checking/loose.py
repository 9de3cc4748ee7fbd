"""Loose numbers and partners: why the record cannot decide on a share, a change in per cent, or partners nobody names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import finding_at
from foedus.model.sayings import Saying

__all__ = ["check_loose"]

_HINT: Final = {
    "percent": "A change of {side} per cent of what? The sentence gives neither the amount before nor the one after, so that nothing can be worked out; and the record keeps amounts of agreements, not lines of budgets.",
    "share": "To say “{side}” of {says} takes a list of them all. The record has agreements on bases where states made them, and no list of bases.",
    "place": "The record dates exercises and visits and seldom says where they were: it can neither confirm nor refute {side}. The order of sentences is not the order of events.",
    "procedure": "How a constitution is amended stands in its articles; the record has the dated steps of laws, not the majorities they take. Hold it against the article itself: a vote of the people is not a vote of more than half of the people.",
    "unnamed": "No partner is named, so that no agreement can be looked up: the record has none of its dialogues or agreements under “{side}”.",
}
_SAYS: Final = {
    "percent": "a change of {side} per cent",
    "share": "{side} of {says}",
    "place": "an exercise in {side}",
    "procedure": "the majorities that an amendment takes",
    "unnamed": "with unnamed {side}",
}


def check_loose(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """A finding for each."""
    for saying in sayings:
        if saying.kind == "loose":
            words = {"side": saying.side, "says": saying.says}
            hint, says = _HINT[saying.topic].format(**words), _SAYS[saying.topic].format(**words)
            yield finding_at(saying, "unspecific", Verdict.UNCHECKABLE, says, hint)
