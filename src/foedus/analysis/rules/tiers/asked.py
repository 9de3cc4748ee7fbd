"""What rules on tiers ask for, so that only that need be gathered, and nothing else tells two dyads apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from foedus.analysis.rules.clauses import Atom, Rule
from foedus.model.vocabulary import load_vocabulary

__all__ = ["DEFENCE", "STANDS", "Asked", "asked_by", "closure_of", "name_of", "signs_of"]

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


def closure_of(own: Iterable[Rule], rules: Sequence[Rule]) -> list[tuple[Rule, frozenset[bool]]]:
    """Rules these hang on, with whether for (False) or against (True) them, through any number of `not`."""
    found: dict[int, tuple[Rule, set[bool]]] = {}
    todo = [(rule, False) for rule in own]
    lifting: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.head[0] == "excepted":
            lifting.setdefault(name_of(rule.head), []).append(rule)
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


def asked_by(closure: Iterable[tuple[Rule, frozenset[bool]]]) -> Asked:
    """What these rules together ask for."""
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


def signs_of(closure: Iterable[tuple[Rule, frozenset[bool]]]) -> frozenset[bool]:
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


def name_of(head: Atom) -> str:
    """The criterion or clause that a conclusion names."""
    return head[1].strip('"') if len(head) > 1 else ""
