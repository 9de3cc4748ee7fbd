"""A document's own date where no labelled line or line of its own gives it: datelines, imprints beside other words, issue dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.folding import fold
from foedus.intake.reading.passages.cues import load_cues

__all__ = ["Imprint", "find_imprint"]

_HEAD, _HEAD_LINES, _TAIL, _TAIL_LINES = 2_500, 16, 500, 4
_LINE = 220
_SEPARATORS = re.compile(r"[|,;:=/()\[\]【】〔〕「」『』<>〈〉《》·・、，。\t\u3000]|\s{2,}|\s-\s|--")
# Chinese and Japanese put no space inside a phrase: one parts the fields of a masthead, 区域安全评析 第118期 2025年11月18日.
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s|\s(?=[\u4e00-\u9fff])")
_MASTHEAD = 60
_LETTER = re.compile(r"[^\W\d_]")
# Words that may stand beside a date in its own segment: days of the week, hours, what was done on it, which issue it is.
_BESIDE = re.compile(
    r"(?i:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\b(?:a\.?m|p\.?m|kst|jst|gmt|utc|e[ds]t|cet|bst|hrs?)\b|\b(?:on|dated|issue|edition|no|vol)\b)"
    r"|[가-힣]{1,8}(?:일보|신문|뉴스|통신|타임스|경제|방송|저널)|(?<=\d)면"
    r"|[月火水木金土日]曜日?|[월화수목금토일]요일|星期[一二三四五六日天]|[年月日号號时時分上下午前後后前晚朝夕刊付付け号第期卷巻配信発送讯訊电電日報訊发布發佈更新現在판호자일시배포즉시전후입력송고등록]"
)
_BULLET = re.compile(r"\s*[-*■□●○◎◇◆▪•・ㅇ※▶]\s?\S")
_ENDS = re.compile(r"(?:[。!?！？]|[a-z)\"']\.|다\.|요\.|오\.)\s*$")
_ASKS = re.compile(r"[!?！？]\s*$")
# What stands before and after the date of a dateline: MANILA, Jan. 16 (Agency) - or SEOUL - March 4, 2025 -
_DATELINE_BEFORE = re.compile(r"[\"'(]*[A-ZÀ-Þ][^.!?\n]{1,48}?(?:,|\s[-/]{1,2}|\()\s*$")
_DATELINE_AFTER = re.compile(r"\s*(?:\([^)\n]{2,40}\)|\[[^\]\n]{2,40}\]|/[^/\n]{2,30}/)?\s*(?:[-:]|\)\s*-)+(?:\s|$)")
# 【新华社北京1月16日电】, [서울=연합뉴스 3월 4일], 新華社東京3日電, (中央社記者某某台北16日電)
_ASIAN_BEFORE = re.compile(r"\s*[【\[(〔]?[^。\n【\[]{2,44}$")
_ASIAN_AFTER = re.compile(r"\s*(?:[^】\])。\n]{0,8}[电電讯訊]|[^】\])。\n]{0,12}(?:配信|発|共同|時事)?[】\])〕])")
_OPENING, _CLOSING = frozenset("(（【[〔"), frozenset(")）】]〕")
_COPYRIGHT = re.compile(r"(?i:©|\(c\)|copyright|ⓒ|版权|版權)[^\n\d]{0,40}(?P<year>20\d\d|19[5-9]\d)")
_RANKS = {"day": 0, "month": 2, "season": 3}


@dataclass(frozen=True, slots=True)
class Imprint:
    """A printed date of the document: what it means, where it stands, and how well it is marked (0 is best)."""

    edtf: str
    start: int
    end: int
    rank: int


def find_imprint(text: str, language: str) -> Imprint | None:
    r"""The best-marked date in the head of a text, or in its last lines.

    Parameters
    ----------
    text : str
        The document's text; only its head and its last lines are looked at.
    language : str
        Language of most of the text.

    Examples
    --------
    >>> found = find_imprint("Pact signed\n\nHANOI, Jan. 16, 2026 (Agency) - Vietnam and Laos signed a pact.", "en")
    >>> found.edtf if found else None
    '2026-01-16'
    """
    found: list[Imprint] = []
    partial: list[TextDate] = []
    bodylike = False
    for start, end, is_head in _lines(text):
        line = fold(text[start:end])
        asks = not text[:start].strip() and bool(_ASKS.search(line))  # a headline may ask or exclaim
        bodylike = is_head and (bodylike or len(line) > 120 or (bool(_ENDS.search(line)) and not asks))
        dates = find_dates(line, 0, min(len(line), _LINE), language)
        listed = sum(date.kind not in {"relative", "anaphoric"} for date in dates) > 1 or bool(_BULLET.match(line))
        for date in dates:
            rank = _rank(line, date, bodylike=bodylike or listed)
            if rank is None:
                continue
            if date.edtf is None:
                partial.append(replace(date, start=start + date.start, end=start + date.end))
            else:
                found.append(Imprint(date.edtf, start + date.start, start + date.end, rank + (0 if is_head else 8)))
    best = min(found, key=lambda one: (one.rank, one.start), default=None)
    if partial and (best is None or best.rank > _DATELINE):
        year = best.edtf[:4] if best else _copyright_year(text)
        if year is not None and partial[0].month is not None and partial[0].day is not None:
            edtf = f"{year}-{partial[0].month:02d}-{partial[0].day:02d}"
            return Imprint(edtf, partial[0].start, partial[0].end, _DATELINE)
    return best


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """The first lines of a text up to its second paragraph of prose, then its last ones."""
    position, prose, last = 0, 0, min(len(text), _HEAD)
    for _ in range(_HEAD_LINES):
        if position >= last or prose >= 2:
            break
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if text[position:end].strip():
            prose += end - position > _LINE or bool(_ENDS.search(fold(text[max(position, end - 6) : end])))
            yield position, min(end, position + 2 * _LINE), True
        position = end + 1
    low = max(position, len(text) - _TAIL)
    tail = [found for found in re.finditer(r"[^\n]+", text[low:]) if low == 0 or found.start() > 0]
    for found in tail[-_TAIL_LINES:]:
        yield low + found.start(), low + found.end(), False


_LABELLED, _UPDATED, _DATELINE, _OWN = 0, 11, 4, 10


def _rank(line: str, date: TextDate, *, bodylike: bool) -> int | None:
    """How well a line marks a date as the document's own; None where it does not."""
    if date.kind not in {"day", "month", "season", "partial"}:
        return None
    if _is_dateline(line, date):
        return _DATELINE + _RANKS.get(date.kind, 0)
    if date.edtf is None:
        return _DATELINE if _is_bracketed(line, date) and _stands_alone(line, date) else None
    label = _label(line, date.start)
    if label == "published":
        return _LABELLED + _RANKS[date.kind]
    if label == "other":
        return _UPDATED
    pipes = line.count("|")  # "Commentary | 14 October 2025 | 4 min read" is an imprint; longer ones are menus
    if bodylike or (pipes >= 2 and not label and (pipes > 3 or date.kind != "day")):
        return None
    return _OWN + _RANKS[date.kind] if _stands_alone(line, date) else None


def _is_dateline(line: str, date: TextDate) -> bool:
    if date.kind not in {"day", "partial"} or date.start > 60:
        return False
    before, after = line[: date.start], line[date.end :]
    if _DATELINE_BEFORE.match(before) and _DATELINE_AFTER.match(after):
        return True
    return bool(_ASIAN_BEFORE.match(before) and not before.isascii() and _ASIAN_AFTER.match(after)) and (
        after.lstrip()[:1] in "电電讯訊" or before.lstrip()[:1] in "【[(〔"
    )


def _is_bracketed(line: str, date: TextDate) -> bool:
    return line.lstrip()[:1] in _OPENING and line[date.end :].lstrip()[:1] in _CLOSING


def _label(line: str, at: int) -> str:
    """The field of the label right before a date, if any."""
    cues = load_cues()
    for found in cues.label.finditer(line, max(0, at - 40), at):
        if re.fullmatch(r"[\s:：*_]*(?:on\s)?", line[found.end() : at]):
            return cues.labels[found[0].casefold()]
    return ""


def _stands_alone(line: str, date: TextDate) -> bool:
    """Is a date all that its segment of the line holds (`Institute X, 4 November 2024`)?"""
    left = _SEPARATORS.split(line[: date.start])[-1]
    right = _SEPARATORS.split(line[date.end :])[0]
    if len(line) <= _MASTHEAD:
        left, right = _SPACED.split(left)[-1], _SPACED.split(right)[0]
    rest = len(_LETTER.findall(_BESIDE.sub("", left + " " + right)))
    return rest <= 3


def _copyright_year(text: str) -> str | None:
    found = _COPYRIGHT.search(text, max(0, len(text) - _TAIL))
    return found["year"] if found else None
