"""Reads and checks documents that nobody would write: `python tools/fuzz.py [--seconds 600] [--seed N] [--keep FOLDER]`.

Takes the texts of tests and examples apart, puts them together wrongly, as text, Markdown, HTML, DOCX and PDF, and reads and checks each.
A document must end, within its time, with a result or with an error that names the place and the next step; every quote must stand where
it is said to. What does not is kept in the folder, by its digest. The same seed makes the same documents.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from foedus.desk.check import check_documents
from foedus.desk.reading import Reading
from foedus.intake.reading.documents import Document, document_from_bytes, document_from_text
from foedus.intake.reading.reader import read_document
from foedus.model.problems import FoedusError

__all__ = ["broken", "documents"]

_ROOT: Final = Path(__file__).parents[1]
_CORPUS: Final = ("tests/heldout/open/*/*.txt", "tests/heldout/locked/*/*.txt", "examples/documents/*.txt")
_LIMIT: Final = 30
"""CPU seconds for one document of at most `_LONGEST` characters."""
_LONGEST: Final = 30_000
_PIECES: Final = (
    "\u200f", "\u202e", "\u202c", "\u200b", "\u200d", "\ufeff", "\0", "\x0c", "\u0301", "\u0130", "\ufb01", "\U0001f1ef\U0001f1f5",
    "(", ")", "[", "「", "」", '"', "'s", "—", "-", "/", "|", "\t", "\n", "\n\n", ". ", "; ", ", ", ":", "。", "、", "•", "#", "> ", "* ",
    "1", "2022", "31 February 2021", "1/2/03", "since ", "令和", "年", "월", "30日", "FY2024", "¥", "$1.5 billion", "%", "99999999999999999999",
    "Japan", "UKJapan", "U.S.", "日", "韩", "일본", "ACSA", "2+2", "the pact", "not ", "will ", "third ", "respectively", "both ",
)  # fmt: skip
Maker = Callable[[random.Random, str], bytes]


def broken(content: bytes | str, name: str) -> str | None:
    """What goes wrong when a document is read and checked; None if nothing does.

    Examples
    --------
    >>> broken("Peru and Chile signed a defence treaty on 3 May 2020.", "a.txt")
    """
    try:
        with _limited(_LIMIT):
            document = (
                document_from_text(content, name) if isinstance(content, str) else document_from_bytes(content, name)
            )
            return _wrong(document)
    except FoedusError as problem:
        return None if problem.message and problem.hint else f"an error without a next step: {problem.message}"
    except TimeoutError:
        return f"no result within {_LIMIT} CPU seconds"
    except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
        return traceback.format_exc()


def _wrong(document: Document) -> str | None:
    read = read_document(document)
    checked = check_documents(Reading(documents=((document, read.statements),), remarks=(read.remarks,)))
    spans = [(said.start, said.end, said.quote) for said in read.statements]
    spans += [(said.start, said.end, said.quote) for said in read.remarks]
    spans += [(said.start, said.end, said.quote) for said in checked.findings]
    for start, end, quote in spans:
        if not 0 <= start < end <= len(document.text) or document.text[start:end] != quote:
            return f"the quote does not stand at {start} to {end}: {quote!r}"
    json.dumps([statement.to_record() for statement in read.statements], ensure_ascii=False).encode()
    last = 0
    for passage in document.passages:
        if not last <= passage.start < passage.end <= len(document.text):
            return f"passages overlap or are empty at {passage.start}"
        last = passage.end
    return None


@contextmanager
def _limited(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def documents(seed: int) -> Iterator[tuple[bytes | str, str]]:
    """Documents without end, each with a file name."""
    chance = random.Random(seed)  # noqa: S311  # documents, no secrets
    texts = [path.read_text(encoding="utf-8") for pattern in _CORPUS for path in sorted(_ROOT.glob(pattern))]
    makers: tuple[tuple[str, Maker | None, int], ...] = (
        ("a.txt", _as_text, 5), ("a.txt", None, 2), ("a.md", _as_markdown, 3), ("a.html", _as_html, 3), ("a.docx", _as_docx, 2),
        ("a.pdf", _as_pdf, 1),
    )  # fmt: skip
    while True:
        name, maker, _ = chance.choices(makers, [weight for _, _, weight in makers])[0]
        text = _mutated(chance, texts)
        if maker is None:
            yield text, name
            continue
        content = maker(chance, text)
        yield _damaged(chance, content) if chance.random() < 0.15 else content, name


def _mutated(chance: random.Random, texts: list[str]) -> str:
    text = _cut(chance, chance.choice(texts), chance.choice((400, 2000, 8000)))
    for _ in range(chance.choice((1, 3, 10, 40))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 5, 30, 200)))
        kind = chance.randrange(7)
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:end] + text[at:end] * chance.choice((1, 2, 20)) + text[end:]
        elif kind == 2:  # another text, maybe in another language
            text = text[:at] + _cut(chance, chance.choice(texts), 120) + text[at:]
        elif kind == 3:
            text = text[:at] + text[at:end].swapcase() + text[end:]
        elif kind == 4:
            text = text[:at] + text[at:end][::-1] + text[end:]
        else:
            text = text[:at] + chance.choice(_PIECES) * chance.choice((1, 1, 1, 2, 50)) + text[at:]
    if chance.random() < 0.1:
        text = text.replace(chance.choice((" ", "\n", ".", ",")), chance.choice(_PIECES))
    return text[:_LONGEST]


def _cut(chance: random.Random, text: str, length: int) -> str:
    at = chance.randrange(max(1, len(text) - length))
    return text[at : at + length]


def _damaged(chance: random.Random, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 5, 50))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data)


def _as_text(chance: random.Random, text: str) -> bytes:
    encoding = chance.choice(
        ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp932", "gb18030", "cp949", "big5", "cp1252")
    )
    return text.encode(encoding, "replace")


def _as_markdown(chance: random.Random, text: str) -> bytes:
    lines = text.split("\n")
    for _ in range(len(lines)):
        at = chance.randrange(len(lines))
        mark = chance.choice(("# ", "## ", "- ", "> ", "1. ", "```", "    ", "|---|---|", ""))
        lines[at] = mark + lines[at] if chance.random() < 0.6 else f"| {lines[at].replace('. ', ' | ')} |"
    return "\n".join(lines).encode()


def _as_html(chance: random.Random, text: str) -> bytes:
    tags = (
        "p",
        "div",
        "li",
        "h2",
        "td",
        "tr",
        "table",
        "ul",
        "blockquote",
        "span",
        "b",
        "a",
        "script",
        "pre",
        "title",
        "article",
        "nav",
    )
    parts = ["<html><head><title>Page</title></head><body>"]
    for line in text.split("\n"):
        tag = chance.choice(tags)
        parts.append(f"<{tag}>" * chance.choice((1, 1, 3)) + line + (f"</{tag}>" if chance.random() < 0.8 else ""))
    if chance.random() < 0.2:
        parts.insert(
            chance.randrange(len(parts)),
            chance.choice(("<!--", "<![CDATA[", "&#xD800;", "&#0;", "<meta charset=utf-7>", "<plaintext>")),
        )
    return "".join(parts).encode()


def _as_docx(chance: random.Random, text: str) -> bytes:
    import docx

    document = docx.Document()
    plain = "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    for line in plain.split("\n")[:200]:
        if chance.random() < 0.1:
            cells = line.split(",")[:8]
            table = document.add_table(rows=1, cols=len(cells))
            for cell, words in zip(table.rows[0].cells, cells, strict=True):
                cell.text = words
        else:
            document.add_paragraph(line, style=chance.choice((None, "Heading 1", "List Bullet", "Title", "Quote")))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _as_pdf(chance: random.Random, text: str) -> bytes:
    """One page in a standard font: Latin letters only, in lines anywhere."""
    shown = []
    for line in text.encode("ascii", "ignore").split(b"\n")[:120]:
        escaped = line.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")[:200]
        place = b"%d %d" % (chance.choice((40, 40, 40, 300, -20)), chance.randrange(800))
        shown.append(b"BT /F1 %d Tf %s Td (%s) Tj ET" % (chance.choice((10, 10, 14, 1)), place, escaped))
    stream = b"\n".join(shown)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF"


def main(arguments: list[str]) -> int:
    """Run for a while; 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Reads and checks documents that nobody would write.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=_ROOT / "build" / "fuzz")
    given = parser.parse_args(arguments)
    until, tried, found = time.monotonic() + given.seconds, Counter[str](), 0
    for content, name in documents(given.seed):
        if time.monotonic() > until:
            break
        tried[name if isinstance(content, bytes) else "str"] += 1
        wrong = broken(content, name)
        if wrong is not None:
            found += 1
            raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            given.keep.mkdir(parents=True, exist_ok=True)
            place = given.keep / f"{hashlib.sha256(raw).hexdigest()[:12]}-{name}"
            place.write_bytes(raw)
            print(f"{place.name}: {wrong}", file=sys.stderr, flush=True)
    print(f"{sum(tried.values())} documents read and checked ({dict(tried)}), {found} went wrong; seed {given.seed}")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
