"""Papers and principles of one state against the record of its law and policy: editions, revisions, and papers it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.cases import earliest_first, when_of
from foedus.analysis.checking.findings import Finding, RecordLine, Verdict, lines_of
from foedus.analysis.checking.saying import finding_at
from foedus.analysis.checking.wording import joined, say_date, say_stage
from foedus.model.claims import Evidence
from foedus.model.dates import EdtfDate, is_before, overlap
from foedus.model.instruments import Instrument
from foedus.model.sayings import Saying

__all__ = ["check_papers"]

_WORD: Final = re.compile(r"[^\W\d_]{4,}|[\u3400-\u9fff\uac00-\ud7a3]{2,}")
_STATED: Final = ("asserted", "attributed")


def check_papers(sayings: Sequence[Saying], catalogue: Catalogue) -> Iterator[Finding]:
    """A finding at each paper or set of principles that the record of a named state's law has, and at each it has not."""
    for saying in sayings:
        if saying.kind == "paper":
            own = [i for i in _laws(saying, catalogue) if _is_called(i, saying.topic)]
            yield from _edition(saying, own) if own else _unknown(saying)
        elif saying.kind == "numbered":
            own = [i for i in _laws(saying, catalogue) if _shares(i, saying)]
            if own:
                hint = f"The record has {joined([f'{i.label}: {_told(i)}' for i in own[:2]])}. The text says which of these it means only where it gives the date."
                yield finding_at(
                    saying, "paper", Verdict.UNCHECKABLE, f"{saying.topic}: {saying.side}", hint, _lines(own[:2])
                )


def _edition(saying: Saying, own: Sequence[Instrument]) -> Iterator[Finding]:
    """Is what is said to have been introduced then a later edition?"""
    steps = earliest_first(e for i in own for e in _steps(i) if e.claim.stage in ("decided", "enacted"))
    if not saying.date or not steps:
        return
    when, says = EdtfDate.parse(saying.date), f"{saying.topic} of {say_date(saying.date)}"
    listed = joined(list(dict.fromkeys(f"{i.label}: {_told(i)}" for i in own)))
    if not any(overlap(when_of(e), when) for e in steps):
        yield finding_at(
            saying,
            "paper",
            Verdict.UNSUPPORTED,
            says,
            f"The record has no edition of that date; it has {listed}.",
            _lines(own),
        )
    elif saying.side == "begun" and is_before(when_of(steps[0]), when) == "yes":
        hint = f"It was not new then: the record has {listed}. What was introduced is a later edition."
        yield finding_at(saying, "paper", Verdict.DISPUTED, says, hint, _lines(own))
    else:
        yield finding_at(saying, "paper", Verdict.SUPPORTED, says, f"The record has {listed}.", _lines(own))


def _unknown(saying: Saying) -> Iterator[Finding]:
    hint = f"The record has no {saying.topic}: what it outlines, and in which edition, cannot be held against it."
    yield finding_at(saying, "paper", Verdict.UNCHECKABLE, saying.topic, hint)


def _laws(saying: Saying, catalogue: Catalogue) -> list[Instrument]:
    return [i for actor in saying.actors for i in catalogue.having("legislation", actor)]


def _is_called(instrument: Instrument, name: str) -> bool:
    names = [instrument.label or "", *instrument.title.values()]
    return any(re.sub(r"\s*(?:19|20)\d\d$", "", label).casefold() == name.casefold() for label in names)


def _shares(instrument: Instrument, saying: Saying) -> bool:
    """Has its name the count, what is counted, and two words of the rest?"""
    label = (instrument.label or "").casefold()
    number, _, noun = saying.topic.partition(" ")
    words = set(_WORD.findall(label))
    return number in label and noun in label and len(words & set(_WORD.findall(saying.side.casefold()))) > 1


def _told(instrument: Instrument) -> str:
    return joined(
        list(
            dict.fromkeys(
                f"{say_stage(e.claim.stage or '')} {say_date(e.claim.date or '')}"
                for e in earliest_first(_exact(instrument))
            )
        )
    )


def _exact(instrument: Instrument) -> list[Evidence]:
    return [
        e
        for e in _steps(instrument)
        if when_of(e).is_day and e.claim.stage in ("decided", "enacted", "revised", "terminated")
    ]


def _steps(instrument: Instrument) -> list[Evidence]:
    return [e for e in instrument.evidence if e.claim.date and e.claim.modality in _STATED and not e.claim.negated]


def _lines(own: Sequence[Instrument]) -> tuple[RecordLine, ...]:
    return tuple(line for i in own for line in lines_of(_exact(i)[:2], i.id))
