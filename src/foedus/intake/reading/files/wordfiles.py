"""DOCX: paragraphs, headings, lists and tables in their order; offsets refer to the text assembled here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from foedus.intake.reading.files.sniffing import DAMAGE
from foedus.intake.reading.passages.units import Unit
from foedus.model.problems import UnreadableDocumentError

__all__ = ["read_docx"]

_LARGEST = 300_000_000
_RATIO = 200


def read_docx(content: bytes, *, where: str) -> tuple[str, tuple[Unit, ...], Mapping[str, str]]:
    """Text, paragraphs and properties of a Word file.

    Raises
    ------
    UnreadableDocumentError
        If it is damaged, holds no text, or unpacks to far more than it is.
    """
    _refuse_bomb(content, where)
    blocks = _blocks(content, where)
    if not blocks:
        raise UnreadableDocumentError(
            f"{where}: the Word file holds no text; expected a document.", hint="Check that it is the right file."
        )
    pieces, units, position = [], [], 0
    for number, (text, hint) in enumerate(blocks):
        units.append(Unit(start=position, end=position + len(text), hint=hint, block=number))
        pieces.append(text)
        position += len(text) + 2
    return "\n\n".join(pieces), tuple(units), {}


def _refuse_bomb(content: bytes, where: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > _LARGEST or (size > 5_000_000 and size > _RATIO * len(content)):
        raise UnreadableDocumentError(
            f"{where}: the Word file of {len(content):,} bytes unpacks to {size:,}; expected no more than {_RATIO} times its size and {_LARGEST:,} bytes.",
            hint="Save the text as plain text or PDF and read that.",
        )


def _blocks(content: bytes, where: str) -> list[tuple[str, str]]:
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return list(_parts(content))
    except (PackageNotFoundError, *DAMAGE, AttributeError, SyntaxError) as problem:
        raise UnreadableDocumentError(
            f"{where}: the Word file is damaged ({problem}).", hint="Open it in Word and save a copy."
        ) from None


def _parts(content: bytes) -> Iterator[tuple[str, str]]:
    import docx
    from docx.table import Table

    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            rows = ["\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in part.rows]
            yield from ((row, "table") for row in rows if row.strip())
        elif text := " ".join(part.text.split()):
            yield text, _hint(str(part.style.name if part.style is not None else ""))


def _hint(style: str) -> str:
    kinds = {
        "Title": "title",
        "Heading": "heading",
        "List": "list_item",
        "Caption": "caption",
        "Quote": "quote_box",
        "Bibliography": "bibliography",
    }
    return next((kind for name, kind in kinds.items() if style.startswith(name)), "")
