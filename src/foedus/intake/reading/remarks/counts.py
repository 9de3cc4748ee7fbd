"""How many partners or agreements a state is said to have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.remarks.words import NEAR, Words, is_supposed, remark_of, stage_counted
from foedus.model.remarks import Remark
from foedus.model.vocabulary import load_vocabulary

__all__ = ["find_counts"]


def find_counts(frame: Frame, readings: Sequence[Reading], words: Words, doc: str, text: str) -> Iterator[Remark]:
    """`has signed ACSAs with seven countries`, `has three reciprocal access agreements`."""
    yield from _counted_pacts(frame, readings, words, doc, text)
    for amount in frame.amounts:
        if amount.unit != "countries":
            continue
        ahead = frame.folded[max(frame.sentence.start, amount.start - 16) : amount.start]
        if words.skip.search(ahead) or frame.folded[amount.end : amount.end + 1] == "目":  # 3か国目 is a rank
            continue
        low, high = frame.clause(amount.start)
        near = [
            m for m in frame.mentions
            if low - NEAR <= m.start <= high and load_vocabulary().type(m.type).family == "treaty"
            and min(abs(m.start - amount.end), abs(m.end - amount.start)) <= NEAR
        ]  # fmt: skip
        subjects = [r.subject for r in readings if r.subject and near and r.type == near[0].type]
        leading = [g.codes[0] for g in frame.groups if len(g.codes) == 1 and g.case in ("", "subject")]
        actor = (subjects or leading or [""])[0]
        if not near or not actor:
            continue
        nearest = min(near, key=lambda m: min(abs(m.start - amount.end), abs(m.end - amount.start)))
        bound = "at_least" if words.at_least.search(ahead) else "about" if words.about.search(ahead) else "exact"
        yield remark_of(
            doc, text, min(nearest.start, amount.start), max(nearest.end, amount.end), "count",
            types=(nearest.type,), actors=(actor,), number=float(amount.value), bound=bound,
            stage=stage_counted(readings, (nearest.type,)),
        )  # fmt: skip


def _counted_pacts(frame: Frame, readings: Sequence[Reading], words: Words, doc: str, text: str) -> Iterator[Remark]:
    for mention in frame.mentions:
        kind = load_vocabulary().type(mention.type)
        ahead = frame.folded[max(frame.sentence.start, mention.start - 40) : mention.start]
        hit = words.counted.search(ahead)
        if hit is None or kind.family != "treaty" or not words.plural.search(frame.folded[mention.start : mention.end]):
            continue
        before = ahead[: hit.start()]
        leading = [g.codes[0] for g in frame.groups if len(g.codes) == 1 and g.case in ("", "subject")]
        if not leading or words.skip.search(before) or is_supposed(frame, mention.start):
            continue
        number = frame.lexicon.grammar["amounts"]["numbers"].get(hit["n"].lower(), hit["n"])
        bound = "at_least" if words.at_least.search(before) else "about" if words.about.search(before) else "exact"
        yield remark_of(
            doc, text, mention.start - len(ahead) + hit.start(), mention.end, "count",
            types=(mention.type,), actors=(leading[0],), number=float(number), bound=bound,
            stage=stage_counted(readings, (mention.type,)),
        )  # fmt: skip
