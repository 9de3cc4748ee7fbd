"""One form for all dyads that stand alike: names taken out, what is the same said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.facts import quoted
from foedus.analysis.rules.tiers.definitions import Asked
from foedus.analysis.rules.tiers.standing import UNSEEN, Standing, new_instrument
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Canonical", "canonical_of", "facts_that_matter"]

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


_Shape = tuple[str, frozenset[Atom], frozenset[Atom], frozenset[Atom]]
_NOTHING: Final[frozenset[Atom]] = frozenset()
_MOST_ALIKE: Final = 4


def _matters(atom: Atom, asked: Asked, wanted: frozenset[str]) -> bool:
    """Can a rule ask for it? ``wanted`` is what rules ask of instruments like the one it is about."""
    if atom[0] not in _OF_INSTRUMENTS:
        return atom[0] in asked.predicates
    return atom[0] in wanted and (atom[0] not in ("stage", "type", "layer") or atom[2][1:-1] in asked.words)


@lru_cache(maxsize=4096)
def _unseen_form(asked: Asked, kind: str) -> frozenset[Atom]:
    """What an instrument of the type would add to any dyad, under the dyad's new names."""
    wanted = asked.of(kind) if kind in asked.types or asked.anything else asked.predicates
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
    atoms = [*naming.rest, *(atom for atoms in naming.own.values() for atom in atoms)]
    return frozenset(atom for atom in atoms if not dropped.intersection(atom))


class _Naming:
    """Gives actors and instruments of one standing their new names."""

    def __init__(self, standing: Standing, asked: Asked) -> None:
        self.standing, self.asked = standing, asked
        self.words = {quoted(word) for word in asked.words}
        one, other = (quoted(who) for who in standing.dyad)
        self.actors = {who: who if who in self.words else name for who, name in ((one, '"1"'), (other, '"2"'))}
        self.wanted = {quoted(name): asked.of(tie.instrument.type) for name, tie in standing.ties.items()}
        self.own: dict[str, list[Atom]] = {name: [] for name in self.wanted}
        self.rest: list[Atom] = []
        for atom in standing.facts:
            if atom[0] not in _OF_INSTRUMENTS:
                self.rest.append(atom)
            elif _matters(atom, asked, self.wanted.get(atom[1], asked.predicates)):
                self.own.setdefault(atom[1], []).append(atom)
        # Of two that no rule names, an unseen instrument adds the same for every dyad.
        plain = not self.words & {one, other}
        self.unseen: list[frozenset[Atom]] = []
        self.ready: list[frozenset[Atom] | None] = []
        for kind, atoms in standing.unseen.items():
            known = plain and kind in load_vocabulary().types
            self.ready.append(_unseen_form(asked, kind) if known else None)
            self.unseen.append(
                _NOTHING if known else frozenset(a for a in atoms if _matters(a, asked, asked.predicates))
            )
        self._name_thirds()

    def _name_thirds(self) -> None:
        marks: dict[str, set[str]] = {}
        seen: dict[str, Iterable[Atom]] = {"": self.rest}
        seen |= {f"o{at}": left.yes for at, left in enumerate(self.standing.opens)}
        seen |= {f"u{at}": atoms for at, atoms in enumerate(self.unseen)}
        for place, atoms in seen.items():
            for atom in atoms:
                if atom[0] == "ally" and atom[2] not in self.actors:
                    marks.setdefault(atom[2], set()).add(f"{place}{self.actors[atom[1]]}")
        for name, atoms in self.own.items():
            kept = []
            for atom in atoms:
                if atom[0] in ("party", "role") and atom[-1] not in self.actors:
                    if atom[-1] not in marks and atom[-1] not in self.words and not self.asked.bystanders:
                        continue
                    marks.setdefault(atom[-1], set()).add(name)
                kept.append(atom)
            self.own[name] = kept
        names: dict[frozenset[str], str] = {}
        for third in sorted(marks, key=lambda each: (sorted(m for m in marks[each] if m not in self.own), each)):
            if third in self.words:
                self.actors[third] = third
            else:
                self.actors[third] = names.setdefault(frozenset(marks[third]), f'"t{len(names)}"')

    def _renamed(self, atoms: Iterable[Atom], called: Mapping[str, str]) -> frozenset[Atom]:
        actors = self.actors
        return frozenset(
            (atom[0], *(called.get(term) or actors.get(term, term) for term in atom[1:])) for atom in atoms
        )

    def result(self) -> Canonical:
        """The canonical form."""
        shapes, others = self._shapes()
        facts = set(self._renamed(self.rest, {}))
        kept = self._without_dominated({shape: names for shape, names in shapes.items()})
        settled = [shape[1] for shape in kept if not shape[0]]
        opens: list[tuple[str, frozenset[Atom], frozenset[Atom]]] = []
        sources: list[tuple[int, ...]] = []
        for number, shape in enumerate(sorted(kept, key=lambda each: (sorted(each[1]), each[0], sorted(each[2])))):
            kind, own, yes, no = shape
            names = shapes[shape]
            called = {'"i"': f'"i{number}"'}
            facts |= self._renamed(own, called)
            if kind:
                opens.append((kind, self._renamed(yes, called), self._renamed(no, called)))
                sources.append(tuple(at for _, at in names))
        for at in others:
            left = self.standing.opens[at]
            adds = self._renamed(_asked_only(left.yes, self.asked), {})
            if not adds <= facts:
                opens.append((left.kind, adds, self._renamed(left.no, {})))
                sources.append((at,))
        unseen = []
        for atoms, ready in zip(self.unseen, self.ready, strict=True):
            renamed = self._renamed(atoms, {}) if ready is None else ready
            name = next((atom[1] for atom in renamed if atom[0] in _OF_INSTRUMENTS), "")
            blank = frozenset(tuple('"i"' if term == name else term for term in atom) for atom in renamed)
            if self.asked.negates or not any(blank <= each for each in settled):
                unseen.append(renamed)
        return Canonical(frozenset(facts), tuple(opens), tuple(unseen), tuple(sources))

    def _shapes(self) -> tuple[dict[_Shape, list[tuple[str, int]]], list[int]]:
        """Instruments by what holds of them; places of the opens that are about something else."""
        opened = {quoted(left.about): at for at, left in enumerate(self.standing.opens)}
        others = [at for name, at in opened.items() if name not in self.own]
        shapes: dict[_Shape, list[tuple[str, int]]] = {}
        for name, atoms in self.own.items():
            blank = {name: name if name in self.words else '"i"'}
            own = self._renamed(atoms, blank)
            at = opened.get(name, -1)
            shape: _Shape = ("", own, _NOTHING, _NOTHING)
            if at >= 0:
                left = self.standing.opens[at]
                yes, no = (
                    self._renamed((a for a in each if _matters(a, self.asked, self.wanted[name])), blank)
                    for each in (left.yes, left.no)
                )
                shape = (left.kind, own, yes, no) if yes or no else shape
            if own:
                shapes.setdefault(shape, []).append((name, at))
        return shapes, others

    def _without_dominated(self, shapes: Mapping[_Shape, object]) -> list[_Shape]:
        """Without those of which nothing holds that does not hold of another one as well."""
        if self.asked.negates:
            return list(shapes)
        settled = [shape[1] for shape in shapes if not shape[0]]
        kept = []
        for shape in shapes:
            kind, own, yes, no = shape
            if kind:
                beaten = any(own | yes <= each for each in settled) and any(own | no <= each for each in settled)
            else:
                beaten = any(own < each for each in settled)
            if not beaten:
                kept.append(shape)
        return kept
