"""Publishers: who stands behind a document, told by a source line, a masthead, an agency's signature or an address."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from foedus.model.problems import UnknownTermError
from foedus.model.resources import load_yaml

__all__ = ["Publisher", "load_publishers", "publisher_of", "resolve_publisher"]

Span = tuple[int, int]

_HEAD, _TAIL = 2_000, 1_500
_SOURCE = re.compile(
    r"(?im:^|[(（\[【|\s])(?:source|publisher|published by|originally published (?:by|in|on)|来源|來源|稿源|出处|出處|出典|出所|提供|출처|발행처|제공)\s*(?:[:：=]\s*|\n\s*)[\"'《〈『「<]?\s*(?=\S)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?<![\w.-])(?:[a-zA-Z0-9-]{1,63}\.){1,5}[a-zA-Z]{2,10}(?![\w-])")
_BEGINS = re.compile("(?<![^\\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])\\w|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_OPENING, _CLOSING = "《〈『「<(（[【=", "》〉』」>)）]】=:："


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One publisher.

    Attributes
    ----------
    id : str
        Short and stable; what perspectives name.
    name : str
        In English, or as it calls itself.
    names : tuple of str
        Other names and languages, as printed.
    country : str
        ISO 3166 alpha-3 code of its seat.
    domains : tuple of str
        Of its web and mail addresses.
    kind : {"official", "research", "press", "dataset"}
        Rank in the default perspective.
    note : str
        For the reader of the vocabulary.
    """

    id: str
    name: str
    names: tuple[str, ...]
    country: str
    domains: tuple[str, ...]
    kind: str
    note: str = ""


@cache
def load_publishers() -> Mapping[str, Publisher]:
    """All publishers by id, read once per process."""
    return MappingProxyType(
        {
            code: Publisher(
                id=code,
                name=entry["name"],
                names=tuple(entry.get("names", ())),
                country=entry["country"],
                domains=tuple(entry["domains"]),
                kind=entry["kind"],
                note=entry.get("note", ""),
            )
            for code, entry in load_yaml("publishers").items()
        }
    )


@cache
def _ids_by_name() -> Mapping[str, str]:
    """Printed name to id; a name in capitals keeps its case, others are folded."""
    return MappingProxyType(
        {
            _key(name): code
            for code, publisher in load_publishers().items()
            for name in (publisher.name, *publisher.names)
        }
    )


@cache
def _ids_by_domain() -> Mapping[str, str]:
    return MappingProxyType(
        {domain: code for code, publisher in load_publishers().items() for domain in publisher.domains}
    )


@cache
def _by_first_letters() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """First two letters, lowered, to names: as printed, lowered, id; longest first."""
    index: dict[str, list[tuple[str, str, str]]] = {}
    for code, publisher in load_publishers().items():
        for name in {publisher.name, *publisher.names}:
            lowered = _lower(name)
            index.setdefault(lowered[:2], []).append((name, lowered, code))
    return MappingProxyType({key: tuple(sorted(names, key=lambda n: (-len(n[0]), n))) for key, names in index.items()})


def _lower(text: str) -> str:
    """Lower case, character by character, so that offsets stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)


@cache
def _longest() -> int:
    return max(len(name) for names in _by_first_letters().values() for name, _, _ in names)


def _name_at(text: str, at: int) -> tuple[str, Span] | None:
    """The longest name that begins there; Latin ones as whole words, short ones and abbreviations in their own case."""
    names = _by_first_letters().get(_lower(text[at : at + 2]), ())
    lowered = _lower(text[at : at + _longest()]) if names else ""
    for name, low, code in names:
        end = at + len(name)
        if not lowered.startswith(low) or ((name.isupper() or len(name) <= 3) and not text.startswith(name, at)):
            continue
        if _CJK.match(name[-1]) or not text[end : end + 1].isalnum():
            return code, (at, end)
    return None


def _key(name: str) -> str:
    squeezed = " ".join(name.split())
    return squeezed if squeezed.isupper() and squeezed.isascii() else squeezed.casefold()


def publisher_of(text: str, spans: Sequence[Span] | None = None, *, labelled: bool = False) -> tuple[str, Span] | None:
    r"""Who published a text, by what is printed around it.

    Parameters
    ----------
    text : str
        The text, or its head and tail.
    spans : sequence of (int, int), optional
        The parts outside the author's prose; by default the first 2,000 and the last 1,500 characters.
    labelled : bool
        True when the whole text is a publisher's name, as from a page's header.

    Returns
    -------
    (id, (start, end)) or None
        The best evidence in this order: a source line; a line that is the name alone; a name set off as mastheads and agency
        signatures are (`《…》:`, `(Agency) –`, `[City=Agency]`); a mail address; a web address. A mention in prose is no evidence.

    Examples
    --------
    >>> publisher_of("Pact signed\nSource: Kyodo News\n\nReuters reported that …")
    ('kyodo', (20, 30))
    """
    parts = [(0, len(text))] if labelled else _edges(text) if spans is None else list(spans)
    for evidence in (_after_label, _alone_on_line, _set_off, _addressed):
        for start, end in parts:
            for found in evidence(text, start, end):
                return found
    if labelled:
        return next(_addressed(text, 0, len(text)), None) or next(_named(text, 0, len(text)), None)
    return None


def _edges(text: str) -> list[Span]:
    if len(text) <= _HEAD + _TAIL:
        return [(0, len(text))]
    return [(0, _HEAD), (len(text) - _TAIL, len(text))]


def _named(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    done = start
    for begins in _BEGINS.finditer(text, start, end):
        if begins.start() >= done and (found := _name_at(text, begins.start())) is not None and found[1][1] <= end:
            done = found[1][1]
            yield found


def _after_label(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """`Source: …` in the line, or alone on the line above."""
    for label in _SOURCE.finditer(text, max(0, start - 30), end):
        found = _name_at(text, label.end())
        if found is not None and found[1][1] > start:
            yield found


def _alone_on_line(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    for code, (begin, stop) in _named(text, start, end):
        line_start, line_end = text.rfind("\n", 0, begin) + 1, text.find("\n", stop)
        rest = text[line_start:begin] + text[stop : len(text) if line_end < 0 else line_end]
        if not rest.strip(" \t\r\xa0\u3000|·•-–—,.:：;©()（）《》『』「」[]【】*_"):
            yield code, (begin, stop)


def _set_off(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    for code, (begin, stop) in _named(text, start, end):
        before, after = text[max(0, begin - 1) : begin], text[stop : stop + 1]
        opens = (before and before in _OPENING) or text[max(0, begin - 8) : begin].rstrip().endswith("=")
        if opens and after and after in _CLOSING:
            yield code, (begin, stop)


def _addressed(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Domains of mail addresses first, then of web addresses."""
    found = [(text[match.start() - 1 : match.start()] != "@", match) for match in _DOMAIN.finditer(text, start, end)]
    for _, match in sorted(found, key=lambda pair: (pair[0], pair[1].start())):
        labels = match[0].casefold().split(".")
        for cut in range(len(labels) - 1):
            code = _ids_by_domain().get(".".join(labels[cut:]))
            if code is not None:
                yield code, match.span()
                break


def resolve_publisher(text: str, *, where: str = "publisher") -> str:
    """Id of the publisher a user means: an id, a name, a domain, or the one publisher whose names contain the words.

    Raises
    ------
    UnknownTermError
        If none is meant, or several are.

    Examples
    --------
    >>> resolve_publisher("Sejong"), resolve_publisher("Global Times"), resolve_publisher("RAND")
    ('sejong', 'global-times', 'rand')
    """
    wanted = " ".join(text.split())
    code = "-".join(re.findall(r"[a-z0-9]+", wanted.casefold()))
    exact = {_key(name).casefold(): found for name, found in _ids_by_name().items()}
    if code in load_publishers():
        return code
    if wanted.casefold() in exact:
        return exact[wanted.casefold()]
    if wanted.casefold() in _ids_by_domain():
        return _ids_by_domain()[wanted.casefold()]
    among = sorted({found for name, found in exact.items() if wanted and wanted.casefold() in name})
    if len(among) == 1:
        return among[0]
    near = {exact[name] for name in difflib.get_close_matches(wanted.casefold(), exact, n=5)}
    raise UnknownTermError(
        "publisher", text, where=where, known=["an id of publishers.yaml"], nearest=among[:5] or sorted(near)
    )
