"""Which meeting, round or edition of a series it was: "their fifth 2+2", "第3回日豪2プラス2", "was the third of its kind"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from foedus.intake.reading.dates.fields import TextDate, number
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.remarks.words import Words, is_supposed, remark_of
from foedus.model.remarks import Remark
from foedus.model.vocabulary import load_vocabulary

__all__ = ["find_meetings"]

_MOST = 60  # meetings of one series


def find_meetings(
    frame: Frame,
    readings: Sequence[Reading],
    resolved: Mapping[TextDate, str | None],
    words: Words,
    doc: str,
    text: str,
) -> Iterator[Remark]:
    """One remark for each numbered meeting of parties the sentence names; undated ones too."""
    meetings = [m for m in frame.mentions if _is_series(m.type)]
    if not meetings:
        return
    for hit in words.meeting.finditer(frame.folded, frame.sentence.start, frame.sentence.end):
        count = _count(hit, words)
        mention = _meant(meetings, hit)
        if mention is None or count is None or is_supposed(frame, hit.start()):
            continue
        own = [r for r in readings if r.type == mention.type and len(set(r.parties)) > 1]
        nearest = min(own, key=lambda r: min(abs(r.start - hit.start()), abs(r.end - hit.end())), default=None)
        if nearest is None or nearest.modality != "asserted":
            continue
        start, end = min(hit.start(), mention.start), max(hit.end(), mention.end)
        yield remark_of(
            doc, text, start, end, "meeting",
            types=(mention.type,), partners=tuple(sorted(set(nearest.parties))), number=count,
            date=_date(frame, nearest, resolved, hit.start()),
        )  # fmt: skip


def _is_series(kind: str) -> bool:
    of = load_vocabulary().type(kind)
    return of.is_instant or of.track == "dialogue"


def _count(hit: re.Match[str], words: Words) -> float | None:
    said = next(value for value in hit.groupdict().values() if value is not None).lower()
    if said in words.numbers:
        return float(words.numbers[said])
    plain = re.match(r"\d+", said)
    if plain is None and not re.fullmatch("[〇一二三四五六七八九十]+", said):
        return None
    count = int(plain[0]) if plain else number(said)
    return float(count) if 0 < count <= _MOST else None


def _meant(meetings: Sequence[Mention], hit: re.Match[str]) -> Mention | None:
    """The mention the number touches, or the nearest before it."""
    after = [m for m in meetings if 0 <= m.start - hit.end() <= 3 or m.start <= hit.start() < m.end]
    before = [m for m in meetings if m.end <= hit.start() + 1]
    return after[0] if after else before[-1] if before else meetings[0] if len(meetings) == 1 else None


def _date(frame: Frame, reading: Reading, resolved: Mapping[TextDate, str | None], at: int) -> str | None:
    """The date in the clause that numbers it: the meeting's, or the only one."""
    low, high = frame.clause(at)
    near = [d for d in frame.dates if low <= d.start < high]
    own = [d for d in near if d == reading.date] or near
    return resolved.get(own[0]) if len(own) == 1 else None
