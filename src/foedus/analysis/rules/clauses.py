"""What law is made of: clauses with reference and validity, the rules each one states, and the files they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from foedus.model.dates import EdtfDate, Truth, both, has_begun, negate

__all__ = ["Atom", "Clause", "Condition", "Rule", "RuleFile", "Survey", "applies"]

Atom = tuple[str, ...]
"""A predicate and its arguments as they stand in a rule: `("type", "I", '"ACSA"')`."""


def applies(span: EdtfDate, on: int) -> Truth:
    """Is day ``on`` [ordinal] inside the interval, its last day included? An imprecise edge leaves it `uncertain`.

    Examples
    --------
    >>> from foedus.model.dates import day
    >>> span = EdtfDate.parse("2013-01-31/2017-09")
    >>> [applies(span, day(on)) for on in ("2013-01-30", "2013-01-31", "2017-09-15", "2017-10-01")]
    ['no', 'yes', 'uncertain', 'no']
    """
    start, _, end = span.text.partition("/")
    begun: Truth = "yes" if start == ".." else "uncertain" if start == "" else has_begun(EdtfDate.parse(start), on)
    # The last day is some day of the date that ends it: what ends in 2017-09 may be over from the 2nd on.
    over: Truth = "no" if end == ".." else "uncertain" if end == "" else has_begun(EdtfDate.parse(end), on - 1)
    return both(begun, negate(over))


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Whose whole law somebody has looked at: for these activities, from when to when.

    There, silence means *no authority*; elsewhere it means that nobody looked. `role` is `actor` or `host` where only
    the law on going abroad, or only the law on receiving, was looked at; else `both`.
    """

    actor: str
    activities: frozenset[str]
    span: EdtfDate
    role: OneOf["actor", "host", "both"] = "both"

    def covers(self, actor: str, activity: str, on: int, *, role: str) -> bool:
        """Was this actor's law on the activity looked at for that day?"""
        return (
            self.actor == actor
            and activity in self.activities
            and self.role in ("both", role)
            and applies(self.span, on) == "yes"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One provision of one version of a law or instrument.

    Attributes
    ----------
    reference : str
        Article and paragraph, as a lawyer cites it.
    valid : EdtfDate
        From the first day in force to the last.
    gloss : str
        What it says, in our own words.
    seen : str
        What exactly the author of the clause has seen.
    hypothetical : bool
        Comes from a file given for one question only.
    """

    id: str
    file: str
    line: int
    reference: str
    valid: EdtfDate
    gloss: str
    address: str = ""
    seen: str = ""
    actor: str | None = None
    hypothetical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a rule.

    Attributes
    ----------
    text : str
        As the engine runs it; the marks of `program.py` stand where the case goes.
    shown : str
        As the author wrote it.
    atom : Atom or None
        None for comparisons, counts and the like.
    negated : bool
    within : tuple of Atom
        Atoms inside a count or a conditional.
    """

    text: str
    shown: str
    atom: Atom | None = None
    negated: bool = False
    within: tuple[Atom, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a clause: `head` follows where every condition of `body` holds."""

    clause: str
    file: str
    line: int
    head: Atom
    body: tuple[Condition, ...]
    variables: tuple[str, ...]
    shown: str

    @property
    def asks(self) -> Iterator[Atom]:
        """Every atom its conditions ask for, those inside counts included."""
        for condition in self.body:
            yield from (condition.atom,) if condition.atom else condition.within

    def fits(self, asked: Mapping[str, str]) -> bool:
        """Can it apply where these predicates (`actor`, `activity` …) hold of one thing each?"""
        for condition in self.body:
            atom = condition.atom
            if atom is not None and not condition.negated and len(atom) == 2 and atom[0] in asked:
                constant = not atom[1][0].isupper() and atom[1][0] != "_"
                if constant and atom[1] != asked[atom[0]]:
                    return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One file of rules as read."""

    name: str
    title: str
    actor: str | None
    surveys: tuple[Survey, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[Rule, ...]
