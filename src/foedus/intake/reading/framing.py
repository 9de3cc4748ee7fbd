"""Which sentences may state something, and the frame of one: its mentions, parties, dates, amounts, clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foedus.intake.reading.amounts import find_amounts
from foedus.intake.reading.dates.printed import find_dates
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.english.phrases import find_phrases
from foedus.intake.reading.frames import BY_ENDINGS, CLAUSAL, Frame
from foedus.intake.reading.japanese.described import final_mentions
from foedus.intake.reading.japanese.roles import spoken_of
from foedus.intake.reading.korean.predicates import untangled
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.mentions import Mention, find_mentions, headed, referred
from foedus.intake.reading.parties import PartyGroup, find_groups
from foedus.intake.reading.sentences import Bracket, Sentence, clause_starts, find_brackets
from foedus.intake.reading.titles import find_titles, without_inner

__all__ = ["frame_of", "has_final_verbs", "may_state", "with_phrases"]


_NEW_SUBJECT = re.compile(r", and (?:the )?$")


_GOES_ON = re.compile(r",|\s+(?:[a-z]+ed|is|was|has|had|will|are|were|have|took|held|began)\b")


_REFERRING = frozenset({"instrument", "thing", "contract", "exercise", "kind"})


def has_final_verbs(lexicon: Lexicon) -> bool:
    """Does the verb come last, and particles say who did it?"""
    return "verb_final" in lexicon.grammar


def with_phrases(folded: str, sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens of a sentence with official titles, and phrases that tell an instrument by what it does or a stage in words."""
    titles = find_titles(folded, sentence.start, sentence.end, tokens, lexicon.language)
    phrases = find_phrases(folded, sentence.start, sentence.end, lexicon)
    if not titles and not phrases:
        return tokens
    stages = [t for t in tokens if t.kind == "stage"]
    wholes = [p for p in phrases if p.kind == "stage"]
    inner = [w for w in wholes if any(t.start <= w.start and w.end < t.end for t in stages)]
    phrases, wholes = [p for p in phrases if p not in inner], [w for w in wholes if w not in inner]
    single = [t for t in tokens if t.kind != "stage" or not any(w.start <= t.start < w.end for w in wholes)]
    return sorted([*without_inner([*single, *phrases], titles), *titles], key=lambda token: token.start)


def may_state(tokens: Sequence[Token], lexicon: Lexicon, discourse: Discourse) -> bool:
    """Can a sentence state anything of an instrument: named in it, gone on about, or in the headings over it?"""
    return (
        _may_name(tokens, lexicon, discourse)
        or _may_go_on(tokens, lexicon.language, discourse)
        or _is_headed(tokens, discourse)
    )


def _may_name(tokens: Sequence[Token], lexicon: Lexicon, discourse: Discourse) -> bool:
    """Has a sentence any word that can name an instrument? Most have none, and are only listened to."""
    kinds = {token.kind for token in tokens}
    if (has_final_verbs(lexicon) or lexicon.language in CLAUSAL) and "stage" in kinds:
        return True  # the verb may stand without its object
    if kinds & {"instrument", "named", "relation", "group"} or {"transfer", "equipment"} <= kinds:
        return True
    if lexicon.language in CLAUSAL and {"hint", "actor"} <= kinds:
        return True  # 在甲国设有基地, 双方有协定
    if lexicon.language == "en" and discourse.recall.scheme is not None:
        return True  # the programme in hand needs no name
    spoken = discourse.recall.spoken
    is_near = bool(spoken) and discourse.recall.sentence - spoken[-1].sentence <= 1
    if is_near and lexicon.language == "en" and _points_back(tokens):
        return True  # "It removes legal hurdles"
    if "stage" in kinds and spoken:
        if any(token.kind == "anaphor" and token.value in _REFERRING for token in tokens):
            return True
        if is_near:
            return True
    return sum(token.kind == "actor" for token in tokens) >= 3  # "U.S.-Japan-Philippines"


def _points_back(tokens: Sequence[Token]) -> bool:
    back = [t for t in tokens if t.kind == "anaphor" and t.value in ("instrument", "thing")]
    return bool(back) or any(t.kind == "modality" and t.value == "denied" for t in tokens)  # "There is none with Peru"


def _may_go_on(tokens: Sequence[Token], language: str, discourse: Discourse) -> bool:
    """May a sentence go on about what the text is about without naming it, as Korean does?"""
    if language not in BY_ENDINGS:
        return False
    kinds = {token.kind for token in tokens}
    return bool(kinds & {"stage", "recipients"}) and (bool(discourse.kind) or bool(kinds & {"equipment", "actor"}))


def _is_headed(tokens: Sequence[Token], discourse: Discourse) -> bool:
    """Does a line say a stage of what the headings over it name?"""
    return bool(discourse.scope and discourse.scope.type) and any(token.kind == "stage" for token in tokens)


def frame_of(folded: str, sentence: Sentence, tokens: Sequence[Token], lexicon: Lexicon, discourse: Discourse) -> Frame:
    """All that is found in a sentence, before anything is made of it."""
    dates = find_dates(folded, sentence.start, sentence.end, lexicon.language)
    tokens = [t for t in tokens if t.kind != "modality" or not any(d.start <= t.start < d.end for d in dates)]  # 1 May
    brackets = find_brackets(folded, sentence)
    if has_final_verbs(lexicon):
        tokens = spoken_of(tokens, discourse.memory.home, discourse.memory.topic)
    if lexicon.language in BY_ENDINGS:
        tokens = untangled(folded, tokens)
    groups = find_groups(folded, tokens, dates, lexicon, (sentence.start, sentence.end))
    mentions: list[Mention] = []
    if not has_final_verbs(lexicon):
        mentions = find_mentions(folded, tokens, groups, brackets)
    if not has_final_verbs(lexicon) and lexicon.language not in (*BY_ENDINGS, *CLAUSAL):
        mentions += referred(folded, tokens, groups, mentions, discourse.recall, verb_last=False)
        mentions = mentions or headed(sentence.start, discourse.scope.type if discourse.scope else "")
    frame = Frame(
        folded=folded,
        sentence=sentence,
        tokens=tokens,
        groups=groups,
        dates=dates,
        amounts=find_amounts(folded, sentence.start, sentence.end, lexicon),
        brackets=brackets,
        clauses=_clauses(folded, sentence, tokens, brackets, groups, lexicon),
        mentions=sorted(mentions, key=lambda m: m.start),
        lexicon=lexicon,
    )
    if has_final_verbs(lexicon):
        treaty = discourse.memory.treaty
        return replace(frame, mentions=final_mentions(frame, treaty[0] if treaty else ""))
    return frame


def _clauses(
    folded: str,
    sentence: Sentence,
    tokens: Sequence[Token],
    brackets: Sequence[Bracket],
    groups: Sequence[PartyGroup],
    lexicon: Lexicon,
) -> list[int]:
    """Where clauses begin; in English also at a new subject: "…, and Peru, a neighbour, renewed …"."""
    starts = clause_starts(folded, sentence, lexicon.grammar, tokens, brackets)
    if lexicon.language != "en":
        return starts
    fresh = [g for g in groups if g.case == "" and _NEW_SUBJECT.search(folded, max(0, g.start - 10), g.start)]
    fresh = [g for g in fresh if _GOES_ON.match(folded, g.end) and not any(b.start < g.start < b.end for b in brackets)]
    return sorted({*starts, *(g.start for g in fresh)})
