"""A frame is one sentence with all that was found in it; a reading is what it says, still in the text's own terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.sentences import Bracket, Sentence

__all__ = ["BY_ENDINGS", "CLAUSAL", "DIRECTED", "VERB_LAST", "Frame", "Reading"]

VERB_LAST: Final = frozenset({"ja", "ko"})
"""Languages whose verb follows what it governs."""

CLAUSAL: Final = frozenset({"zh"})
"""Languages read clause by clause, the verb in the middle (`chinese`)."""

BY_ENDINGS: Final = frozenset({"ko"})
"""Languages read clause by clause (`korean`)."""

DIRECTED: Final = frozenset({"equipment_export", "OSA", "ODA", "asset_protection", "port_call", "deployment"})
"""Types with a giver and a receiver: the receiver may stand after `to`, `for` or `in`, or bare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sentence with all that was found in it."""

    folded: str
    sentence: Sentence
    tokens: Sequence[Token]
    groups: Sequence[PartyGroup]
    dates: Sequence[TextDate]
    amounts: Sequence[Amount]
    brackets: Sequence[Bracket]
    clauses: Sequence[int]
    mentions: Sequence[Mention]
    lexicon: Lexicon

    def clause(self, at: int) -> tuple[int, int]:
        """Start and end of the clause that holds a position."""
        begin = max((c for c in self.clauses if c <= at), default=self.sentence.start)
        return begin, min((c for c in self.clauses if c > at), default=self.sentence.end)

    def in_bracket(self, at: int) -> Bracket | None:
        """The bracket that holds a position."""
        return next((b for b in self.brackets if b.start <= at < b.end), None)

    def of(self, kind: str, low: int, high: int) -> list[Token]:
        """Tokens of one kind that begin in a span."""
        return [t for t in self.tokens if t.kind == kind and low <= t.start < high]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement still in the text's own terms: its date may be relative, its parties unsorted."""

    type: str
    parties: tuple[str, ...]
    subject: str
    start: int
    end: int
    stage: str | None = None
    date: TextDate | None = None
    inherits_date: bool = False
    date_of: str | None = None
    modality: str = "asserted"
    negated: bool = False
    amount: Amount | None = None
    confidence: float = 0.5
    cues: tuple[str, ...] = field(default=())
