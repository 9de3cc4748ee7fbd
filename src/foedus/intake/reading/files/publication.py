"""A document's own date where no labelled line or line of its own gives it: datelines, imprints beside other words, issue dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.folding import fold
from foedus.intake.reading.passages.cues import load_cues
from foedus.intake.reading.passages.entries import is_entry
from foedus.intake.reading.passages.units import is_year

__all__ = ["Imprint", "find_imprint"]

_HEAD, _HEAD_LINES, _TAIL, _TAIL_LINES = 2_500, 16, 500, 4
_LINE = 220
_SEPARATORS = re.compile(r"(?<=[a-z]{3})\.\s|[|,;:=/()\[\]【】〔〕「」『』<>〈〉《》·・、，。\t\u3000]|\s{2,}|\s-\s|--")
# Chinese and Japanese put no space inside a phrase: one parts the fields of a masthead, 区域安全评析 第118期 2025年11月18日.
_SPACED = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff])\s|\s(?=[\u3040-\u30ff\u4e00-\u9fff])")
_BYLINE = re.compile(r"(?:기자|특파원|논설위원|記者|记者|特派員)\s")
_MASTHEAD = 60
_LETTER = re.compile(r"[^\W\d_]")
# Words that may stand beside a date in its own segment: days of the week, hours, what was done on it, which issue it is.
_BESIDE = re.compile(
    r"(?i:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\b(?:a\.?m|p\.?m|kst|jst|gmt|utc|e[ds]t|cet|bst|hrs?)\b|\b(?:on|dated|issue|edition|no|vol)\b)"
    r"|[가-힣]{1,8}(?:일보|신문|뉴스|통신|타임스|경제|방송|저널)|(?<=\d)면"
    r"|[月火水木金土日]曜日?|[월화수목금토일]요일|星期[一二三四五六日天]|[年月日号號时時分上下午前後后前晚朝夕刊付付け号第期卷巻配信発送讯訊电電日報訊发布發佈更新現在판호자일시배포즉시전후입력송고등록]"
)
_BULLET = re.compile(r"\s*[-*■□●○◎◇◆▪•・ㅇ※▶]\s?\S")
_ENDS = re.compile(r"(?:[。!！]|[a-z)\"']\.|다\.|요\.|오\.)\s*$")
_SENTENCE = 60
# What stands before and after the date of a dateline: MANILA, Jan. 16 (Agency) - or SEOUL - March 4, 2025 -
_DATELINE_BEFORE = re.compile(r"[\"'(]*[A-ZÀ-Þ][^.!?\n]{1,48}?(?:,|\s[-/]{1,2}|\()\s*$")
_DATELINE_AFTER = re.compile(
    r"\)?\s*(?:,\s[A-Z][\w' ]{2,40}?\s?|\([^)\n]{2,40}\)|\[[^\]\n]{2,40}\]|/[^/\n]{2,30}/)?\s*(?:[-:]|\)\s*-)+(?:\s|$)"
)
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
    folded = fold(text)
    for number, (start, end, is_head) in enumerate(_without_entries(text, list(_lines(text)))):
        line = folded[start:end]
        long = len(line) > 120 or (len(line) > _SENTENCE and bool(_ENDS.search(line)))
        bodylike = is_head and (bodylike or long)
        dates = [_ending(one) for one in find_dates(folded, start, min(end, start + _LINE), language)]
        dates = [replace(one, start=one.start - start, end=one.end - start) for one in dates]
        told = [one for one in dates if one.kind in {"day", "month", "season", "partial"}]
        listed = len(told) > 1 or bool(_BULLET.match(line))
        for date in told:
            rank = _rank(line, date, bodylike=bodylike or listed)
            rank = _weakly(line, date, is_title=number == 0) if rank is None else rank
            if rank is None:
                continue
            if date.edtf is None:
                partial.append(replace(date, start=start + date.start, end=start + date.end))
            else:
                found.append(Imprint(date.edtf, start + date.start, start + date.end, rank + (0 if is_head else 8)))
        if is_head and number < _ISSUE_LINES:
            found += [Imprint(one.edtf, start + one.start, start + one.end, one.rank) for one in _issues(line)]
    best = min(found, key=lambda one: (one.rank, one.start), default=None)
    if partial and (best is None or best.rank > _DATELINE):
        month, day = partial[0].month, partial[0].day
        if month is not None and day is not None:
            year = best.edtf[:4] if best else _copyright_year(text) or _year_told(folded, language, (month, day))
            if year is not None:
                return Imprint(f"{year}-{month:02d}-{day:02d}", partial[0].start, partial[0].end, _DATELINE)
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


_LABELLED, _UPDATED, _DATELINE, _OWN, _TITLED, _AS_OF, _EDITION = 0, 11, 4, 10, 15, 22, 30
_ISSUE_LINES = 3


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
    is_menu = pipes > 3 or (pipes >= 2 and date.kind != "day" and bool(line[date.end :].strip()))
    if (bodylike and not _is_all(line, date)) or (is_menu and not label):
        return None
    return _OWN + _RANKS[date.kind] if _stands_alone(line, date) else None


def _is_all(line: str, date: TextDate) -> bool:
    return date.kind == "day" and not line[: date.start].strip() and not line[date.end :].strip()


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
    if len(line) <= _MASTHEAD and not line.isascii() and line[date.end - 1 : date.end + 1] in {"日 ", "月 "}:
        right = ""
    if len(line) <= _MASTHEAD:
        left, right = _SPACED.split(_BYLINE.split(left)[-1])[-1], _SPACED.split(right)[0]
    rest = len(_LETTER.findall(_BESIDE.sub("", left + " " + right)))
    return rest <= 3


_AS_OF_BEFORE = re.compile(
    r"(?:\b(?:status|as of|as at|state|revised|reviewed|updated|compiled|current (?:to|as of)|position|data to|information as of)(?:\s(?:on|to|as of|the end of|of))*"
    r"|(?:기준일?|작성일?|최종 ?수정일?|截[至止](?:日期)?|资料截止|資料截至|數據截至|更新|作成|調べ|時点))\s*:?\s*(?:the end of |end-)?$",
    re.IGNORECASE,
)
_AS_OF_AFTER = re.compile(
    r"\s*(?:現在|時点|末?現在|更新|改訂|作成|調べ|まとめ|현재|기준|작성|갱신|更新|修訂|修订|整理|为止|為止)"
)
_SITTING = re.compile(
    r"记者会|記者会|記者會|招待会|会見|會見|講演|讲话|講話|谈话|談話|答弁|答记者问|브리핑|회견|담화|연설|briefing|press conference|remarks|speech|statement|minutes",
    re.IGNORECASE,
)
_PLACED_BEFORE = re.compile(r"(?:^|[.!?|]\s)[A-ZÀ-Þ][\w' -]{2,30},\s$")
_CREDIT_AFTER = re.compile(r"\.?\s*/\s*[^\s.]{1,12}(?:\s[^\s.]{1,8})?\s?(?:제공|기자|提供|撮影)\s*$")
_MARK_BEFORE, _MARK_AFTER = re.compile(r"(?:^|[|·/,、]|\s)\s*$"), re.compile(r"[.\s]*(?:$|[|·/(（])|\.\s\S{2,8}팀")


def _weakly(line: str, date: TextDate, *, is_title: bool) -> int | None:
    """A date marked by what stands around it: as of which day, in which sitting, at which place, in a masthead."""
    before, after = line[: date.start], line[date.end :]
    if date.edtf is None or date.kind not in {"day", "month"}:
        return None
    if _AS_OF_BEFORE.search(before) or _AS_OF_AFTER.match(after):
        return _UPDATED if len(line) <= _MASTHEAD + 30 else _AS_OF
    if date.kind != "day":
        return None
    if is_title and not before.strip() and _SITTING.search(after):
        return _TITLED
    if _PLACED_BEFORE.search(before) and re.match(r"\.(?:\s|$)|\s*$|,\s\d", after):
        return _TITLED
    if _CREDIT_AFTER.match(after):
        return _AS_OF
    short = len(line) <= _MASTHEAD and not _ENDS.search(line) and not line.isascii()
    return _TITLED if short and _MARK_BEFORE.search(before) and _MARK_AFTER.match(after) else None


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ISSUE = re.compile(
    rf"{_YEAR}\s?[年년]\s?(?P<month>1[0-2]|[1-9])\s?[月월]\s?[号號호]"
    rf"|(?i:\b(?:white paper|review|outlook|report|yearbook|annual|survey|issue|edition))[,:]?\s\(?{_YEAR.replace('year', 'y2')}\b"
    rf"|\b{_YEAR.replace('year', 'y3')}\s(?i:edition|issue|white paper|report|yearbook)\b"
    rf"|(?:白皮[书書]|白書|年度[报報]告|年[报報]|백서|연감|연보|年鑑|年鉴)[\s(（《》」』]{{0,3}}{_YEAR.replace('year', 'y4')}"
    rf"|{_YEAR.replace('year', 'y5')}(?:\s?[年년]\s?(?:第\s?\d{{1,3}}\s?[期号號]|版|판|度?(?:白皮[书書]|白書|年度[报報]告))|\s?(?:백서|国防白皮书|國防白皮書))"
)


def _issues(line: str) -> Iterator[Imprint]:
    """The issue or the edition a text is of: 2023年7月号, White Paper 2025."""
    for found in _ISSUE.finditer(line):
        year = next(value for name, value in found.groupdict().items() if value and name != "month")
        if found["month"]:
            yield Imprint(f"{year}-{int(found['month']):02d}", found.start(), found.end(), _TITLED + 2)
        else:
            yield Imprint(year, found.start(), found.end(), _EDITION)


def _ending(date: TextDate) -> TextDate:
    """A week's or a month's issue is out when the days it covers are over."""
    if date.kind != "range" or date.edtf is None or not re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", date.edtf):
        return date
    first, last = date.edtf.split("/")
    return replace(date, edtf=last, kind="day") if first[:7] == last[:7] else date


def _without_entries(text: str, lines: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Lines of a time line date what happened, not the text."""
    entries = [is_entry(text[start:end]) or is_year(text[start:end]) for start, end, _ in lines]
    for index, line in enumerate(lines):
        if not (entries[index] and any(entries[max(0, index - 1) : index] + entries[index + 1 : index + 3])):
            yield line


_TOLD_IN = 20_000
_AHEAD = re.compile(
    r"\b(?:will|by|until|before|due|should|expected|planned|scheduled|to be)\b[^.;]*$|(?:将|將|预计|預計|计划|計畫|予定|예정|까지)[^。.]*$"
)


def _year_told(folded: str, language: str, day: tuple[int, int]) -> str | None:
    """The year of a dateline that prints none: the first such day after the latest date the text names."""
    told = [
        one.edtf[:10]
        for one in find_dates(folded, 0, min(len(folded), _TOLD_IN), language)
        if one.edtf
        and one.kind in {"day", "month", "open"}
        and re.match(r"\d{4}-\d\d", one.edtf)
        and not _AHEAD.search(folded, max(0, one.start - 60), one.start)
    ]
    latest = max(told, default=None)
    if latest is None:
        return None
    year = int(latest[:4])
    return str(year if (*day,) >= tuple(int(part) for part in latest[5:].split("/")[0].split("-")) else year + 1)


def _copyright_year(text: str) -> str | None:
    found = _COPYRIGHT.search(text, max(0, len(text) - _TAIL))
    return found["year"] if found else None
