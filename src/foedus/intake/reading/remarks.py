"""Firsts, onlys, counts, ratios and memberships: what a sentence says of the network beyond single instruments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from foedus.intake.reading.amounts import find_amounts
from foedus.intake.reading.folding import fold
from foedus.intake.reading.frames import VERB_LAST, Frame, Reading
from foedus.intake.reading.lexicon import Lexicon
from foedus.model.actors import load_actors
from foedus.model.remarks import Remark, RemarkKind, load_regions
from foedus.model.resources import load_file
from foedus.model.vocabulary import load_vocabulary

__all__ = ["find_ratios", "find_remarks"]

_FILE: Final = Path(__file__).parent / "lexicon" / "remarks.yaml"
_RANKED: Final = frozenset({"treaty", "arrangement"})
_NEAR: Final = 90
_DEFENCE: Final = ("mutual_defense_treaty", "security_treaty", "SOFA", "RAA", "VFA", "ACSA", "ISA", "DETTA")
"""What a text can mean by a military, defence or security agreement."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language, compiled."""

    ordinal: re.Pattern[str]
    only: re.Pattern[str]
    generic: re.Pattern[str]
    numbers: Mapping[str, str]
    partner_nouns: tuple[str, ...]
    at_least: re.Pattern[str]
    about: re.Pattern[str]
    skip: re.Pattern[str]
    factors: re.Pattern[str]
    factor_of: Mapping[str, float]
    more: re.Pattern[str]
    from_to: re.Pattern[str]
    counted: re.Pattern[str]
    plural: re.Pattern[str]
    regions: re.Pattern[str]
    region_of: Mapping[str, str]


@cache
def _words(language: str) -> _Words:
    data: Mapping[str, Any] = load_file(_FILE)[language]
    factor_of = {fold(word).lower(): float(n) for n, words in data["factors"].items() for word in words}
    region_of = {
        fold(name).lower(): region.code for region in load_regions().values() for name in region.names.get(language, ())
    }
    edge = r"\b" if language == "en" else ""
    return _Words(
        ordinal=re.compile(data["ordinal"], re.IGNORECASE),
        only=re.compile(data["only"], re.IGNORECASE),
        generic=re.compile(data["generic"], re.IGNORECASE),
        numbers={word.lower(): n for word, n in data["numbers"].items()},
        partner_nouns=tuple(data["partner_nouns"]),
        at_least=re.compile(rf"(?:{_either(data['at_least'])})\s*$", re.IGNORECASE),
        about=re.compile(rf"(?:{_either(data['about'])})\s*$", re.IGNORECASE),
        skip=re.compile(rf"{edge}(?:{_either(data['skip_count'])})\s*$", re.IGNORECASE),
        factors=re.compile(rf"{edge}(?:{_either(factor_of)}){edge}", re.IGNORECASE),
        factor_of=factor_of,
        more=re.compile(rf"(?:{_either(data['more'])})\s*$", re.IGNORECASE),
        from_to=re.compile(data["from_to"], re.IGNORECASE),
        counted=re.compile(data["counted"], re.IGNORECASE),
        plural=re.compile(data["plural"]),
        regions=re.compile(rf"{edge}(?:{_either(region_of)}){edge}", re.IGNORECASE),
        region_of=region_of,
    )


def _either(words: Any) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def find_remarks(frame: Frame, readings: Sequence[Reading], doc: str, text: str) -> Iterator[Remark]:
    """Remarks of one sentence, in no particular order."""
    words = _words(frame.lexicon.language)
    yield from _ranks(frame, readings, words, doc, text)
    yield from _counts(frame, readings, words, doc, text)
    yield from find_ratios(frame.folded, (frame.sentence.start, frame.sentence.end), frame.lexicon, doc, text)
    yield from _memberships(frame, doc, text)


def _ranks(frame: Frame, readings: Sequence[Reading], words: _Words, doc: str, text: str) -> Iterator[Remark]:
    low, high = frame.sentence.start, frame.sentence.end
    for kind, pattern in (("nth", words.ordinal), ("only", words.only)):
        for hit in pattern.finditer(frame.folded, low, high):
            found = hit.groupdict()
            noun = (found.get("noun") or found.get("noun2") or "").lower()
            number = _number(found.get("n") or found.get("n2"), words)
            if kind == "nth" and number is None:
                continue
            types = _types(frame, hit.start(), noun, words)
            if not types or _is_supposed(frame, hit.start()):
                continue
            pair, of = _pair(frame, readings, types, hit.start())
            if len(pair) < 2:
                continue
            actors = _hub(frame, pair, hit, noun, words)
            partners = tuple(code for code in pair if code not in actors) if len(actors) == 1 else pair
            yield _remark(
                doc, text, hit.start(), hit.end(), kind,
                types=types, actors=actors, partners=partners, number=number, region=_region(frame, hit, words),
                stage=_stage(readings, types), of=of,
            )  # fmt: skip


def _number(word: str | None, words: _Words) -> float | None:
    if word is None:
        return None
    plain = word.lower()
    if plain in words.numbers:
        return float(words.numbers[plain])
    if plain.startswith("최초"):
        return 1.0
    digits = re.match(r"\d+", plain)
    return float(digits[0]) if digits else None


def _types(frame: Frame, at: int, noun: str, words: _Words) -> tuple[str, ...]:
    """What is ranked: all agreements of the field for a generic word, else the type named nearest."""
    if words.generic.search(noun):
        return _DEFENCE
    ranked = [m for m in frame.mentions if load_vocabulary().type(m.type).family in _RANKED and m.type != "minilateral"]
    nearest = min(ranked, key=lambda m: min(abs(m.start - at), abs(m.end - at)), default=None)
    return () if nearest is None or min(abs(nearest.start - at), abs(nearest.end - at)) > 2 * _NEAR else (nearest.type,)


def _is_supposed(frame: Frame, at: int) -> bool:
    low, _ = frame.clause(at)
    return any(t.value in ("hypothetical", "recommended", "denied", "planned") for t in frame.of("modality", low, at))


def _pair(
    frame: Frame, readings: Sequence[Reading], types: tuple[str, ...], at: int
) -> tuple[tuple[str, ...], str | None]:
    pairs = [r for r in readings if len(set(r.parties)) == 2]
    fitting = [r for r in pairs if r.type in types] or (pairs if len(types) > 1 else [])
    if fitting:
        nearest = min(fitting, key=lambda r: min(abs(r.start - at), abs(r.end - at)))
        return tuple(sorted(set(nearest.parties))), nearest.type
    named = [code for g in frame.groups if abs(g.start - at) <= _NEAR and g.case != "other_than" for code in g.codes]
    distinct = tuple(dict.fromkeys(named))
    return (tuple(sorted(distinct)) if len(distinct) == 2 else ()), None


def _hub(frame: Frame, pair: tuple[str, ...], hit: re.Match[str], noun: str, words: _Words) -> tuple[str, ...]:
    """Of whose agreements or partners the rank is one: "Japan's third", "the first that Japan has signed"."""
    ranks_partner = any(noun.endswith(word) for word in words.partner_nouns)
    before = [g for g in frame.groups if g.end <= hit.start() and hit.start() - g.end <= 30 and len(g.codes) == 1]
    if before and before[-1].is_possessive and before[-1].codes[0] in pair:
        return before[-1].codes
    after = [g for g in frame.groups if 0 <= g.start - hit.end() <= _NEAR and len(g.codes) == 1 and g.codes[0] in pair]
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


def _region(frame: Frame, hit: re.Match[str], words: _Words) -> str | None:
    near = words.regions.search(frame.folded, hit.start(), min(frame.sentence.end, hit.end() + _NEAR))
    return words.region_of[near[0].lower()] if near else None


def _stage(readings: Sequence[Reading], types: tuple[str, ...]) -> str | None:
    stages = {r.stage for r in readings if r.stage in ("signed", "in_force") and (r.type in types or len(types) > 1)}
    return stages.pop() if len(stages) == 1 else None


def _counts(frame: Frame, readings: Sequence[Reading], words: _Words, doc: str, text: str) -> Iterator[Remark]:
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
            if low - _NEAR <= m.start <= high and load_vocabulary().type(m.type).family == "treaty"
            and min(abs(m.start - amount.end), abs(m.end - amount.start)) <= _NEAR
        ]  # fmt: skip
        subjects = [r.subject for r in readings if r.subject and near and r.type == near[0].type]
        leading = [g.codes[0] for g in frame.groups if len(g.codes) == 1 and g.case in ("", "subject")]
        actor = (subjects or leading or [""])[0]
        if not near or not actor:
            continue
        nearest = min(near, key=lambda m: min(abs(m.start - amount.end), abs(m.end - amount.start)))
        bound = "at_least" if words.at_least.search(ahead) else "about" if words.about.search(ahead) else "exact"
        yield _remark(
            doc, text, min(nearest.start, amount.start), max(nearest.end, amount.end), "count",
            types=(nearest.type,), actors=(actor,), number=float(amount.value), bound=bound,
            stage=_stage(readings, (nearest.type,)),
        )  # fmt: skip


def _counted_pacts(frame: Frame, readings: Sequence[Reading], words: _Words, doc: str, text: str) -> Iterator[Remark]:
    for mention in frame.mentions:
        kind = load_vocabulary().type(mention.type)
        ahead = frame.folded[max(frame.sentence.start, mention.start - 40) : mention.start]
        hit = words.counted.search(ahead)
        if hit is None or kind.family != "treaty" or not words.plural.search(frame.folded[mention.start : mention.end]):
            continue
        before = ahead[: hit.start()]
        leading = [g.codes[0] for g in frame.groups if len(g.codes) == 1 and g.case in ("", "subject")]
        if not leading or words.skip.search(before) or _is_supposed(frame, mention.start):
            continue
        number = frame.lexicon.grammar["amounts"]["numbers"].get(hit["n"].lower(), hit["n"])
        bound = "at_least" if words.at_least.search(before) else "about" if words.about.search(before) else "exact"
        yield _remark(
            doc, text, mention.start - len(ahead) + hit.start(), mention.end, "count",
            types=(mention.type,), actors=(leading[0],), number=float(number), bound=bound,
            stage=_stage(readings, (mention.type,)),
        )  # fmt: skip


def find_ratios(folded: str, within: tuple[int, int], lexicon: Lexicon, doc: str, text: str) -> Iterator[Remark]:
    """`from 8.1 billion yen to 18.1 billion yen, more than doubling`: in any sentence, whatever it is about."""
    low, high = within
    words = _words(lexicon.language)
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
    yield _remark(
        doc, text, min(span.start(), claimed.start()), max(new[0].end, claimed.end()), "ratio",
        number=words.factor_of[claimed[0].lower()], bound="at_least" if words.more.search(ahead) else "about",
        values=(old[-1].value, new[0].value), unit=new[0].unit,
    )  # fmt: skip


def _memberships(frame: Frame, doc: str, text: str) -> Iterator[Remark]:
    """`the Quad (Australia, India, Japan and the United States)`: who is named as a member, in the group's own bracket."""
    actors = load_actors()
    for token in (t for t in frame.tokens if t.kind == "group"):
        bracket = next((b for b in frame.brackets if 0 <= b.start - token.end <= 2), None)
        inside = [g for g in frame.groups if bracket and bracket.start < g.start < bracket.end]
        named = tuple(dict.fromkeys(code for g in inside for code in g.codes))
        if bracket is not None and len(named) >= 2 and token.value in actors:
            yield _remark(
                doc, text, token.start, bracket.end, "membership", partners=named, group=token.value,
                number=float(len(named)),
            )  # fmt: skip


def _remark(doc: str, text: str, start: int, end: int, kind: str, **fields: Any) -> Remark:
    checked: RemarkKind = kind  # type: ignore[assignment]  # the callers name only kinds
    return Remark(doc=doc, start=start, end=end, quote=text[start:end], kind=checked, **fields)
