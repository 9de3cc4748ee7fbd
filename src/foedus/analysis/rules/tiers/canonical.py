"""One form for all dyads that stand alike: names taken out, what is the same said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.facts import quoted
from foedus.analysis.rules.tiers.definitions import Asked
from foedus.analysis.rules.tiers.standing import UNSEEN, Seen, Standing, has_thirds, new_instrument
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Canonical", "canonical_of", "facts_that_matter", "view_of_facts"]

_OF_INSTRUMENTS: Final = frozenset(name for name, given in TIERS.facts.items() if given.kinds[0] == "instrument")


class Canonical(NamedTuple):
    """Facts, opens and unseen under new names; `sources` are the places of each open's originals."""

    facts: frozenset[Atom]
    opens: tuple[tuple[str, frozenset[Atom], frozenset[Atom]], ...]
    unseen: tuple[frozenset[Atom], ...]
    sources: tuple[tuple[int, ...], ...]


def canonical_of(standing: Standing, asked: Asked) -> Canonical:
    """The form of a standing that hangs on nothing that the rules cannot tell apart.

    Notes
    -----
    Third parties with the same alliances in the same instruments are one; so are instruments of which the same holds. What
    is open and would add only what holds anyway is left out. Rules that count, or compare names, get everything.
    """
    if asked.tells_apart:
        opens = tuple((left.kind, left.yes, left.no) for left in standing.opens)
        sources = tuple((at,) for at in range(len(opens)))
        unseen = tuple(_asked_only(atoms, asked) for atoms in standing.unseen.values())
        return Canonical(standing.facts, opens, unseen, sources)
    return _Naming(standing, asked).result()


def _asked_only(atoms: Iterable[Atom], asked: Asked) -> frozenset[Atom]:
    return frozenset(atom for atom in atoms if atom[0] in asked.predicates)


def _matters(atom: Atom, asked: Asked, wanted: frozenset[str]) -> bool:
    """Can a rule ask for it? ``wanted`` is what rules ask of instruments like the one it is about."""
    if atom[0] not in _OF_INSTRUMENTS:
        return atom[0] in asked.predicates
    return atom[0] in wanted and (atom[0] not in ("stage", "type", "layer") or atom[2][1:-1] in asked.words)


@lru_cache(maxsize=4096)
def _unseen_form(asked: Asked, kind: str) -> frozenset[Atom]:
    """What an instrument of the type would add to any dyad, under the dyad's new names."""
    wanted = asked.of(kind)
    name = quoted(f"{UNSEEN}{kind}")
    atoms = new_instrument(kind, ("1", "2"), f"{UNSEEN}{kind}") - {("instrument", name)}
    return frozenset(atom for atom in atoms if _matters(atom, asked, wanted))


def facts_that_matter(standing: Standing, asked: Asked) -> frozenset[Atom]:
    """The facts under their own names, without what no rule can ask for; of third parties alike, a few."""
    if asked.tells_apart:
        return standing.facts
    naming = _Naming(standing, asked)
    kept: dict[str, list[str]] = {}
    for third, name in sorted(naming.actors.items()):
        kept.setdefault(name, []).append(third)
    dropped = {third for thirds in kept.values() for third in thirds[_MOST_ALIKE:]}
    found = {atom for atom in naming.rest if not dropped.intersection(atom)}
    for seen in standing.seen:
        wanted = asked.of(seen.tie.instrument.type)
        for atom in seen.facts:
            bystander = atom[0] in ("party", "role") and atom[-1] not in naming.actors
            if _matters(atom, asked, wanted) and not bystander and not dropped.intersection(atom):
                found.add(atom)
    return frozenset(found)


class _Shape(NamedTuple):
    """What holds of an instrument, by any name; `kind` says how it is open, if it is, with what that would add either way."""

    kind: str
    own: frozenset[Atom]
    yes: frozenset[Atom] = frozenset()
    no: frozenset[Atom] = frozenset()


_NOTHING: Final[frozenset[Atom]] = frozenset()
_MOST_ALIKE: Final = 4


class _Naming:
    """Gives actors and instruments of one standing their new names."""

    def __init__(self, standing: Standing, asked: Asked) -> None:
        self.standing, self.asked = standing, asked
        one, other = standing.dyad
        words = asked.words
        self.actors: Mapping[str, str] = {
            quoted(one): _as_named(one, "1", words), quoted(other): _as_named(other, "2", words)
        }  # fmt: skip
        self.rest = standing.rest
        self.others = [
            (at, left)
            for at, left in enumerate(standing.opens)
            if left.about not in standing.ties and any(atom[0] in asked.predicates for atom in left.yes)
        ]
        # Of two that no rule names, an unseen instrument adds the same for every dyad.
        plain = one not in words and other not in words
        self.ready: list[frozenset[Atom]] = []
        self.unready: list[frozenset[Atom]] = []
        types = load_vocabulary().types
        for kind, atoms in standing.unseen.items():
            if plain and kind in types and not has_thirds(kind, asked):
                self.ready.append(_unseen_form(asked, kind))
            else:
                wanted = asked.of(kind) if kind in types else asked.predicates
                self.unready.append(frozenset(atom for atom in atoms if _matters(atom, asked, wanted)))
        self.places = [kind in types and plain and not has_thirds(kind, asked) for kind in standing.unseen]
        self._name_thirds()

    def _name_thirds(self) -> None:
        inside = set()
        for seen in self.standing.seen:
            instrument = seen.tie.instrument
            if len(instrument.parties) > 2 and {"party", "role"} & self.asked.of(instrument.type):
                inside |= {(quoted(party), instrument.id) for party in instrument.parties}
        self.actors, self.renamed = _names_of_thirds(
            self.rest, tuple(left.yes for _, left in self.others), tuple(self.unready), frozenset(inside),
            tuple(self.actors.items()), self.asked,
        )  # fmt: skip

    def _renamed(self, atoms: Iterable[Atom], called: Mapping[str, str] = MappingProxyType({})) -> frozenset[Atom]:
        actors = self.actors
        return frozenset(
            (atom[0], *(called.get(term) or actors.get(term, term) for term in atom[1:])) for atom in atoms
        )

    def result(self) -> Canonical:
        """The canonical form."""
        facts = set(self.renamed)
        shapes = self._shapes()
        kept = _without_dominated(shapes, self.asked)
        opens: list[tuple[str, frozenset[Atom], frozenset[Atom]]] = []
        sources: list[tuple[int, ...]] = []
        for number, shape in enumerate(sorted(kept, key=_order)):
            facts |= _called(shape.own, number)
            if shape.kind:
                opens.append((shape.kind, _called(shape.yes, number), _called(shape.no, number)))
                sources.append(tuple(shapes[shape]))
        for at, left in self.others:
            adds = self._renamed(atom for atom in left.yes if atom[0] in self.asked.predicates)
            if not adds <= facts:
                opens.append((left.kind, adds, self._renamed(left.no)))
                sources.append((at,))
        settled = [shape.own for shape in kept if not shape.kind]
        ready, unready = iter(self.ready), iter(self.unready)
        unseen = [next(ready) if is_ready else self._renamed(next(unready)) for is_ready in self.places]
        if not self.asked.negates:
            unseen = [atoms for atoms in unseen if not any(_blank(atoms) <= each for each in settled)]
        return Canonical(frozenset(facts), tuple(opens), tuple(unseen), tuple(sources))

    def _shapes(self) -> dict[_Shape, list[int]]:
        """Instruments by what holds of them, with the places of those that are open."""
        places = {left.about: at for at, left in enumerate(self.standing.opens)}
        one, other = self.standing.dyad
        shapes: dict[_Shape, list[int]] = {}
        for seen in self.standing.seen:
            shape, thirds = _shape_of(seen, self.asked, one, other)
            if thirds:
                own = shape.own | {a for a in thirds if a[-1] in self.actors}
                shape = shape._replace(own=self._renamed(own))
            if shape.own:
                shapes.setdefault(shape, []).extend([places[seen.tie.instrument.id]] if shape.kind else [])
        return shapes


@lru_cache(maxsize=16384)
def _names_of_thirds(
    rest: frozenset[Atom],
    opens: tuple[frozenset[Atom], ...],
    unseen: tuple[frozenset[Atom], ...],
    inside: frozenset[tuple[str, str]],
    dyad: tuple[tuple[str, str], ...],
    asked: Asked,
) -> tuple[Mapping[str, str], frozenset[Atom]]:
    """New names of the dyad and of third parties, and the facts with them.

    Alike are third parties with the same alliances, in the same instruments.
    """
    actors = dict(dyad)
    marks: dict[str, set[str]] = {}
    places = [("", rest), *((f"o{n}", a) for n, a in enumerate(opens)), *((f"u{n}", a) for n, a in enumerate(unseen))]
    for place, atoms in places:
        for atom in atoms:
            if atom[0] in ("ally", "party") and atom[2] not in actors:
                marks.setdefault(atom[2], set()).add(place + actors.get(atom[1], "party"))
    plain = {third: sorted(found) for third, found in marks.items()}
    for party, name in inside:
        if party not in actors and (party in marks or party[1:-1] in asked.words or asked.bystanders):
            marks.setdefault(party, set()).add(f"in {name}")
    names: dict[frozenset[str], str] = {}
    for third in sorted(marks, key=lambda each: (each not in plain, plain.get(each, []), each)):
        actors[third] = (
            third if third[1:-1] in asked.words else names.setdefault(frozenset(marks[third]), f'"t{len(names)}"')
        )
    renamed = frozenset((atom[0], *(actors.get(term, term) for term in atom[1:])) for atom in rest)
    return MappingProxyType(actors), renamed


_Open = tuple[str, frozenset[Atom], frozenset[Atom]]


def view_of_facts(
    facts: frozenset[Atom], opens: Sequence[_Open], unseen: Sequence[frozenset[Atom]], asked: Asked
) -> tuple[frozenset[Atom], tuple[_Open, ...], tuple[frozenset[Atom], ...]]:
    """Of a canonical form, what these rules ask for, in canonical form again."""
    rest, own = _by_instrument(facts)
    opened = {}
    others = []
    for kind, yes, no in opens:
        name = next((atom[1] for atom in yes if atom[0] in _OF_INSTRUMENTS), None)
        if name is None:
            others.append((kind, _rest_asked(yes, asked), no))
        else:
            opened[name] = (kind, yes, no)
    shapes = set()
    for name, atoms in own.items():
        shape = _shape_seen(atoms, opened.get(name), asked)
        if shape is not None and shape.own:
            shapes.add(shape)
    seen = set(_rest_asked(rest, asked))
    found: list[_Open] = []
    kept = sorted(_without_dominated(shapes, asked), key=_order)
    for number, shape in enumerate(kept):
        seen |= _called(shape.own, number)
        if shape.kind:
            found.append((shape.kind, _called(shape.yes, number), _called(shape.no, number)))
    found += [(kind, yes, no) for kind, yes, no in others if not yes <= seen]
    settled = [shape.own for shape in kept if not shape.kind]
    added: dict[frozenset[Atom], None] = {}
    for atoms in unseen:
        asked_for = _unseen_asked(atoms, asked)
        if asked_for and not any(_blank(asked_for) <= each for each in settled) and not asked_for <= seen:
            added[asked_for] = None
    return frozenset(seen), tuple(found), tuple(added)


@lru_cache(maxsize=8192)
def _by_instrument(facts: frozenset[Atom]) -> tuple[frozenset[Atom], Mapping[str, frozenset[Atom]]]:
    own: dict[str, list[Atom]] = {}
    rest = []
    for atom in facts:
        if atom[0] in _OF_INSTRUMENTS:
            own.setdefault(atom[1], []).append(atom)
        else:
            rest.append(atom)
    return frozenset(rest), {name: frozenset(atoms) for name, atoms in own.items()}


@lru_cache(maxsize=65536)
def _rest_asked(atoms: frozenset[Atom], asked: Asked) -> frozenset[Atom]:
    return frozenset(atom for atom in atoms if atom[0] in asked.predicates)


@lru_cache(maxsize=65536)
def _unseen_asked(atoms: frozenset[Atom], asked: Asked) -> frozenset[Atom]:
    """What the rules see of something unseen; nothing if they ask for no instrument of its type."""
    if not any(atom[0] in _OF_INSTRUMENTS for atom in atoms):
        return _rest_asked(atoms, asked)
    return _rest_asked(atoms, asked) if _concerns(atoms, asked) else _allies_only(atoms, asked)


def _allies_only(atoms: frozenset[Atom], asked: Asked) -> frozenset[Atom]:
    return frozenset(atom for atom in atoms if atom[0] == "ally" and asked.allies)


def _concerns(atoms: frozenset[Atom], asked: Asked) -> bool:
    if asked.anything:
        return True
    return any(atom[0] in ("type", "layer") and atom[2][1:-1] in asked.words for atom in atoms)


@lru_cache(maxsize=262144)
def _shape_seen(atoms: frozenset[Atom], opened: _Open | None, asked: Asked) -> _Shape | None:
    if not _concerns(atoms, asked):
        return None
    name = next(iter(atoms))[1]

    def form(each: Iterable[Atom]) -> frozenset[Atom]:
        return frozenset(
            tuple('"i"' if term == name and term[2:-1].isdigit() else term for term in atom)
            for atom in each
            if atom[0] in asked.predicates
            and (atom[0] not in ("stage", "type", "layer") or atom[2][1:-1] in asked.words)
        )

    own = form(atoms)
    if opened is None:
        return _Shape("", own)
    yes, no = form(opened[1]), form(opened[2])
    return _Shape(opened[0] if yes or no else "", own, yes, no)


def _as_named(code: str, new: str, words: frozenset[str]) -> str:
    return quoted(code) if code in words else quoted(new)


@lru_cache(maxsize=65536)
def _shape_of(seen: Seen, asked: Asked, one: str, other: str) -> tuple[_Shape, frozenset[Atom]]:
    """The shape of an instrument between two, and its facts about third parties, whose names the standing gives."""
    tie = seen.tie
    name, wanted = quoted(tie.instrument.id), asked.of(tie.instrument.type)
    called = {quoted(one): _as_named(one, "1", asked.words), quoted(other): _as_named(other, "2", asked.words)}
    if tie.instrument.id not in asked.words:
        called[name] = '"i"'

    def form(atoms: Iterable[Atom]) -> frozenset[Atom]:
        return frozenset(
            (atom[0], *(called.get(term, term) for term in atom[1:])) for atom in atoms if _matters(atom, asked, wanted)
        )

    about_thirds = {a for a in seen.facts if a[0] in ("party", "role") and a[-1] not in called}
    own = form(seen.facts - about_thirds)
    yes, no = (form(seen.left.yes), form(seen.left.no)) if seen.left is not None else (_NOTHING, _NOTHING)
    kind = seen.left.kind if seen.left is not None and (yes or no) else ""
    return _Shape(kind, own, yes, no), form(about_thirds)


@lru_cache(maxsize=65536)
def _called(atoms: frozenset[Atom], number: int) -> frozenset[Atom]:
    name = f'"i{number}"'
    return frozenset(tuple(name if term == '"i"' else term for term in atom) for atom in atoms)


@lru_cache(maxsize=65536)
def _order(shape: _Shape) -> tuple[list[Atom], str, list[Atom]]:
    return sorted(shape.own), shape.kind, sorted(shape.yes)


@lru_cache(maxsize=4096)
def _blank(atoms: frozenset[Atom]) -> frozenset[Atom]:
    name = next((atom[1] for atom in atoms if atom[0] in _OF_INSTRUMENTS), "")
    return frozenset(tuple('"i"' if term == name else term for term in atom) for atom in atoms)


def _without_dominated(shapes: Iterable[_Shape], asked: Asked) -> list[_Shape]:
    """Without those of which nothing holds that does not hold of another one as well."""
    every = list(shapes)
    if asked.negates:
        return every
    settled = [shape.own for shape in every if not shape.kind]
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
