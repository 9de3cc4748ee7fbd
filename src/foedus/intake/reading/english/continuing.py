"""English sentences with all they say: what they tell of instruments named in them, and what they go on to say of those named before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.intake.reading.assembly import read_frame
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.english.followers import read_followers
from foedus.intake.reading.english.programmes import lead_in, note_scheme, read_goods, read_scheme
from foedus.intake.reading.english.provisions import read_provisions
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.sentences import Sentence

__all__ = ["follows", "open_sentence", "read_english"]

_RUN_IN = re.compile(r"[\s\d.,():*-]*(?:\(?[a-h]\))?\s*(?:and|the|The)?\s*(?:the\s)?[.:]?\s*")


def read_english(frame: Frame, discourse: Discourse) -> list[Reading]:
    """All statements of one English sentence."""
    readings = list(read_followers(frame, list(read_frame(frame, discourse)), discourse))
    note_scheme(frame, readings, discourse.recall, discourse.hub)
    granted = [*read_scheme(frame, discourse.recall, discourse.programme), *read_goods(frame, discourse.recall)]
    lead_in(frame, discourse.recall)
    readings = _without_doubles(frame, readings, granted)
    return [*readings, *read_provisions(frame, readings, discourse)]


def _without_doubles(frame: Frame, readings: Sequence[Reading], granted: Sequence[Reading]) -> list[Reading]:
    """Goods given under a programme are no exports; goods of a seller whom the clause names are no aid."""
    sales = [r for r in readings if r.type == "equipment_export"]
    told = [r for r in sales if set(r.parties) <= _named_beside(frame, r)]
    sold = {code for r in told for code in r.parties}
    given = [g for g in granted if not sold & (set(g.parties) - {g.subject})]
    return [*(r for r in readings if r not in sales or r in told or not given), *given]


def _named_beside(frame: Frame, reading: Reading) -> set[str]:
    """Whom the clause of a reading names, or implies by the make of the goods."""
    low, high = frame.clause((reading.start + reading.end) // 2)
    return {t.value for t in frame.tokens if t.kind in ("actor", "origin") and low <= t.start < high}


_THE_PAIR = re.compile(r"the (?:pair|two neighbou?rs|two allies)", re.IGNORECASE)


def _settle_pair(folded: str, tokens: Sequence[Token], discourse: Discourse) -> None:
    """Whom a paragraph opens with as "the two neighbours" it means by "the pair", too, though others were named between."""
    own = next((t for t in tokens if t.kind == "anaphor" and t.value == "pair"), None)
    if own is None or not _THE_PAIR.fullmatch(folded, own.start, own.end):
        return
    if len({t.value for t in tokens if t.kind == "actor" and t.start < own.start}) >= 2:
        return
    title, opened = discourse.recall.title_pair, discourse.recall.opened_with
    if title and opened == title:
        discourse.pair, discourse.recall.pair_is_named = title, True
    elif not opened:
        discourse.recall.opened_with = discourse.the_two()


def open_sentence(
    folded: str, sentence: Sentence, tokens: Sequence[Token], lexicon: Lexicon, discourse: Discourse
) -> None:
    """Whom an English sentence is about may be told before it is read."""
    if lexicon.language != "en":
        return
    _settle_pair(folded, tokens, discourse)
    if _is_run_in(folded, sentence, tokens):
        discourse.head([token.value for token in tokens])


def _is_run_in(folded: str, sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Is a sentence a heading that runs in: names only, as in "4.3 Malta and Cyprus. The accord …"?"""
    if not tokens or len(tokens) > 3 or any(t.kind != "actor" or t.detail.get("form") != "name" for t in tokens):
        return False
    gaps = zip([sentence.start, *(t.end for t in tokens)], [*(t.start for t in tokens), sentence.end], strict=True)
    return all(_RUN_IN.fullmatch(folded, low, high) for low, high in gaps)


def follows(folded: str, sentence: Sentence, tokens: Sequence[Token], discourse: Discourse) -> bool:
    """Does a sentence only say that another did what was told before: "Chile followed in May"?"""
    told = discourse.recall.told
    if told is None or discourse.recall.sentence - told.sentence > 1:
        return False
    return any(t.kind == "actor" for t in tokens) and " followed" in folded[sentence.start : sentence.end]
