r"""Bytes to text: decoded for certain or refused, never guessed into mojibake.

Offsets count characters of the text as decoded here. Line ends stay what they are (`\r\n` is two characters). A byte order mark
declares the encoding and is not part of the text; U+FEFF anywhere else stays.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final

from foedus.intake.reading.files.plausibility import CANDIDATES, plausibility
from foedus.model.problems import UnreadableDocumentError

__all__ = ["decode", "decode_as"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ISO_2022_JP = re.compile(rb"\x1b\$[@B].*?\x1b\([BJ]", re.DOTALL)
_UTF8_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAVE_AS = "Open the file in an editor, save it as UTF-8 and read it again."
_ENOUGH: Final = 0.15
_CLEARLY: Final = 1.6
_SAMPLE: Final = 200_000


def decode(content: bytes, *, where: str) -> str:
    """The text of a plain text file.

    Parameters
    ----------
    content : bytes
        The whole file.
    where : str
        The place named in errors.

    Returns
    -------
    str
        Decoded by, in this order: a byte order mark; UTF-8; UTF-16 without mark; ISO-2022-JP; Shift_JIS, EUC-JP, EUC-KR, GB18030, Big5 and
        windows-1252, if exactly one of them gives plausible text.

    Raises
    ------
    UnreadableDocumentError
        If no encoding, or more than one, gives plausible text; or if the file is binary.

    Examples
    --------
    >>> decode("日本と英国は協定に署名した。".encode("cp932"), where="a.txt")
    '日本と英国は協定に署名した。'
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return decode_as(content[len(bom) :], encoding, where=where, offset=len(bom))
    if b"\0" in content:
        return _utf16_without_mark(content, where)
    if b"\x1b$" in content and _ISO_2022_JP.search(content):
        return decode_as(content, "iso2022_jp", where=where)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _by_plausibility(content, problem.start, where)
    _refuse_controls(content, where)
    return text


def decode_as(content: bytes, encoding: str, *, where: str, offset: int = 0) -> str:
    """Decode in a declared encoding, strictly.

    Raises
    ------
    UnreadableDocumentError
        If the bytes are not in that encoding.
    """
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise UnreadableDocumentError(
            f"{where}: byte {offset + problem.start}: the file declares {encoding.upper()}, but this byte does not fit.",
            hint=_SAVE_AS,
        ) from None


def _utf16_without_mark(content: bytes, where: str) -> str:
    """Text with NUL bytes is UTF-16 or no text; in UTF-16 the NULs of Latin letters and spaces stand at one parity."""
    readings = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (score := plausibility(text[:_SAMPLE], "any")) > 0.5:
            readings[encoding] = (score, text)
    best = _clear_winner({name: score for name, (score, _) in readings.items()})
    if best is None:
        at = content.index(b"\0")
        raise UnreadableDocumentError(
            f"{where}: byte {at} is NUL: the file is binary, or UTF-16 without a byte order mark that cannot be told from it; expected text.",
            hint="If it is text, save it as UTF-8 and read it again; if not, export it as text, HTML, PDF or DOCX.",
        )
    return readings[best][1]


_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def _refuse_controls(content: bytes, where: str) -> None:
    found = len(_CONTROLS.findall(content, 0, _SAMPLE))
    if found > 8 and found > 0.01 * min(len(content), _SAMPLE):
        at = _CONTROLS.search(content)
        raise UnreadableDocumentError(
            f"{where}: byte {at.start() if at else 0}: the file is full of control characters, so it is binary; expected text.",
            hint="Export it as text, HTML, PDF or DOCX and read that.",
        )


def _clear_winner(scores: Mapping[str, float]) -> str | None:
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked or scores[ranked[0]] < _ENOUGH:
        return None
    if len(ranked) > 1 and scores[ranked[0]] < _CLEARLY * scores[ranked[1]]:
        return None
    return ranked[0]


def _by_plausibility(content: bytes, at: int, where: str) -> str:
    inside_utf8 = sum(map(len, _UTF8_RUN.findall(content, 0, _SAMPLE)))
    if inside_utf8 > 0.9 * len(_HIGH.findall(content, 0, _SAMPLE)) and inside_utf8 >= 8:
        raise UnreadableDocumentError(
            f"{where}: byte {at} (0x{content[at]:02X}) breaks a file that is otherwise UTF-8: it is damaged or cut off.",
            hint="Fetch the file again, or repair that place and save it as UTF-8.",
        )
    readings: dict[str, tuple[float, str]] = {}
    for encoding, script in CANDIDATES.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings[encoding] = (plausibility(_varied(text), script), text)
    best = _clear_winner({name: score for name, (score, _) in readings.items()})
    if best is not None:
        return readings[best][1]
    plausible = [name for name, (score, _) in readings.items() if score >= _ENOUGH]
    found = (
        f"it could be {' or '.join(plausible)}, and they differ"
        if plausible
        else f"none of {', '.join(CANDIDATES)} gives plausible text"
    )
    raise UnreadableDocumentError(
        f"{where}: byte {at} (0x{content[at]:02X}) is not UTF-8; {found}; expected text in a known encoding.",
        hint=_SAVE_AS,
    )


def _varied(text: str) -> str:
    """A sample from the whole length: a long English beginning must not hide the rest."""
    if len(text) <= _SAMPLE:
        return text
    step = len(text) // 10
    return "".join(text[i * step : i * step + _SAMPLE // 10] for i in range(10))
