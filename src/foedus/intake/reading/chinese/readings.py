"""From a deed with its instrument and parties to a reading: how it is meant, its stage, its amount."""

from __future__ import annotations

import re

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.chinese.story import Deed, Story
from foedus.intake.reading.frames import DIRECTED, Frame, Reading
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.relating import Who, reading_of
from foedus.model.vocabulary import load_vocabulary

__all__ = ["ABSENT", "reading_of_deed"]

_BY_YEAR = re.compile(r"(?:19|20)\d\d年(?:底|末|初|\d{1,2}月)?(?:以|之)?前")
_NOTIFIED = re.compile("通知|照会|知会|决定|宣布")
_REGULAR = re.compile("每[两三]?年|每半年|定期|年年|历年|逐年|例行|轮流|每季度")
_DECLARED = re.compile("宣布|宣告|宣示|公布")
_FORCES = re.compile(
    "^[^,。;]{0,10}(?:系统|战机|轰炸机|部队|导弹|舰|雷达|无人机|直升机|发射[器车]|士兵|官兵|中队)[^,。;]{0,8}(?:部署|派|调|送|运)"
)
_AHEAD = re.compile("明年|后年|来年|下个?月|下周|下季|明天|明春|明夏|下半年内|下下")
_AS_BA = re.compile(r"将(?![于在会与同向对])")
ABSENT = re.compile(r"[\"'》」』”]*(?:也|都|并|则|仍|尚)?(?:不存在|没有|付之阙如|阙如)[,。;]?")


def reading_of_deed(frame: Frame, mention: Mention, who: Who, deed: Deed, story: Story) -> Reading:
    """The reading of one deed between one set of parties."""
    token, date = deed.token, deed.date
    at = token.start if token is not None else mention.start
    is_plain = deed.is_bracketed or frame.in_bracket(at) is not None
    modality = "asserted" if is_plain else _modality(frame, mention, at, token, story)
    if modality in ("asserted", "attributed") and date is not None and _AHEAD.match(frame.folded, date.start):
        modality = "planned"
    code = _stage(frame, mention, deed, at, modality)
    if modality == "denied" and date is not None and not frame.clause(at)[0] <= date.start < frame.clause(at)[1]:
        date = None
    is_carried = mention.how == "anaphor" and mention.start < frame.clause(at)[0]
    places = [] if deed.is_bracketed or is_carried else [mention.start, mention.end]
    places += [*deed.span, *((date.start, date.end) if date else ())] or [at, token.end if token else mention.end]
    sureness = who.sureness * (0.92 if token is not None else 0.7)
    return reading_of(
        frame,
        mention,
        who,
        places,
        (token.start, token.end) if token is not None else None,
        stage=code,
        date=date,
        date_of=token.detail.get("date_of") if token is not None else None,
        amount=_amount(frame, mention, at),
        modality=modality,
        negated=modality == "denied",
        confidence=round(0.95 * sureness, 2),
    )


def _stage(frame: Frame, mention: Mention, deed: Deed, at: int, modality: str) -> str | None:
    token = deed.token
    code: str | None = deed.stage or (token.value if token is not None else None)
    if modality == "denied" and token is not None and token.detail.get("possession"):
        code = None
    if code == "terminated" and _NOTIFIED.search(frame.folded, frame.sentence.start, at):
        code = "denounced"
    before = frame.folded[frame.clause(at)[0] : at]
    if code == "held" and deed.date is None and _REGULAR.search(before):
        code = "regular" if load_vocabulary().type(mention.type).is_instant else "in_force"
    if mention.type == "strategic_partnership" and code in ("in_force", "revised") and _DECLARED.search(before):
        code = "announced"
    if modality == "planned" and code == "held":
        code = "scheduled"
    if modality in ("recommended", "hypothetical") and code:
        code = "considered"
    return code if code in load_vocabulary().type(mention.type).stages else None


def _amount(frame: Frame, mention: Mention, at: int) -> Amount | None:
    """How much, or how many, was bought or given: beside the verb, or in the clause after it."""
    if mention.type not in DIRECTED:
        return None
    low, high = frame.clause(at)
    reach = min((c for c in frame.clauses if c > high), default=frame.sentence.end)
    found = [a for a in frame.amounts if a.unit not in ("", "countries", "percent") and low <= a.start < reach]
    return next((a for a in found if a.start < high), found[0] if found else None)


def _modality(frame: Frame, mention: Mention, at: int, token: Token | None, story: Story) -> str:
    low, high = frame.clause(at)
    end = token.end if token is not None else mention.end
    near = [t for t in frame.of("modality", low, end) if not frame.in_bracket(t.start)]
    near = [t for t in near if not any(d.start <= t.start < d.end for d in frame.dates)]
    may_hold = mention.how == "deed" or (token is not None and token.value == "considered")
    near = [t for t in near if token is None or may_hold or not token.start <= t.start < token.end]
    near += [t for t in frame.of("modality", end, high) if t.value == "denied" and ABSENT.match(frame.folded, end)]
    found = {t.value for t in near if not _is_object_marker(frame, t, token)}
    if _BY_YEAR.search(frame.folded, low, at):
        found.add("planned")
    if "planned" in found and re.search(r"已(?:经)?|了$", frame.folded[low : end + 1]) and "denied" not in found:
        found.discard("planned")
    if story.is_conditional and "denied" not in found:
        found.add("hypothetical")
    for modality in ("denied", "recommended", "hypothetical", "planned"):
        if modality in found:
            return modality
    return "attributed" if frame.of("attribution", frame.sentence.start, frame.sentence.end) else "asserted"


def _is_object_marker(frame: Frame, token: Token, stage: Token | None) -> bool:
    """将 may mean "will" or only mark the object: 将两国关系提升为…."""
    if stage is None or not _AS_BA.match(frame.folded, token.start):
        return False
    gap = frame.folded[token.end : stage.end]
    if stage.value in ("held", "in_force") and _FORCES.search(gap):
        return True
    gap = frame.folded[token.end : stage.start]
    return stage.value in ("revised", "announced", "delivered", "terminated") and len(gap) >= 2
