"""What each unit of a text is: first by itself, then by where it stands (head, middle, tail) and what it follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.intake.reading.dates.printed import find_dates
from foedus.intake.reading.passages.cues import EMAIL, URL, Cues, fold, load_cues
from foedus.intake.reading.passages.entries import settle_entries
from foedus.intake.reading.passages.units import Unit, begins_lower, ends_sentence, width

__all__ = ["classify", "is_date_line", "label_field"]

_SHORT, _LONG, _HEADING = 300, 160, 130
_BULLET = re.compile(r"(?:[•·・●○◦◎◉■□◆◇▪▫‣▶►▷▲△➤➢✓✔☑✗✘✕★☆※+‐ㆍㅇ*–—-]|\(?[a-zA-Zivx]{1,4}\)|[①-⑳㉠-㉭])\s*\S")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s*\S|[가-하]\.\s")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_ENDS_IN_ASIDE = re.compile(r"[。.!][(（][^()（）]{2,40}[)）]$")
_LABELLED_PART = re.compile(
    r"[\s/／|｜·・　](?:最終)?(?:last )?(?:updated|revised|更新|최종 ?수정|갱신|기준일|最后更新|最後更新|截[至止])\s?(?:[:：]\s?|(?=[12０-９]))[12０-９][^\n]{3,16}$",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"\s[>＞›»→]\s")
_HOLDS_SENTENCE = re.compile(r"[가-힣]{2}다\.\s|[ぁ-ん]。(?=[^」』）)])")
_ASKS = re.compile(r"[?？][\"'”’」』)）*_\s]*$")
_BYLINE = re.compile(r"(?i:by)\s+[A-Z][\w.'’-]+(?:[ ,]|$)")
_NAMES = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+)?[A-ZÀ-Þ][\w.'’-]*(?:,?\s+(?:and\s+|&\s+)?[A-ZÀ-Þ][\w.'’-]*){0,5}$"
)
_CJK_NAME = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]{2,4}(?:[ ·・、,][\u3400-\u9fff\uac00-\ud7a3]{2,4}){0,3}$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_WORDS = re.compile(r"\S+\s+\S+\s+\S+\s+\S|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3].{5,}", re.DOTALL)
_REFERENCE = re.compile(
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[).]?\s)\s*\S.*(?:https?://|doi|[Ii]bid|pp?\.\s?\d|vol\.)", re.DOTALL
)
# What shows that lines under "Notes" are references, not remarks on the table above.
_CITES = re.compile(
    r"https?://|www\.|\bdoi\b|[Ii]bid|\bop\. cit|\bpp?\.\s?\d|\bvol\.|\bed(?:s|ited)?\.|頁|쪽|第\d+[期頁页]|"
    r"[\"“「『《][^\"”」』》]{6,}[\"”」』》].{0,80}(?:19|20)\d\d|(?:Press|Review|Journal|Quarterly|新聞|日报|日報|신문|일보),?\s"
)
_TABLE_ROWS = re.compile(r"[^\n|]*\|[^\n]*\n|[^\n\t]+\t[^\n]+(?:\n|\t)")
_DATED = re.compile("[0-9０-９年년]")


def classify(text: str, units: Sequence[Unit]) -> list[str]:
    """The kind of each unit, in order.

    Parameters
    ----------
    text : str
        The document's text.
    units : sequence of Unit
        Its paragraphs; a unit's ``hint``, if any, is what the file format says and stands.

    Returns
    -------
    list of str
        One kind per unit.
    """
    cues = load_cues()
    kinds = [unit.hint or _alone(text[unit.start : unit.end], cues) for unit in units]
    _mend_broken(text, units, kinds)
    settle_entries(text, units, kinds)
    _name_values(text, units, kinds, cues)
    head, tail = _head(text, units, kinds, cues), _tail(text, units, kinds, cues)
    _settle_head(text, units, kinds, head)
    _settle_tail(text, units, kinds, max(head, tail))
    _settle_lists(text, units, kinds, cues)
    return [_FINAL_NAMES.get(kind, kind) for kind in kinds]


# Working kinds that stand for others once their place is known.
_FINAL_NAMES = {
    "byline": "heading",
    "label": "heading",
    "rubric": "heading",
    "person": "body",
    "link_list": "boilerplate",
    "date": "heading",
    "year": "heading",
    "crumbs": "heading",
}


def _alone(piece: str, cues: Cues) -> str:
    """What a unit is by itself, wherever it stands."""
    columns = width(piece) if len(piece) <= _SHORT else _SHORT + 1
    if columns > _SHORT:
        return _paragraph(piece, cues, short=False)
    folded = fold(piece)
    if not re.search(r"[^\W_]", piece):
        return "boilerplate"
    listed = _listed(folded, cues)
    if listed:
        return listed
    if not folded or (EMAIL.search(piece) and columns <= 100):
        return "boilerplate" if not folded else "metadata"
    if _MARKDOWN_HEADING.match(piece):
        return "question" if _ASKS.search(piece) else "heading"
    if columns <= _LONG and label_field(piece):
        return "metadata"
    return _paragraph(piece, cues, short=True)


def _listed(folded: str, cues: Cues) -> str:
    if folded in cues.link_list_heads:
        return "link_list"
    if folded in cues.biography_heads:
        return "biography_head"
    if folded in cues.bibliography_heads:
        return "bibliography_head"
    if folded in cues.section_heads:
        return "heading"
    return "boilerplate" if folded in cues.boilerplate_lines else ""


def _paragraph(piece: str, cues: Cues, *, short: bool) -> str:
    lowered = piece[:300].casefold().lstrip("*_[(（【 ")
    if short and lowered.startswith(cues.boilerplate_starts):
        return "boilerplate"
    if short and lowered.startswith(cues.self_descriptions):
        return "metadata"
    if cues.caption.match(piece[:60]):
        return "caption"
    if _TABLE_ROWS.match(piece[:400]):
        return "table"
    if piece.startswith(">"):
        return "quote_box"
    if _is_biography(piece, lowered, cues):
        return "person"
    if _BULLET.match(piece[:20]):
        return "list_item"
    return _short_line(piece, cues) if short else "body"


def _short_line(piece: str, cues: Cues) -> str:
    if _ASKS.search(piece) and piece.count(". ") == 0 and "。" not in piece:
        return "question"
    if (ends_sentence(piece) or _ENDS_IN_ASIDE.search(piece)) and _SENTENCE_WORDS.search(piece):
        if not any(map(str.isdigit, piece)) and cues.announcing.match(piece):
            return "boilerplate"
        return "list_item" if _NUMBERED.match(piece) else "body"
    if marked := _marked(piece):
        return marked
    columns = width(piece)
    if columns > _HEADING or (begins_lower(piece) and columns > 20 and not _BYLINE.match(piece)):
        return "list_item" if _NUMBERED.match(piece) else "body"
    return _heading_like(piece, columns, cues)


def _marked(piece: str) -> str:
    """What the marks inside a short line make of it."""
    if _LABELLED_PART.search(piece) or (URL.search(piece) and piece[:1] in "(（<["):
        return "metadata"
    if len(_CRUMB.findall(piece)) > 1:
        return "crumbs"
    if _HOLDS_SENTENCE.search(piece):
        return "list_item" if _NUMBERED.match(piece) else "body"
    return "boilerplate" if " | " in piece or " ｜ " in piece else ""


def _heading_like(piece: str, columns: int, cues: Cues) -> str:
    """A short line without a full stop: a heading, unless the head of a document makes more of it."""
    if is_date_line(piece):
        return "date"
    if columns <= 90 and _BYLINE.match(piece):
        return "byline"
    if (cues.series.search(piece) and len(piece.split()) <= 5 and columns <= 40) or (
        not _WORD.search(piece) and columns <= 30 and piece.isascii()
    ):
        return "rubric"
    if columns <= 80 and (
        _ends_with_office(piece, cues) or (cues.organisation.search(piece) and len(piece.split()) <= 8)
    ):
        return "label"
    return "heading"


def _ends_with_office(piece: str, cues: Cues) -> bool:
    return any(not piece[found.end() :].strip(" )）.,") for found in cues.occupation.finditer(piece))


def _is_biography(piece: str, lowered: str, cues: Cues) -> bool:
    if len(piece) > 3000:
        return False
    if cues.is_occupied.search(piece[:400]):
        return True
    phrases = sum(phrase in lowered for phrase in cues.biography_phrases)
    return phrases > 1 or (phrases == 1 and bool(cues.occupation.search(piece)))


def is_date_line(piece: str) -> bool:
    """Is a line a date and little else?"""
    if len(piece) > 60 or not _DATED.search(piece):
        return False
    dates = [found for found in find_dates(piece, 0, len(piece), "") if found.kind == "day" or found.kind == "month"]
    if not dates:
        return False
    rest = len(
        re.sub(
            r"[\W\d_]|\b(?:KST|JST|GMT|UTC|EST|EDT|AM|PM|am|pm|[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)[a-z]*\b",
            "",
            piece[: dates[0].start] + piece[dates[0].end :],
        )
    )
    return rest <= 6


def label_field(piece: str) -> str:
    """The field a labelled line fills (`Published: …` → `published`, others `other`), or an empty string.

    Notes
    -----
    Without a colon a label counts only where a number follows, or where the line holds a second label.
    """
    cues = load_cues()
    found = cues.label.match(piece, len(piece) - len(piece.lstrip("([（【<〈 *_■▶")))
    if found is None:
        return ""
    field, rest = cues.labels[found[0].casefold()], piece[found.end() :].lstrip("*_ \u3000\xa0")
    if rest[:1] in {":", "：", "】", "]", "／"}:
        return field if ends_sentence_free(rest) else ""
    if re.match(r"[(（]?[\d０-９]{1,}", rest) and ends_sentence_free(rest):
        return field if field != "series" or len(rest.split()) <= 4 else ""
    others = [other for other in cues.label.finditer(rest) if other[0][0].isupper() or not other[0].isascii()]
    return field if others and found[0][0].isupper() and width(piece) <= 100 and ends_sentence_free(rest) else ""


def ends_sentence_free(rest: str) -> bool:
    """Is what follows a label a value, not a sentence?"""
    return not (ends_sentence(rest) and len(rest.split()) > 8)


def _mend_broken(text: str, units: Sequence[Unit], kinds: list[str]) -> None:
    """A line that looks like a heading but whose sentence goes on below, or on the next page, in lower case is prose."""
    for index, unit in enumerate(units):
        if kinds[index] != "heading" or unit.hint:
            continue
        below = index + 1
        while (
            below < len(units) and units[below].hint == "boilerplate"
        ):  # the foot of one page and the head of the next
            below += 1
        if below == len(units):
            continue
        broken = kinds[below] == "body" and begins_lower(text[units[below].start : units[below].start + 1])
        if broken and width(text[unit.start : unit.end]) >= 40:
            kinds[index] = "body"


def _name_values(text: str, units: Sequence[Unit], kinds: list[str], cues: Cues) -> None:
    """A line that is a label alone makes the next line of its block a value."""
    for index, unit in enumerate(units[:60]):
        alone = fold(text[unit.start : unit.end]) if unit.end - unit.start <= 40 else ""
        if unit.hint or not alone or alone not in cues.labels or index + 1 >= len(units):
            continue
        after = units[index + 1]
        if after.block == unit.block and kinds[index + 1] not in {"body", "table"} and after.end - after.start <= 120:
            kinds[index] = kinds[index + 1] = "metadata"


_PROSE = frozenset({"body", "list_item", "table", "quote_box", "question"})


def _head(text: str, units: Sequence[Unit], kinds: Sequence[str], cues: Cues) -> int:
    """Number of units before the first prose."""
    for index in range(len(units)):
        if kinds[index] in _PROSE and not (kinds[index] == "question" and index == 0):
            return index
    return len(units)


def _tail(text: str, units: Sequence[Unit], kinds: Sequence[str], cues: Cues) -> int:
    """Index of the first unit after the last prose that is no biography."""
    for index in range(len(units) - 1, -1, -1):
        if kinds[index] in _PROSE:
            return index + 1
    return 0


def _settle_head(text: str, units: Sequence[Unit], kinds: list[str], head: int) -> None:
    """Before the first prose: one title, bylines, offices, dates; what is left are headings."""
    title = _title(text, units, kinds, head)
    for index in range(head):
        unit, piece = units[index], text[units[index].start : units[index].end]
        if unit.hint or index == title:
            continue
        if kinds[index] in {"byline", "label", "rubric", "date"}:
            kinds[index] = "metadata"
        elif kinds[index] == "person":
            kinds[index] = "biography"
        elif (
            kinds[index] == "heading"
            and _is_name(piece)
            and fold(piece) not in load_cues().section_heads
            and title < index
        ):
            kinds[index] = "metadata"
    if title < head:
        kinds[title] = "title"


def _is_name(piece: str) -> bool:
    return len(piece) <= 50 and bool((_NAMES.match(piece) and len(piece.split()) <= 4) or _CJK_NAME.match(piece))


def _title(text: str, units: Sequence[Unit], kinds: Sequence[str], head: int) -> int:
    """Index of the title: the first heading of some length before the prose, else the first heading; ``head`` if none."""
    marked = [index for index in range(head) if units[index].hint == "title"]
    if marked:
        return marked[0]
    headings = [index for index in range(head) if kinds[index] in {"heading", "question"} and not units[index].hint]
    long = [index for index in headings if _is_long(text[units[index].start : units[index].end])]
    labels = [index for index in range(min(head, 1)) if kinds[index] == "label"]
    return next(iter([*long, *headings, *labels]), head)


def _is_long(piece: str) -> bool:
    return len(piece.split()) >= 4 or (width(piece) >= 16 and not piece.isascii())


def _settle_tail(text: str, units: Sequence[Unit], kinds: list[str], tail: int) -> None:
    """After the last prose: biographies with their names and offices above, contacts, links."""
    people = [index for index in range(tail, len(units)) if kinds[index] == "person"]
    late = [index for index, kind in enumerate(kinds) if kind == "person" and units[index].start >= 0.85 * len(text)]
    for index in {*people, *late}:
        kinds[index] = "biography"
    for index in range(tail, len(units)):
        if units[index].hint:
            continue
        if kinds[index] in {"byline", "label", "rubric", "date"}:
            kinds[index] = "biography" if people and kinds[index] != "date" else "metadata"
        elif kinds[index] == "heading" and (people or _is_name(text[units[index].start : units[index].end])):
            kinds[index] = "biography"


def _settle_lists(text: str, units: Sequence[Unit], kinds: list[str], cues: Cues) -> None:
    """What follows `Related posts`, `About the author`, `References` is what these words announce."""
    mode = ""
    for index, unit in enumerate(units):
        kind = kinds[index]
        if kind == "link_list":
            mode = "boilerplate"
        elif kind in {"biography_head", "bibliography_head"}:
            late = unit.start >= 0.4 * len(text) and not (
                kind == "bibliography_head" and _heads_remarks(text, units, index, cues)
            )
            mode = kind.removesuffix("_head") if late else ""
            kinds[index] = mode or "heading"
        elif (mode == "boilerplate" and (unit.hint or (kind in _PROSE and not _is_link(text, unit, kind)))) or (
            mode == "biography" and kind == "heading" and not _is_name(text[unit.start : unit.end])
        ):
            mode = ""
        elif mode:
            kinds[index] = mode if kind != "boilerplate" else kind
        elif kind in {"body", "list_item"} and _REFERENCE.match(text[unit.start : min(unit.end, unit.start + 600)]):
            kinds[index] = "bibliography"


def _is_link(text: str, unit: Unit, kind: str) -> bool:
    """In a list of links, an item that is no sentence is one more of them."""
    return kind in {"list_item", "quote_box"} and not ends_sentence(text[max(unit.start, unit.end - 12) : unit.end])


def _heads_remarks(text: str, units: Sequence[Unit], index: int, cues: Cues) -> bool:
    """Does a head such as "Notes" stand over remarks, of which none cites anything?"""
    if fold(text[units[index].start : units[index].end]) not in cues.remark_heads:
        return False
    after = [text[unit.start : min(unit.end, unit.start + 300)] for unit in units[index + 1 : index + 4]]
    return not any(_CITES.search(piece) for piece in after)
