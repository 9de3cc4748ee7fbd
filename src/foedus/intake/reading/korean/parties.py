"""Who a predicate that comes last speaks of: pairs before the mention, topic and partner, giver and receiver, or who was spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import DIRECTED, Frame
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.relating import Who, bracketed_groups, compound_before
from foedus.intake.reading.sentences import Bracket
from foedus.model.vocabulary import load_vocabulary

__all__ = ["PROVIDERS", "Cast", "Who", "bracketed_partners", "find_cast"]

PROVIDERS: Final = {"OSA": "JPN"}
"""Programmes that only one state runs."""
_BESIDE: Final = re.compile(
    r"(?:의|와의|과의|와|과|\s?정부와의)?\s?(?:\([^()]*\)\s?)?[\"'‘“「『]?(?:[^\W\d_]{1,6} )?[\"'‘“「『]?"
)
_TOPIC: Final = re.compile(r"[^,.]{0,24}?(?:은|는|도)(?![가-힣])")
_ALSO: Final = re.compile(r"까지(?![가-힣])")
_PARTNERED: Final = re.compile(r" ?(?:정부|측|등)?(?:와|과)(?:는|도)? ")
"""Names with which somebody else does it: 영국·이탈리아와 전투기를 공동 개발."""
_NUMBERS: Final = {"두": 2, "양": 2, "세": 3, "네": 4}
_NUMBER: Final = re.compile(r"(?<![가-힣])([두양세네]) ?(?:협정|조약|약정)")
_COUNT: Final = re.compile(r"(\d{1,2})(?:개?국|자)")


@dataclass(frozen=True, slots=True)
class Cast:
    """Where to look: the part of the clause from `low` to `high`, its predicate, and parties the sentence has named by type."""

    low: int
    high: int
    at: int
    bound: Mapping[str, tuple[str, ...]]


def find_cast(frame: Frame, mention: Mention, cast: Cast, discourse: Discourse) -> list[Who]:
    """Sets of parties the mention speaks of."""
    if mention.how == "joined":
        return _joining(frame, mention, cast, discourse)
    own = (
        _both(frame, mention, discourse) or _named(frame, mention, cast, discourse) or bracketed_groups(frame, mention)
    )
    if own:
        return own
    return _from_sentence(frame, mention, cast, discourse)


def _named(frame: Frame, mention: Mention, cast: Cast, discourse: Discourse) -> list[Who]:
    """The parties a name stands for; of an exercise series, all who take part this time."""
    if not mention.parties:
        return []
    if mention.type == "exercise":
        present = _together(frame, mention, cast, _usable(frame, cast), None, discourse)
        if present and len(present[0].parties) > len(mention.parties):
            return present
    return [Who(mention.parties, "", None, 0.97, "named")]


def _joining(frame: Frame, mention: Mention, cast: Cast, discourse: Discourse) -> list[Who]:
    """Who joined an alliance: whose joining it is called, else the subject."""
    whose = [
        g for g in frame.groups
        if g.case == "of" and 0 <= mention.start - g.end <= 3 and mention.group not in g.codes
    ]  # fmt: skip
    members = [c for c in (whose[-1].codes if whose else _subject(frame, cast, discourse)) if c != mention.group]
    return [Who((code, mention.group), code, None, 0.95, "alliance joined") for code in members]


def _from_sentence(frame: Frame, mention: Mention, cast: Cast, discourse: Discourse) -> list[Who]:
    """Parties that the mention's own words do not give: pairs before it, topic and partner, or who was spoken of."""
    if mention.type in DIRECTED:
        return _directed(frame, mention, cast, discourse)
    groups = _usable(frame, cast)
    pair = _pair_before(frame, mention)
    if mention.start < cast.low and any(g.case == "with" for g in groups):
        pair = None  # a later clause names partners of its own
    is_open = mention.type == "exercise" or (mention.type == "minilateral" and pair is not None and len(pair.codes) < 3)
    if pair is not None and not is_open:
        return [Who(pair.codes, "", None, 0.98, "compound")]
    between = [g for g in groups if g.case == "between" and len(set(g.codes)) >= 2]
    if between:
        return [Who(between[-1].codes, "", None, 0.95, "between")]
    arity = load_vocabulary().type(mention.type).arity
    if arity == "group" and mention.type in ("exercise", "minilateral", "joint_development"):
        together = _together(frame, mention, cast, groups, pair, discourse)
        if together:
            return together
    return _two(frame, mention, cast, groups, discourse)


def _both(frame: Frame, mention: Mention, discourse: Discourse) -> list[Who]:
    """The instruments told of last, where a number says how many are meant: 두 협정 모두."""
    number = _NUMBER.search(frame.folded, max(frame.sentence.start, mention.start - 3), mention.end)
    if mention.how != "anaphor" or number is None:
        return []
    same = [parties for kind, parties in discourse.told if kind == mention.type]
    meant = same[-_NUMBERS[number[1]] :]
    return [Who(parties, "", None, 0.88, "the instruments spoken of") for parties in meant]


def _usable(frame: Frame, cast: Cast) -> list[PartyGroup]:
    return [
        g for g in frame.groups
        if cast.low <= g.start < max(cast.high, cast.at) and g.case not in ("other_than", "made")
        and not frame.in_bracket(g.start)
    ]  # fmt: skip


def _pair_before(frame: Frame, mention: Mention) -> PartyGroup | None:
    """The pair right before a mention: 한일 군사정보보호협정, 한국과 폴란드의 협정, 독일-폴란드 간 협정."""
    direct = compound_before(frame, mention)
    if direct is not None and not _PARTNERED.match(frame.folded, direct.end):
        return direct
    for group in reversed(frame.groups):
        gap = frame.folded[group.end : mention.start] if group.end <= mention.start else None
        if gap is None:
            continue
        near = len(gap) <= 12 and re.match(r"(?:의|\s?(?:양국\s?)?(?:간|사이)(?:의)?)\s", gap)
        return group if near and len(set(group.codes)) >= 2 else None
    return None


def _subject(frame: Frame, cast: Cast, discourse: Discourse) -> tuple[str, ...]:
    """Whom the part is about: its own topic or subject, else that of the clause before, else the pair or state spoken of."""
    own = [
        g
        for g in frame.groups
        if cast.low <= g.start < cast.at and g.case == "subject" and not frame.in_bracket(g.start)
    ]
    topics = [g for g in own if _TOPIC.match(frame.folded, g.end, g.end + 30)]
    pronoun = [t for t in frame.of("anaphor", cast.low, cast.at) if t.value in ("pair", "those")]
    if pronoun and not (own and own[0].start < pronoun[0].start):
        meant = _meant(pronoun[0].value, discourse)
        if meant:
            return meant
    if topics or own:
        return (topics or own)[0].codes
    earlier = [g for g in frame.groups if g.start < cast.low and g.case == "subject" and not frame.in_bracket(g.start)]
    earlier_topics = [g for g in earlier if _TOPIC.match(frame.folded, g.end, g.end + 30)]
    if earlier:
        return (earlier_topics or earlier)[-1].codes
    before = [t for t in frame.of("anaphor", frame.sentence.start, cast.low) if t.value == "pair"]
    if before and discourse.pair:
        return discourse.pair
    opening = [g for g in frame.groups if g.case == "" and g.start - frame.sentence.start <= 8]
    if opening and re.match(r"[\"'’”]?\s?(?:,|:|…|-|\()", frame.folded[opening[0].end : opening[0].end + 3]):
        return opening[0].codes
    return ()


def _meant(pronoun: str, discourse: Discourse) -> tuple[str, ...]:
    return discourse.pair if pronoun == "pair" else discourse.company


def _partners(
    frame: Frame, mention: Mention, cast: Cast, groups: Sequence[PartyGroup], subject: Sequence[str]
) -> PartyGroup | None:
    beside = [
        g for g in frame.groups
        if mention.start >= cast.low and g.end <= mention.start and mention.start - g.end <= 12 and g.case in ("", "of", "with")
        and _BESIDE.fullmatch(frame.folded[g.end : mention.start]) and not frame.in_bracket(g.start)
    ]  # fmt: skip
    if beside and set(beside[-1].codes) - set(subject):
        return beside[-1]
    marked = [g for g in groups if g.case == "with" and set(g.codes) - set(subject)]
    return marked[-1] if marked else None


def _two(frame: Frame, mention: Mention, cast: Cast, groups: Sequence[PartyGroup], discourse: Discourse) -> list[Who]:
    subject = _subject(frame, cast, discourse)
    partner = _partners(frame, mention, cast, groups, subject)
    known = cast.bound.get(mention.type) or _spoken_of(mention, discourse)
    if partner is not None and not subject and _is_headline_pair(frame, partner):
        return [Who(partner.codes, "", None, 0.9, "pair of a headline")]
    if partner is not None:
        lead = _lead(frame, subject, partner, known, discourse)
        if not lead:
            return [Who(partner.codes, "", None, 0.7, "names together")] if len(set(partner.codes)) == 2 else []
        return _each(lead, partner, mention)
    if known and set(subject) <= set(known):
        return [Who(tuple(known), "", None, 0.88, "the instrument spoken of")]
    if len(set(subject)) >= 2:
        return _several(subject, mention, discourse)
    if subject:
        return _single(subject, discourse)
    named = {code for g in groups for code in g.codes}
    if discourse.pair and named <= set(discourse.pair):
        return [Who(discourse.pair, "", None, 0.82, "the pair spoken of")]
    return []


def _is_headline_pair(frame: Frame, partner: PartyGroup) -> bool:
    """칠레, 가나와 협정 서명: the first is the subject, in headlines and time lines."""
    inside = frame.folded[partner.start : partner.end]
    return len(set(partner.codes)) == 2 and "," in inside and "각각" not in frame.folded[partner.end : partner.end + 6]


def _several(subject: Sequence[str], mention: Mention, discourse: Discourse) -> list[Who]:
    """Two make a pair; more than two do something together, or each with the state spoken of."""
    anchor = _anchor(subject, discourse)
    if len(set(subject)) > 2 and anchor and load_vocabulary().type(mention.type).arity == "dyad":
        return [Who((anchor, code), anchor, None, 0.85, "each with the state spoken of") for code in subject]
    return [Who(tuple(subject), "", None, 0.93 if len(set(subject)) == 2 else 0.85, "subject")]


def _single(subject: Sequence[str], discourse: Discourse) -> list[Who]:
    if discourse.pair and subject[0] in discourse.pair:
        return [Who(discourse.pair, subject[0], None, 0.8, "the pair spoken of")]
    anchor = _anchor(subject, discourse)
    return [Who((anchor, subject[0]), anchor, None, 0.82, "with the state spoken of")] if anchor else []


def _spoken_of(mention: Mention, discourse: Discourse) -> tuple[str, ...]:
    """Parties of the instrument last told of, where the mention means that one."""
    last = discourse.instrument
    return last[1] if mention.how in ("anaphor", "elided") and last is not None and last[0] == mention.type else ()


def _anchor(subject: Sequence[str], discourse: Discourse) -> str:
    return next(
        (
            code
            for code in (discourse.partner, discourse.anchor, discourse.main, discourse.subject)
            if code and code not in subject
        ),
        "",
    )


def _lead(
    frame: Frame, subject: Sequence[str], partner: PartyGroup, known: Sequence[str], discourse: Discourse
) -> tuple[str, ...]:
    own = tuple(code for code in subject if code not in partner.codes)
    if own:
        return own
    if len(set(known)) == 2 and len(set(known) - set(partner.codes)) == 1:
        return tuple(set(known) - set(partner.codes))
    candidates = (discourse.partner, _home(frame), discourse.anchor, discourse.main, discourse.subject)
    anchor = next((c for c in candidates if c and c not in partner.codes), "")
    return (anchor,) if anchor else ()


def _home(frame: Frame) -> str:
    """Whose ministries those are that bear no country's name: that of the language."""
    home = frame.lexicon.grammar.get("home")
    if not home or not re.search(home["words"], frame.folded[frame.sentence.start : frame.sentence.end]):
        return ""
    return str(home["code"])


def _each(lead: Sequence[str], partner: PartyGroup, mention: Mention) -> list[Who]:
    others = [(c, d) for c, d in zip(partner.codes, partner.dates, strict=True) if c not in lead]
    arity = load_vocabulary().type(mention.type).arity
    if len(lead) > 1 and arity != "dyad":
        return [Who(tuple(dict.fromkeys([*lead, *(c for c, _ in others)])), "", None, 0.85, "subject with partners")]
    return [Who((one, code), one, date, 0.93, "subject with partner") for one in lead for code, date in others]


def _together(
    frame: Frame,
    mention: Mention,
    cast: Cast,
    groups: Sequence[PartyGroup],
    pair: PartyGroup | None,
    discourse: Discourse,
) -> list[Who]:
    """Everybody who takes part: subject, partners, names before the event; with `까지` those spoken of, too."""
    codes: list[str] = [*(pair.codes if pair is not None else ())]
    subject = _subject(frame, cast, discourse)
    if pair is None or len(set(pair.codes)) < 3:
        codes += subject
        codes += [code for g in groups if g.case in ("with", "", "of", "subject") for code in g.codes]
    also = any(_ALSO.match(frame.folded, g.end, g.end + 4) for g in groups)
    counted = _COUNT.search(frame.folded, min(cast.low, mention.start), cast.at)
    missing = int(counted[1]) - len(set(codes)) if counted else 0
    whose = discourse.title or discourse.anchor
    if missing == 1 and whose and whose not in codes:
        codes.append(whose)
    elif also or missing > 0:
        codes += discourse.pair or ((discourse.anchor,) if discourse.anchor else ())
    parties = tuple(dict.fromkeys(codes))
    if len(parties) >= 2:
        return [Who(parties, "", None, 0.88, "taking part")]
    return []


def _directed(frame: Frame, mention: Mention, cast: Cast, discourse: Discourse) -> list[Who]:
    """Giver and receiver: maker or provider, subject, and whoever stands in the dative, with 와 or after 로부터."""
    subject = _subject(frame, cast, discourse)
    groups = _usable(frame, cast)
    sellers = [g for g in groups if g.case == "from" and len(g.codes) == 1]
    origin = PROVIDERS.get(mention.type) or (sellers[0].codes[0] if sellers else _maker(frame, mention))
    receivers = [g for g in groups if g.case in ("to", "in", "from", "with")]
    if not receivers and mention.start < cast.low and mention.type in cast.bound:
        return [Who(cast.bound[mention.type], origin, None, 0.85, "spoken of in the sentence")]
    receivers.sort(key=lambda g: ("to", "from", "with", "in").index(g.case))
    beside = [g for g in groups if g.case in ("", "of", "object", "between")]
    named = [c for g in receivers[:1] for c in g.codes]
    rest = [c for c in (*subject, *(c for g in beside for c in g.codes)) if c not in named]
    if not origin:
        origin = next((c for c in subject if c not in named), "") or next(iter(rest), "")
        others = [c for c in named or rest if c != origin]
    else:
        others = [c for c in named if c != origin] or [c for c in dict.fromkeys(rest) if c != origin]
    if origin and others:
        return [Who((origin, code), origin, None, 0.9, "giver and receiver") for code in dict.fromkeys(others)]
    alone = origin or next(iter(others), "")
    anchor = _anchor((alone,), discourse)
    if alone and discourse.pair and alone in discourse.pair:
        return [Who(discourse.pair, alone, None, 0.8, "the pair spoken of")]
    if alone and anchor:
        return [Who((alone, anchor), "", None, 0.8, "with the state spoken of")]
    return [Who((alone,), alone, None, 0.7, "alone")] if alone and mention.type in PROVIDERS else []


def _maker(frame: Frame, mention: Mention) -> str:
    made = [g for g in frame.groups if g.case == "made" and abs(g.end - mention.start) <= 30]
    if made:
        return made[-1].codes[-1]
    makes = [t for t in frame.of("equipment", mention.start - 20, mention.end + 20) if "origin" in t.detail]
    return str(makes[0].detail["origin"]) if makes else ""


def bracketed_partners(frame: Frame, mention: Mention, bracket: Bracket, discourse: Discourse) -> list[Who]:
    """The name right before a bracket, with whoever the sentence is about."""
    group = next((g for g in frame.groups if g.start < bracket.start and abs(bracket.start - g.end) <= 1), None)
    inside = next((g for g in frame.groups if g.start < bracket.start < g.end), None)
    names = [
        t for t in frame.tokens
        if t.kind == "actor" and t.end <= bracket.start and bracket.start - t.end <= 1 and t.detail.get("form") != "short"
    ]  # fmt: skip
    if not names or (group is None and inside is None):
        return []
    code = names[-1].value
    cast = Cast(frame.sentence.start, bracket.start, frame.sentence.end, {})
    subject = [c for c in _subject(frame, cast, discourse) if c != code]
    lead = subject[0] if len(subject) == 1 else _anchor((code,), discourse)
    return [Who((lead, code), lead, None, 0.88, "name with bracket")] if lead else []
