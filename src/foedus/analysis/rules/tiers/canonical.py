"""One form for all dyads that stand alike: names taken out, what is the same said once; and what one rule sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.facts import quoted
from foedus.analysis.rules.tiers.definitions import Asked
from foedus.analysis.rules.tiers.standing import (
    ALLIES,
    UNSEEN,
    Seen,
    Standing,
    has_thirds,
    memberships,
    new_instrument,
    unsure_allies,
)

__all__ = ["Form", "Opened", "Shape", "called", "facts_that_matter", "form_of", "in_order", "sources_of", "view_of"]

_OF_INSTRUMENTS: Final = frozenset(name for name, given in TIERS.facts.items() if given.kinds[0] == "instrument")
_ANY: Final = '"i"'
_MOST_ALIKE: Final = 4
_NOTHING: Final[frozenset[Atom]] = frozenset()
_S = TypeVar("_S", "Shape", "Opened")


class Shape(NamedTuple):
    """What holds of an instrument, by any name; `kind` says how it is open, if it is, with what that would add either way."""

    kind: str
    own: frozenset[Atom]
    yes: frozenset[Atom] = frozenset()
    no: frozenset[Atom] = frozenset()


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
    unseen: frozenset[tuple[str, frozenset[Atom]]]


def form_of(standing: Standing, asked: Asked) -> tuple[Form, Mapping[Shape | Opened, tuple[str, ...]]]:
    """The form of a standing that hangs on nothing that the rules cannot tell apart; and of what is open, the names.

    Notes
    -----
    Third parties with the same alliances in the same instruments are one; so are instruments of which the same holds. What
    is open and would add only what holds anyway is left out. Rules that count, or compare names, get everything.
    """
    return _Naming(standing, asked).form()


class _Class(NamedTuple):
    """Third parties alike: their name, the marks they bear, and who they are."""

    name: str
    marks: tuple[str, ...]
    members: frozenset[str]


def _classes(everyone: frozenset[str], cuts: Sequence[tuple[str, frozenset[str]]]) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """Everyone by the marks they bear."""
    found: list[tuple[tuple[str, ...], frozenset[str]]] = [((), everyone)] if everyone else []
    for mark, bearers in cuts:
        split = []
        for marks, members in found:
            within = members & bearers
            if not within:
                split.append((marks, members))
                continue
            split.append(((*marks, mark), within))
            if len(within) < len(members):
                split.append((marks, members - within))
        found = split
    return found


class _Naming:
    """Gives actors and instruments of one standing their new names."""

    def __init__(self, standing: Standing, asked: Asked) -> None:
        self.standing, self.asked = standing, asked
        one, other = standing.dyad
        self.names = (_as_named(one, "1", asked), _as_named(other, "2", asked))
        self.certain: tuple[frozenset[str], ...] = ()
        self.unsure = unsure_allies(standing.dyad, standing.alliances) if asked.allies else []
        if asked.allies:
            self.certain = tuple(standing.alliances.certain_of(who) for who in standing.dyad)
        self.shapes = [_shape_of(seen, asked, one, other) for seen in standing.seen]
        self.classes = list(self._named())

    def _named(self) -> Iterable[_Class]:
        """Third parties that bear the same marks are one; who is named by a rule keeps the name."""
        asked = self.asked
        cuts = [(f"ally {at}", certain) for at, certain in enumerate(self.certain)]
        for number, left in enumerate(self.unsure):
            cuts += [(f"open {number} {at}", whom) for at, whom in self._sides(left.pairs)]
        cuts += [(f"perhaps {at}", whom) for at, whom in self._sides(self.standing.perhaps_allied)]
        everyone = frozenset[str]().union(*(bearers for _, bearers in cuts))
        inside = []
        for number, (_, thirds) in enumerate(self.shapes):
            for prefix, whose in thirds:
                inside.append((f"in {number} {' '.join(prefix)}", whose))
                everyone |= whose if asked.bystanders or asked.tells_apart else whose & asked.words
        everyone -= frozenset(self.standing.dyad)
        named = everyone if asked.tells_apart else everyone & asked.words
        cuts += inside + [(f"is {third}", frozenset({third})) for third in sorted(named)]
        for number, (marks, members) in enumerate(sorted(_classes(everyone, cuts), key=lambda each: each[0])):
            own = named & members
            yield _Class(quoted(next(iter(own))) if own else f'"t{number}"', marks, members)

    def _sides(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[int, frozenset[str]]]:
        """Whom the first of the two may be allied with, and whom the second."""
        found: list[tuple[int, frozenset[str]]] = []
        for at, who in enumerate(self.standing.dyad):
            whom = frozenset(whom for whose, whom in pairs if whose == who)
            found += [(at, whom)] if whom else []
        return found

    def _allied(self, mark: str, sides: Sequence[tuple[int, frozenset[str]]]) -> set[Atom]:
        """Alliances of the two with everyone who bears the mark, and with each other."""
        found = {("ally", self.names[at], each.name) for at, _ in sides for each in self.classes if f"{mark}{at}" in each.marks}
        for at, whom in sides:
            found |= {("ally", self.names[at], self.names[1 - at])} if self.standing.dyad[1 - at] in whom else set()
        return found

    def form(self) -> tuple[Form, Mapping[Shape | Opened, tuple[str, ...]]]:
        """The form; and what is open in it by the names of the standing's opens."""
        standing, asked = self.standing, self.asked
        rest = {("one", self.names[0]), ("other", self.names[1])} | self._allied("ally ", list(enumerate(self.certain)))
        certain, unsure = memberships(standing.dyad, asked, standing.on)
        rest |= {self._member(*each) for each in certain}
        rest = {atom for atom in rest if atom[0] in asked.predicates}
        names_of: dict[Shape | Opened, tuple[str, ...]] = {}
        shapes: dict[Shape, None] = {}
        for number, (seen, (shape, thirds)) in enumerate(zip(standing.seen, self.shapes, strict=True)):
            if thirds:
                shape = shape._replace(own=shape.own | self._parties(number, thirds))
            if shape.own:
                shapes[shape] = None
            if seen.left is not None:
                names_of[shape] = (*names_of.get(shape, ()), seen.left.about)
        kept = frozenset(_without_dominated(shapes, asked))
        others: list[tuple[Opened, str]] = []
        for number, left in enumerate(self.unsure):
            yes = frozenset(self._allied(f"open {number} ", self._sides(left.pairs)))
            others.append((Opened("disputed" if left.is_disputed else "uncertain", yes), f"{ALLIES} by {left.about}"))
        if "member" in asked.predicates:
            others += [(Opened("uncertain", frozenset({self._member(*each)})), each[1]) for each in unsure]
        others = [(other, about) for other, about in others if not other.yes <= rest]
        for other, about in others:
            names_of[other] = (*names_of.get(other, ()), about)
        told = tuple(dict.fromkeys(other for other, _ in others))
        return Form(frozenset(rest), kept, told, self._unseen(kept)), names_of

    def _member(self, who: str, group: str) -> Atom:
        return ("member", self.names[self.standing.dyad.index(who)], quoted(group))

    def _parties(self, number: int, thirds: Iterable[tuple[tuple[str, ...], frozenset[str]]]) -> frozenset[Atom]:
        return frozenset(
            (*prefix, each.name)
            for prefix, _ in thirds
            for each in self.classes
            if f"in {number} {' '.join(prefix)}" in each.marks
        )

    def _unseen(self, shapes: frozenset[Shape]) -> frozenset[tuple[str, frozenset[Atom]]]:
        standing, asked = self.standing, self.asked
        found = []
        for kind in standing.unseen_types:
            atoms = _unseen_form(asked, kind, *self.names)
            if asked.allies and has_thirds(kind, asked):
                name = quoted(f"{UNSEEN}{kind}")
                allied = (each.name for each in self.classes if "ally 0" in each.marks or "ally 1" in each.marks)
                atoms |= {("party", name, third) for third in allied}
            if not any(_blank(atoms) <= shape.own for shape in shapes if not shape.kind) or asked.negates:
                found.append((kind, atoms))
        perhaps = standing.perhaps_allied
        if perhaps:
            found.append((ALLIES, frozenset(self._allied("perhaps ", self._sides(perhaps)))))
        return frozenset(found)


def _as_named(code: str, new: str, asked: Asked) -> str:
    return quoted(code) if asked.tells_apart or code in asked.words else quoted(new)


def _matters(atom: Atom, asked: Asked, wanted: frozenset[str]) -> bool:
    """Can a rule ask for it? ``wanted`` is what rules ask of instruments like the one it is about."""
    if asked.tells_apart or atom[0] not in _OF_INSTRUMENTS:
        return atom[0] in asked.predicates
    return atom[0] in wanted and (atom[0] not in ("stage", "type", "layer") or atom[2][1:-1] in asked.words)


@lru_cache(maxsize=4096)
def _unseen_form(asked: Asked, kind: str, one: str, other: str) -> frozenset[Atom]:
    """What an instrument of the type would add to a dyad with these names: all but that it is on record."""
    wanted = asked.of(kind)
    name = quoted(f"{UNSEEN}{kind}")
    atoms = new_instrument(kind, (one[1:-1], other[1:-1]), f"{UNSEEN}{kind}") - {("instrument", name)}
    return frozenset(atom for atom in atoms if _matters(atom, asked, wanted))


_Thirds = tuple[tuple[tuple[str, ...], frozenset[str]], ...]
"""Facts about third parties without their names, and whose they are."""


@lru_cache(maxsize=65536)
def _shape_of(seen: Seen, asked: Asked, one: str, other: str) -> tuple[Shape, _Thirds]:
    """The shape of an instrument between two, and its facts about third parties, whose names the standing gives."""
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
    return Shape(kind, own, yes, no), tuple((prefix, frozenset(whose)) for prefix, whose in sorted(thirds.items()))


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
    view = _asked_of(form, asked)
    new = _new_thirds(view, asked)
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
    new = _new_thirds(_asked_of(form, asked), asked)
    found: dict[Shape | Opened, set[Shape | Opened]] = {}
    for shape in form.shapes:
        seen = _shape_seen(shape, asked) if shape.kind else None
        if seen is not None:
            found.setdefault(_renamed_open(seen, new), set()).add(shape)
    for other in form.others:
        for each in _others_seen((other,), asked):
            found.setdefault(_renamed_open(each, new), set()).add(other)
    return found


def _asked_of(form: Form, asked: Asked) -> Form:
    """Under the names of the form."""
    shapes = _shapes_seen(form.shapes, asked)
    rest, unseen = _rest_seen(form.rest, asked), _unseen_seen(form.unseen, asked)
    others = tuple(each for each in dict.fromkeys(_others_seen(form.others, asked)) if not each.yes <= rest)
    if unseen and not asked.negates:
        settled = [shape.own for shape in shapes if not shape.kind]
        unseen = frozenset(
            each for each in unseen if not each[1] <= rest and not any(_blank(each[1]) <= own for own in settled)
        )
    return Form(rest, shapes, others, unseen)


def _renamed_open(each: _S, new: Mapping[str, str]) -> _S:
    if isinstance(each, Shape):
        return each._replace(own=_renamed(each.own, new))
    return each._replace(yes=_renamed(each.yes, new))


@lru_cache(maxsize=65536)
def _shapes_seen(shapes: frozenset[Shape], asked: Asked) -> frozenset[Shape]:
    seen = (_shape_seen(shape, asked) for shape in shapes)
    return frozenset(_without_dominated({shape for shape in seen if shape is not None}, asked))


@lru_cache(maxsize=65536)
def _shape_seen(shape: Shape, asked: Asked) -> Shape | None:
    if not _concerns(shape.own, asked):
        return None
    own, yes, no = (_asked_only(atoms, asked) for atoms in (shape.own, shape.yes, shape.no))
    return Shape(shape.kind if yes or no else "", own, yes, no) if own else None


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


@lru_cache(maxsize=65536)
def _rest_seen(atoms: frozenset[Atom], asked: Asked) -> frozenset[Atom]:
    return frozenset(atom for atom in atoms if atom[0] in asked.predicates)


def _others_seen(others: Iterable[Opened], asked: Asked) -> Iterable[Opened]:
    for kind, yes in others:
        seen = _rest_seen(yes, asked)
        if seen:
            yield Opened(kind, seen)


@lru_cache(maxsize=65536)
def _unseen_seen(
    unseen: frozenset[tuple[str, frozenset[Atom]]], asked: Asked
) -> frozenset[tuple[str, frozenset[Atom]]]:
    """What the rules see of what nobody has looked for; of an instrument they do not ask for, the alliances it makes."""
    found: dict[frozenset[Atom], str] = {}
    for kind, atoms in sorted(unseen):
        if kind == ALLIES:
            seen = _rest_seen(atoms, asked) if asked.allies else _NOTHING
        elif kind not in asked.kinds:
            continue
        elif _concerns(atoms, asked):
            seen = _asked_only(atoms, asked)
        else:
            seen = frozenset(atom for atom in atoms if atom[0] == "ally" and asked.allies)
        if seen:
            found.setdefault(seen if asked.tells_apart else _blank(seen), kind)
    return frozenset((kind, atoms) for atoms, kind in found.items())


def _new_thirds(form: Form, asked: Asked) -> Mapping[str, str]:
    """New names of third parties, the same for those of which the rules see the same."""
    if asked.tells_apart or not (asked.allies or "party" in asked.predicates or "role" in asked.predicates):
        return {}
    return _new_names(form)


@lru_cache(maxsize=16384)
def _new_names(form: Form) -> Mapping[str, str]:
    places = [("", form.rest), *((f"open {number}", other.yes) for number, other in enumerate(form.others))]
    places += [(f"unseen {kind}", atoms) for kind, atoms in form.unseen]
    places += [(f"in {number}", shape.own) for number, shape in enumerate(in_order(form.shapes))]
    marks: dict[str, list[str]] = {}
    for where, atoms in places:
        for atom in atoms:
            if atom[0] in ("ally", "party", "role") and atom[-1][:2] == '"t' and atom[-1][2:-1].isdigit():
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
    classes = _Naming(standing, asked).classes
    dropped = {quoted(third) for each in classes for third in sorted(each.members)[_MOST_ALIKE:]}
    known = {quoted(who) for who in (*standing.dyad, *(third for each in classes for third in each.members))}
    found = {atom for atom in standing.rest if not dropped.intersection(atom)}
    for seen in standing.seen:
        wanted = asked.of(seen.tie.instrument.type)
        for atom in seen.facts:
            bystander = atom[0] in ("party", "role") and atom[-1] not in known
            if _matters(atom, asked, wanted) and not bystander and not dropped.intersection(atom):
                found.add(atom)
    return frozenset(found)
