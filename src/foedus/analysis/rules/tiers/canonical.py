"""One form for all dyads that stand alike: names taken out, what is the same said once; and what one rule sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.facts import quoted
from foedus.analysis.rules.tiers.alliances import ALLIES, UNSEEN, Unsure, unsure_allies
from foedus.analysis.rules.tiers.asked import STANDS, Asked
from foedus.analysis.rules.tiers.standing import Seen, Standing, has_thirds, memberships, new_instrument

__all__ = [
    "Form",
    "Opened",
    "Shape",
    "Unseen",
    "blank",
    "called",
    "can_count",
    "facts_that_matter",
    "form_of",
    "in_order",
    "names_of_opens",
    "without_dominated",
]

_OF_INSTRUMENTS: Final = frozenset(name for name, given in TIERS.facts.items() if given.kinds[0] == "instrument")
_ANY: Final = '"i"'
_MOST_ALIKE: Final = 4
_NOTHING: Final[frozenset[Atom]] = frozenset()


class Shape(NamedTuple):
    """What holds of an instrument, by any name; `kind` says how it is open, if it is, with what that would add either way."""

    kind: str
    own: frozenset[Atom]
    yes: frozenset[Atom] = frozenset()
    no: frozenset[Atom] = frozenset()


Unseen: TypeAlias = frozenset[tuple[str, frozenset[Atom]]]
"""By type, what one that nobody has looked for would add."""


class Opened(NamedTuple):
    """Something open that is no instrument, with what it adds if it holds."""

    kind: str
    yes: frozenset[Atom]


class Form(NamedTuple):
    """How two stand, under new names.

    Attributes
    ----------
    rest : frozenset of Atom
        What holds and is about no instrument.
    unseen : frozenset
        Of each type nobody has looked for, what such an instrument would add.
    """

    rest: frozenset[Atom]
    shapes: frozenset[Shape]
    others: tuple[Opened, ...]
    unseen: Unseen


def form_of(standing: Standing, asked: Asked) -> Form:
    """The form of a standing that hangs on nothing that the rules cannot tell apart.

    Notes
    -----
    Third parties with the same alliances in the same instruments are one; so are instruments of which the same holds. What
    is open and would add only what holds anyway is left out. Rules that count, or compare names, get everything.
    """
    return _made(_Naming(standing, asked).key())


def names_of_opens(standing: Standing, asked: Asked) -> Mapping[Shape | Opened, frozenset[str]]:
    """What is open in the form, each with what it is about in the standing."""
    naming = _Naming(standing, asked)
    key = naming.key()
    told: list[tuple[Shape | Opened, str]] = [
        (shape, seen.left.about)
        for shape, seen in zip(_shapes(key), standing.seen, strict=True)
        if seen.left is not None
    ]
    _, unsure = memberships(standing.dyad, asked, standing.on)
    abouts = [*(f"{ALLIES} by {left.about}" for left in naming.unsure), *(group for _, group in unsure)]
    told += zip(_others(key), abouts, strict=True)
    found: dict[Shape | Opened, set[str]] = {}
    for each, about in told:
        found.setdefault(each, set()).add(about)
    return {each: frozenset(about) for each, about in found.items()}


class _Key(NamedTuple):
    """All that a form is made of, without who the third parties are.

    `classes` are third parties alike: their name, and the marks they bear; `allied` says by mark which of the two is
    bound to the other; `shapes` come with what their third parties are in them.
    """

    asked: Asked
    names: tuple[str, str]
    classes: tuple[tuple[str, tuple[str, ...]], ...]
    allied: frozenset[str]
    disputed: tuple[bool, ...]
    members: tuple[tuple[Atom, ...], tuple[Atom, ...]]
    shapes: tuple[_Told, ...]
    unseen: tuple[str, ...]


class _Naming:
    """Gives actors and instruments of one standing their new names.

    Third parties that bear the same marks are one; who is named by a rule keeps the name.
    """

    def __init__(self, standing: Standing, asked: Asked) -> None:
        self.standing, self.asked = standing, asked
        one, other = standing.dyad
        self.shapes = [_shape_of(seen, asked, one, other) for seen in standing.seen]
        self.unsure = unsure_allies(standing.dyad, standing.alliances) if asked.allies else []
        certain = tuple(standing.alliances.certain_of(who) for who in standing.dyad if asked.allies)
        bound = _bound_to(standing.dyad, certain, standing.perhaps_allied, tuple(self.unsure))
        self.allied, found = bound.allied, bound.classes
        inside = []
        everyone = bound.everyone
        for number, ((_, prefixes), bearers) in enumerate(self.shapes):
            for prefix, whose in zip(prefixes, bearers, strict=True):
                inside.append((f"in {number} {' '.join(prefix)}", whose))
                everyone |= whose if asked.bystanders or asked.tells_apart else whose & asked.words
        everyone = everyone.difference(standing.dyad)
        named = everyone if asked.tells_apart else everyone & asked.words
        if inside or named:
            own = [(f"is {third}", frozenset({third})) for third in sorted(named)]
            found = _classes(everyone, [*bound.cuts, *inside, *own])
        self.classes = [
            (quoted(next(iter(members))) if members <= named else f'"t{number}"', marks, members)
            for number, (marks, members) in enumerate(found)
        ]

    def key(self) -> _Key:
        """All that the form is made of."""
        standing, asked = self.standing, self.asked
        names = tuple(_as_named(who, new, asked) for who, new in zip(standing.dyad, "12", strict=True))
        called = dict(zip(standing.dyad, names, strict=True))
        certain, unsure = memberships(standing.dyad, asked, standing.on)
        return _Key(
            asked=asked,
            names=(names[0], names[1]),
            classes=tuple((name, marks) for name, marks, _ in self.classes),
            allied=self.allied,
            disputed=tuple(left.is_disputed for left in self.unsure),
            members=(_members(certain, called), _members(unsure, called)),
            shapes=tuple(shape for shape, _ in self.shapes),
            unseen=standing.unseen_types,
        )


def _members(each: Iterable[tuple[str, str]], called: Mapping[str, str]) -> tuple[Atom, ...]:
    return tuple(("member", called[who], quoted(group)) for who, group in each)


class _Bound(NamedTuple):
    """Who is, or may be, bound to one of two actors: marks with their bearers, and third parties by their marks."""

    cuts: tuple[tuple[str, frozenset[str]], ...]
    allied: frozenset[str]
    everyone: frozenset[str]
    classes: list[tuple[tuple[str, ...], frozenset[str]]]


@lru_cache(maxsize=16)
def _bound_to(
    dyad: tuple[str, str],
    certain: tuple[frozenset[str], ...],
    perhaps: tuple[frozenset[str], frozenset[str]],
    unsure: tuple[Unsure, ...],
) -> _Bound:
    cuts = [(f"ally {at}", whom) for at, whom in enumerate(certain)]
    cuts += [(f"perhaps {at}", whom) for at, whom in enumerate(perhaps)]
    for number, left in enumerate(unsure):
        for at, who in enumerate(dyad):
            cuts.append((f"open {number} {at}", frozenset(whom for whose, whom in left.pairs if whose == who)))
    cuts = [(mark, whom) for mark, whom in cuts if whom]
    everyone = frozenset[str]().union(*(whom for _, whom in cuts)).difference(dyad)
    allied = frozenset(mark for mark, whom in cuts if dyad[1 - int(mark[-1])] in whom)
    return _Bound(tuple(cuts), allied, everyone, _classes(everyone, cuts))


def _classes(
    everyone: frozenset[str], cuts: Sequence[tuple[str, frozenset[str]]]
) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """Everyone by the marks they bear, in the order of the marks."""
    found: list[tuple[tuple[str, ...], frozenset[str]]] = [((), everyone)] if everyone else []
    for mark, bearers in cuts:
        split = []
        for marks, members in found:
            within = members & bearers
            if len(within) == len(members):
                split.append(((*marks, mark), members))
            elif within:
                split += [((*marks, mark), within), (marks, members - within)]
            else:
                split.append((marks, members))
        found = split
    return sorted(found, key=_marks)


def _marks(each: tuple[tuple[str, ...], frozenset[str]]) -> tuple[str, ...]:
    return each[0]


@lru_cache(maxsize=16384)
def _made(key: _Key) -> Form:
    """The form of all standings with this key."""
    asked = key.asked
    rest = {("one", key.names[0]), ("other", key.names[1])} | _bound(key, "ally") | set(key.members[0])
    rest = {atom for atom in rest if atom[0] in asked.predicates}
    shapes = frozenset(without_dominated({s: None for s in _shapes(key) if can_count(s, asked)}, asked))
    others = tuple(dict.fromkeys(other for other in _others(key) if not other.yes <= rest))
    return Form(frozenset(rest), shapes, others, frozenset(_unseen(key, shapes)))


def _bound(key: _Key, mark: str) -> frozenset[Atom]:
    """Alliances of the two with everyone who bears the mark, and with each other."""
    found = set()
    for at, name in enumerate(key.names):
        wanted = f"{mark} {at}"
        found |= {("ally", name, third) for third, marks in key.classes if wanted in marks}
        if wanted in key.allied:
            found.add(("ally", name, key.names[1 - at]))
    return frozenset(found)


def can_count(shape: Shape, asked: Asked) -> bool:
    """Can a rule be met by it? Not where each wants an instrument that stands somehow, and this one does not."""
    if not shape.own or not asked.always_stands or asked.negates:
        return bool(shape.own)
    return any(atom[0] in STANDS for atoms in (shape.own, shape.yes, shape.no) for atom in atoms)


def _shapes(key: _Key) -> Iterator[Shape]:
    """Of each instrument seen, in their order."""
    for number, (shape, prefixes) in enumerate(key.shapes):
        parties = {
            (*prefix, third)
            for prefix in prefixes
            for third, marks in key.classes
            if f"in {number} {' '.join(prefix)}" in marks
        }
        yield shape._replace(own=shape.own | parties) if parties else shape


def _others(key: _Key) -> Iterator[Opened]:
    """Of alliances and memberships that are open, in the order of the standing's opens."""
    for number, is_disputed in enumerate(key.disputed):
        yield Opened("disputed" if is_disputed else "uncertain", _bound(key, f"open {number}"))
    for atom in key.members[1]:
        yield Opened("uncertain", frozenset({atom} if atom[0] in key.asked.predicates else ()))


def _unseen(key: _Key, shapes: frozenset[Shape]) -> Iterator[tuple[str, frozenset[Atom]]]:
    asked = key.asked
    settled = [] if asked.negates else [shape.own for shape in shapes if not shape.kind]
    for kind in key.unseen:
        each = _unseen_form(asked, kind, *key.names)
        if asked.allies and has_thirds(kind, asked):
            name = quoted(f"{UNSEEN}{kind}")
            thirds = {third for third, marks in key.classes if "ally 0" in marks or "ally 1" in marks}
            each = kind, each[1] | {("party", name, third) for third in thirds}
        bare = blank(each[1])
        if not any(bare <= own for own in settled):
            yield each
    perhaps = _bound(key, "perhaps")
    if perhaps:
        yield ALLIES, perhaps


def _as_named(code: str, new: str, asked: Asked) -> str:
    return quoted(code) if asked.tells_apart or code in asked.words else quoted(new)


def _matters(atom: Atom, asked: Asked, wanted: frozenset[str]) -> bool:
    """Can a rule ask for it? ``wanted`` is what rules ask of instruments like the one it is about."""
    if asked.tells_apart or atom[0] not in _OF_INSTRUMENTS:
        return atom[0] in asked.predicates
    return atom[0] in wanted and (atom[0] not in ("stage", "type", "layer") or atom[2][1:-1] in asked.words)


@lru_cache(maxsize=4096)
def _unseen_form(asked: Asked, kind: str, one: str, other: str) -> tuple[str, frozenset[Atom]]:
    """The type, with what such an instrument would add to a dyad with these names: all but that it is on record."""
    wanted = asked.of(kind)
    name = quoted(f"{UNSEEN}{kind}")
    atoms = new_instrument(kind, (one[1:-1], other[1:-1]), f"{UNSEEN}{kind}") - {("instrument", name)}
    return kind, frozenset(atom for atom in atoms if _matters(atom, asked, wanted))


_Told = tuple[Shape, tuple[tuple[str, ...], ...]]
"""The shape of an instrument, and its facts about third parties without their names."""


@lru_cache(maxsize=65536)
def _shape_of(seen: Seen, asked: Asked, one: str, other: str) -> tuple[_Told, tuple[frozenset[str], ...]]:
    """The shape of an instrument between two, its facts about third parties without their names, and whose they are."""
    tie = seen.tie
    name, wanted = quoted(tie.instrument.id), asked.of(tie.instrument.type)
    new = {quoted(one): _as_named(one, "1", asked), quoted(other): _as_named(other, "2", asked)}
    if tie.instrument.id not in asked.words and not asked.tells_apart:
        new[name] = _ANY

    def form(atoms: Iterable[Atom]) -> frozenset[Atom]:
        return frozenset(
            (atom[0], *(new.get(term, term) for term in atom[1:])) for atom in atoms if _matters(atom, asked, wanted)
        )

    about_thirds = {a for a in seen.facts if a[0] in ("party", "role") and a[-1] not in new}
    own = form(seen.facts - about_thirds)
    thirds: dict[tuple[str, ...], set[str]] = {}
    for atom in form(about_thirds):
        thirds.setdefault(atom[:-1], set()).add(atom[-1][1:-1])
    yes, no = (form(seen.left.yes), form(seen.left.no)) if seen.left is not None else (_NOTHING, _NOTHING)
    kind = seen.left.kind if seen.left is not None and (yes or no) else ""
    prefixes = tuple(sorted(thirds))
    return (Shape(kind, own, yes, no), prefixes), tuple(frozenset(thirds[prefix]) for prefix in prefixes)


@lru_cache(maxsize=65536)
def called(atoms: frozenset[Atom], name: str) -> frozenset[Atom]:
    """Facts of an instrument by any name, under this one."""
    return frozenset(tuple(name if term == _ANY else term for term in atom) for atom in atoms)


@lru_cache(maxsize=65536)
def _order(shape: Shape) -> tuple[list[Atom], str, list[Atom]]:
    return sorted(shape.own), shape.kind, sorted(shape.yes)


def in_order(shapes: Iterable[Shape]) -> list[Shape]:
    """The same shapes always in the same order."""
    return sorted(shapes, key=_order)


@lru_cache(maxsize=4096)
def blank(atoms: frozenset[Atom]) -> frozenset[Atom]:
    """Facts of one instrument under any name."""
    name = next((atom[1] for atom in atoms if atom[0] in _OF_INSTRUMENTS), "")
    return frozenset(tuple(_ANY if term == name else term for term in atom) for atom in atoms)


def without_dominated(shapes: Iterable[Shape], asked: Asked) -> list[Shape]:
    """Without those of which nothing holds that does not hold of another one as well."""
    every = list(shapes)
    settled = [shape.own for shape in every if not shape.kind]
    if asked.negates or not settled or len(every) == 1:
        return every
    kept = []
    for shape in every:
        if shape.kind:
            with_yes, with_no = shape.own | shape.yes, shape.own | shape.no
            beaten = any(with_yes <= each for each in settled) and any(with_no <= each for each in settled)
        else:
            beaten = any(shape.own < each for each in settled)
        if not beaten:
            kept.append(shape)
    return kept


def facts_that_matter(standing: Standing, asked: Asked) -> frozenset[Atom]:
    """The facts under their own names, without what no rule can ask for; of third parties alike, a few."""
    if asked.tells_apart:
        return standing.facts
    classes = [members for _, _, members in _Naming(standing, asked).classes]
    dropped = {quoted(third) for members in classes for third in sorted(members)[_MOST_ALIKE:]}
    known = {quoted(who) for who in (*standing.dyad, *(third for members in classes for third in members))}
    found = {atom for atom in standing.rest if not dropped.intersection(atom)}
    for seen in standing.seen:
        wanted = asked.of(seen.tie.instrument.type)
        for atom in seen.facts:
            bystander = atom[0] in ("party", "role") and atom[-1] not in known
            if _matters(atom, asked, wanted) and not bystander and not dropped.intersection(atom):
                found.add(atom)
    return frozenset(found)
