"""Who is named together, and how they stand in the sentence: as a pair, as subject, after `with`, `between`, `to`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.english.joining import link_in_english
from foedus.intake.reading.japanese.words import final_words
from foedus.intake.reading.lexicon import Lexicon, Token

__all__ = ["PartyGroup", "find_groups"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyGroup:
    """Actors named together.

    Attributes
    ----------
    codes : tuple of str
        In the order of the text.
    dates : tuple of (TextDate or None)
        The date that follows each name inside the list ("with Australia in 2022, Britain in 2023").
    link : {"single", "compound", "list"}
        Joined by dashes or not at all, or by commas and conjunctions.
    case : str
        How the group stands: with, between, to, for, by, in, from, of, other_than, subject or "" (nothing marks it).
    """

    codes: tuple[str, ...]
    dates: tuple[TextDate | None, ...]
    start: int
    end: int
    link: str
    case: str
    is_possessive: bool = False
    is_demonym: bool = False
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class _Joints:
    listing: re.Pattern[str]
    compound: re.Pattern[str]
    own_date: re.Pattern[str] | None
    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _joints(language: str, lexicon: Lexicon) -> _Joints:
    grammar: Mapping[str, Any] = lexicon.grammar
    gap = r"\s*" if language != "en" else r"\s+"
    words = [*grammar["list"], *grammar["fillers"]]
    alternatives = "|".join(
        re.escape(word.strip()) + (r"(?![a-z])" if word.strip().isalpha() and word.isascii() else "")
        for word in sorted(words, key=len, reverse=True)
    )
    examples = "|".join(re.escape(word) for word in sorted(grammar["examples"], key=len, reverse=True))
    fillers = "|".join(re.escape(w) + r"(?![a-z])" for w in sorted(grammar["fillers"], key=len, reverse=True)) or "(?!)"
    before, after = [], []
    for case, places in grammar["parties"].items():
        heads = "|".join(re.escape(form) for form in sorted(places.get("before", ()), key=len, reverse=True))
        if heads:
            edge = r"(?:^|[^a-z])" if language == "en" else ""
            chain = rf"(?:{gap}(?:{fillers}))*" if language == "en" else ""
            listed = (
                rf"(?:(?:{gap}[a-z-]+){{0,3}}{gap}(?:{examples}))?"
                if language == "en"
                else rf"(?:.{{0,4}}(?:{examples}))?"
            )
            before.append((case, re.compile(rf"{edge}(?:{heads}){listed}{chain}\s*$", re.IGNORECASE)))
        tails = "|".join(re.escape(form.strip()) for form in sorted(places.get("after", ()), key=len, reverse=True))
        if tails and language == "ko":
            after.append((case, _particles(places["after"], fillers)))
        elif tails:
            after.append((case, re.compile(rf"(?:\s*(?:{fillers}))?\s*(?:{examples or '(?!)'})?\s*(?:{tails})")))
    return _Joints(
        listing=re.compile(rf"(?:[\s\"]|{alternatives})*\Z", re.IGNORECASE),
        compound=re.compile(rf"\s?(?:{'|'.join(map(re.escape, grammar['compound']))})?\s?\Z"),
        own_date=re.compile(grammar["own_date"]) if "own_date" in grammar else None,
        before=tuple(before),
        after=tuple(after),
    )


def _particles(forms: Sequence[str], fillers: str) -> re.Pattern[str]:
    """Korean particles stand right behind a name, or behind the office or number that follows it, and end the word."""
    tails = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in sorted(forms, key=len, reverse=True))
    counted = r"(?:\s?등)?(?:\s?(?:\d{1,2}|[두세네]|다섯|여섯)\s?(?:개국|국|나라))?"
    return re.compile(rf"(?:\([^()]{{1,40}}\))?(?:\s?(?:{fillers})){{0,2}}{counted}[\"'’”]?(?:{tails})(?![가-힣])")


def find_groups(
    folded: str, tokens: Sequence[Token], dates: Sequence[TextDate], lexicon: Lexicon, span: tuple[int, int]
) -> list[PartyGroup]:
    """Groups of actors in ``folded[span]``, in order.

    Parameters
    ----------
    tokens : sequence of Token
        Tokens of the sentence; only actors are looked at. A one-character form counts only beside another one.
    dates : sequence of TextDate
        Dates of the sentence; one between two names of a list belongs to the name before it.
    """
    joints = _joints(lexicon.language, lexicon)
    named = [t for t in tokens if t.kind == "actor" and not any(d.start <= t.start < d.end for d in dates)]
    actors = _without_lone_shorts(folded, named, lexicon)  # 日 of a date is no Japan
    if lexicon.language == "en":
        actors = [t for t in actors if t.detail.get("form") != "place" or _is_located(folded, t)]
    groups: list[list[tuple[Token, TextDate | None]]] = []
    links: list[str] = []
    carried: set[int] = set()
    for token in actors:
        if groups:
            last = groups[-1][-1][0]
            link, date = _link(folded, last, token, dates, joints)
            if lexicon.language == "en":
                link = link_in_english(folded, groups[-1][0][0], last, token, link)
            repeated = token.value in {member.value for member, _ in groups[-1]}
            if link and repeated:
                carried.add(len(groups))  # "the US, Japan and Korea, as well as the US, Japan and the Philippines"
            elif link and not (link == "compound" and links[-1] == "list") and len(groups[-1]) < 40:
                if lexicon.language == "en":
                    groups[-1][-1] = (last, date)
                    groups[-1].append((token, None))
                else:  # the date stands before the name it belongs to
                    groups[-1].append((token, date))
                links[-1] = link if links[-1] == "single" else links[-1]
                continue
        groups.append([(token, None)])
        links.append("single")
    found: list[PartyGroup] = []
    for i, (members, link) in enumerate(zip(groups, links, strict=True)):
        group = _group(folded, members, link, dates, joints, span, lexicon.grammar.get("clause_cases", ()))
        found.append(replace(group, case=found[-1].case) if i in carried and not group.case else group)
    return found


_BETWEEN_SHORTS = frozenset("与與和及同跟对對対両两兩")
_ALONE = re.compile(r"[米英仏独豪韓露伊印](?:は|が|と|も|に(?!つ)|、)")
_DAY = re.compile(r"[\d本今同当翌前昨先毎連元祝休平数半]日")


def _stands_alone(folded: str, token: Token, lexicon: Lexicon) -> bool:
    """May a one-character form stand for its state by itself: 独軍, 仏政府, 英は?"""
    if "verb_final" not in lexicon.grammar:
        return False
    before = folded[token.start - 1 : token.start] if token.start else ""
    if "一" <= before <= "龥" and before not in "在駐対":
        return False
    if final_words(lexicon).armed.match(folded, token.end):
        return True
    return _ALONE.match(folded, token.start) is not None and (not before or before in "、。「(はがとも・ \n")


def _without_lone_shorts(folded: str, actors: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """One-character forms count beside each other, before a full name or an organ of state; one that two states share never."""
    spans = Counter((t.start, t.end) for t in actors)
    actors = [t for t in actors if t.detail.get("form") != "short" or spans[t.start, t.end] == 1]
    actors = [t for t in actors if t.value != "JPN" or not t.start or not _DAY.match(folded, t.start - 1)]
    kept = []
    for i, token in enumerate(actors):
        if token.detail.get("form") == "short":
            left, right = actors[i - 1] if i else None, actors[i + 1] if i + 1 < len(actors) else None
            after_short = left is not None and left.detail.get("form") == "short" and _touch(folded, left, token)
            if _stands_alone(folded, token, lexicon):
                kept.append(token)
                continue
            if not after_short and not (right is not None and _touch(folded, token, right)):
                continue
        kept.append(token)
    return kept


def _touch(folded: str, left: Token, right: Token) -> bool:
    """Side by side, or joined by one mark; in Korean a space parts words (서명한 일본)."""
    gap = folded[left.end : right.start]
    if "\u4e00" <= gap <= "\u9fff" and gap not in _BETWEEN_SHORTS:
        return False  # 案中舍日本 names no China
    return len(gap) <= 1 and not (gap == " " and "가" <= folded[left.start] <= "힣")


def _link(
    folded: str, left: Token, right: Token, dates: Sequence[TextDate], joints: _Joints
) -> tuple[str, TextDate | None]:
    if left.value == right.value or right.start < left.end:
        return "", None
    gap = folded[left.end : right.start]
    if len(gap) > 60:
        return "", None
    if joints.compound.match(gap) and (gap.strip() or not gap):
        return "compound", None
    if _is_other_kind(folded, left, right, gap):
        return "", None
    if joints.listing.match(gap) and gap.strip():
        return "list", None
    if left.detail.get("form") == "short" and not gap:
        return "compound", None
    return _dated_link(left, right, gap, dates, joints)


def _dated_link(
    left: Token, right: Token, gap: str, dates: Sequence[TextDate], joints: _Joints
) -> tuple[str, TextDate | None]:
    """Two names of a list with one date between them."""
    within = [d for d in dates if left.end <= d.start and d.end <= right.start]
    if len(within) != 1:
        return "", None
    date = within[0]
    around = (gap[: date.start - left.end], gap[date.end - left.end :])
    own = joints.own_date is not None and joints.own_date.fullmatch("@".join(around))
    if own and not any(d.start == right.end for d in dates):
        return "", None  # 甲国2019年与乙国: 甲国 acts, 与 is no "and"
    rest = re.sub(
        r"[()]|\b(in|on|since|from|both|all|each|later|then|with|followed by|年に|년)\b", " ", " ".join(around)
    )
    return ("list", date) if joints.listing.match(rest) and rest.strip() else ("", None)


_LOCATED = re.compile(r"\b(?:in|at|near|off|to|into|from|around|visited|visits|outside) (?:the )?$", re.IGNORECASE)
_VERB = re.compile(r"\s+(?:[a-z]+ed|is|was|has|had|will|are|were|have|did|does|followed|took|held|began|joined)\b")


def _is_located(folded: str, token: Token) -> bool:
    return bool(_LOCATED.search(folded, max(0, token.start - 12), token.start))


def _is_other_kind(folded: str, left: Token, right: Token, gap: str) -> bool:
    """Names that commas only seem to list: "in Manila, Japan and …", "calls at Lima; Quito protests", "the French, and Peru"."""
    if "place" in (left.detail.get("form"), right.detail.get("form")):
        return True
    forms = {left.detail.get("form"), right.detail.get("form")}
    if ";" in gap and _VERB.match(folded, right.end):
        return True
    if len(forms) == 1:
        return ";" in gap and "capital" in forms
    if "demonym" in forms:
        return "," in gap
    if left.detail.get("form") != "capital" or "," not in gap:
        return False
    return bool(re.search(r"\b(?:in|at|near|off)\s+$", folded[max(0, left.start - 6) : left.start], re.IGNORECASE))


def _group(  # noqa: PLR0913  # all that a sentence says around the names
    folded: str,
    members: Sequence[tuple[Token, TextDate | None]],
    link: str,
    dates: Sequence[TextDate],
    joints: _Joints,
    span: tuple[int, int],
    first: Sequence[str] = (),
) -> PartyGroup:
    start, end = members[0][0].start, members[-1][0].end
    listed = list(members)
    if any(date for _, date in listed):
        listed = _with_end_dates(folded, listed, dates, start, end)
    before, behind = folded[max(span[0], start - 70) : start], folded[end : min(span[1], end + 16)]
    case = next((name for name, pattern in joints.after if pattern.match(behind)), "")
    if case == "of":  # 与法国的谈判: what stands before the name says more than what follows it
        case = next((name for name, pattern in joints.before if name in first and pattern.search(before)), case)
    if not case:
        case = next((name for name, pattern in joints.before if pattern.search(before)), "")
    return PartyGroup(
        codes=tuple(token.value for token, _ in listed),
        dates=tuple(date for _, date in listed),
        start=start,
        end=end,
        link=link,
        case=case,
        is_possessive=behind.startswith("'s") or behind.startswith("' "),
        is_demonym=all(token.detail.get("form") == "demonym" for token, _ in listed),
        is_capital=all(token.detail.get("form") in ("capital", "place") for token, _ in listed),
    )


def _with_end_dates(
    folded: str, listed: Sequence[tuple[Token, TextDate | None]], dates: Sequence[TextDate], start: int, end: int
) -> list[tuple[Token, TextDate | None]]:
    """Dates stand before all names of a list or behind all of them: what is at its ends tells which."""
    names = [token for token, _ in listed]
    between = [date for _, date in listed]
    ahead = next((d for d in reversed(dates) if d.end <= start <= d.end + 3), None)
    behind = next((d for d in dates if end <= d.start <= end + 12 and "," not in folded[end : d.start]), None)
    if between[-1] is None:  # "Chile in 2019, Peru in 2021": the last one's own date follows
        own = [*between[:-1], behind]
        for i in range(len(own) - 2, -1, -1):
            own[i] = own[i] or own[i + 1]  # "Chile (2019), Peru and Ghana (both 2021)"
        return list(zip(names, own, strict=True))
    if ahead is None and behind is not None:  # "호주와 2009년, 캐나다와 2021년"
        return list(zip(names, [*between[1:], behind], strict=True))
    return list(zip(names, [ahead, *between[1:]], strict=True))
