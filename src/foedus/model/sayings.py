"""What a document says of things that are no instruments: positions on open questions, terms and names, the state of its own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from foedus.model.resources import load_yaml

__all__ = ["Question", "Saying", "load_questions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words of a document, and what they are an instance of.

    Attributes
    ----------
    start, end : int
        Span in the document's text [characters].
    kind : str
        Which idea it is an instance of: position, term, named, text, source and so on; each is explained where it is found.
    topic : str
        What it is about: a question, a term, a name; sayings of one kind and topic can be compared.
    side : str
        What it says of the topic, in a code that two texts share if they say the same.
    actors : tuple of str
        Codes of the actors it names or its paragraph is about.
    line : int
        Number of its sentence in the document; two sayings of one sentence are one thought.
    date : str or None
        EDTF, where it carries one.
    says : str
        In words, where the code does not say enough.
    context : str
        Its sentence.
    """

    doc: str
    start: int
    end: int
    quote: str
    kind: str
    topic: str = ""
    side: str = ""
    actors: tuple[str, ...] = ()
    line: int = 0
    date: str | None = None
    value: float | None = None
    unit: str | None = None
    says: str = ""
    words: tuple[str, ...] = ()
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question on which texts take sides; see `questions.yaml`."""

    id: str
    asks: str
    sides: Mapping[str, str]
    why: str


@cache
def load_questions() -> Mapping[str, Question]:
    """All questions by id, read once per process."""
    return MappingProxyType(
        {
            row["id"]: Question(id=row["id"], asks=row["asks"], sides=MappingProxyType(row["sides"]), why=row["why"])
            for row in load_yaml("questions")["questions"]
        }
    )
