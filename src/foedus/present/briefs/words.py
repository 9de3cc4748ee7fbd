"""Words and marks of a brief: dates, stages, answers, kinds and languages as a reader expects to see them."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

__all__ = [
    "KINDS",
    "VERDICTS",
    "answer_word",
    "cites",
    "first_upper",
    "href",
    "human_date",
    "language_of",
    "long_date",
    "plain_words",
    "short_address",
    "short_date",
]

KINDS: Final = {
    "treaty_text": "Treaty texts",
    "official": "Official sources",
    "dataset": "Datasets",
    "research": "Research",
    "press": "Press",
    "scenario": "Scenarios",
    "simulation": "Simulations",
}

VERDICTS: Final = {
    "supports": "supported",
    "contradicts": "contradicted",
    "overtaken": "overtaken",
    "alone": "only here",
    "not_compared": "not compared",
}

_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?\Z")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SCRIPTS: Final = (("ko", "\uac00-\ud7a3"), ("ja", "\u3040-\u30ff"), ("zh", "\u3400-\u9fff"))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def human_date(text: str | None) -> str:
    """An EDTF date in words; what has no short form in words stays as it is.

    Examples
    --------
    >>> human_date("2023-08-13"), human_date("2015/.."), human_date("2024-23"), human_date("199X")
    ('13 Aug 2023', 'since 2015', 'autumn 2024', '199X')
    """
    if not text:
        return "no date"
    start, _, end = text.partition("/")
    if start in ("", "..") and end:
        return f"until {human_date(end)}"
    if end == "..":
        return f"since {human_date(start)}"
    if start and end:
        return f"{human_date(start)} to {human_date(end)}"
    mark = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}.get(text[-1], "")
    bare = text.rstrip("?~%")
    found = _DAY.match(bare)
    if found is None:
        year, _, season = bare.partition("-")
        return f"{_SEASONS[season]} {year}{mark}" if season in _SEASONS else text
    year, month, day = found.groups()
    words = [str(int(day))] if day else []
    words += [month_abbr[int(month)]] if month else []
    return " ".join([*words, year]) + mark


def long_date(text: str) -> str:
    """A day with its month in full: *24 November 2026*; anything else as `human_date` has it."""
    found = _DAY.match(text)
    if found is None or not found[3]:
        return human_date(text)
    return f"{int(found[3])} {month_name[int(found[2])]} {found[1]}"


def short_date(text: str) -> str:
    """Month and year at most: *Nov 2026*; for a span, its beginning."""
    start = text.split("/", maxsplit=1)[0] or text
    found = _DAY.match(start)
    return human_date(start[:7] if found is not None else start)


def plain_words(code: str | None) -> str:
    """A code as words: `in_force` is *in force*."""
    return (code or "").replace("_", " ")


def first_upper(text: str) -> str:
    """A capital at the beginning, the rest untouched."""
    return text[:1].upper() + text[1:]


def answer_word(answer: str) -> str:
    """The word for an answer: `not_observed` is *not observed*."""
    return plain_words(answer)


def cites(numbers: Iterable[int], most: int | None = None) -> Markup:
    """Superscript links to the bibliography; with ``most``, the rest is counted."""
    ordered = sorted(set(numbers))
    shown = ordered if most is None or len(ordered) <= most + 1 else ordered[:most]
    links = Markup(", ").join(Markup('<a href="#s{0}">{0}</a>').format(number) for number in shown)
    if not links:
        return Markup("")
    rest = Markup(" +{}").format(len(ordered) - len(shown)) if len(shown) < len(ordered) else Markup("")
    return Markup('<sup class="cite"><span class="vh"> source </span>{}{}</sup>').format(links, rest)


def language_of(text: str | None, stated: str | None = None) -> Markup:
    """A `lang` attribute for foreign words, from the source's language or, where it has none, from the script."""
    language = stated if stated and _LANGUAGE.match(stated) else None
    if language is None:
        language = next((code for code, span in _SCRIPTS if re.search(f"[{span}]", text or "")), None)
    return Markup(' lang="{}"').format(language) if language and language != "en" else Markup("")


def href(address: str | None) -> Markup:
    """A link's target if it is a web address; anything else is no link."""
    if not address or not re.match(r"https?://[^\s\"'<>]+\Z", address):
        return Markup("")
    return escape(address)


def short_address(address: str) -> str:
    """Host and path, shortened in the middle."""
    parts = urlsplit(address)
    text = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
    return text if len(text) <= 64 else f"{text[:40]}…{text[-22:]}"
