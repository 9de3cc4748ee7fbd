"""The words of `remarks.yaml`, compiled, and what every kind of remark asks of a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from foedus.intake.reading.folding import fold
from foedus.intake.reading.frames import Frame, Reading
from foedus.model.remarks import Remark, RemarkKind, load_regions
from foedus.model.resources import load_file

__all__ = ["NEAR", "Words", "is_supposed", "remark_of", "stage_counted", "words_of"]


_FILE: Final = Path(__file__).parents[1] / "lexicon" / "remarks.yaml"


NEAR: Final = 90


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, compiled."""

    ordinal: re.Pattern[str]
    only: re.Pattern[str]
    meeting: re.Pattern[str]
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
def words_of(language: str) -> Words:
    """The words of a language; once per process."""
    data: Mapping[str, Any] = load_file(_FILE)[language]
    factor_of = {fold(word).lower(): float(n) for n, words in data["factors"].items() for word in words}
    region_of = {
        fold(name).lower(): region.code for region in load_regions().values() for name in region.names.get(language, ())
    }
    edge = r"\b" if language == "en" else ""
    return Words(
        ordinal=re.compile(data["ordinal"], re.IGNORECASE),
        only=re.compile(data["only"], re.IGNORECASE),
        meeting=re.compile(data["meeting"].replace("{n}", data["nth"]), re.IGNORECASE),
        generic=re.compile(data["generic"], re.IGNORECASE),
        numbers={word.lower(): n for word, n in data["numbers"].items()},
        partner_nouns=tuple(data["partner_nouns"]),
        at_least=re.compile(rf"(?:{either(data['at_least'])})\s*$", re.IGNORECASE),
        about=re.compile(rf"(?:{either(data['about'])})\s*$", re.IGNORECASE),
        skip=re.compile(rf"{edge}(?:{either(data['skip_count'])})\s*$", re.IGNORECASE),
        factors=re.compile(rf"{edge}(?:{either(factor_of)}){edge}", re.IGNORECASE),
        factor_of=factor_of,
        more=re.compile(rf"(?:{either(data['more'])})\s*$", re.IGNORECASE),
        from_to=re.compile(data["from_to"], re.IGNORECASE),
        counted=re.compile(data["counted"], re.IGNORECASE),
        plural=re.compile(data["plural"]),
        regions=re.compile(rf"{edge}(?:{either(region_of)}){edge}", re.IGNORECASE),
        region_of=region_of,
    )


def either(words: Any) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def is_supposed(frame: Frame, at: int) -> bool:
    """Is what stands here planned, supposed, recommended or denied?"""
    low, _ = frame.clause(at)
    return any(t.value in ("hypothetical", "recommended", "denied", "planned") for t in frame.of("modality", low, at))


def stage_counted(readings: Sequence[Reading], types: tuple[str, ...]) -> str | None:
    """The one stage that the sentence tells of such instruments; None where it tells none or several."""
    stages = {r.stage for r in readings if r.stage in ("signed", "in_force") and (r.type in types or len(types) > 1)}
    return stages.pop() if len(stages) == 1 else None


def remark_of(doc: str, text: str, start: int, end: int, kind: str, **fields: Any) -> Remark:
    """A remark that quotes its words."""
    checked: RemarkKind = kind  # type: ignore[assignment]  # the callers name only kinds
    return Remark(doc=doc, start=start, end=end, quote=text[start:end], kind=checked, **fields)
