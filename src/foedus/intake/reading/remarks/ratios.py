"""What is said to have doubled or been halved, with the two amounts."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.intake.reading.amounts import find_amounts
from foedus.intake.reading.lexicon import Lexicon
from foedus.intake.reading.remarks.words import remark_of, words_of
from foedus.model.remarks import Remark

__all__ = ["find_ratios"]


def find_ratios(folded: str, within: tuple[int, int], lexicon: Lexicon, doc: str, text: str) -> Iterator[Remark]:
    """`from 8.1 billion yen to 18.1 billion yen, more than doubling`: in any sentence, whatever it is about."""
    low, high = within
    words = words_of(lexicon.language)
    claimed = words.factors.search(folded, low, high)
    if claimed is None:
        return
    span = words.from_to.search(folded, low, high)
    if span is None:
        return
    old = find_amounts(folded, span.start("a"), span.end("a"), lexicon)
    new = find_amounts(folded, span.start("b"), span.end("b"), lexicon)
    if not old or not new or old[-1].unit != new[0].unit or not float(old[-1].value):
        return
    ahead = folded[max(low, claimed.start() - 12) : claimed.start()]
    yield remark_of(
        doc, text, min(span.start(), claimed.start()), max(new[0].end, claimed.end()), "ratio",
        number=words.factor_of[claimed[0].lower()], bound="at_least" if words.more.search(ahead) else "about",
        values=(old[-1].value, new[0].value), unit=new[0].unit,
    )  # fmt: skip
