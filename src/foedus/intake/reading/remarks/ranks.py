"""Firsts, onlys and thirds: of whose agreements or partners an instrument is the nth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foedus.intake.reading.frames import VERB_LAST, Frame, Reading
from foedus.intake.reading.remarks.words import NEAR, Words, is_supposed, remark_of, stage_counted
from foedus.model.remarks import Remark
from foedus.model.vocabulary import load_vocabulary

__all__ = ["find_ranks"]


_RANKED: Final = frozenset({"treaty", "arrangement"})


_DEFENCE: Final = ("mutual_defense_treaty", "security_treaty", "SOFA", "RAA", "VFA", "ACSA", "ISA", "DETTA")


def find_ranks(frame: Frame, readings: Sequence[Reading], words: Words, doc: str, text: str) -> Iterator[Remark]:
    """`the third country with which …`, `the only pact of its kind`."""
    low, high = frame.sentence.start, frame.sentence.end
    for kind, pattern in (("nth", words.ordinal), ("only", words.only)):
        for hit in pattern.finditer(frame.folded, low, high):
            found = hit.groupdict()
            noun = (found.get("noun") or found.get("noun2") or "").lower()
            number = _number(found.get("n") or found.get("n2"), words)
            if kind == "nth" and number is None:
                continue
            types = _types(frame, hit.start(), noun, words)
            if (
                len(types) == 1
                and load_vocabulary().type(types[0]).track == "dialogue"
                and not _is_partner(noun, words)
            ):
                continue  # which meeting of the same two it was is another question
            if not types or is_supposed(frame, hit.start()):
                continue
            pair, of = _pair(frame, readings, types, hit.start())
            if len(pair) < 2:
                continue
            actors = _hub(frame, pair, hit, noun, words)
            partners = tuple(code for code in pair if code not in actors) if len(actors) == 1 else pair
            yield remark_of(
                doc, text, hit.start(), hit.end(), kind,
                types=types, actors=actors, partners=partners, number=number, region=_region(frame, hit, words),
                stage=stage_counted(readings, types), of=of,
            )  # fmt: skip


def _is_partner(noun: str, words: Words) -> bool:
    return any(noun.endswith(word) for word in words.partner_nouns)


def _number(word: str | None, words: Words) -> float | None:
    if word is None:
        return None
    plain = word.lower()
    if plain in words.numbers:
        return float(words.numbers[plain])
    if plain.startswith("최초"):
        return 1.0
    digits = re.match(r"\d+", plain)
    return float(digits[0]) if digits else None


def _types(frame: Frame, at: int, noun: str, words: Words) -> tuple[str, ...]:
    """What is ranked: all agreements of the field for a generic word, else the type named nearest."""
    if words.generic.search(noun):
        return _DEFENCE
    ranked = [m for m in frame.mentions if load_vocabulary().type(m.type).family in _RANKED and m.type != "minilateral"]
    nearest = min(ranked, key=lambda m: min(abs(m.start - at), abs(m.end - at)), default=None)
    return () if nearest is None or min(abs(nearest.start - at), abs(nearest.end - at)) > 2 * NEAR else (nearest.type,)


def _pair(
    frame: Frame, readings: Sequence[Reading], types: tuple[str, ...], at: int
) -> tuple[tuple[str, ...], str | None]:
    pairs = [r for r in readings if len(set(r.parties)) == 2]
    fitting = [r for r in pairs if r.type in types] or (pairs if len(types) > 1 else [])
    if fitting:
        nearest = min(fitting, key=lambda r: min(abs(r.start - at), abs(r.end - at)))
        return tuple(sorted(set(nearest.parties))), nearest.type
    named = [code for g in frame.groups if abs(g.start - at) <= NEAR and g.case != "other_than" for code in g.codes]
    distinct = tuple(dict.fromkeys(named))
    return (tuple(sorted(distinct)) if len(distinct) == 2 else ()), None


def _hub(frame: Frame, pair: tuple[str, ...], hit: re.Match[str], noun: str, words: Words) -> tuple[str, ...]:
    """Of whose agreements or partners the rank is one: "Japan's third", "the first that Japan has signed"."""
    ranks_partner = _is_partner(noun, words)
    before = [g for g in frame.groups if g.end <= hit.start() and hit.start() - g.end <= 30 and len(g.codes) == 1]
    if before and before[-1].is_possessive and before[-1].codes[0] in pair:
        return before[-1].codes
    after = [g for g in frame.groups if 0 <= g.start - hit.end() <= NEAR and len(g.codes) == 1 and g.codes[0] in pair]
    if after and (ranks_partner or after[0].case in ("", "subject")):
        return after[0].codes
    subject = [g for g in frame.groups if g.end <= hit.start() and len(g.codes) == 1 and g.codes[0] in pair]
    if subject and not ranks_partner:
        return subject[-1].codes if subject[-1].case in ("", "subject") else subject[0].codes
    if len(subject) > 1 and ranks_partner and frame.lexicon.language in VERB_LAST:
        return subject[-1].codes  # "フィリピンは日本が…署名した3か国目": whose it is stands nearest
    if subject and ranks_partner:
        return tuple(code for code in pair if code != subject[-1].codes[0])
    return pair


def _region(frame: Frame, hit: re.Match[str], words: Words) -> str | None:
    near = words.regions.search(frame.folded, hit.start(), min(frame.sentence.end, hit.end() + NEAR))
    return words.region_of[near[0].lower()] if near else None
