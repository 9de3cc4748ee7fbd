"""Hearsay: what rests on one report of a report, and headings that go further than the text below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import finding_at
from foedus.analysis.checking.wording import say_date, say_instrument
from foedus.model.claims import Evidence
from foedus.model.sayings import Saying
from foedus.model.vocabulary import load_vocabulary

__all__ = ["check_hearsay"]

_STATED = ("asserted", "attributed")
_EARLY = ("considered", "proposed")
_TALKS = ("announced", "negotiating", "agreed_in_principle", "signed", "approved", "in_force")


def check_hearsay(sayings: Sequence[Saying], said: Sequence[Evidence]) -> Iterator[Finding]:
    """A finding at each quoted report, and at a heading that speaks of talks where the text has the agreement considered only."""
    treaties = [
        e for e in said if load_vocabulary().type(e.claim.instrument_type).family == "treaty" and not e.claim.negated
    ]
    early = [e for e in treaties if e.claim.stage in _EARLY and e.claim.modality in _STATED]
    later = {(e.claim.instrument_type, e.claim.parties) for e in treaties if e.claim.stage in _TALKS}
    talks = any(e.claim.stage == "negotiating" for e in treaties)
    alone = len({(e.claim.instrument_type, e.claim.parties) for e in early}) == 1 and not talks
    only = [e for e in early if alone and (e.claim.instrument_type, e.claim.parties) not in later]
    for saying in sayings:
        if saying.kind != "source":
            continue
        if saying.topic == "hearsay":
            yield finding_at(
                saying, "source", Verdict.UNCHECKABLE, f"what {saying.side} is said to report", _hint(saying, said)
            )
        elif only:
            what = say_instrument(only[0].claim.instrument_type, only[0].claim.parties)
            quote = " ".join((only[0].claim.locator.quote or "").split())
            hint = (
                f"The heading speaks of negotiations; the text below has the {what} only under consideration (“{quote}”). "
                "Headings and questions do not show that a stage has been reached."
            )
            yield finding_at(saying, "internal", Verdict.DISPUTED, "negotiations, in a heading", hint)


def _hint(saying: Saying, said: Sequence[Evidence]) -> str:
    published = next((e.source.published for e in said), None)
    when = f" before {say_date(published)}" if published else ""
    return (
        f"At second hand: the text passes on what {saying.side} reports{when}, and names neither the article nor who told it. "
        "Whatever follows from it rests on this one source."
    )
