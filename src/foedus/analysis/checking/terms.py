"""Terms: rival definitions within and between documents, and whom each counts as one of a class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import by_topic, finding_at, told
from foedus.analysis.checking.wording import joined
from foedus.model.actors import load_actors
from foedus.model.sayings import Saying

__all__ = ["check_terms", "compare_terms"]

_WHY = "A definition is a choice: no record decides it. `foedus tiers --definition all` shows whom each definition takes in."


def check_terms(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Of one document: definitions, disputed where it gives two of one term; and whom it counts, by class."""
    for term, own in by_topic(sayings, "definition").items():
        for saying in own:
            others = [o for o in own if o.line != saying.line]
            if others:
                hint = (
                    f"This document defines “{term}” in another way elsewhere: {told(others, here=saying.doc)}. {_WHY}"
                )
                yield finding_at(saying, "internal", Verdict.DISPUTED, f"a definition of {term}", hint)
            else:
                yield finding_at(saying, "definition", Verdict.UNCHECKABLE, f"a definition of {term}", _WHY)


def compare_terms(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Of several documents: at the first definition of each, those of others; and where they count others as of a class."""
    for term, own in by_topic(sayings, "definition").items():
        for saying in _first_of_each(own):
            others = [o for o in own if o.doc != saying.doc]
            if others:
                hint = f"Documents define “{term}” differently: here as quoted, elsewhere {told(others)}. {_WHY}"
                yield finding_at(saying, "between documents", Verdict.DISPUTED, f"a definition of {term}", hint)
    for term, own in by_topic(sayings, "counted").items():
        for saying in _first_of_each(own):
            mine = {s.actors for s in own if s.doc == saying.doc}
            others = [
                o for o in own if o.doc != saying.doc and o.actors not in mine and set(o.actors) & set(saying.actors)
            ]
            if others:
                here = joined(list(dict.fromkeys(_names(s) for s in own if s.doc == saying.doc)))
                there = joined(list(dict.fromkeys(f"{_names(o)} ({o.doc})" for o in others)))
                hint = (
                    f"Documents use “{term}” of different partners: here of {here}; elsewhere of {there}. "
                    f"Who is one depends on the definition: `foedus tiers --definition all`."
                )
                yield finding_at(saying, "between documents", Verdict.DISPUTED, f"{term}: {_names(saying)}", hint)


def _first_of_each(own: Sequence[Saying]) -> list[Saying]:
    return list({saying.doc: saying for saying in reversed(own)}.values())[::-1]


def _names(saying: Saying) -> str:
    return "–".join(load_actors().get(code).name for code in saying.actors)
