"""What titles, headings and questions announce: whom and what the text below them is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.documents import Document
from foedus.intake.reading.english.programmes import AID
from foedus.intake.reading.frames import BY_ENDINGS
from foedus.intake.reading.framing import has_final_verbs
from foedus.intake.reading.japanese.sentences import entitle, overhear
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.parties import find_groups
from foedus.intake.reading.passages.passages import READABLE, Passage
from foedus.intake.reading.recall import Scheme, hub_of
from foedus.model.vocabulary import load_vocabulary

__all__ = ["BY_PLACE", "announce", "announces", "at_home", "hear_head", "most_named"]


_FRONT = 4  # sentences at the head of a text


_OFTEN = 4


_OPENING = 3000


BY_PLACE = frozenset({"en", "zh"})  # languages whose sentences are read by the place of their words


_NUMBERED = re.compile(r"\s*[(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[IVX]{1,5})[.)、\s]")


def hear_head(document: Document, folded: str, passage: Passage, tokens: Sequence[Token], discourse: Discourse) -> None:
    """Whom the document is about is told by its head; whom a section is about, by its heading."""
    if discourse.recall.sentence == 0 and not discourse.hub:
        heads = discourse.recall.heads
        if passage.language not in heads:
            heads[passage.language] = _told_by_head(document, folded, tokens)
        discourse.hub, discourse.recall.title_pair = heads[passage.language]
    own = _within(tokens, passage)
    if passage.kind == "heading":
        discourse.head([t.value for t in own if t.kind == "actor"])
    aid = next((t.value for t in own if t.kind == "instrument" and t.value in AID), "")
    if aid and passage.kind in ("title", "heading", "question"):
        named = list(dict.fromkeys(t.value for t in own if t.kind == "actor"))
        donor = named[0] if len(named) == 1 else discourse.hub
        known = discourse.recall.scheme
        if donor and not (known is not None and known.is_title):
            is_title = passage.kind == "title" or discourse.recall.sentence <= _FRONT
            discourse.recall.scheme = Scheme(aid, donor, discourse.recall.sentence, is_title=is_title)


def _told_by_head(document: Document, folded: str, tokens: Sequence[Token]) -> tuple[str, tuple[str, ...]]:
    first = next(
        (
            i
            for i, p in enumerate(document.passages)
            if p.kind in READABLE and p.kind not in ("title", "heading", "caption")
        ),
        0,
    )
    heads = [p for p in document.passages[:first] if p.kind in ("title", "heading")]
    heads = [p for p in heads if not _NUMBERED.match(folded, p.start)]
    return hub_of(tokens, [_within(tokens, p) for p in heads])


def _within(tokens: Sequence[Token], passage: Passage) -> Sequence[Token]:
    first = bisect_left(tokens, passage.start, key=lambda token: token.start)
    return tokens[first : bisect_left(tokens, passage.end, lo=first, key=lambda token: token.start)]


def announces(passage: Passage) -> bool:
    """Does a piece only announce, in a language whose headings leave much unsaid below them?"""
    return passage.language in ("ja", *BY_ENDINGS) and passage.kind in ("title", "heading", "question")


def announce(folded: str, passage: Passage, lexicon: Lexicon, tokens: Sequence[Token], discourse: Discourse) -> None:
    """Headings, titles and questions say what the text below is about."""
    low = bisect_left(tokens, passage.start, key=lambda token: token.start)
    own = list(tokens[low : bisect_left(tokens, passage.end, key=lambda token: token.start)])
    span = (passage.start, passage.end)
    groups = find_groups(folded, own, (), lexicon, span)
    if has_final_verbs(lexicon):
        entitle(groups, discourse, is_title=passage.kind == "title")
        overhear(folded, span, groups, own, lexicon, discourse)
        return
    kinds = [t.value for t in own if t.kind in ("instrument", "named")]
    kinds = [k for k in kinds if load_vocabulary().type(k).family in ("treaty", "programme")]
    discourse.announce(
        groups,
        kinds[0] if kinds else "",
        is_title=passage.kind == "title",
        is_question=passage.kind == "question",
    )


def most_named(tokens: Sequence[Token]) -> str:
    """The state a document names clearly most often."""
    first, second, *_ = [*Counter(t.value for t in tokens if t.kind == "actor").most_common(2), ("", 0), ("", 0)]
    return first[0] if first[1] >= _OFTEN and first[1] >= 1.5 * second[1] else ""


def at_home(text: str, lexicon: Lexicon) -> str:
    """The state whose ministries need no name in this language, where a document speaks of them."""
    home = lexicon.grammar.get("home")
    return str(home["code"]) if home and re.search(home["opening"], text[:_OPENING]) else ""
