"""One form for all dyads that stand alike: names taken out, what is the same said once; and what one rule sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias, TypeVar

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.facts import quoted
from foedus.analysis.rules.tiers.definitions import STANDS, Asked
from foedus.analysis.rules.tiers.standing import (
    ALLIES,
    UNSEEN,
    Seen,
    Standing,
    Unsure,
    has_thirds,
    memberships,
    new_instrument,
    unsure_allies,
)

__all__ = ["Form", "Opened", "Shape", "called", "facts_that_matter", "form_of", "in_order", "names_of_opens", "sources_of", "view_of", "views_of"]

_OF_INSTRUMENTS: Final = frozenset(name for name, given in TIERS.facts.items() if given.kinds[0] == "instrument")
_ANY: Final = '"i"'
_OF_THIRDS: Final = frozenset({"ally", "party", "role"})
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


_NO_SHAPES: Final[frozenset[Shape]] = frozenset()
_NO_UNSEEN: Final[Unseen] = frozenset()
_NO_REST: Final[tuple[frozenset[Atom], tuple[Opened, ...]]] = (_NOTHING, ())
_S = TypeVar("_S", Shape, Opened)


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
            members=tuple(tuple(("member", called[w], quoted(g)) for w, g in each) for each in (certain, unsure)),
            shapes=tuple(shape for shape, _ in self.shapes),
            unseen=standing.unseen_types,
        )


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
    shapes = frozenset(_without_dominated({s: None for s in _shapes(key) if _can_count(s, asked)}, asked))
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


def _can_count(shape: Shape, asked: Asked) -> bool:
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
        blank = _blank(each[1])
        if not any(blank <= own for own in settled):
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
def _blank(atoms: frozenset[Atom]) -> frozenset[Atom]:
    name = next((atom[1] for atom in atoms if atom[0] in _OF_INSTRUMENTS), "")
    return frozenset(tuple(_ANY if term == name else term for term in atom) for atom in atoms)


def _without_dominated(shapes: Iterable[Shape], asked: Asked) -> list[Shape]:
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


# --- what one rule sees ---------------------------------------------------------------------------------------------


def view_of(form: Form, asked: Asked) -> Form:
    """Of a form, what these rules ask for, in such a form again: the same as if nothing else had been asked for.

    Notes
    -----
    What nobody has looked for is there or not all together, so types that would add the same are one.
    """
    return views_of(form, (asked,))[0]


def views_of(form: Form, each_asked: tuple[Asked, ...]) -> list[Form]:
    """The views of several rules, or sets of them, each for itself."""
    return [
        view if asked.tells_apart or asked.predicates.isdisjoint(_OF_THIRDS) else _with_few_thirds(view)
        for view, asked in zip(_seen_by(form, each_asked), each_asked, strict=True)
    ]


def _seen_by(form: Form, each_asked: tuple[Asked, ...]) -> Iterator[Form]:
    """The views under the names of the form."""
    shapes: list[list[Shape]] = [[] for _ in each_asked]
    for shape in form.shapes:
        for at, seen in _shape_by(shape, each_asked):
            shapes[at].append(seen)
    blind: list[list[tuple[str, frozenset[Atom]]]] = [[] for _ in each_asked]
    for each in form.unseen:
        for at, told in _unseen_by(each, each_asked):
            blind[at].append(told)
    plain = _rest_by(form.rest, form.others, each_asked)
    for asked, seen, unseen, (rest, others) in zip(each_asked, shapes, blind, plain, strict=True):
        kept, left = _settled(frozenset(seen), frozenset(unseen), asked) if seen or unseen else (_NO_SHAPES, _NO_UNSEEN)
        if rest and left and not asked.negates:
            left = frozenset(each for each in left if not each[1] <= rest)
        yield Form(rest, kept, others, left)


@lru_cache(maxsize=16384)
def _with_few_thirds(view: Form) -> Form:
    """The view with third parties as one of which the rules see the same."""
    new = _new_names(view)
    if not new:
        return view
    return Form(
        _renamed(view.rest, new),
        frozenset(_renamed_open(shape, new) for shape in view.shapes),
        tuple(dict.fromkeys(_renamed_open(other, new) for other in view.others)),
        frozenset((kind, _renamed(atoms, new)) for kind, atoms in view.unseen),
    )


def sources_of(form: Form, asked: Asked) -> dict[Shape | Opened, set[Shape | Opened]]:
    """What is open in the view of these rules, each with what it is in the form."""
    new = {} if asked.tells_apart else _new_names(next(_seen_by(form, (asked,))))
    found: dict[Shape | Opened, set[Shape | Opened]] = {}
    for shape in form.shapes:
        seen = _shape_seen(shape, asked) if shape.kind else None
        if seen is not None:
            found.setdefault(_renamed_open(seen, new), set()).add(shape)
    for other in form.others:
        for each in _others_seen((other,), asked):
            found.setdefault(_renamed_open(each, new), set()).add(other)
    return found


@lru_cache(maxsize=65536)
def _settled(shapes: frozenset[Shape], unseen: Unseen, asked: Asked) -> tuple[frozenset[Shape], Unseen]:
    """Without those that add nothing to others; types unseen that would add the same are one."""
    kept = frozenset(_without_dominated(shapes, asked))
    alike = {atoms: kind for kind, atoms in sorted(unseen, key=lambda each: each[0], reverse=True)}
    if not asked.negates:
        settled = [shape.own for shape in kept if not shape.kind]
        alike = {atoms: kind for atoms, kind in alike.items() if not any(atoms <= own for own in settled)}
    return kept, frozenset((kind, atoms) for atoms, kind in alike.items())


def _renamed_open(each: _S, new: Mapping[str, str]) -> _S:
    if isinstance(each, Shape):
        return each._replace(own=_renamed(each.own, new))
    return each._replace(yes=_renamed(each.yes, new))


@lru_cache(maxsize=65536)
def _shape_by(shape: Shape, each_asked: tuple[Asked, ...]) -> tuple[tuple[int, Shape], ...]:
    """What each sees of it, by place; without those that see nothing."""
    every = ((at, _shape_seen(shape, asked)) for at, asked in enumerate(each_asked))
    return tuple((at, seen) for at, seen in every if seen is not None)


def _shape_seen(shape: Shape, asked: Asked) -> Shape | None:
    if not _concerns(shape.own, asked):
        return None
    own, yes, no = (_asked_only(atoms, asked) for atoms in (shape.own, shape.yes, shape.no))
    seen = Shape(shape.kind if yes or no else "", own, yes, no)
    return seen if _can_count(seen, asked) else None


def _concerns(atoms: frozenset[Atom], asked: Asked) -> bool:
    """Is it about an instrument of a type that the rules ask for?"""
    if asked.anything or asked.tells_apart:
        return True
    return any(atom[0] in ("type", "layer") and atom[2][1:-1] in asked.words for atom in atoms)


def _asked_only(atoms: Iterable[Atom], asked: Asked) -> frozenset[Atom]:
    return frozenset(
        atom
        for atom in atoms
        if atom[0] in asked.predicates
        and (asked.tells_apart or atom[0] not in ("stage", "type", "layer") or atom[2][1:-1] in asked.words)
    )


@lru_cache(maxsize=16384)
def _rest_by(
    rest: frozenset[Atom], others: tuple[Opened, ...], each_asked: tuple[Asked, ...]
) -> tuple[tuple[frozenset[Atom], tuple[Opened, ...]], ...]:
    found = []
    for asked in each_asked:
        seen = _plain_seen(rest, asked)
        told = tuple(dict.fromkeys(each for each in _others_seen(others, asked) if not each.yes <= seen))
        found.append((seen, told) if seen or told else _NO_REST)
    return tuple(found)


def _plain_seen(atoms: Iterable[Atom], asked: Asked) -> frozenset[Atom]:
    return frozenset(atom for atom in atoms if atom[0] in asked.predicates)


def _others_seen(others: Iterable[Opened], asked: Asked) -> Iterator[Opened]:
    for kind, yes in others:
        seen = _plain_seen(yes, asked)
        if seen:
            yield Opened(kind, seen)


@lru_cache(maxsize=16384)
def _unseen_by(
    each: tuple[str, frozenset[Atom]], each_asked: tuple[Asked, ...]
) -> tuple[tuple[int, tuple[str, frozenset[Atom]]], ...]:
    every = ((at, _unseen_seen(*each, asked)) for at, asked in enumerate(each_asked))
    return tuple((at, seen) for at, seen in every if seen is not None)


def _unseen_seen(kind: str, atoms: frozenset[Atom], asked: Asked) -> tuple[str, frozenset[Atom]] | None:
    """What the rules see of one nobody has looked for; of an instrument they do not ask for, the alliances it makes."""
    if kind != ALLIES and kind not in asked.kinds:
        return None
    if kind == ALLIES or not _concerns(atoms, asked):
        seen = frozenset(atom for atom in atoms if atom[0] == "ally" and asked.allies)
    else:
        seen = _asked_only(atoms, asked)
    return (kind, seen if asked.tells_apart else _blank(seen)) if seen else None


def _new_names(form: Form) -> Mapping[str, str]:
    """New names of third parties, the same for those of which the rules see the same."""
    places = [("", form.rest), *((f"open {number}", other.yes) for number, other in enumerate(form.others))]
    places += [(f"unseen {kind}", atoms) for kind, atoms in form.unseen]
    places += [(f"in {number}", shape.own) for number, shape in enumerate(in_order(form.shapes))]
    marks: dict[str, list[str]] = {}
    for where, atoms in places:
        for atom in atoms:
            if atom[0] in _OF_THIRDS and atom[-1][:2] == '"t' and atom[-1][2:-1].isdigit():
                marks.setdefault(atom[-1], []).append(f"{where} {' '.join(atom[:-1])}")
    classes: dict[tuple[str, ...], list[str]] = {}
    for third, found in marks.items():
        classes.setdefault(tuple(sorted(found)), []).append(third)
    return {third: f'"t{n}"' for n, (_, alike) in enumerate(sorted(classes.items())) for third in alike}


def _renamed(atoms: Iterable[Atom], new: Mapping[str, str]) -> frozenset[Atom]:
    return frozenset((*atom[:-1], new.get(atom[-1], atom[-1])) for atom in atoms)


# --- for reasons ----------------------------------------------------------------------------------------------------


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
