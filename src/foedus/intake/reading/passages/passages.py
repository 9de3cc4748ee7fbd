"""Passages: what each piece of a text is, so that nobody takes a menu, a biography or a question for a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from foedus.intake.reading.passages.kinds import classify
from foedus.intake.reading.passages.languages import count_scripts, language_of
from foedus.intake.reading.passages.questions import split_questions
from foedus.intake.reading.passages.units import Unit, begins_lower, ends_sentence, find_units, without_mark

__all__ = ["READABLE", "Passage", "PassageKind", "split_passages"]

PassageKind = Literal[
    "title", "heading", "body", "list_item", "table", "caption", "quote_box",
    "metadata", "biography", "boilerplate", "question", "bibliography",
]  # fmt: skip
"""What a passage is."""

READABLE: Final[frozenset[str]] = frozenset({"title", "heading", "body", "list_item", "table", "caption", "quote_box"})
"""Kinds in which a document states something."""

_PROSE: Final = frozenset({"body", "list_item", "quote_box"})
_KINDS: Final = frozenset(get_args(PassageKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One piece of a document.

    Attributes
    ----------
    start, end : int
        Span in the document's text [characters]; ``text[start:end]`` has no white space at its ends, may hold line ends inside.
    kind : PassageKind
        What it is.
    language : {"en", "ja", "ko", "zh"}
        By script.
    page : int or None
        Page it begins on, counted from 1; None where the format has no pages.
    continues : bool
        True when its last sentence goes on in the next passage of prose (a blank line or a page break, with running heads and
        feet, inside a sentence).
    box : (float, float, float, float) or None
        Left, bottom, right, top of its paragraph on that page [points from the lower left corner]; where the paragraph goes on
        in another column or on another page, only of its first part. None where the format has no places.
    """

    start: int
    end: int
    kind: PassageKind
    language: str
    page: int | None = None
    continues: bool = False
    box: tuple[float, float, float, float] | None = None


def split_passages(text: str, units: Iterable[Unit] | None = None) -> tuple[Passage, ...]:
    """Split a text into passages and say what each is.

    Parameters
    ----------
    text : str
        The document's text.
    units : iterable of Unit, optional
        Paragraphs as the file format gives them; found by blank lines and line ends when missing.

    Returns
    -------
    tuple of Passage
        In order, without overlap; every character that is not white space lies in one of them.

    Notes
    -----
    Linear in the length of the text.
    """
    found = tuple(find_units(text) if units is None else units)
    scripts = count_scripts(text)
    main = language_of(text[:20_000], around=scripts)
    passages = [
        Passage(
            start=start,
            end=end,
            kind=_kind(kind),
            language=language_of(text[start:end], around=scripts, otherwise=main),
            page=unit.page,
            box=unit.box,
        )
        for unit, unit_kind in zip(found, classify(text, found), strict=True)
        for start, end, kind in _pieces(text, unit, unit_kind)
    ]
    return tuple(_mark_continued(text, passages))


def _kind(name: str) -> PassageKind:
    if name not in _KINDS:
        raise ValueError(f"{name!r} is no kind of passage; expected one of {', '.join(sorted(_KINDS))}.")
    return name  # type: ignore[return-value]  # checked above


def _pieces(text: str, unit: Unit, kind: str) -> Iterator[tuple[int, int, str]]:
    if kind in _PROSE:
        yield from split_questions(text, unit.start, unit.end, kind)
    else:
        yield unit.start, unit.end, kind


def _mark_continued(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    for index, passage in enumerate(passages):
        after = next((later for later in passages[index + 1 : index + 6] if later.kind != "boilerplate"), None)
        goes_on = (
            after is not None and passage.kind in _PROSE and after.kind in _PROSE and _goes_on(text, passage, after)
        )
        yield replace(passage, continues=True) if goes_on else passage


def _goes_on(text: str, passage: Passage, after: Passage) -> bool:
    if ends_sentence(without_mark(text[max(passage.start, passage.end - 16) : passage.end])):
        return False
    if begins_lower(text[after.start : after.start + 1]):
        return True
    return passage.page != after.page and passage.language == after.language != "en"
