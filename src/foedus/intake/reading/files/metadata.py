"""Metadata: title, date, author, publisher and series, each with the place it was read from; nothing is guessed from prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.files.publication import find_imprint
from foedus.intake.reading.passages.cues import load_cues
from foedus.intake.reading.passages.kinds import is_date_line, label_field
from foedus.intake.reading.passages.languages import count_scripts, language_of
from foedus.intake.reading.passages.passages import READABLE, Passage
from foedus.model.publishers import load_publishers, publisher_of

__all__ = ["Metadata", "read_metadata"]

Span = tuple[int, int]

_SERIES = re.compile(
    r"(?:(?<![\w.])[A-Z][A-Za-z]+\s+)?(?:(?:No|Vol)\.\s?)?(?<![\d.-])(?:19|20)\d{2}-\d{1,3}(?:\([A-Z]\))?(?![\d-])|(?:第\s?\d{1,5}\s?[号號]|제\s?\d{1,5}\s?호|(?<!\w)(?:No|Vol|Issue)\.?\s?\d{1,5})"
)
# What may stand before a title on its line: a Markdown mark, an issue number, an outlet and a name (`《…》:…等:`).
_BEFORE_TITLE = re.compile(
    r"#+\s+|[(（\[【][^()（）\n]{0,30}\d[^()（）\n]{0,10}[)）\]】]\s*|《[^《》\n]{1,20}》\s*[:：]\s*(?:(?P<who>[^\s:：《》]{2,12})[:：]\s*)?"
)
_BY = re.compile(r"(?i:(?:written\s+|reported\s+)?by)\s+(?P<who>[^\n|]{2,60})")
_NAME_IN_LABEL = re.compile(r"[\s:：]*(?P<who>[^\n|:：]{2,60}?)(?=\s{2,}|[|()（）\n]|$)")
_PERSON = re.compile(r"(?P<who>[A-ZÀ-Þ][\w.'’-]*(?:[ \xa0][A-ZÀ-Þ][\w.'’-]*){1,3})\s*(?:,|-|–|\(|$)")
_CJK_PERSON = re.compile(
    r"(?P<who>[\u3400-\u9fff\uac00-\ud7a3]{2,5}(?:[ ・·][\u3400-\u9fff\uac00-\ud7a3]{1,4})?)\s*(?:기자|교수|연구위원|선임연구위원|記者|记者|教授|研究員|研究员|$)"
)
_LABEL_AHEAD = re.compile(r"\s+(?=[A-Z][a-z]+\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says of itself.

    Attributes
    ----------
    title, author, series : str or None
        As printed.
    published : str or None
        EDTF at the precision printed; None where the document does not say it.
    publisher : str or None
        Id in the vocabulary of publishers.
    publisher_name : str or None
        The publisher's name: the vocabulary's, or the printed one where the vocabulary has none.
    language : str
        Language of most of the text.
    where : mapping of str to (int, int)
        Span in the text for each field that was read from it; a field from a file's own header has none.
    """

    title: str | None = None
    published: str | None = None
    author: str | None = None
    publisher: str | None = None
    publisher_name: str | None = None
    series: str | None = None
    language: str = "en"
    # A plain dictionary, not a read-only view: documents travel between processes, and views cannot be pickled.
    where: Mapping[str, Span] = field(default_factory=dict)


def read_metadata(text: str, passages: Sequence[Passage], given: Mapping[str, str] | None = None) -> Metadata:
    """Metadata of a document.

    Parameters
    ----------
    text : str
        The document's text.
    passages : sequence of Passage
        Its passages; only those outside the prose are looked at.
    given : mapping, optional
        Fields that the file's own header states (HTML meta tags, DOCX properties); they win over the printed ones.
        `site` names or addresses the publisher.

    Returns
    -------
    Metadata
    """
    given = given or {}
    edges = list(_edges(text, passages))
    found: dict[str, tuple[str, Span]] = {}
    for name, reader in (("title", _title), ("published", _published), ("author", _author), ("series", _series)):
        if (value := reader(text, edges)) is not None:
            found[name] = value
    values, where = (
        {name: value for name, (value, _) in found.items()},
        {name: span for name, (_, span) in found.items()},
    )
    for name in ("title", "published", "author"):
        if given.get(name):
            where = {key: span for key, span in where.items() if key != name or values.get(name) == given[name]}
            values[name] = given[name]
    publisher, publisher_name, span = _publisher(text, edges, given.get("site", ""))
    if span is not None:
        where["publisher"] = span
    return Metadata(
        title=values.get("title"),
        published=values.get("published"),
        author=values.get("author"),
        series=values.get("series"),
        publisher=publisher,
        publisher_name=publisher_name,
        language=_main_language(text, passages),
        where=where,
    )


_EDGE_CHARACTERS, _EDGE_PASSAGES = 6_000, 40


def _edges(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """What stands before the first prose and after the last, and other passages outside the prose near both ends."""
    for index, passage in enumerate(passages):
        near = passage.start < _EDGE_CHARACTERS or passage.end > len(text) - _EDGE_CHARACTERS
        outside = passage.kind == "title" or (
            passage.kind not in READABLE and passage.kind not in {"question", "bibliography"}
        )
        if near and outside and min(index, len(passages) - index) < _EDGE_PASSAGES:
            yield passage


def _main_language(text: str, passages: Sequence[Passage]) -> str:
    lengths: dict[str, int] = {}
    for passage in passages:
        if passage.kind in READABLE:
            lengths[passage.language] = lengths.get(passage.language, 0) + passage.end - passage.start
    return (
        max(lengths, key=lambda code: (lengths[code], code))
        if lengths
        else language_of(text[:20_000], around=count_scripts(text))
    )


def _title(text: str, edges: Iterable[Passage]) -> tuple[str, Span] | None:
    for passage in edges:
        if passage.kind == "title":
            before = _BEFORE_TITLE.match(text, passage.start, passage.end)
            start = before.end() if before and before.end() < passage.end else passage.start
            return " ".join(text[start : passage.end].split()), (start, passage.end)
    return None


def _published(text: str, edges: Sequence[Passage]) -> tuple[str, Span] | None:
    """A labelled date wins over a dateline, this over a line that is a date, this over a date beside other words of the head."""
    ranked: list[tuple[int, int, TextDate]] = []
    for passage in edges:
        if passage.kind not in {"metadata", "title"} or passage.end - passage.start > 300:
            continue
        for date in find_dates(text, passage.start, passage.end, passage.language):
            if (
                date.edtf is None
                or date.kind not in {"day", "month", "year"}
                or (date.kind == "year" and passage.kind == "title")
            ):
                continue
            rank = _rank(text, passage, date)
            if rank is not None:
                ranked.append((rank, date.start, date))
    imprint = find_imprint(text, edges[0].language if edges else "")
    if imprint is not None and (not ranked or imprint.rank < min(entry[0] for entry in ranked)):
        return imprint.edtf, (_label_start(text, imprint.start), imprint.end)
    if not ranked:
        return None
    best = min(ranked, key=lambda entry: entry[:2])[2]
    return str(best.edtf), (_label_start(text, best.start), best.end)


_COARSE = {"day": 0, "month": 1, "year": 2}


def _rank(text: str, passage: Passage, date: TextDate) -> int | None:
    line = text[passage.start : passage.end]
    before = text[_line_start(text, passage.start, date.start) : date.start]
    labels = [load_cues().labels[found[0].casefold()] for found in load_cues().label.finditer(before)]
    previous = text[max(0, passage.start - 40) : passage.start].rstrip().rpartition("\n")[2].strip(" :：")
    if labels[-1:] == ["published"] or load_cues().labels.get(previous.casefold()) == "published":
        return 0 + _COARSE[date.kind]
    if labels[-1:] == ["other"]:
        return None if date.kind == "year" else 20
    if passage.kind != "title" and is_date_line(line):
        return 10 + _COARSE[date.kind]
    if labels[-1:] == ["publisher"] or (date.kind == "day" and passage.kind == "metadata"):
        return 14
    return None


def _line_start(text: str, low: int, at: int) -> int:
    return max(low, text.rfind("\n", low, at) + 1)


def _label_start(text: str, at: int) -> int:
    """Include the label in the span (`Date 2025-10-20`)."""
    line = _line_start(text, max(0, at - 40), at)
    labels = [
        found for found in load_cues().label.finditer(text, line, at) if not text[found.end() : at].strip(" \t:：")
    ]
    return labels[0].start() if labels else at


def _author(text: str, edges: Sequence[Passage]) -> tuple[str, Span] | None:
    """A byline, a labelled name, or a name with an office; in this order."""
    lines = [
        passage for passage in edges if passage.kind in {"metadata", "title"} and passage.end - passage.start <= 200
    ]
    for pattern in (_before_title, _byline, _labelled_author, _named_with_office):
        for passage in lines:
            if (span := pattern(text, passage)) is not None:
                return " ".join(text[slice(*span)].split()), span
    return None


def _before_title(text: str, passage: Passage) -> Span | None:
    found = _BEFORE_TITLE.match(text, passage.start, passage.end) if passage.kind == "title" else None
    return found.span("who") if found and found["who"] else None


def _byline(text: str, passage: Passage) -> Span | None:
    if passage.kind != "metadata":
        return None
    found = _BY.match(text, passage.start, passage.end)
    if found is None:
        return None
    who = re.split(r"\s[-–—]\s|,|;|\s{2,}", found["who"])[0].strip(" .")
    return found.start("who"), found.start("who") + len(who)


def _labelled_author(text: str, passage: Passage) -> Span | None:
    if passage.kind != "metadata":
        return None
    cues = load_cues()
    for label in cues.label.finditer(text, passage.start, passage.end):
        if cues.labels[label[0].casefold()] != "author" or (
            label[0] in {"文", "글"} and text[label.end() : label.end() + 1] not in {":", "："}
        ):
            continue
        found = _NAME_IN_LABEL.match(text, label.end(), passage.end)
        if found is not None and (span := _without_labels(text, found.start("who"), found.end("who"))) is not None:
            return span
    return None


def _without_labels(text: str, start: int, end: int) -> Span | None:
    """Stop a value at the next label of the line (`Writer A. Name View 12`)."""
    for label in load_cues().label.finditer(text, start, end):
        if label.start() > start:
            end = label.start()
            break
    value = text[start:end].strip()
    begins = start + len(text[start:end]) - len(text[start:end].lstrip())
    return (begins, begins + len(value)) if value and not value[0].isdecimal() else None


def _named_with_office(text: str, passage: Passage) -> Span | None:
    piece, cues = text[passage.start : passage.end], load_cues()
    if passage.kind != "metadata" or label_field(piece) or not cues.occupation.search(piece):
        return None
    found = (_PERSON.match(piece) if piece[:1].isascii() else _CJK_PERSON.match(piece)) or None
    if found is None or cues.occupation.fullmatch(found["who"]) or cues.organisation.search(found["who"]):
        return None
    words = found["who"].split()
    if any(cues.occupation.fullmatch(word) for word in words):
        return None
    return passage.start, passage.start + found.end("who")


def _series(text: str, edges: Sequence[Passage]) -> tuple[str, Span] | None:
    for passage in edges:
        if passage.kind not in {"title", "metadata"} or passage.start > _EDGE_CHARACTERS:
            continue
        for found in _SERIES.finditer(text, passage.start, passage.end):
            if not any(
                date.start <= found.start() < date.end
                for date in find_dates(text, passage.start, passage.end, "")
                if date.kind == "day"
            ):
                return found[0], found.span()
    return None


def _publisher(text: str, edges: Sequence[Passage], site: str) -> tuple[str | None, str | None, Span | None]:
    if site:
        known = publisher_of(site, labelled=True)
        if known is not None:
            return known[0], load_publishers()[known[0]].name, None
    printed = publisher_of(text, [(passage.start, passage.end) for passage in edges])
    if printed is None:
        return None, site or None, None
    return printed[0], load_publishers()[printed[0]].name, printed[1]
