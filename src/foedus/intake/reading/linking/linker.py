"""The linker beside the reader: weighs each sentence of a document, and remembers it for the next ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from foedus.intake.reading.dates.dating import Dating
from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.context import Context, Heard
from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.linking.statements import weighed
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.tables.outline import Scope

__all__ = ["Linker", "may_tell"]

_TELLING: Final = frozenset({"instrument", "named", "relation", "stage", "cue", "equipment", "hint"})
_OPENS_WITHIN: Final = 6  # characters into a sentence, a date opens it


def may_tell(tokens: Sequence[Token], groups: Sequence[PartyGroup]) -> bool:
    """May a sentence in which the rules see nothing tell something all the same?"""
    return any(t.kind in _TELLING for t in tokens) or (bool(groups) and any(t.kind == "cue" for t in tokens))


@dataclass(frozen=True, slots=True)
class Linker:
    """What one document has set up so far; with ``observe`` every sentence is shown instead of weighed."""

    context: Context
    observe: Callable[[Sight], None] | None = None

    def weigh(
        self,
        frame: Frame,
        told: Sequence[tuple[Reading, str | None]],
        resolved: Mapping[TextDate, str | None],
        scope: Scope | None,
        dating: Dating,
    ) -> Sequence[tuple[Reading, str | None]]:
        """What the rules read in a sentence, weighed against all else it may say; then the sentence is remembered.

        Parameters
        ----------
        dating : Dating
            Of the document, up to the sentence: what its line stands under, what else its dates may mean.
        """
        sight = Sight(
            frame=frame,
            readings=tuple(reading for reading, _ in told),
            dates=tuple(date for _, date in told),
            resolved=resolved,
            context=self.context,
            scope=scope,
            others={date: other for date in frame.dates if (other := dating.otherwise(date)) is not None},
            scope_date=dating.lead,
            place="prose" if scope is None else "list" if scope.is_list else "line",
        )
        if self.observe is not None:
            self.observe(sight)
        else:
            told = list(weighed(sight))
        self.hear(frame.tokens, frame.groups, resolved)
        for date in frame.dates[:1]:
            if date.start - frame.sentence.start <= _OPENS_WITHIN and resolved.get(date):
                self.context.opening, self.context.opened = resolved[date], self.context.number - 1
        return told

    def hear(
        self, tokens: Sequence[Token], groups: Sequence[PartyGroup], resolved: Mapping[TextDate, str | None]
    ) -> None:
        """Remember whom, what and when a sentence named."""
        own = [g for g in groups if g.case != "other_than"]
        codes = tuple(dict.fromkeys(code for g in own for code in g.codes))
        pairs = [frozenset(g.codes) for g in own if len(set(g.codes)) == 2]
        if len(codes) == 2:
            pairs.append(frozenset(codes))
        elif len(codes) > 2:
            pairs += [frozenset((codes[0], code)) for code in codes[1:4]]
        types = [t.value for t in tokens if t.kind in ("instrument", "named")]
        if not types and any(t.kind == "equipment" for t in tokens):
            types = ["equipment_export"]
        dates = tuple(v for v in resolved.values() if v)
        heard = Heard(
            self.context.number, codes, tuple(dict.fromkeys(pairs)), tuple(dict.fromkeys(types)), dates,
            self.context.paragraph,
        )  # fmt: skip
        self.context.hear(heard)
