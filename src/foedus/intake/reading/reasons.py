"""Why a statement reads as it does: for each field the words of the text that gave it, their place, and how.

What the reader noted in a statement's cues comes first. Where it noted no words, the lexicon is asked which words of the
statement, of its sentence, or before it mean the same; such reasons say so, and no reason is made up.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from foedus.intake.reading.amounts import find_amounts
from foedus.intake.reading.chinese.scripts import simplify
from foedus.intake.reading.contexts import passage_at, sentence_at
from foedus.intake.reading.dates.printed import find_dates
from foedus.intake.reading.documents import Document
from foedus.intake.reading.folding import fold
from foedus.intake.reading.lexicon import Lexicon, Token, load_lexicon
from foedus.intake.reading.statements import Statement
from foedus.model.actors import load_actors
from foedus.model.problems import UnknownActorError
from foedus.model.resources import load_file

__all__ = ["Explained", "Explainer", "Reason"]

Place = Literal["here", "sentence", "before", "after", "nowhere"]
"""Where the words stand: in the statement, in its sentence, before or after that, or that no words were found."""

_FILE: Final = Path(__file__).with_name("reasons.yaml")
_CUE: Final = re.compile(
    r"(?P<field>[a-z][a-z ]*): ?(?P<words>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")?(?: at (?P<start>\d+)-(?P<end>\d+))?\s*(?P<how>.*)",
    re.DOTALL,
)
_NEAR: Final = 300
"""Characters: of words this close to each other the plainest counts, else the last."""
_TYPE_KINDS: Final = ("instrument", "named", "relation", "equipment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What gave one field, or one party, of a statement.

    Attributes
    ----------
    value : str or None
        What was read: an instrument type, an actor code, a stage, a date, a modality, an amount.
    words : str or None
        As the document has them; None where no words say it.
    start, end : int or None
        Their place in the document's text [characters].
    how : str
        How the words gave it, in a few words.
    """

    field: str
    value: str | None
    words: str | None = None
    start: int | None = None
    end: int | None = None
    place: Place = "nowhere"
    how: str = ""

    def to_record(self) -> dict[str, Any]:
        """Plain mapping."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A statement with the sentence it stands in, where that is, and the reasons for each field.

    Attributes
    ----------
    line : int
        In the text as read, counted from 1.
    page, box : int, (float, float, float, float) or None
        Of the passage it stands in; None where the format has no pages.
    """

    statement: Statement
    sentence: tuple[int, int]
    context: str
    line: int
    page: int | None
    box: tuple[float, float, float, float] | None
    reasons: tuple[Reason, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """What of it does not stand in its own sentence: where to look first when it seems wrong."""
        found: dict[str, list[str]] = {}
        for reason in self.reasons:
            if reason.value and reason.place not in ("here", "sentence"):
                why = (
                    "no words of the text were found"
                    if reason.words is None
                    else f"not in this sentence, but {reason.place} it"
                )
                found.setdefault(why, []).append(f"{reason.field} {reason.value}")
        return tuple(f"{', '.join(dict.fromkeys(what))}: {why}" for why, what in found.items())

    def to_record(self) -> dict[str, Any]:
        """The row of `foedus read --why --json`: the statement's own, and what explains it."""
        start, end = self.sentence
        return self.statement.to_record() | {
            "cues": list(self.statement.cues),
            "sentence": {"start": start, "end": end, "text": self.context},
            "page": self.page,
            "box": None if self.box is None else list(self.box),
            "line": self.line,
            "why": [reason.to_record() for reason in self.reasons],
            "doubts": list(self.doubts),
        }


@dataclass(frozen=True, slots=True)
class _Cue:
    words: str | None
    start: int | None
    end: int | None
    how: str


@cache
def _wording() -> Mapping[str, Mapping[str, str]]:
    return {str(field): dict(rows) for field, rows in load_file(_FILE).items()}


def _told(field: str, how: str, value: str | None) -> str:
    """How, in words for people: without brackets, and without the value said again (`2+2 (the same as)`)."""
    plain = how.strip()
    if value is not None and plain.startswith(value):
        plain = plain.removeprefix(value).strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1].strip()
    return _wording().get(field, {}).get(plain, plain)


def _cues(statement: Statement) -> Iterator[tuple[str, _Cue]]:
    for text in statement.cues:
        found = _CUE.fullmatch(text)
        if found is None:
            if not text.startswith("amount "):  # printed in the text: see `_Of.amount`
                yield "reader", _Cue(None, None, None, text)
            continue
        words = ast.literal_eval(found["words"]) if found["words"] else None
        start, end = (int(found["start"]), int(found["end"])) if found["start"] else (None, None)
        yield found["field"], _Cue(words or None, start, end, found["how"])


class Explainer:
    """Explains the statements of one document; its text is searched for words once per language."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._plain = fold(document.text)
        self._by_language: dict[str, tuple[str, Lexicon, list[Token]]] = {}

    def explain(self, statement: Statement) -> Explained:
        """Why it reads as it does."""
        passage = passage_at(self.document, statement.start)
        language = passage.language if passage else "en"
        sentence = sentence_at(self.document, statement.start, statement.end)
        noted: dict[str, list[_Cue]] = {}
        for field, cue in _cues(statement):
            noted.setdefault(field, []).append(cue)
        of = _Of(self, statement, sentence, *self._scan(language), noted)
        reasons = [*of.type(), *of.parties(), *of.stage(), *of.date(), *of.amount(), *of.modality(), *of.rest()]
        return Explained(
            statement=statement,
            sentence=sentence,
            context=self.document.text[slice(*sentence)],
            line=self.document.text.count("\n", 0, statement.start) + 1,
            page=passage.page if passage else None,
            box=passage.box if passage else None,
            reasons=tuple(reasons),
        )

    def _scan(self, language: str) -> tuple[str, Lexicon, list[Token]]:
        if language not in self._by_language:
            folded = simplify(self._plain) if language == "zh" else self._plain
            lexicon = load_lexicon(language)
            self._by_language[language] = folded, lexicon, lexicon.scan(folded)
        return self._by_language[language]


@dataclass(frozen=True, slots=True)
class _Of:
    """One statement being explained."""

    by: Explainer
    statement: Statement
    sentence: tuple[int, int]
    folded: str
    lexicon: Lexicon
    tokens: Sequence[Token]
    noted: Mapping[str, Sequence[_Cue]]

    def type(self) -> Iterator[Reason]:
        """The words for the instrument; where these only look back, the words they look back to as well."""
        value = self.statement.instrument_type
        given = [self._reason("type", value, cue) for cue in self.noted.get("type", ())]
        worded = [reason for reason in given if reason.words]
        yield from worded
        if any(self._names(reason) for reason in worded):
            return
        told = "; ".join(reason.how for reason in given if reason.how)
        how = "what is meant" if worded else told or "a word for this type"
        found = self._nearest("type", value, [t for t in self.tokens if _is_of_type(t, value)], how)
        if found.words or not worded:
            yield found

    def _names(self, reason: Reason) -> bool:
        """Do the words themselves name the type, or tell of the deed?"""
        start, end = reason.start or 0, reason.end or 0
        cue = self.noted["type"][0].how
        return "act" in cue or any(
            _is_of_type(t, self.statement.instrument_type) and start <= t.start < end for t in self.tokens
        )

    def parties(self) -> Iterator[Reason]:
        """For each party the words that name it; 日 of a date names nobody."""
        noted = self.noted.get("parties", ())
        how = "; ".join(_told("parties", cue.how, None) for cue in noted if cue.how)
        for code in self.statement.parties:
            named = [t for t in self.tokens if _names(t, code) and not (t.end - t.start == 1 and self._in_date(t))]
            role = next((role for role, who in self.statement.roles if code in who), "")
            yield self._nearest("party", code, named, "; ".join(part for part in (role, how) if part))

    def _in_date(self, token: Token) -> bool:
        around = self.folded[max(0, token.start - 1) : token.start]
        return around.isdigit()

    def stage(self) -> Iterator[Reason]:
        """The words for the stage."""
        stage = self.statement.stage
        if stage is None:
            return
        given = [self._reason("stage", stage, cue) for cue in self.noted.get("stage", ())]
        yield from given
        if not given:
            words = [t for t in self.tokens if t.value == stage or t.detail.get("stage") == stage]
            yield self._nearest("stage", stage, words, "a word for this stage", back=False)

    def date(self) -> Iterator[Reason]:
        """Where the date is printed."""
        date = self.statement.date
        if date is None:
            return
        noted = self.noted.get("date", ())
        given = [self._reason("date", date, cue) for cue in noted]
        yield from (reason for reason in given if reason.words)
        if any(reason.words for reason in given):
            return
        low = max(0, self.sentence[0] - 2000)
        dates = find_dates(self.folded, low, self.sentence[1], self.lexicon.language)
        same = [Token(kind="date", value=date, start=d.start, end=d.end) for d in dates if d.edtf == date]
        yield self._nearest("date", date, same, "; ".join(reason.how for reason in given if reason.how))

    def amount(self) -> Iterator[Reason]:
        """Where the amount is printed."""
        if self.statement.value is None:
            return
        value = f"{self.statement.value} {self.statement.unit or ''}".strip()
        amounts = find_amounts(self.folded, *self.sentence, self.lexicon)
        same = [
            Token(kind="amount", value=value, start=a.start, end=a.end)
            for a in amounts
            if (a.value, a.unit) == (self.statement.value, self.statement.unit)
        ]
        yield self._nearest("amount", value, same, "")

    def modality(self) -> Iterator[Reason]:
        """The words that make it a plan, a supposition, advice, a denial or somebody's word."""
        meant = self.statement.modality
        if meant == "asserted" and not self.statement.negated:
            return
        given = [self._reason("modality", meant, cue) for cue in self.noted.get("modality", ())]
        yield from given
        if not given:
            words = [t for t in self.tokens if _means(t, meant)]
            how = "the form of the sentence says so" if not self._inside(words, self.sentence) else ""
            yield self._nearest("modality", meant, words, how, back=False)

    def rest(self) -> Iterator[Reason]:
        """Whatever else the reader noted."""
        for field, cues in self.noted.items():
            if field not in ("type", "parties", "stage", "date", "modality"):
                yield from (self._reason(field, None, cue) for cue in cues)

    def _reason(self, field: str, value: str | None, cue: _Cue) -> Reason:
        start, end = cue.start, cue.end
        if start is None and cue.words:
            start = self._find(cue.words)
            end = None if start is None else start + len(cue.words)
        how = _told(field, cue.how, value)
        if start is None or end is None or start >= end:
            return Reason(field=field, value=value, words=cue.words, how=how, place="here" if cue.words else "nowhere")
        return Reason(
            field=field, value=value, words=self.by.document.text[start:end].strip(), start=start, end=end, how=how,
            place=self._place(start, end),
        )  # fmt: skip

    def _find(self, words: str) -> int | None:
        """Where a cue's words stand: in the statement, else in its sentence, else the last time before it."""
        for low, high in ((self.statement.start, self.statement.end), self.sentence):
            at = self.folded.find(words, low, high)
            if at >= 0:
                return at
        at = self.folded.rfind(words, 0, self.sentence[0])
        return at if at >= 0 else None

    def _place(self, start: int, end: int) -> Place:
        if self.statement.start <= start and end <= self.statement.end:
            return "here"
        if self.sentence[0] <= start < self.sentence[1]:
            return "sentence"
        return "before" if start < self.sentence[0] else "after"

    def _inside(self, tokens: Sequence[Token], span: tuple[int, int]) -> list[Token]:
        return [t for t in tokens if span[0] <= t.start and t.end <= span[1]]

    def _nearest(self, field: str, value: str, tokens: Sequence[Token], how: str, *, back: bool = True) -> Reason:
        """The words of its sentence that say it most plainly, the nearest of them; else the last ones before it."""
        start, end = self.statement.start, self.statement.end
        own = self._inside(tokens, self.sentence)
        before = [t for t in tokens if t.end <= self.sentence[0]] if back else []
        if own:
            found = min(own, key=lambda t: (_rank(t), max(t.start - end, start - t.end, 0), t.start))
        elif before:
            near = [t for t in before if before[-1].end - t.end <= _NEAR]
            found = min(near, key=lambda t: (_rank(t), -t.start))
        else:
            return Reason(field=field, value=value, how=how)
        words = self.by.document.text[found.start : found.end]
        place = self._place(found.start, found.end)
        return Reason(field=field, value=value, words=words, start=found.start, end=found.end, place=place, how=how)


def _rank(token: Token) -> int:
    """A name says plainer whom it means than its capital, its forces or a group it belongs to."""
    if token.kind in ("group", "named", "origin"):
        return 2
    return int(token.detail.get("form") in ("capital", "place", "force"))


def _is_of_type(token: Token, code: str) -> bool:
    return token.kind in _TYPE_KINDS and (
        token.value == code or (token.kind == "equipment" and code == "equipment_export")
    )


def _names(token: Token, code: str) -> bool:
    if token.kind in ("actor", "origin"):
        return token.value == code
    if token.kind == "named":
        return code in token.detail.get("parties", ())
    return token.kind == "group" and code in _members(token.value)


@cache
def _members(group: str) -> frozenset[str]:
    try:
        return load_actors().members(group).possible
    except UnknownActorError:
        return frozenset()


def _means(token: Token, modality: str) -> bool:
    if modality == "attributed":
        return token.kind == "attribution"
    if modality == "denied" and token.kind == "stage" and token.detail.get("negated"):
        return True
    return token.kind == "modality" and token.value == modality
