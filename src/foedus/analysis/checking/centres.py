"""Centres and targets: texts that build one network round different states, a grouping meant against different ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import finding_at, told
from foedus.analysis.checking.wording import joined
from foedus.model.actors import load_actors
from foedus.model.sayings import Saying

__all__ = ["check_centres", "compare_centres"]

_WHY_CENTRE = "Who is central is a question of measure: of what, on which day; the words name none."
_WHY_TARGET = "Whom a grouping is meant against is a judgement; the record has who met whom, not against whom."


def check_centres(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Of one document: a grouping with two targets, disputed; other centres and targets, with why the record cannot decide."""
    targets = [s for s in sayings if s.kind == "target"]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for saying in targets:
        others = [o for o in targets if o.side != saying.side and o.actors == saying.actors]
        if (saying.side, saying.actors) in seen:
            continue
        seen.add((saying.side, saying.actors))
        says = f"{_names(saying.actors)}: against {_names((saying.side,))}"
        if others:
            hint = (
                f"The document has {_names(saying.actors)} together against {_names((saying.side,))} here, and against "
                f"{_names((others[0].side,))} elsewhere: {told(others[:1], here=saying.doc)}. {_WHY_TARGET}"
            )
            yield finding_at(saying, "internal", Verdict.DISPUTED, says, hint)
        else:
            yield finding_at(saying, "position", Verdict.UNCHECKABLE, says, _WHY_TARGET)
    for saying in sayings:
        if saying.kind == "centre":
            yield finding_at(
                saying, "position", Verdict.UNCHECKABLE, f"{_names(saying.actors)} at the centre", _WHY_CENTRE
            )


def compare_centres(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Of several documents: at the first centre of each, other centres of others that share a state with it."""
    centres = [s for s in sayings if s.kind == "centre"]
    done: set[str] = set()
    for saying in centres:
        others = [
            o for o in centres
            if o.doc != saying.doc and o.side != saying.side and set(o.actors) & set(saying.actors)
        ]  # fmt: skip
        if others and saying.doc not in done:
            done.add(saying.doc)
            listed = joined(
                [f"{_names(o.actors)} ({told([o])})" for o in {o.doc: o for o in reversed(others)}.values()]
            )
            hint = f"Documents put different states at the centre: here {_names(saying.actors)}; elsewhere {listed}. {_WHY_CENTRE}"
            yield finding_at(
                saying, "between documents", Verdict.DISPUTED, f"{_names(saying.actors)} at the centre", hint
            )


def _names(codes: Sequence[str]) -> str:
    return joined([load_actors().get(code).name for code in codes])
