"""A document: its text, its passages, what it says of itself; from a file, from bytes or from text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from foedus.intake.reading.files.decoding import decode
from foedus.intake.reading.files.markdown import mark_units
from foedus.intake.reading.files.metadata import Metadata, read_metadata
from foedus.intake.reading.files.sniffing import media_type_of
from foedus.intake.reading.files.webpages import read_html
from foedus.intake.reading.files.wordfiles import read_docx
from foedus.intake.reading.passages.passages import Passage, split_passages
from foedus.intake.reading.passages.units import Unit
from foedus.intake.reading.pdf.pages import read_pdf
from foedus.model.problems import UnreadableDocumentError

__all__ = ["Document", "document_from_bytes", "document_from_text", "load_document"]

_MARKDOWN_ENDINGS = (".md", ".markdown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that has been read.

    Attributes
    ----------
    name : str
        The file's name, without its folder.
    text : str
        The text all offsets count in [characters]; of a plain text, exactly what the file decodes to.
    passages : tuple of Passage
        In order, without overlap.
    metadata : Metadata
        What the document says of itself.
    digest : str
        SHA-256 of the text in UTF-8, hexadecimal.
    media_type : str
        What the file turned out to be, whatever its name.
    """

    name: str
    text: str
    passages: tuple[Passage, ...]
    metadata: Metadata
    digest: str
    media_type: str


def load_document(path: Path, name: str | None = None) -> Document:
    """Read a file: plain text, Markdown, HTML, PDF or DOCX, told by its content.

    Parameters
    ----------
    path : Path
        A file.
    name : str, optional
        What the document is called, where the file's name is not enough to tell it from others.

    Raises
    ------
    UnreadableDocumentError
        If there is no such file, or its text cannot be had without guessing.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocumentError(
            f"{path}: there is no such file; expected a document.", hint="Check the path."
        ) from None
    except IsADirectoryError:
        raise UnreadableDocumentError(
            f"{path}: this is a folder; expected a document.", hint=f"Name the files in it, such as {path}/*.txt."
        ) from None
    except OSError as problem:
        raise UnreadableDocumentError(
            f"{path}: the file cannot be read ({problem.strerror}).",
            hint="Check that you may read it and that it is a regular file.",
        ) from None
    return document_from_bytes(content, name or path.name, where=str(path))


def document_from_bytes(content: bytes, name: str, *, where: str | None = None) -> Document:
    """Read the bytes of a file called ``name``; errors name ``where``.

    Raises
    ------
    UnreadableDocumentError
        If the text cannot be had without guessing.
    """
    where = where or name
    media_type = media_type_of(content, name, where=where)
    if media_type == "application/pdf":
        text, units, given = read_pdf(content, where=where)
    elif media_type == "text/html":
        text, units, given = read_html(content, where=where)
    elif media_type.startswith("application/"):
        text, units, given = read_docx(content, where=where)
    else:
        text, units, given = decode(content, where=where), None, {}
    return _document(text, name, media_type=media_type, units=units, given=given)


def document_from_text(text: str, name: str) -> Document:
    r"""A document from text that is already decoded; a name ending in `.md` makes it Markdown.

    Examples
    --------
    >>> document = document_from_text(
    ...     "Pact signed\n\nJapan and Australia signed an agreement on 6 January 2022.", "note.txt"
    ... )
    >>> [(p.kind, document.text[p.start : p.end][:9]) for p in document.passages]
    [('title', 'Pact sign'), ('body', 'Japan and')]
    """
    media_type = "text/markdown" if name.lower().endswith(_MARKDOWN_ENDINGS) else "text/plain"
    return _document(text, name, media_type=media_type, units=None, given={})


def _document(
    text: str, name: str, *, media_type: str, units: tuple[Unit, ...] | None, given: Mapping[str, str]
) -> Document:
    digest = _digest(text, name)
    if media_type == "text/markdown":
        units = mark_units(text)
    passages = split_passages(text, units)
    return Document(
        name=name,
        text=text,
        passages=passages,
        metadata=read_metadata(text, passages, given),
        digest=digest,
        media_type=media_type,
    )


def _digest(text: str, name: str) -> str:
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as problem:
        raise UnreadableDocumentError(
            f"{name}: character {problem.start}: half of a surrogate pair (U+{ord(text[problem.start]):04X}) is no character; expected text.",
            hint="Decode the file anew, as UTF-8 or UTF-16, without letting errors through.",
        ) from None
