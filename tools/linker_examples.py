"""Annotated texts as examples for the linker: every way to tie the events of their sentences, with its features and whether it is right."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.heldout import scoring

from foedus.intake.reading.documents import load_document
from foedus.intake.reading.linking.linking import Link, link_all
from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.reader import read_document

__all__ = ["Examples", "Text", "texts_of"]

TUNED: Final = ("open", "second")
"""Sets on which the rules were written: there they are righter than they will be on new texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """One annotated text."""

    path: Path
    language: str
    rows: list[dict[str, Any]]
    is_tuned: bool


def texts_of(folders: Sequence[Path]) -> list[Text]:
    """The annotated texts of folders, in order."""
    return [text for folder in folders for text in _texts(folder)]


def _texts(folder: Path) -> Iterator[Text]:
    for gold in sorted(folder.glob("*/gold.jsonl")):
        rows = [_filled(json.loads(line)) for line in gold.read_text(encoding="utf-8").splitlines()]
        for path in sorted(gold.parent.glob("*.txt")):
            own = [row for row in rows if row["doc"] == path.name]
            yield Text(path, gold.parent.name, own, folder.name in TUNED)


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    empty = {"instrument_type": "", "stage": None, "date": None, "modality": "asserted"}
    return {**empty, **row, "alt": row.get("alt") or {}}


@dataclass(slots=True)
class Examples:
    """Ties of many texts in the order of the texts, each a row of feature numbers.

    Attributes
    ----------
    names : dict
        Feature to number.
    features, starts : array
        Numbers of all ties one after the other; where each tie's begin, and the end of the last.
    labels, texts : array
        1 of what a text states, else 0; the number of its text.
    meant : list
        Of the ties that are right: text, features of its modality, modality.
    """

    names: dict[str, int] = field(default_factory=dict)
    features: array[int] = field(default_factory=lambda: array("H"))
    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    labels: array[int] = field(default_factory=lambda: array("b"))
    texts: array[int] = field(default_factory=lambda: array("h"))
    meant: list[tuple[int, list[str], str]] = field(default_factory=list)

    def add(self, number: int, text: Text) -> None:
        """Read one text and keep its ties; those that only a plan or a supposition would make right are left out."""

        def look(sight: Sight) -> None:
            for link, features, meant in link_all(sight):
                label, row = _label(text.rows, link)
                if label < 0:
                    continue
                self.features.extend(self.names.setdefault(name, len(self.names)) for name in features)
                self.starts.append(len(self.features))
                self.labels.append(label)
                self.texts.append(number)
                if row is not None:
                    both = [*meant, *(f"{text.language}|{name}" for name in meant)]
                    self.meant.append((number, both, row["modality"]))

        read_document(load_document(text.path), look)


def _label(rows: Sequence[dict[str, Any]], link: Link) -> tuple[int, dict[str, Any] | None]:
    one = {
        "start": link.start, "end": link.end, "instrument_type": link.kind.type, "parties": sorted(link.pairing.parties),
        "stage": link.stage, "date": link.dated.value,
    }  # fmt: skip
    near = [row for row in rows if row["start"] < link.end and link.start < row["end"]]
    right = next((row for row in near if scoring.agrees(row, one, strict=True)), None)
    if right is not None:
        return 1, right
    soft = any(not row.get("hard") and scoring.agrees(row, one, strict=False) for row in near)
    return (-1 if soft else 0), None
