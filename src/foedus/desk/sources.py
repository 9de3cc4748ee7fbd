"""A document as a source: its identity is its text, so that one text read under two names is one source."""

from __future__ import annotations

from foedus.intake.reading.documents import Document
from foedus.model.claims import Source, SourceId
from foedus.model.identity import content_id
from foedus.model.publishers import load_publishers

__all__ = ["UNKNOWN_PUBLISHER", "source_of"]

UNKNOWN_PUBLISHER = "unknown"
"""Stands where neither the document nor the user says who published it."""


def source_of(document: Document, *, publisher: str | None = None, published: str | None = None) -> Source:
    """The source a document is.

    Parameters
    ----------
    publisher, published : str or None
        Id and EDTF date the user gives; they win over what the document says of itself.
    """
    said = document.metadata
    who = publisher or said.publisher or _printed(said.publisher_name)
    known = load_publishers().get(who)
    return Source(
        id=SourceId(content_id("s1", {"digest": document.digest})),
        publisher=who,
        title=said.title or document.name,
        kind="press" if known is None else known.kind,
        published=published or said.published,
        language=said.language,
        digest=document.digest,
        file_name=document.name,
        author=said.author,
    )


def _printed(name: str | None) -> str:
    return "-".join(name.casefold().split()) if name else UNKNOWN_PUBLISHER
