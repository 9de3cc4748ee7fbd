"""The sentences of a document one after the other, with whom they name: what every finder of sayings goes through."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from foedus.intake.reading.dates.dating import Dating
from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.documents import Document
from foedus.intake.reading.folding import fold
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.parties import PartyGroup, find_groups
from foedus.intake.reading.passages.passages import READABLE
from foedus.intake.reading.scanning import scanned
from foedus.intake.reading.sentences import split_sentences
from foedus.model.actors import load_actors
from foedus.model.dates import EdtfDate
from foedus.model.sayings import Saying

__all__ = ["Line", "Prose", "prose_of"]

_SAID: Final = READABLE - {"title", "heading", "table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence.

    Attributes
    ----------
    passage, kind : int, str
        Number and kind of its passage.
    actors : tuple of str
        States and organisations it names, each once, in the order of the text.
    """

    number: int
    start: int
    end: int
    passage: int
    kind: str
    words: str
    tokens: Sequence[Token]
    groups: Sequence[PartyGroup]
    dates: Sequence[tuple[TextDate, str | None]]
    actors: tuple[str, ...]
    lexicon: Lexicon

    @property
    def language(self) -> str:
        """Its language."""
        return self.lexicon.language

    @property
    def states(self) -> bool:
        """Can it state anything? Titles, headings and questions cannot."""
        return self.kind in _SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A document's sentences in order."""

    document: Document
    lines: tuple[Line, ...]
    main: str | None
    """The actor that is named most."""

    def saying(self, kind: str, line: Line, span: tuple[int, int], **fields: Any) -> Saying:
        """A saying at a span that counts from the beginning of the sentence."""
        start, end = line.start + span[0], line.start + span[1]
        text = self.document.text
        return Saying(
            doc=self.document.name, start=start, end=end, quote=text[start:end], kind=kind, line=line.number,
            context=" ".join(text[line.start : line.end].split()), **fields,
        )  # fmt: skip

    def about(self, line: Line) -> tuple[str, ...]:
        """Whom a sentence is about: those it names, else those of its paragraph before it, else the document's main actor."""
        if line.actors:
            return line.actors
        for other in reversed(self.lines[: line.number]):
            if other.passage != line.passage:
                break
            if other.actors:
                return other.actors
        return () if self.main is None else (self.main,)


def prose_of(document: Document) -> Prose:
    """The sentences of all that can state something, of headings and of questions. Linear in the text."""
    plain = fold(document.text)
    published = EdtfDate.parse(document.metadata.published) if document.metadata.published else None
    dating = Dating(published=published)
    scans: dict[str, tuple[str, Lexicon, list[Token]]] = {}
    lines: list[Line] = []
    for index, passage in enumerate(document.passages):
        if passage.kind not in READABLE and passage.kind != "question":
            continue
        if passage.language not in scans:
            scans[passage.language] = scanned(plain, passage.language)
        folded, lexicon, tokens = scans[passage.language]
        dating.begin_paragraph()
        for sentence in split_sentences(
            folded, passage.start, passage.end, passage.language, lexicon.grammar["abbreviations"]
        ):
            low = bisect_left(tokens, sentence.start, key=lambda token: token.start)
            own = tokens[low : bisect_left(tokens, sentence.end, low, key=lambda token: token.start)]
            words = folded[sentence.start : sentence.end]
            printed = (
                find_dates(folded, sentence.start, sentence.end, passage.language)
                if any(c.isdigit() for c in words)
                else []
            )
            groups = find_groups(folded, own, printed, lexicon, (sentence.start, sentence.end)) if own else []
            meaning = dating.read(printed, folded, passage.language)
            lines.append(
                Line(
                    number=len(lines), start=sentence.start, end=sentence.end, passage=index, kind=passage.kind, words=words,
                    tokens=own, groups=groups, dates=[(date, meaning.get(date)) for date in printed],
                    actors=tuple(dict.fromkeys(code for group in groups for code in group.codes if code in load_actors())),
                    lexicon=lexicon,
                )
            )  # fmt: skip
    named = Counter(code for line in lines for code in line.actors)
    return Prose(document=document, lines=tuple(lines), main=max(named, key=named.__getitem__, default=None))
