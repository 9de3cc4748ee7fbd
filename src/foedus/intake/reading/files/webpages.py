"""HTML: the page's own text without menus and related links, and what its head says of it.

All offsets refer to the text assembled here: blocks joined by blank lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedus.intake.reading.dates.printed import find_dates
from foedus.intake.reading.files.decoding import decode, decode_as
from foedus.intake.reading.passages.units import Unit
from foedus.model.problems import UnreadableDocumentError

__all__ = ["read_html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,30})", re.IGNORECASE)
_SAME = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "iso-8859-1": "cp1252", "latin-1": "cp1252"}  # fmt: skip
_BLOCKS = {"h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "p": "", "li": "list_item", "tr": "table", "blockquote": "", "figcaption": "caption", "caption": "caption", "dd": "", "dt": "heading", "pre": "", "td": "", "div": ""}  # fmt: skip
_DROPPED = "script,style,noscript,template,nav,header nav,footer,aside,form,button,svg,iframe,select,[hidden],[role=navigation],[aria-hidden=true]"
_FIELDS = {
    "title": ("og:title", "twitter:title", "citation_title", "dc.title"),
    "author": ("author", "article:author", "citation_author", "dc.creator", "byl", "parsely-author"),
    "published": ("article:published_time", "citation_publication_date", "citation_date", "datepublished", "dc.date", "dc.date.issued", "date", "pubdate", "parsely-pub-date", "publishdate"),
    "site": ("og:site_name", "application-name", "citation_publisher", "dc.publisher"),
}  # fmt: skip
_LITTLE = 200
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|table|ul|ol|dl|blockquote|b|i|em|strong|font|a)\b", re.IGNORECASE
)
_DEEPEST = 1_000
_KINDS = {
    "head": "heading",
    "item": "list_item",
    "row": "table",
    "quote": "quote_box",
    "p": "",
    "ab": "",
    "code": "",
    "lb": "",
}


def read_html(content: bytes, *, where: str) -> tuple[str, tuple[Unit, ...], Mapping[str, str]]:
    """Text, paragraphs and header fields of a web page.

    Raises
    ------
    UnreadableDocumentError
        If its encoding cannot be told, or it holds no text.
    """
    markup = _decoded(content, where)
    _refuse_nesting(markup, where)
    given = _header_fields(markup)
    blocks = _main_blocks(markup)
    if sum(len(text) for text, _ in blocks) < _LITTLE:  # Too little for an article: more likely a menu taken for one.
        blocks = list(_walked_blocks(markup))
    if not any(text for text, _ in blocks):
        raise UnreadableDocumentError(
            f"{where}: the web page holds no text of its own; expected an article or report.",
            hint="Save the page as shown by the browser (complete, or printed to PDF) and read that.",
        )
    title = given.get("title", "")
    if title and not any(_same(title, text) for text, _ in blocks[:5]):
        blocks.insert(0, (title, "title"))
    return *_assemble(blocks), given


def _refuse_nesting(markup: str, where: str) -> None:
    """Parsers take quadratic time on elements nested without end; no page that people read goes so deep."""
    depth = deepest = 0
    for tag in _NESTING.finditer(markup):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise UnreadableDocumentError(
            f"{where}: the web page nests elements {deepest:,} deep; expected at most {_DEEPEST:,}: it is damaged, or made to exhaust readers.",
            hint="Open it in a browser, print it to PDF and read that.",
        )


def _decoded(content: bytes, where: str) -> str:
    declared = _CHARSET.search(content[:4096])
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or declared is None:
        return decode(content, where=where)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    name = declared[1].decode("ascii").lower()
    try:
        return decode_as(content, _SAME.get(name, name), where=where)
    except LookupError:
        return decode(content, where=where)


def _same(left: str, right: str) -> bool:
    return "".join(filter(str.isalnum, left.casefold())) == "".join(filter(str.isalnum, right.casefold()))


def _main_blocks(markup: str) -> list[tuple[str, str]]:
    try:
        import trafilatura
    except (
        ImportError
    ):  # It needs lxml's HTML cleaner, which some installations lack; the walk over blocks does without.
        return []
    body = trafilatura.bare_extraction(
        markup, include_comments=False, include_tables=True, with_metadata=False, deduplicate=False
    )
    if body is None:
        return []
    root = body.body if hasattr(body, "body") else body["body"]
    return list(_extracted(root))


def _extracted(root: Any) -> Iterator[tuple[str, str]]:
    """Blocks of trafilatura's tree: the outermost elements that are blocks; tables by row."""
    stack = [root]
    while stack:
        element = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if (tag in _KINDS and tag != "quote") or (tag == "quote" and not any(child.tag == "p" for child in element)):
            text = " ".join(("\t" if tag == "row" else "").join(_cells(element, tag)).split(" "))
            text = re.sub(r"[^\S\t]+", " ", text).strip()
            if text:
                yield text, _KINDS[tag]
        else:
            if element.text and element.text.strip():
                yield " ".join(element.text.split()), ""
            stack.extend(reversed(list(element)))
            continue
        if element.tail and element.tail.strip() and tag == "lb":
            yield " ".join(element.tail.split()), ""


def _cells(element: Any, tag: str) -> Iterator[str]:
    if tag == "row":
        yield from (" ".join("".join(cell.itertext()).split()) for cell in element)
    else:
        yield from element.itertext()


def _walked_blocks(markup: str) -> Iterator[tuple[str, str]]:
    """Innermost block elements in order: for small pages in which no main text stands out."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    for node in tree.css(_DROPPED):
        node.decompose()
    root = tree.css_first("article") or tree.css_first("main") or tree.body
    if root is None:
        return
    found = False
    for node in root.css(",".join(_BLOCKS)):
        if (node.tag not in {"tr"} and any(child.tag in _BLOCKS for child in node.iter())) or node.tag == "td":
            continue
        text = (
            "\t".join(" ".join(cell.text().split()) for cell in node.iter())
            if node.tag == "tr"
            else " ".join(node.text().split())
        )
        if text:
            found = True
            yield text, _BLOCKS[node.tag or ""]
    if not found and (text := " ".join(root.text(separator=" ").split())):
        yield text, ""


def _header_fields(markup: str) -> dict[str, str]:
    """Title, author, date and site as meta tags, JSON-LD and the title element state them."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        key = (
            node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        ).lower()
        if key and node.attributes.get("content"):
            metas.setdefault(key, " ".join(str(node.attributes["content"]).split()))
    linked = _linked_data([node.text() for node in tree.css('script[type="application/ld+json"]')])
    fields = {
        name: next((metas[key] for key in keys if metas.get(key)), "") or linked.get(name, "")
        for name, keys in _FIELDS.items()
    }
    heading = tree.css_first("h1") or tree.css_first("title")
    fields["title"] = fields["title"] or (" ".join(heading.text().split()) if heading else "")
    fields["published"] = _edtf(fields["published"])
    if fields["author"].startswith("http"):
        fields["author"] = ""
    return {name: value for name, value in fields.items() if value}


def _edtf(printed: str) -> str:
    """The day, month or year a header states; the time of day is left out."""
    compact = re.match(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", printed)
    text = "-".join(compact.groups()) if compact else printed.split("T", maxsplit=1)[0]
    month = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", text)
    dates = [
        found for found in find_dates(text, 0, len(text), "") if found.edtf and found.kind in {"day", "month", "year"}
    ]
    return month[0] if month else str(dates[0].edtf) if dates else ""


def _linked_data(scripts: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for script in scripts:
        try:
            stack = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):
            if not stack:
                break
            entry = stack.pop()
            if isinstance(entry, list):
                stack.extend(entry[:50])
            elif isinstance(entry, dict):
                stack.extend(value for key, value in entry.items() if key in {"@graph", "mainEntity"})
                if "datePublished" in entry:
                    _take(entry, fields)
    return fields


def _take(entry: Mapping[str, Any], fields: dict[str, str]) -> None:
    for name, key in (
        ("published", "datePublished"),
        ("title", "headline"),
        ("author", "author"),
        ("site", "publisher"),
    ):
        value = entry.get(key)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            fields.setdefault(name, " ".join(value.split()))


def _assemble(blocks: Sequence[tuple[str, str]]) -> tuple[str, tuple[Unit, ...]]:
    pieces, units, position = [], [], 0
    for number, (text, hint) in enumerate(blocks):
        units.append(Unit(start=position, end=position + len(text), hint=hint, block=number))
        pieces.append(text)
        position += len(text) + 2
    return "\n\n".join(pieces), tuple(units)
