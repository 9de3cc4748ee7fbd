"""Aid programmes that a text goes on about without naming them again: who was added, what was granted, what has arrived.

A text that has said what the programme is and whose it is speaks of "the grant", of countries that "joined the list" and of
boats that "reached" somebody. Which programme is meant, its name or the title has told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.english.acting import is_limit
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.recall import Recall, Scheme
from foedus.model.resources import load_file

__all__ = ["AID", "lead_in", "note_scheme", "read_goods", "read_scheme"]

AID: Final = frozenset({"OSA", "ODA"})
_REACH: Final = 4
_OF_AID: Final = r"(?:grants?|aid|assistance|programmes?|programs?|schemes?|packages?)"
_FILE: Final = Path(__file__).parents[1] / "lexicon" / "programmes.yaml"
_ANSWER: Final = re.compile(r"\b(?:countries|states|nations|recipients|partners|beneficiaries|militaries)\s?(?::| -)\s*(?:the )?$", re.IGNORECASE)  # fmt: skip
_LABEL: Final = re.compile(r"\s?:\s")
_LEADS_IN: Final = re.compile(r":\s*$")
_COVERS: Final = re.compile(
    r"\b(?:assistance|aid|programme|program|scheme|equipment|support|package|scope|grants?)\b[^.;:]{0,60}?"
    r"\b(?:cover(?:s|ed|ing)?|includ(?:es|ed|ing)|consist(?:s|ed|ing) of|rang(?:es|ed|ing) from)\s",
    re.IGNORECASE,
)
_LOCATED: Final = re.compile(r"\b(?:in|at|near|off|visited|visits?|visit to)\s$", re.IGNORECASE)
_GRANTED: Final = re.compile(r"(?:share|grants?|notes|aid|assistance|package)\b", re.IGNORECASE)
_SPLIT: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


@cache
def _stages() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = load_file(_FILE)["stages"]
    return tuple((row["stage"], row["date_of"], re.compile(row["re"], re.IGNORECASE)) for row in rows)


@dataclass(frozen=True, slots=True)
class _Deed:
    """A word for what was done with aid: its stage, where it stands."""

    stage: str
    date_of: str
    start: int
    end: int


def note_scheme(frame: Frame, readings: Sequence[Reading], recall: Recall, hub: str) -> None:
    """Take note of the programme a sentence names, and of whose it is."""
    for mention in (m for m in frame.mentions if m.type in AID and m.how != "heading"):
        if recall.scheme is not None and recall.scheme.is_title and recall.scheme.type != mention.type:
            continue  # the text is about another one: "It is not ODA"
        own = [r.subject for r in readings if r.type == mention.type and r.subject]
        near = [g for g in frame.groups if len(g.codes) == 1 and abs(g.start - mention.start) <= 60]
        by = [g.codes[0] for g in near if g.is_possessive or g.case == "by"]
        known = recall.scheme.donor if recall.scheme and recall.scheme.type == mention.type else ""
        donor = next(iter([*own[:1], *([known] if known else []), *by, *([hub] if hub else [])]), "")
        if donor:
            before = recall.scheme or Scheme(mention.type, donor, recall.sentence)
            recall.scheme = replace(before, type=mention.type, donor=donor, sentence=recall.sentence)


def read_scheme(frame: Frame, recall: Recall, last: tuple[str, tuple[str, ...]] | None) -> Iterator[Reading]:
    """What a sentence that does not name the programme in hand says of its recipients, or of the last one if it names none."""
    scheme = _in_hand(frame, recall)
    if scheme is None:
        return
    named = [t for t in frame.tokens if t.kind == "actor" and t.detail.get("form") not in ("demonym", "force")]
    names = [t for t in named if t.value != scheme.donor and not _is_place(frame, t)]
    deeds = _deeds(frame)
    if names and not deeds and (given := _answered(frame, names, scheme)) is not None:
        yield from (_reading(frame, scheme, name, *given) for name in names)
        return
    if not names and last is not None and last[0] == scheme.type:
        other = next((code for code in last[1] if code != scheme.donor), "")
        grants = [d for d in deeds if other and d.stage == "agreed" and _GRANTED.match(frame.folded, d.start)]
        names = [Token(kind="actor", value=other, start=d.start, end=d.end, detail={}) for d in grants]
    for name, deed in _paired(frame, names, deeds):
        yield _reading(frame, scheme, name, deed, _date_of(frame, deed, name))


def _in_hand(frame: Frame, recall: Recall) -> Scheme | None:
    scheme = recall.scheme
    if scheme is None or not (scheme.is_title or recall.sentence - scheme.sentence <= _REACH):
        return None
    if any(m.type not in (*AID, "equipment_export") for m in frame.mentions):
        return None
    return scheme


def _is_place(frame: Frame, token: Token) -> bool:
    """Is a capital only where something was signed: "in Colombo"?"""
    if token.detail.get("form") not in ("capital", "place"):
        return False
    return _LOCATED.search(frame.folded, max(0, token.start - 10), token.start) is not None


def _deeds(frame: Frame) -> list[_Deed]:
    found: list[_Deed] = []
    for stage, date_of, pattern in _stages():
        for hit in pattern.finditer(frame.folded, frame.sentence.start, frame.sentence.end):
            if not any(d.start < hit.end() and hit.start() < d.end for d in found):
                found.append(_Deed(stage, date_of, hit.start(), hit.end()))
    return sorted(found, key=lambda d: d.start)


def _answered(frame: Frame, names: Sequence[Token], scheme: Scheme) -> tuple[_Deed, TextDate | None] | None:
    """An answer or a line of a list without a verb: "Four countries: A, B and C", "A: patrol boats, 400 million yen"."""
    first = names[0]
    if _ANSWER.search(frame.folded[frame.sentence.start : first.start]):
        deed = _Deed("agreed", "exchange of notes", first.start, first.end)
        return deed, next(iter(frame.dates), None)
    if scheme.led_by and len(names) == 1 and _LABEL.match(frame.folded, first.end):
        return _Deed(scheme.led_by, "exchange of notes", first.start, first.end), scheme.led_date
    return None


def _paired(frame: Frame, names: Sequence[Token], deeds: Sequence[_Deed]) -> Iterator[tuple[Token, _Deed]]:
    """Each recipient with what is said of it: in its clause, before it, or later on of it alone ("X waits: its boats …")."""
    for name in names:
        low, high = frame.clause(name.start)
        own = [d for d in deeds if low <= d.start < high]
        before = [d for d in own if d.start < name.start] or [d for d in deeds if d.start < name.start and not own]
        until = min((n.start for n in names if n.start > name.start), default=frame.sentence.end)
        later = [d for d in deeds if name.end <= d.start < until and ";" not in frame.folded[name.end : d.start]]
        chosen = before[-1] if before and not _is_subject(frame, name, own) else next(iter([*own, *later]), None)
        if chosen is not None:
            yield name, chosen


def _is_subject(frame: Frame, name: Token, own: Sequence[_Deed]) -> bool:
    """Does a name open its clause and do what a later word says: "…, and Tonga received two"?"""
    low = frame.clause(name.start)[0]
    return name.start - low <= 8 and any(d.start >= name.end for d in own)


def _date_of(frame: Frame, deed: _Deed, name: Token) -> TextDate | None:
    """Behind the deed, unless another deed comes first; else in its clause; else before it."""
    free = [d for d in frame.dates if not is_limit(frame, d)]
    until = min((d.start for d in _deeds(frame) if d.start > deed.start), default=frame.sentence.end)
    behind = [d for d in free if deed.end <= d.start < until]
    ahead = [d for d in free if d.end <= min(deed.start, name.start)]
    return next(iter([*behind, *reversed(ahead)]), None)


def _reading(frame: Frame, scheme: Scheme, name: Token, deed: _Deed, date: TextDate | None) -> Reading:
    denied = _is_denied(frame, deed)
    listed = any(g.start <= name.start < g.end and len(g.codes) > 1 for g in frame.groups)
    places = [name.start, name.end]
    if not listed:
        places += [deed.start, deed.end]
    attributed = bool(frame.of("attribution", frame.sentence.start, frame.sentence.end))
    planned = any(
        t.value == "planned"
        for t in frame.of("modality", max(frame.clause(deed.start)[0], deed.start - 40), deed.start + 1)
    )
    modality = "denied" if denied else "planned" if planned else "attributed" if attributed else "asserted"
    return Reading(
        type=scheme.type, parties=(scheme.donor, name.value), subject=scheme.donor, start=min(places), end=max(places),
        stage=deed.stage, date=None if denied else date, date_of=deed.date_of or None, modality=modality, negated=denied,
        inherits_date=date is None and modality == "asserted", amount=_amount(frame, deed), confidence=0.7,
        cues=(f"type: {scheme.type} (the programme in hand)", f"stage: {frame.folded[deed.start : deed.end]!r}"),
    )  # fmt: skip


def _is_denied(frame: Frame, deed: _Deed) -> bool:
    low = max(frame.clause(deed.start)[0], deed.start - 40)
    return any(t.value == "denied" and not frame.in_bracket(t.start) for t in frame.of("modality", low, deed.end))


def _amount(frame: Frame, deed: _Deed) -> Amount | None:
    low, high = frame.clause(deed.start)
    return next(
        (a for a in frame.amounts if low <= a.start < high and a.unit not in ("", "countries", "percent")), None
    )


def lead_in(frame: Frame, recall: Recall) -> None:
    """Does a sentence end with a colon that a list of recipients follows: what it says then holds for each of them?"""
    scheme = recall.scheme
    if scheme is None or not _LEADS_IN.search(frame.folded, frame.sentence.start, frame.sentence.end):
        return
    deed = next(iter(_deeds(frame)), None)
    if deed is not None and re.search(_OF_AID, frame.folded[frame.sentence.start : frame.sentence.end], re.IGNORECASE):
        date = next(iter(frame.dates), None)
        recall.scheme = Scheme(scheme.type, scheme.donor, recall.sentence, scheme.is_title, deed.stage, date)


def read_goods(frame: Frame, recall: Recall) -> Iterator[Reading]:
    """What a programme gives, where a sentence lists it and names no receiver: "The aid covers radars, boats and drones"."""
    scheme = _in_hand(frame, recall)
    covers = _COVERS.search(frame.folded, frame.sentence.start, frame.sentence.end) if scheme else None
    if scheme is None or covers is None or frame.of("actor", covers.end(), frame.sentence.end):
        return
    high = min((c for c in frame.clauses if c > covers.end()), default=frame.sentence.end)
    items = list(_items(frame.folded, covers.end(), high))
    kinds = [t.start for t in frame.of("equipment", covers.end(), high)]
    if len(items) < 3 or sum(any(s <= k < e for k in kinds) for s, e in items) < 2:
        return
    for start, end in items:
        yield Reading(
            type=scheme.type, parties=(scheme.donor,), subject=scheme.donor, start=start, end=end, confidence=0.6,
            cues=(f"type: {scheme.type} (what the programme gives)",),
        )  # fmt: skip


def _items(folded: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    at = low
    for gap in _SPLIT.finditer(folded, low, high):
        if folded[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    rest = folded[at:high].rstrip(" .;")
    if rest.strip():
        yield at, at + len(rest)
