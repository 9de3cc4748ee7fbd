"""What a Chinese sentence has said so far, and the words for stages found in a clause."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.intake.reading.chinese.parties import Cast
from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention

__all__ = ["Deed", "Event", "Story"]


@dataclass(slots=True)
class Story:
    """What the sentence has said so far."""

    cast: Cast
    mention: Mention | None = None
    parties: tuple[str, ...] = ()
    date: TextDate | None = None
    is_conditional: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A word for a stage with the meanings it may have, and what else the clause says of it."""

    options: tuple[Token, ...]
    start: int
    end: int
    date: TextDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is told of a mention: the word for its stage or the stage itself, the day, the words that tell it.

    Attributes
    ----------
    token : Token or None
        The word for the stage.
    date : TextDate or None
        When.
    span : tuple of int
        Words besides the mention that the statement rests on; empty if none.
    stage : str
        The stage where no word gives it.
    is_bracketed : bool
        Told in a partner's own bracket, which stands for the whole statement.
    """

    token: Token | None = None
    date: TextDate | None = None
    span: tuple[int, ...] = ()
    stage: str = ""
    is_bracketed: bool = False
