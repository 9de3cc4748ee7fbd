"""What one rule, or one definition, sees of how two stand: the same as if nothing else had been asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.tiers.alliances import ALLIES
from foedus.analysis.rules.tiers.asked import Asked
from foedus.analysis.rules.tiers.canonical import (
    Form,
    Opened,
    Shape,
    Unseen,
    blank,
    can_count,
    in_order,
    without_dominated,
)

__all__ = ["sources_of", "view_of", "views_of"]

_OF_THIRDS: Final = frozenset({"ally", "party", "role"})
_NO_SHAPES: Final[frozenset[Shape]] = frozenset()
_NO_UNSEEN: Final[Unseen] = frozenset()
_NO_REST: Final[tuple[frozenset[Atom], tuple[Opened, ...]]] = (frozenset(), ())
_S = TypeVar("_S", Shape, Opened)


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
    for asked, found, unseen, (rest, others) in zip(each_asked, shapes, blind, plain, strict=True):
        kept, left = _NO_SHAPES, _NO_UNSEEN
        if found or unseen:
            kept, left = _settled(frozenset(found), frozenset(unseen), asked)
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
    kept = frozenset(without_dominated(shapes, asked))
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
    return seen if can_count(seen, asked) else None


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
    return (kind, seen if asked.tells_apart else blank(seen)) if seen else None


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
