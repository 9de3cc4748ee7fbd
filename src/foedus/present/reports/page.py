"""A report as one HTML file: the documents' text with marks, verdicts in the margin, filters without a script."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.desk.check import Checked, Document
from foedus.desk.records import publisher_name
from foedus.present.briefs import words
from foedus.present.templates import environment_of

__all__ = ["to_html"]

_TEMPLATES: Final = Path(__file__).parent / "templates"
_STYLE: Final = Path(__file__).parent.parent / "briefs" / "templates" / "brief.css"
_PARAGRAPH: Final = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]*)*")
_MARK: Final = re.compile(r"#{1,6}\s+")
_GRAVE: Final = (
    Verdict.CONTRADICTED,
    Verdict.PREMATURE,
    Verdict.OUTDATED,
    Verdict.DISPUTED,
    Verdict.UNSUPPORTED,
    Verdict.UNCHECKABLE,
    Verdict.SUPPORTED,
)
"""Most grave first: the colour of words on which several verdicts lie."""


@dataclass(frozen=True, slots=True)
class _Note:
    number: int
    finding: Finding
    page: int | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text under the same findings; `notes` are their numbers, the gravest first; `starts` those that end here."""

    text: str
    notes: tuple[int, ...]
    verdict: str | None
    starts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of the text: what it is (heading, table, boilerplate …), the page it begins on, its words, its notes."""

    kind: str
    page: int | None
    mark: str
    pieces: tuple[_Piece, ...]
    notes: tuple[_Note, ...]


def to_html(checked: Checked) -> str:
    """The whole page; the same findings give the same bytes."""
    from markupsafe import Markup

    environment = environment_of(_TEMPLATES)
    environment.filters |= {
        "date": words.human_date,
        "href": words.href,
        "stage": lambda code: code.replace("_", " "),
        "who": publisher_name,
    }
    style = _STYLE.read_text(encoding="utf-8") + (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    return environment.get_template("report.html.j2").render(
        style=Markup(style),  # noqa: S704  # our own files
        documents=list(_documents(checked)),
        counts=checked.counts(),
        verdicts=[verdict.value for verdict in _GRAVE],
        meaning=_MEANING,
        ledger=checked.ledger,
    )


_MEANING: Final = {
    "contradicted": "the record has it otherwise",
    "premature": "had not happened yet when the document said so",
    "outdated": "overtaken before the document appeared",
    "disputed": "sources, or places of the document, differ",
    "unsupported": "the record does not decide it",
    "uncheckable": "opinion, supposition or prediction",
    "supported": "the record bears it out",
}


def _documents(checked: Checked) -> Iterator[dict[str, Any]]:
    number = 0
    for document in checked.documents:
        notes = []
        own = (finding for finding in checked.findings if finding.doc == document.name)
        for finding in sorted(own, key=lambda f: (f.start, f.end)):
            number += 1
            notes.append(_Note(number, finding, checked.page_of(finding)))
        said = document.metadata
        yield {
            "name": document.name,
            "title": said.title or document.name,
            "who": " · ".join(str(p) for p in (said.publisher_name or said.publisher, said.published) if p),
            "language": said.language,
            "dated": said.published is not None,
            "blocks": list(_blocks(document, notes)),
            "notes": notes,
        }


def _blocks(document: Document, notes: Sequence[_Note]) -> Iterator[_Block]:
    """Paragraphs of the text, each with the findings that begin in it."""
    starts = [passage.start for passage in document.passages]
    for span in _PARAGRAPH.finditer(document.text):
        low, high = span.span()
        if not span[0].strip():
            continue
        inside = [n for n in notes if low <= n.finding.start < high]
        touching = [n for n in notes if n.finding.start < high and low < n.finding.end]
        index = bisect_right(starts, low + len(span[0]) - len(span[0].lstrip())) - 1
        passage = document.passages[index] if index >= 0 else None
        kind = passage.kind if passage else "body"
        mark = _MARK.match(span[0]) if kind in ("title", "heading") else None
        begin = low + (mark.end() if mark and not any(n.finding.start < low + mark.end() for n in touching) else 0)
        yield _Block(
            kind=kind,
            page=passage.page if passage else None,
            mark=document.text[low:begin],
            pieces=tuple(_pieces(document.text, begin, high, touching)),
            notes=tuple(inside),
        )


def _pieces(text: str, low: int, high: int, notes: Sequence[_Note]) -> Iterator[_Piece]:
    cuts = sorted({low, high, *(min(max(at, low), high) for n in notes for at in (n.finding.start, n.finding.end))})
    for left, right in pairwise(cuts):
        over = [n for n in notes if n.finding.start <= left and right <= n.finding.end]
        over.sort(key=lambda n: (_GRAVE.index(n.finding.verdict), n.number))
        yield _Piece(
            text=text[left:right],
            notes=tuple(n.number for n in over),
            verdict=over[0].finding.verdict.value if over else None,
            starts=tuple(
                (n.number, n.finding.verdict.value)
                for n in sorted(over, key=lambda n: n.number)
                if n.finding.end == right
            ),
        )
