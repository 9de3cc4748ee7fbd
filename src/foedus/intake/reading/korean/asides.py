"""What a sentence states beside its predicates: in brackets, of recipients, of what there is or is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.korean.parties import PROVIDERS, Cast, Who, bracketed_partners, find_cast
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.staging import fits_type
from foedus.model.vocabulary import load_vocabulary

__all__ = ["ELIDED_AGE", "bracketed_readings", "recipient_readings", "unsaid_readings"]

_LACKS: Final = re.compile(
    r"(?:\([^()]*\))?[\"'’”」]?(?:은|는|이|가|도|조차)? ?(?:아직 |현재 |여전히 |아예 )?(?:없(?!이)|부재)|(?:\([^()]*\))?[을를] (?:지|갖)지 않"
)
ELIDED_AGE: Final = 3
"""For how many sentences a text goes on about an instrument without naming it."""
_HAS: Final = re.compile(r"(?:\([^()]*\))?[\"'’”」]?(?:이|가|도|은|는)? ?(?:이미 |현재 )?있(?:다|으며|고|지만|습니다)")


def recipient_readings(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """Who receives what the text is about: 첫해 수혜국은 피지와 통가였다."""
    words = frame.of("recipients", frame.sentence.start, frame.sentence.end)
    kind = next((m.type for m in frame.mentions if m.type in PROVIDERS), discourse.kind)
    if not words or kind not in PROVIDERS:
        return
    date = next((d for d in frame.dates if d.start < words[-1].end), None)
    for group in frame.groups:
        if group.case in ("other_than", "made") or frame.in_bracket(group.start):
            continue
        for code in dict.fromkeys(group.codes):
            if code != PROVIDERS[kind]:
                yield Reading(
                    type=kind, parties=(PROVIDERS[kind], code), subject=PROVIDERS[kind],
                    start=min(group.start, words[0].start), end=max(group.end, words[-1].end), date=date,
                    inherits_date=date is None, date_of="unspecified" if date else None, confidence=0.8,
                    cues=(f"type: {kind}", "recipients named"),
                )  # fmt: skip


def bracketed_readings(frame: Frame, discourse: Discourse, bound: Mapping[str, tuple[str, ...]]) -> Iterator[Reading]:
    """What stands in brackets behind a mention or a name: 상호접근협정(2022년 서명), 호주(2022년 1월 서명)."""
    for bracket in frame.brackets:
        cues = frame.of("stage", bracket.start, bracket.end)
        dates = [d for d in frame.dates if bracket.start < d.start < bracket.end]
        if not cues and not dates:
            continue
        mention = next((m for m in frame.mentions if m.bracket == bracket), None)
        named = mention is None
        if named:
            mention = _kind_spoken_of(frame, bracket.start, discourse)
        if mention is None:
            continue
        who = (
            bracketed_partners(frame, mention, bracket, discourse)
            if named
            else find_cast(
                frame, mention, Cast(frame.clause(mention.start)[0], bracket.start, bracket.start, bound), discourse
            )
        )
        yield from _inside(frame, mention, who, cues, dates)


def _kind_spoken_of(frame: Frame, at: int, discourse: Discourse) -> Mention | None:
    spoken = [m for m in frame.mentions if m.start < at and load_vocabulary().type(m.type).family == "treaty"]
    if spoken:
        return spoken[-1]
    if discourse.kind and discourse.kind_age <= ELIDED_AGE:
        return Mention(type=discourse.kind, start=at, end=at, how="anaphor")
    return None


def _inside(
    frame: Frame, mention: Mention, who: Sequence[Who], cues: Sequence[Token], dates: Sequence[TextDate]
) -> Iterator[Reading]:
    fitting = [t for t in cues if fits_type(t, mention)]
    used: list[TextDate] = []
    for token in {t.start: t for t in reversed(fitting)}.values():
        before = [d for d in dates if d.end <= token.start and d not in used][-1:]
        behind = [d for d in dates if 0 <= d.start - token.end <= 4]
        used += before or behind
        for one in who:
            own: Sequence[TextDate | None] = before or behind or [None]
            for date in own:
                yield _bracketed(mention, one, token, date)
    if not fitting and not cues:
        for one in who:
            for date in dates[:1]:
                yield _bracketed(mention, one, None, date)


def _bracketed(mention: Mention, who: Who, token: Token | None, date: TextDate | None) -> Reading:
    spans = ([token.start, token.end] if token else []) + ([date.start, date.end] if date else [])
    denied = token is not None and bool(token.detail.get("denied"))
    return Reading(
        type=mention.type, parties=who.parties, subject=who.subject, start=min(spans), end=max(spans),
        stage=str(token.value) if token else None, date=date,
        date_of=token.detail.get("date_of") if token else "unspecified",
        modality="denied" if denied else "asserted", negated=denied, confidence=round(0.9 * who.sureness, 2),
        cues=(f"type: {mention.type} ({mention.how})", f"parties: {who.how}", "in brackets"),
    )  # fmt: skip


def unsaid_readings(
    frame: Frame, discourse: Discourse, spoken: set[int], bound: Mapping[str, tuple[str, ...]]
) -> Iterator[Reading]:
    """Mentions without a predicate of their own that are said to exist or not."""
    for mention in frame.mentions:
        lacks = _LACKS.match(frame.folded, mention.end, frame.sentence.end)
        has = _HAS.match(frame.folded, mention.end, frame.sentence.end)
        if mention.start in spoken or not (lacks or has):
            continue
        if load_vocabulary().type(mention.type).is_instant:
            continue
        low = frame.clause(mention.start)[0]
        for one in find_cast(frame, mention, Cast(low, mention.end, mention.end, bound), discourse):
            yield Reading(
                type=mention.type, parties=one.parties, subject=one.subject, start=mention.start, end=mention.end,
                stage=None if lacks else "in_force", modality="denied" if lacks else "asserted", negated=bool(lacks),
                confidence=round(0.85 * one.sureness, 2), cues=(f"type: {mention.type}", f"parties: {one.how}"),
            )  # fmt: skip
