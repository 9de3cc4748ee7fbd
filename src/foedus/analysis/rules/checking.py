"""Checks of rules before they run: every variable bound, every predicate known, no circle through `not`, bounded in size."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import Final

from foedus.analysis.rules.clauses import Atom, Rule
from foedus.analysis.rules.dialect import Dialect
from foedus.model.actors import load_actors
from foedus.model.problems import Issue
from foedus.model.vocabulary import load_vocabulary

__all__ = ["MOST_INSTANCES", "check_rules", "find_circles"]

MOST_INSTANCES: Final = 1_000_000
"""How many ways [count] the conditions of one rule may be met in the largest question, estimated before it runs."""

_MOST_CONDITIONS: Final = 40
# In a helper predicate any thing of a question may stand: instruments, actors, types.
_THINGS: Final = 200


def check_rules(rules: Sequence[Rule], dialect: Dialect) -> list[Issue]:
    """Every problem of the rules of one file."""
    issues = [
        *(issue for rule in rules for issue in _unbound(rule)),
        *_unknown_predicates(rules, dialect),
        *(issue for rule in rules for issue in _unknown_codes(rule, dialect)),
        *find_circles(rules, dialect),
    ]
    return issues or list(_too_large(rules, dialect))


def _issue(rule: Rule, code: str, got: str, expected: str, hint: str = "") -> Issue:
    return Issue(
        code=code, where=f"{rule.file}:{rule.line} (clause {rule.clause})", got=got, expected=expected, hint=hint
    )


def is_variable(term: str) -> bool:
    """Does the term stand for anything?"""
    return term[0].isupper() or term == "_"


# --- safety ---------------------------------------------------------------------------------------------------------


def _unbound(rule: Rule) -> Iterator[Issue]:
    bound = {t for c in rule.body if c.atom and not c.negated for t in c.atom[1:] if is_variable(t)}
    for condition in rule.body:  # `X = "JPN"` binds as well
        left, equals, right = condition.shown.partition(" = ")
        if condition.atom is None and not condition.within and equals:
            bound |= {a for a, b in ((left, right), (right, left)) if is_variable(a) and not is_variable(b)}
    needed = [t for t in rule.head[1:] if is_variable(t)]
    for condition in rule.body:
        if condition.atom is None and not condition.within:
            needed += [t for t in _comparison_terms(condition.shown) if is_variable(t)]
        elif condition.negated and condition.atom:
            needed += [t for t in condition.atom[1:] if is_variable(t) and t != "_"]
    for name in dict.fromkeys(t for t in needed if t not in bound):
        yield _issue(
            rule,
            "rules-unsafe",
            f"the variable {name}, which nothing binds, in `{rule.shown}`",
            f"{name} in a condition without `not`, such as in_force({name})",
        )
    if len(rule.body) > _MOST_CONDITIONS:
        yield _issue(rule, "rules-too-large", f"{len(rule.body)} conditions", f"at most {_MOST_CONDITIONS} in one rule")


def _comparison_terms(text: str) -> list[str]:
    for sign in ("!=", "<=", ">=", "=", "<", ">"):
        text = text.replace(f" {sign} ", "\0")
    return [part.removeprefix("not ").strip() for part in text.split("\0")]


# --- names ----------------------------------------------------------------------------------------------------------


def _unknown_predicates(rules: Sequence[Rule], dialect: Dialect) -> Iterator[Issue]:
    known = {name: {len(given.kinds)} for name, given in dialect.facts.items()}
    known |= {name: {arity} for name, arity in dialect.conclusions.items()}
    helpers: dict[str, set[int]] = {}
    for rule in rules:
        if rule.head[0] not in dialect.conclusions:
            helpers.setdefault(rule.head[0], set()).add(len(rule.head) - 1)
    known |= helpers
    for rule in rules:
        yield from _wrong_head(rule, known, dialect)
        for atom in rule.asks:
            if atom[0] not in known:
                near = difflib.get_close_matches(atom[0], known, n=3)
                hint = f"Did you mean {', '.join(near)}?" if near else f"Known: {', '.join(sorted(known))}."
                yield _issue(
                    rule,
                    "rules-unknown-predicate",
                    f"the predicate {atom[0]}, which is neither given nor concluded in this file",
                    "a known predicate",
                    hint,
                )
            elif len(atom) - 1 not in known[atom[0]]:
                yield _wrong_count(rule, atom, known)


def _wrong_head(rule: Rule, known: Mapping[str, set[int]], dialect: Dialect) -> Iterator[Issue]:
    name = rule.head[0]
    if name in dialect.conclusions:
        if len(rule.head) - 1 not in known[name]:
            yield _wrong_count(rule, rule.head, known)
        elif name == "excepted" and is_variable(rule.head[1]):
            yield _issue(rule, "rules-form", f"`{rule.shown}`", "excepted with the id of one clause in quotes")
        return
    near = difflib.get_close_matches(name, dialect.conclusions, n=1, cutoff=0.85)
    if near:
        hint = f"Did you mean {near[0]}? A helper needs a name of its own."
        yield _issue(rule, "rules-unknown-predicate", f"the conclusion {name}", "a known one", hint)


def _wrong_count(rule: Rule, atom: Atom, known: Mapping[str, set[int]]) -> Issue:
    wanted = " or ".join(str(n) for n in sorted(known[atom[0]]))
    return _issue(rule, "rules-unknown-predicate", f"{atom[0]} with {len(atom) - 1} arguments", f"{wanted} of them")


def _unknown_codes(rule: Rule, dialect: Dialect) -> Iterator[Issue]:
    for atom in rule.asks:
        given = dialect.facts.get(atom[0])
        if given is None or len(given.kinds) != len(atom) - 1:
            continue
        for kind, term in zip(given.kinds, atom[1:], strict=True):
            if is_variable(term) or kind not in _known_codes():
                continue
            codes = _known_codes()[kind]
            if term not in codes:
                near = difflib.get_close_matches(term, codes, n=3)
                hint = f"Did you mean {', '.join(near)}?" if near else ""
                yield _issue(rule, "rules-unknown-code", f"{atom[0]}({term})", f"the code of a known {kind}", hint)


def _known_codes() -> Mapping[str, frozenset[str]]:
    """Codes by kind, as rules write them: states and types in quotes, activities with underscores."""
    vocabulary = load_vocabulary()
    actors = frozenset(f'"{code}"' for code in load_actors())
    return {
        "actor": actors,
        "group": actors,
        "activity": frozenset(code.replace("-", "_") for code in vocabulary.activities),
        "situation": frozenset(code.replace("-", "_") for code in vocabulary.situations),
        "type": frozenset(f'"{code}"' for code in vocabulary.types),
        "stage": frozenset(f'"{code}"' for code in vocabulary.stages),
        "layer": frozenset(f'"{kind.layer}"' for kind in vocabulary.types.values()),
    }


# --- circles --------------------------------------------------------------------------------------------------------


def _node(atom: Atom, file: str, dialect: Dialect) -> str:
    """Exceptions to different clauses are different things: an exception may itself have one. Helpers are their file's."""
    if atom[0] == "excepted":
        return f"excepted {atom[-1]}"
    return atom[0] if atom[0] in dialect.conclusions else f"{file} {atom[0]}"


def find_circles(rules: Sequence[Rule], dialect: Dialect) -> Iterator[Issue]:
    """Conclusions that hang on their own absence."""
    edges: dict[str, set[tuple[str, bool]]] = {}
    lifted = {rule.head[-1].strip('"') for rule in rules if rule.head[0] == "excepted"}
    by_head: dict[str, Rule] = {}
    for rule in rules:
        head = _node(rule.head, rule.file, dialect)
        by_head.setdefault(head, rule)
        hangs = edges.setdefault(head, set())
        hangs |= {(_node(c.atom, rule.file, dialect), c.negated) for c in rule.body if c.atom}
        hangs |= {(_node(atom, rule.file, dialect), True) for c in rule.body for atom in c.within}
        if rule.clause in lifted:
            hangs.add((f'excepted "{rule.clause}"', True))
    seen: dict[str, set[str]] = {}
    for head, hangs in edges.items():
        for other in sorted(name for name, negated in hangs if negated):
            if other not in seen:
                seen[other] = _reachable(other, edges)
            if head in seen[other]:
                one, two = (name.rpartition(" ")[2] if "excepted" not in name else name for name in (head, other))
                got = f"{one} hangs on `not {two}`, which hangs on {one}"
                yield _issue(by_head[head], "rules-circle", got, "no circle through `not` or a count")


def _reachable(start: str, edges: Mapping[str, Iterable[tuple[str, bool]]]) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for other, _ in edges.get(todo.pop(), ()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


# --- size -----------------------------------------------------------------------------------------------------------


def _too_large(rules: Sequence[Rule], dialect: Dialect) -> Iterator[Issue]:
    """An upper bound of the ways in which a rule's conditions can be met, taken in the best order."""
    for rule in rules:
        size = _instances(rule, dialect)
        if size > MOST_INSTANCES:
            yield _issue(
                rule,
                "rules-too-large",
                f"a rule that may be met in {size:.0e} ways",
                f"at most {MOST_INSTANCES:.0e}",
                "Tie its conditions together by shared variables, or split it by a helper.",
            )


def _instances(rule: Rule, dialect: Dialect) -> int:
    waiting = [c.atom for c in rule.body if c.atom and not c.negated]
    bound: set[str] = set()
    size = 1
    while waiting:
        costs = [(_ways(atom, bound, dialect), i) for i, atom in enumerate(waiting)]
        ways, at = min(costs)
        size *= ways
        bound |= {t for t in waiting.pop(at)[1:] if is_variable(t)}
    return size


def _ways(atom: Atom, bound: set[str], dialect: Dialect) -> int:
    free = {t for t in atom[1:] if is_variable(t) and t not in bound}
    given = dialect.facts.get(atom[0])
    if not free:
        return 1
    if given is None:
        return prod(_THINGS for _ in free)
    return given.each if len(atom) > 2 and atom[1] not in free else given.most
