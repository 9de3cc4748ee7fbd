"""What a file is, told by its first bytes, not by its name."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Final

from foedus.model.problems import UnreadableDocumentError

__all__ = ["DAMAGE", "DOCX", "media_type_of"]

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, OverflowError, RuntimeError, LookupError, ValueError,
)  # fmt: skip
"""What unpacking a damaged, cut off or locked archive raises."""

_REFUSED: Final = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF container (WebP, WAV or AVI)"),
    (b"\x7fELF", "a Linux program (ELF)"),
    (b"MZ\x90\x00", "a Windows program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS, PPT or HWP)"),
    (b"HWP Document File", "a Hangul word-processor file (HWP)"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"%!PS", "a PostScript file"),
    (b"PAR1", "a Parquet table"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def media_type_of(content: bytes, name: str, *, where: str) -> str:
    """Media type by content; the name only tells Markdown and fragments of HTML from plain text.

    Raises
    ------
    UnreadableDocumentError
        If the file is empty or of a kind that is not read.
    """
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise UnreadableDocumentError(
            f"{where}: the file is empty; expected a document.",
            hint="Check that it was saved or downloaded completely.",
        )
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content, where)
    for magic, looks in _REFUSED:
        if content.startswith(magic):
            raise UnreadableDocumentError(
                f"{where}: the file looks like {looks}; expected plain text, Markdown, HTML, PDF or DOCX.",
                hint="Export it as PDF or text and read that.",
            )
    head = _head(content)
    if _HTML.match(head) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "text/html"
    return "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"


def _head(content: bytes) -> bytes:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) : 8192].decode(encoding, "ignore").encode()
    return content[:8192]


def _of_archive(content: bytes, where: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except DAMAGE:
        raise UnreadableDocumentError(
            f"{where}: the file begins like a ZIP or DOCX file but is damaged or cut off.",
            hint="Download or save it again.",
        ) from None
    if "word/document.xml" in names:
        return DOCX
    looks = (
        "an Excel workbook"
        if "xl/workbook.xml" in names
        else "a presentation"
        if "ppt/presentation.xml" in names
        else "a ZIP archive"
    )
    raise UnreadableDocumentError(
        f"{where}: the file looks like {looks}; expected plain text, Markdown, HTML, PDF or DOCX.",
        hint="Unpack it, or export what you need as PDF or text, and read that.",
    )
