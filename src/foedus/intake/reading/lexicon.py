"""The lexicon: what words mean to the reader, from one YAML file a language, found in one scan of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import ahocorasick_rs

from foedus.intake.reading.chinese.scripts import simplify
from foedus.intake.reading.folding import fold, lower
from foedus.intake.reading.forms import WideForm, expand, widen
from foedus.model.actors import load_actors
from foedus.model.names import load_names
from foedus.model.resources import load_file

__all__ = ["Lexicon", "Token", "load_lexicon"]

_FOLDER = Path(__file__).parent / "lexicon"
_CHAIN = 4
_WINDOW = 1 << 16
"""Characters scanned at a time."""
_HISTORICAL = "COW"
_SAME_IN_PLURAL = ("s", "ch", "sh", "se", "z")
_CLOSING = ")'\"」』>"
_WORD = re.compile(r"<([a-z]+)>")
# Within a layer the longest words win; layers do not hide each other: "the agreement" is not lost to "Agreement on …".
_LAYERS = {
    "anaphor": "reference", "joining": "reference", "persons": "reference", "unspecified": "reference",
    "modality": "meaning", "attribution": "meaning", "comparison": "meaning",
    "equipment": "goods", "transfer": "goods", "recipients": "reference", "origin": "makes", "hint": "hints",
    "cue": "cues",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or phrase with a meaning, at ``text[start:end]``.

    Attributes
    ----------
    kind : str
        actor, group, instrument, named, relation, stage, modality, attribution, comparison, equipment, transfer, anaphor,
        unspecified, hint, civil, cue, mask.
    value : str
        Actor code, instrument type, stage, modality or kind of anaphor; of a hint, the type it makes one think of; of a cue,
        the stage it may stand for.
    detail : Mapping
        What the lexicon says besides, such as `date_of` of a stage or `form` of an actor.
    """

    kind: str
    value: str
    start: int
    end: int
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    form: str
    kind: str
    value: str
    detail: Mapping[str, Any]
    order: int = 0

    @property
    def meaning(self) -> tuple[str, str, str, str]:
        """What two entries share if they are one and the same."""
        return self.form, self.kind, self.value, str(self.detail)


@dataclass(frozen=True, slots=True)
class _Wide:
    """A form of many spellings with its beginning found, and what it would mean."""

    form: WideForm
    head: str
    entry: _Entry


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """One language's entries with their automaton, and its grammar of small words (`grammar`)."""

    language: str
    grammar: Mapping[str, Any]
    automaton: ahocorasick_rs.AhoCorasick
    entries: tuple[tuple[_Entry, ...], ...]
    wide: Mapping[int, tuple[_Wide, ...]]
    syllables: frozenset[str]
    longest: int

    def scan(self, folded: str) -> list[Token]:
        """All tokens of a folded text: the longest at each place, all meanings of the same words. Linear in the text.

        Parameters
        ----------
        folded : str
            Text as `folding.fold` gives it.
        """
        tokens: list[Token] = []
        name_until = -1
        taken = dict.fromkeys(set(_LAYERS.values()) | {"", "faint"}, (-1, -1))
        for (start, negative_end), entries in self._found(lower(folded)):
            end = -negative_end
            for entry in entries:
                layer = "faint" if "faint" in entry.detail else entry.detail.get("layer") or _LAYERS.get(entry.kind, "")
                if entry.kind == "mask" and "everywhere" in entry.detail:
                    taken = {name: max(span, (start, end), key=lambda s: s[1]) for name, span in taken.items()}
                    continue
                span = taken[layer]
                if (start < span[1] and (start, end) != span) or not self._fits(entry, folded, start, end):
                    continue
                taken[layer] = (start, end)
                if entry.kind in ("named", "group"):
                    name_until = max(name_until, end)
                if entry.kind != "mask" and not (entry.kind == "modality" and end <= name_until):  # 计划 within a name
                    tokens.append(Token(kind=entry.kind, value=entry.value, start=start, end=end, detail=entry.detail))
        return tokens

    def _found(self, lowered: str) -> Iterator[tuple[tuple[int, int], Sequence[_Entry]]]:
        """What may stand where, by start and end, the end negative: in order, window by window, so that a long text costs no more."""
        for low in range(0, len(lowered), _WINDOW):
            part = lowered[low : low + _WINDOW + self.longest]
            yield from sorted(self._within(lowered, part, low).items(), key=lambda hit: hit[0])

    def _within(self, lowered: str, part: str, low: int) -> dict[tuple[int, int], Sequence[_Entry]]:
        """What begins in the window at a place; the part reaches as far behind it as the longest form does."""
        found: dict[tuple[int, int], Sequence[_Entry]] = {}
        spelled: dict[tuple[int, int], list[_Entry]] = {}
        for index, begin, until in self.automaton.find_matches_as_indexes(part, overlapping=True):
            if begin >= _WINDOW:
                continue
            start, end = low + begin, low + until
            if self.entries[index]:
                found[start, -end] = self.entries[index]
            for wide in self.wide.get(index, ()):
                for stop, form in wide.form.spellings(lowered, wide.head, end):
                    spelled.setdefault((start, -stop), []).append(replace(wide.entry, form=form))
        for place, entries in spelled.items():
            found[place] = _distinct([*found.get(place, ()), *entries])
        return found

    def _fits(self, entry: _Entry, folded: str, start: int, end: int) -> bool:
        if entry.form != entry.form.lower() and folded[start:end] != entry.form:
            return False
        if entry.form[0].isascii() or self.language == "en":
            return _is_word_start(folded, start) and _is_word_end(folded, end, entry)
        if self.language == "ko" and entry.kind in ("actor", "group", "anaphor"):
            return not _is_inside_word(folded, start, self.syllables)
        if "ァ" <= entry.form[0] <= "ー":
            before = start and "ァ" <= folded[start - 1] <= "ー" and folded[start - 1] != "・"
            inner = "ァ" <= entry.form[-1] <= "ー"
            return not before and not (
                inner and end < len(folded) and "ァ" <= folded[end] <= "ー" and folded[end] != "・"
            )
        return True


def _is_inside_word(folded: str, start: int, syllables: frozenset[str]) -> bool:
    """Does a Korean name begin inside a word? One-syllable names may follow each other: 한미일."""
    if start and folded[start - 1] in _CLOSING and folded.startswith("이란", start):
        return True  # "…(DCA)이란 무엇인가": no Iran
    at = start
    while at and folded[at - 1] in syllables and start - at < _CHAIN:
        at -= 1
    return at > 0 and "가" <= folded[at - 1] <= "힣"


def _is_word_start(text: str, at: int) -> bool:
    if at == 0 or not (text[at - 1].isalnum() and text[at - 1].isascii()):
        return True
    # Lost dashes glue names: "UKJapan", "South KoreaJapan".
    return text[at].isupper() and (text[at - 1].islower() or text[at - 1] in "KSA.") and at >= 2


def _is_word_end(text: str, at: int, entry: _Entry) -> bool:
    if at >= len(text) or not (text[at].isalnum() and text[at].isascii()) or not text[at - 1].isalnum():
        return True
    return (
        entry.kind in ("actor", "group")
        and text[at].isupper()
        and at + 1 < len(text)
        and (text[at + 1].islower() or text[at + 1] == ".")
    )


def _spelled(form: str, words: Mapping[str, str]) -> str:
    """A form with the words that stand for many written out: "security <pact>"; English has "co-operation" too."""
    form = _WORD.sub(lambda found: words[found[1]], form) if "<" in form else form
    return form if "co-op" in form else form.replace("cooperation", "(cooperation|co-operation)")


def _entries(language: str, data: Mapping[str, Any]) -> Iterator[_Entry]:
    words = data.get("words", {})
    for kind, section in (("instrument", "instruments"), ("relation", "relations")):
        for code, forms in data[section].items():
            yield from _forms([_spelled(form, words) for form in forms], kind, code)
    for row in data["acts"]:
        yield from _forms(row["forms"], "instrument", row["type"], {key: row[key] for key in ("stage", "date_of")})
    for row in data["stages"]:
        detail = {key: value for key, value in row.items() if key not in ("stage", "forms")}
        yield from _forms(row["forms"], "stage", row["stage"], detail)
    for section, kind in (("modality", "modality"), ("anaphora", "anaphor")):
        for value, forms in data[section].items():
            yield from _forms(forms, kind, value)
    for kind in ("attribution", "comparison", "equipment", "transfer", "unspecified", "joining", "persons"):
        yield from _forms([form.replace("{n} ", "") for form in data[kind]], kind, kind)
    yield from _coded(data)
    everywhere = {"everywhere": True} if language == "zh" else None
    yield from _forms(data.get("masks", ()), "mask", "", everywhere)
    yield from _forms(data.get("other_meanings", ()), "mask", "", {"everywhere": True})
    yield from _forms(data.get("recipients", ()), "recipients", "recipients")
    yield from _forms(data.get("civil", ()), "civil", "civil")
    hints = data.get("hints", ())
    for value, forms in hints.items() if isinstance(hints, Mapping) else (("hint", hints),):
        yield from _forms(forms, "hint", value)
    yield from _weighed(data)
    yield from _named_entries(language)
    yield from _actor_entries(language)


def _weighed(data: Mapping[str, Any]) -> Iterator[_Entry]:
    """What says nothing by itself but is weighed with all else: words that may be of a stage, bases known by name."""
    for row in data.get("cues", ()):
        detail = {key: value for key, value in row.items() if key not in ("stage", "forms")}
        yield from _forms(row["forms"], "cue", row["stage"], {**detail, "cue": True})
    yield from _forms(data.get("auxiliaries", ()), "mask", "", {"layer": _LAYERS["cue"]})
    for value, forms in data.get("faint", {}).items():
        yield from _forms(forms, "hint", value, {"faint": True})
    for row in data.get("bases", ()):
        yield from _forms(row["forms"], "hint", "basing", {"parties": tuple(row["parties"])})


def _coded(data: Mapping[str, Any]) -> Iterator[_Entry]:
    """Forces, places and makes of equipment that stand for a state."""
    for code, forms in data.get("origins", {}).items():
        yield from _forms([plural for form in forms for plural in (form, f"{form}s")], "origin", code)
    for code, forms in data.get("short_names", {}).get("more", {}).items():
        yield from _forms(forms, "actor", code, {"form": "short"})
    for section, kind, form in (("forces", "actor", "force"), ("places", "actor", "place")):
        for code, forms in data.get(section, {}).items():
            yield from _forms(forms, kind, code, {"form": form})
    for code, forms in data.get("makes", {}).items():
        yield from _forms(forms, "equipment", "equipment", {"origin": code})


def _forms(forms: Sequence[str], kind: str, value: str, detail: Mapping[str, Any] | None = None) -> Iterator[_Entry]:
    for form in forms:
        yield _Entry(form, kind, value, detail or {})


def _named_entries(language: str) -> Iterator[_Entry]:
    for name in load_names():
        kind, detail = ("named", {"parties": name.parties}) if name.parties else ("instrument", {"series": True})
        forms = name.forms.get(language, ())
        if language == "en" and name.type == "exercise":
            forms = tuple(dict.fromkeys([*forms, *(form.upper() for form in forms)]))  # "Exercise MALABAR"
        yield from _forms(forms, kind, name.type, detail)


def _actor_entries(language: str) -> Iterator[_Entry]:
    actors = load_actors()
    spoken_forms = [f for f in actors.forms() if f.language == language]
    single = {f.form for f in spoken_forms if f.kind in ("name", "short")}
    spoken = {f.form for f in spoken_forms}
    present = {f.form for f in spoken_forms if not f.code.startswith(_HISTORICAL)}
    for form, _, kind, code in spoken_forms:
        if code.startswith(_HISTORICAL) and form in present:
            continue  # "Seoul" is the capital of the state that now is
        if kind == "group" and _is_list_of_names(form, single):
            continue  # "U.S.-ROK-Japan" is read as its members, so that "U.S.-ROK-Japan-Philippines" is too.
        yield _Entry(fold(form), "group" if kind == "group" else "actor", code, {"form": kind})
        if kind == "demonym" and language == "en" and not form.endswith(_SAME_IN_PLURAL) and f"{form}s" not in spoken:
            yield _Entry(f"{fold(form)}s", "actor", code, {"form": kind})
    for form in actors.lookalikes(language):
        yield _Entry(fold(form), "mask", "", {})


def _is_list_of_names(form: str, names: set[str]) -> bool:
    parts = re.split(r"[-–/·・]", form)
    return (len(parts) > 1 and all(part.strip() in names for part in parts)) or (
        not form.isascii() and all(character in names for character in form)
    )


def _distinct(entries: Sequence[_Entry]) -> tuple[_Entry, ...]:
    """In the order in which the lexicon first has them."""
    return tuple({entry.meaning: entry for entry in sorted(entries, key=lambda entry: entry.order)}.values())


def _folded(text: str) -> str:
    return simplify(fold(text))


@cache
def load_lexicon(language: str) -> Lexicon:
    """Read `lexicon/<language>.yaml` and build its automaton; once per process.

    Notes
    -----
    Forms of many spellings stand in the automaton with their beginnings only; what follows is compared where one is found.
    """
    data = load_file(_FOLDER / f"{language}.yaml")
    spell = _folded if language == "zh" else fold
    plain: dict[str, list[_Entry]] = {}
    wide: dict[str, list[_Wide]] = {}
    for order, entry in zip(count(), _entries(language, data)):
        form = widen(entry.form, spell, lower)
        if form is not None:
            for head in form.heads:
                wide.setdefault(lower(head), []).append(_Wide(form, head, replace(entry, order=order)))
            continue
        for spelled in filter(None, map(spell, expand(entry.form))):
            plain.setdefault(lower(spelled), []).append(replace(entry, form=spelled, order=order))
    forms = list(dict.fromkeys([*plain, *wide]))
    entries = tuple(_distinct(plain.get(form, ())) for form in forms)
    return Lexicon(
        language=language,
        grammar=data,
        automaton=ahocorasick_rs.AhoCorasick(forms),
        entries=entries,
        wide={index: tuple(wide[form]) for index, form in enumerate(forms) if form in wide},
        longest=max(map(len, forms)),
        syllables=frozenset(
            e.form for group in entries for e in group if len(e.form) == 1 and e.detail.get("form") == "short"
        ),
    )
