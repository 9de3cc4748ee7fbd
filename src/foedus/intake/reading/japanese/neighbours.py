"""Two predicates that stand together: which of them says what happened (供与すると表明した, 交渉の開始を発表した)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from foedus.intake.reading.frames import Frame
from foedus.intake.reading.japanese.predicates import Predicate
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention

__all__ = ["Said", "is_absorbed", "is_settled_by"]


@dataclass(frozen=True, slots=True)
class Said:
    """A predicate with the instruments it speaks of, each with the meaning that fits."""

    predicate: Predicate
    targets: tuple[tuple[Mention, Token], ...]


def is_absorbed(frame: Frame, one: Said, after: Sequence[Said], before: Sequence[Said]) -> bool:
    """Is a predicate only part of another: 交渉の開始を発表, 供与すると表明, 締結を検討?"""
    if one.predicate.is_adverbial and not _has_date_before(frame, one.predicate):
        return True
    if any(_near(frame, one, later) and _yields(one, later, _gap(frame, one, later)) for later in after[:1]):
        return True
    if any(_outshines(one, later) for later in after):
        return True
    for earlier in before:
        is_second = _near(frame, earlier, one) and not _yields(earlier, one, _gap(frame, earlier, one))
        if is_second and (_is_speech(one) or (_is_attitude(one) and _is_attitude(earlier))):
            return True
    return False


def is_settled_by(frame: Frame, one: Said, later: Said) -> bool:
    """延長することで合意した tells that it is extended; 署名することで合意した tells of no signature."""
    return _is_speech(later) and _near(frame, one, later) and details(one).value in _EFFECTED


_EFFECTED: Final = frozenset({"revised", "terminated", "suspended", "denounced"})


def _gap(frame: Frame, one: Said, later: Said) -> str:
    return frame.folded[one.predicate.end : later.predicate.start]


def _near(frame: Frame, one: Said, later: Said) -> bool:
    gap = _gap(frame, one, later)
    return later.predicate.bracket == one.predicate.bracket and len(gap) <= 24 and "、" not in gap


def _outshines(one: Said, later: Said) -> bool:
    """A later word of the sentence says more of the same thing: 行われた演習に加わった; 合意し、署名した."""
    same = {(m.type, m.start) for m, _ in one.targets} & {(m.type, m.start) for m, _ in later.targets}
    if not same or later.predicate.modality != "asserted":
        return False
    if one.predicate.follows >= 0 and details(one).value == details(later).value == "held":
        return True
    return bool(details(one).detail.get("weak")) and details(later).value in (
        "signed",
        "contracted",
        "agreed",
        "in_force",
    )


def _is_attitude(one: Said) -> bool:
    return bool(details(one).detail.get("attitude"))


def details(one: Said) -> Token:
    return one.targets[0][1]


def _is_speech(one: Said) -> bool:
    detail = details(one).detail
    return bool(detail.get("speech") or detail.get("weak")) and not detail.get("nominal")


_PLANNED_GAP = re.compile(
    r"(?:する|される|を行う|し合う|る|ぶ|す|く|う)?(?:こと|と|方針|旨|計画|意向|よう)(?:で|を|に|と|も|が|について)?.{0,16}$"
)


def _yields(one: Said, later: Said, gap: str) -> bool:
    """Does the first of two neighbours count for nothing beside the second?"""
    first, second = details(one), details(later)
    if first.value == second.value or first.detail.get("nominal"):
        return one.predicate.is_nominal or not gap
    if second.detail.get("attitude") or second.value == "negotiating":
        return one.predicate.is_nominal or _PLANNED_GAP.match(gap) is not None
    if second.detail.get("speech") or second.detail.get("weak"):
        if first.value in _EFFECTED or (first.value == "negotiating" and one.predicate.is_nominal):
            return False  # 延長で合意 tells of the extension
        if one.predicate.modality == "planned" and _PLANNED_GAP.match(gap):
            return True
        begun = first.value == "in_force" and first.detail.get("date_of") != "entry into force"
        return one.predicate.is_nominal and (
            begun or first.value in ("delivered", "considered", "contracted", "agreed")
        )
    return second.value == "denounced" and one.predicate.is_nominal


def _has_date_before(frame: Frame, predicate: Predicate) -> bool:
    return any(predicate.low <= d.start and 0 <= predicate.start - d.end <= 4 for d in frame.dates)
