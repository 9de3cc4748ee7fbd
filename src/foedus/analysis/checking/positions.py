"""Positions: where a document takes both sides on a question, where documents take different ones, and why no record decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import alike, finding_at, told
from foedus.model.sayings import Saying, load_questions

__all__ = ["check_positions", "compare_positions"]


def check_positions(sayings: Iterable[Saying]) -> Iterator[Finding]:
    """Of one document: a finding at each side's first place where both sides are taken of the same actors; else why it is undecidable."""
    for topic, own in _by_topic(sayings).items():
        opposed = _first_opposed(own)
        for saying in own:
            others = opposed.get(saying, ())
            yield _disputed(saying, others, topic, "this document says both") if others else _undecidable(saying, topic)


def compare_positions(sayings: Iterable[Saying]) -> Iterator[Finding]:
    """Of several documents: at the first place where each takes a side, what others say who take another."""
    for topic, own in _by_topic(sayings).items():
        seen: set[tuple[str, str]] = set()
        for saying in own:
            others = [
                o for o in own if o.doc != saying.doc and o.side != saying.side and alike(o.actors, saying.actors)
            ]
            if others and (saying.doc, saying.side) not in seen:
                seen.add((saying.doc, saying.side))
                first = {(o.doc, o.side): o for o in reversed(others)}
                yield _disputed(saying, list(first.values())[::-1], topic, "documents differ")


def _by_topic(sayings: Iterable[Saying]) -> dict[str, list[Saying]]:
    found: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        if saying.kind == "position":
            found[saying.topic].append(saying)
    return found


def _first_opposed(own: Sequence[Saying]) -> dict[Saying, list[Saying]]:
    """For the first saying of each side the nearest ones of other sides, of the same actors, in other sentences."""
    found: dict[Saying, list[Saying]] = {}
    for side in dict.fromkeys(saying.side for saying in own):
        for saying in (s for s in own if s.side == side):
            rivals = [
                o for o in own if o.side != side and o.line != saying.line and alike(o.actors, saying.actors)
            ]  # fmt: skip
            if rivals:
                found[saying] = sorted(rivals, key=lambda o: abs(o.line - saying.line))[:1]
                break
    return found


def _disputed(saying: Saying, others: Sequence[Saying], topic: str, words: str) -> Finding:
    question = load_questions()[topic]
    sides = "; ".join(
        f"elsewhere that {question.sides[side]}: {told([o for o in others if o.side == side], here=saying.doc)}"
        for side in dict.fromkeys(other.side for other in others)
    )
    hint = f"On whether {question.asks} {words}: here that {question.sides[saying.side]}; {sides}. {question.why}"
    kind = "internal" if words.startswith("this") else "between documents"
    return finding_at(saying, kind, Verdict.DISPUTED, _says(saying), hint)


def _undecidable(saying: Saying, topic: str) -> Finding:
    question = load_questions()[topic]
    return finding_at(
        saying, "position", Verdict.UNCHECKABLE, _says(saying), f"A position on whether {question.asks}. {question.why}"
    )


def _says(saying: Saying) -> str:
    return load_questions()[saying.topic].sides[saying.side]
