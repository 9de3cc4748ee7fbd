"""Definitions of tiers: a rule file each, with named criteria; and several of them made ready to run together."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePath
from typing import Final

from foedus.analysis.rules.clauses import Atom, Clause, Rule, RuleFile
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.problems import BadRulesError
from foedus.analysis.rules.program import Program
from foedus.model.dates import EdtfDate
from foedus.model.problems import Issue
from foedus.model.vocabulary import load_vocabulary

__all__ = ["DEFENCE", "STANDS", "Asked", "Criterion", "Definition", "Rulebook", "define"]

DEFENCE: Final = "mutual_defense_treaty"
STANDS: Final = frozenset({"in_force", "not_yet", "ended"})
"""How an instrument stands."""
_STATES = frozenset({"in_force", "not_yet", "ended", "stage", "between", "bilateral", "instrument", "role", "party"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """What rules ask for, so that only that need be gathered.

    Attributes
    ----------
    predicates : frozenset of str
    types : frozenset of str
        Types of instruments named, alone or by their layer.
    anything : bool
        Some rule asks for an instrument of any type.
    words : frozenset of str
        Every constant: codes, types, ids.
    tells_apart : bool
        Some rule counts or compares names, so that two things alike are not one.
    negates : bool
        Some rule asks that an instrument be not in some state.
    bystanders : bool
        Some rule asks for parties of an instrument whether or not they are anybody's allies.
    always_stands : bool
        Every rule that asks for an instrument wants it in force, not yet there, or over.
    about : mapping of str to frozenset of str
        What rules ask of instruments of a type or layer; of any, under the empty name.
    """

    predicates: frozenset[str]
    types: frozenset[str]
    anything: bool
    words: frozenset[str]
    tells_apart: bool
    negates: bool
    bystanders: bool
    always_stands: bool
    about: Mapping[str, frozenset[str]]

    def of(self, kind: str) -> frozenset[str]:
        """What rules ask of an instrument of this type."""
        return _asked_of(self, kind)

    @property
    def allies(self) -> bool:
        """Does it matter who is allied with whom?"""
        return "ally" in self.predicates

    @property
    def kinds(self) -> frozenset[str]:
        """Types of which it matters whether there is one that nobody has looked for."""
        return _kinds_of(self)


@lru_cache(maxsize=1024)
def _kinds_of(asked: Asked) -> frozenset[str]:
    own = {DEFENCE} if asked.allies else set()
    return asked.types | own | ({"other_treaty"} if asked.anything else set())


@lru_cache(maxsize=4096)
def _asked_of(asked: Asked, kind: str) -> frozenset[str]:
    layer = load_vocabulary().types[kind].layer
    return frozenset[str]().union(*(asked.about.get(name, frozenset()) for name in (kind, f"layer {layer}", "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One named criterion: the clauses that say it is needed or met, and what they ask for."""

    name: str
    needed: bool
    clauses: tuple[Clause, ...]
    asked: Asked
    signs: frozenset[bool]

    @property
    def is_mixed(self) -> bool:
        """May one more instrument or alliance both meet it and undo it?"""
        return len(self.signs) > 1

    def may_exclude(self, other: Criterion) -> bool:
        """Can what meets one of the two undo the other?"""
        common = self.asked.types & other.asked.types or self.asked.anything or other.asked.anything
        return bool(common or (self.asked.allies and other.asked.allies)) and self.signs != other.signs


@dataclass(frozen=True, eq=False)
class Definition:
    """One definition of a tier; two are the same only if they are one object."""

    name: str
    file: RuleFile
    law: Law

    @property
    def title(self) -> str:
        """In words."""
        return self.file.title

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """In the order in which the file names them."""
        names = dict.fromkeys(_name(rule.head) for rule in self.file.rules if rule.head[0] in ("needed", "met"))
        return tuple(self._criterion(name) for name in names)

    def rules_of(self, name: str) -> list[Rule]:
        """Every rule a criterion hangs on."""
        own = [r for r in self.file.rules if len(r.head) == 2 and _name(r.head) == name and r.head[0] != "excepted"]
        return [rule for rule, _ in _closure(own, self.file.rules)]

    def _criterion(self, name: str) -> Criterion:
        own = [r for r in self.file.rules if len(r.head) == 2 and _name(r.head) == name and r.head[0] != "excepted"]
        needed = any(rule.head[0] == "needed" for rule in own)
        closure = _closure(own, self.file.rules)
        clauses = dict.fromkeys(rule.clause for rule in own)
        return Criterion(
            name=name,
            needed=needed,
            clauses=tuple(self.law.clauses[clause] for clause in clauses),
            asked=_asked(closure),
            signs=_signs(closure),
        )

    @cached_property
    def clause_ids(self) -> frozenset[str]:
        """Ids of its clauses."""
        return frozenset(clause.id for clause in self.file.clauses)

    @cached_property
    def asked(self) -> Asked:
        """What its rules together ask for."""
        return _asked((rule, frozenset({False})) for rule in self.file.rules)

    @cached_property
    def is_mixed(self) -> bool:
        """Does some criterion want one thing present and another absent, or has the tier a rule of its own?"""
        return self.has_own_rule or any(criterion.is_mixed for criterion in self.criteria)

    @cached_property
    def has_own_rule(self) -> bool:
        """Does the file say when the tier holds? Else it holds where every needed criterion is met."""
        return any(rule.head[0] == "tier" for rule in self.file.rules)

    @cached_property
    def always_needed(self) -> frozenset[str]:
        """Criteria needed whatever the dyad."""
        return frozenset(_name(r.head) for r in self.file.rules if r.head[0] == "needed" and not r.body)


def define(file: RuleFile) -> Definition:
    """A definition from its rule file.

    Raises
    ------
    BadRulesError
        If it names no criterion, needs one that nothing meets, or meets itself in a circle.
    """
    law = Law.of([file], dialect=TIERS)
    definition = Definition(PurePath(file.name).stem, file, law)
    issues = list(_hollow(definition))
    if issues:
        raise BadRulesError(issues)
    return definition


def _hollow(definition: Definition) -> Iterator[Issue]:
    rules = definition.file.rules
    concluded = {_name(rule.head) for rule in rules if rule.head[0] in ("met", "unobserved")}
    if not concluded and not definition.has_own_rule:
        yield Issue(
            code="rules-definition",
            where=f"{definition.file.name}:1",
            got="no criterion",
            expected='a criterion that is needed and may be met: needed("…") and met("…") :- …',
            hint="`foedus rules new FILE.lp --definition` makes a file to start from.",
        )
    for rule in rules:
        if rule.head[0] in ("needed", "met", "unobserved") and rule.head[1][0] != '"':
            yield _issue(rule, f"`{rule.shown}`", "the name of one criterion in quotes")
        elif rule.head[0] == "needed" and _name(rule.head) not in concluded:
            near = difflib.get_close_matches(_name(rule.head), concluded, n=2)
            hint = f"Did you mean {', '.join(near)}?" if near else ""
            yield _issue(rule, f"`{rule.shown}`, which no rule meets", f'a rule met("{_name(rule.head)}") :- …', hint)


def _issue(rule: Rule, got: str, expected: str, hint: str = "") -> Issue:
    where = f"{rule.file}:{rule.line} (clause {rule.clause})"
    return Issue(code="rules-definition", where=where, got=got, expected=expected, hint=hint)


def _name(head: Atom) -> str:
    return head[1].strip('"') if len(head) > 1 else ""


# --- what rules ask for ---------------------------------------------------------------------------------------------


def _closure(own: Iterable[Rule], rules: Sequence[Rule]) -> list[tuple[Rule, frozenset[bool]]]:
    """Rules these hang on, with whether for (False) or against (True) them, through any number of `not`."""
    found: dict[int, tuple[Rule, set[bool]]] = {}
    todo = [(rule, False) for rule in own]
    lifting: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.head[0] == "excepted":
            lifting.setdefault(_name(rule.head), []).append(rule)
    while todo:
        rule, against = todo.pop()
        _, signs = found.setdefault(id(rule), (rule, set()))
        if against in signs:
            continue
        signs.add(against)
        todo += [(each, not against) for each in lifting.get(rule.clause, ())]
        for condition in rule.body:
            for atom in (condition.atom,) if condition.atom else condition.within:
                turned = against != condition.negated
                helpers = [each for each in rules if each.head[0] == atom[0] and _may_be(each.head, atom)]
                todo += [(each, turned) for each in helpers]
    return [(rule, frozenset(signs)) for rule, signs in found.values()]


def _may_be(head: Atom, atom: Atom) -> bool:
    return all(a == b or a[0] != '"' or b[0] != '"' for a, b in zip(head[1:], atom[1:], strict=False))


def _asked(closure: Iterable[tuple[Rule, frozenset[bool]]]) -> Asked:
    rules = [rule for rule, _ in closure]
    atoms = [atom for rule in rules for atom in rule.asks]
    layers = {atom[2].strip('"') for atom in atoms if atom[0] == "layer"}
    types = {atom[2].strip('"') for atom in atoms if atom[0] == "type"}
    types |= {code for code, kind in load_vocabulary().types.items() if kind.layer in layers}
    return _kept(
        frozenset(atom[0] for atom in atoms),
        frozenset(code for code in types if code in load_vocabulary().types),
        frozenset(term.strip('"') for atom in atoms for term in atom[1:] if term[0] == '"'),
        tuple(sorted(_about(rules).items(), key=lambda item: item[0])),
        (
            any(_asks_for_any(rule) for rule in rules),
            any(condition.atom is None for rule in rules for condition in rule.body),
            any(c.negated and c.atom is not None and c.atom[0] in _STATES for rule in rules for c in rule.body),
            any(_asks_for_bystanders(rule) for rule in rules),
            all(_always_stands(rule) for rule in rules),
        ),
    )


@lru_cache(maxsize=1024)
def _kept(
    predicates: frozenset[str],
    types: frozenset[str],
    words: frozenset[str],
    about: tuple[tuple[str, frozenset[str]], ...],
    flags: tuple[bool, bool, bool, bool, bool],
) -> Asked:
    """One object for all rules that ask the same: what they see is then worked out once."""
    anything, tells_apart, negates, bystanders, always_stands = flags
    return Asked(
        predicates=predicates, types=types, words=words, about=dict(about), anything=anything,
        tells_apart=tells_apart, negates=negates, bystanders=bystanders, always_stands=always_stands,
    )  # fmt: skip


def _about(rules: Sequence[Rule]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for rule in rules:
        names: dict[str, set[str]] = {}
        for atom in rule.asks:
            if atom[0] == "type" and atom[2][0] == '"':
                names.setdefault(atom[1], set()).add(atom[2].strip('"'))
            elif atom[0] == "layer" and atom[2][0] == '"':
                names.setdefault(atom[1], set()).add(f"layer {atom[2].strip(chr(34))}")
        for atom in rule.asks:
            if atom[0] in _STATES or atom[0] in ("type", "layer"):
                for name in names.get(atom[1], {""}):
                    found.setdefault(name, set()).add(atom[0])
    return {name: frozenset(asked) for name, asked in found.items()}


def _asks_for_bystanders(rule: Rule) -> bool:
    allies = {term for c in rule.body if c.atom and not c.negated and c.atom[0] == "ally" for term in c.atom[1:]}
    whose = {atom[-1] for atom in rule.asks if atom[0] in ("party", "role")}
    return any(term[0] != '"' and term not in allies for term in whose)


def _always_stands(rule: Rule) -> bool:
    """Does it say of each instrument it asks for how that must stand?"""
    standing = {c.atom[1] for c in rule.body if c.atom and not c.negated and c.atom[0] in STANDS}
    return all(a[1] in standing for a in rule.asks if a[0] in _STATES or a[0] in ("type", "layer"))


def _asks_for_any(rule: Rule) -> bool:
    """Is there an instrument in it of which neither type nor layer is said?"""
    said = {atom[1] for atom in rule.asks if atom[0] in ("type", "layer") and atom[2][0] == '"'}
    return any(atom[0] in _STATES and atom[1][0] != '"' and atom[1] not in said for atom in rule.asks)


def _signs(closure: Iterable[tuple[Rule, frozenset[bool]]]) -> frozenset[bool]:
    """Does one more instrument or alliance help to meet it (False), undo it (True), or both?"""
    signs: set[bool] = set()
    for rule, ways in closure:
        for condition in rule.body:
            atoms = (condition.atom,) if condition.atom else condition.within
            if any(atom[0] in _STATES or atom[0] == "ally" for atom in atoms):
                signs |= {against != condition.negated for against in ways} | (
                    {False, True} if condition.within else set()
                )
    return frozenset(signs)


@dataclass(frozen=True, slots=True)
class Part:
    """Criteria that ask for the same, by definition, and the clauses of their rules."""

    asked: Asked
    criteria: tuple[tuple[int, str], ...]
    clauses: frozenset[str]


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Definitions that run in one program. Ids of their clauses are unique."""

    definitions: tuple[Definition, ...]

    @cached_property
    def law(self) -> Law:
        """Their files together: each draws its conclusions for itself."""
        return Law(tuple(definition.file for definition in self.definitions))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, those left out that say no more than that a criterion is needed."""
        return tuple(rule for rule in self.law.rules if rule.head[0] != "needed" or rule.body)

    @cached_property
    def program(self) -> Program:
        """Without a trace, for many cases."""
        return Program(self.law, self.rules, dialect=TIERS)

    @cached_property
    def traced(self) -> Program:
        """With a trace of which rule was met how."""
        return Program(self.law, self.rules, dialect=TIERS, traced=True)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The criteria, those together that ask for the same."""
        found: dict[int, list[tuple[int, Criterion]]] = {}
        for at, definition in enumerate(self.definitions):
            for criterion in definition.criteria:
                found.setdefault(id(criterion.asked), []).append((at, criterion))
        parts = []
        for group in found.values():
            rules = [rule for at, criterion in group for rule in self.definitions[at].rules_of(criterion.name)]
            criteria = tuple((at, criterion.name) for at, criterion in group)
            parts.append(Part(group[0][1].asked, criteria, frozenset(rule.clause for rule in rules)))
        return tuple(parts)

    @cached_property
    def asked(self) -> Asked:
        """What all rules together ask for."""
        return _asked([(rule, frozenset({False})) for rule in self.rules])

    @cached_property
    def is_plain(self) -> bool:
        """May each criterion be worked out apart from the others?"""
        fixed = all(not rule.body for rule in self.law.rules if rule.head[0] == "needed")
        lifted = bool(self.law.excepted)
        return fixed and not lifted and not any(d.is_mixed for d in self.definitions) and not self.asked.negates and not self.asked.tells_apart

    def valid_on(self, on: int) -> frozenset[str]:
        """Clauses that apply on day ``on`` [ordinal], for certain or by an imprecise date."""
        at = bisect_right(self._edges, on)
        if at not in self._valid:
            standing, unsure = self.law.standing(on, self.law.clauses)
            self._valid[at] = standing | unsure
        return self._valid[at]

    @cached_property
    def _edges(self) -> list[int]:
        days: set[int] = set()
        for clause in self.law.clauses.values():
            for part in clause.valid.text.split("/"):
                if part not in ("", ".."):
                    date = EdtfDate.parse(part)
                    days |= {day + more for day in (date.earliest, date.latest) if day is not None for more in (0, 1)}
        return sorted(days)

    @cached_property
    def _valid(self) -> dict[int, frozenset[str]]:
        return {}
