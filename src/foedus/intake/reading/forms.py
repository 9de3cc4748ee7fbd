"""Forms of the lexicon with choices, "(agreement|pact) on (the |)exchange of …": written out where few, walked where many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

__all__ = ["WideForm", "expand", "widen"]

_CHOICE: Final = re.compile(r"\(([^()]*\|[^()]*)\)")
_FEW: Final = 64
"""Forms of so many spellings are written out."""
_HEADS: Final = 256
"""Of others, at most so many beginnings are."""


def expand(form: str) -> Iterator[str]:
    """All spellings of a form.

    Examples
    --------
    >>> list(expand("joint (naval |)(drill|exercise)"))
    ['joint naval drill', 'joint naval exercise', 'joint drill', 'joint exercise']
    """
    choice = _CHOICE.search(form)
    if choice is None:
        yield form
        return
    for option in choice[1].split("|"):
        yield from expand(form[: choice.start()] + option + form[choice.end() :])


@dataclass(frozen=True, slots=True, eq=False)
class WideForm:
    """A form of many spellings: its beginnings, and what may follow one after the other, by first character.

    Attributes
    ----------
    heads : tuple of str
        The beginnings, as spelled; none is empty.
    rest : tuple of mapping
        For each further part, the spellings that begin with a character, each in lower case and as spelled; under ``""``
        is the part left out, where it may be.
    """

    heads: tuple[str, ...]
    rest: tuple[Mapping[str, tuple[tuple[str, str], ...]], ...]

    def spellings(self, lowered: str, head: str, at: int) -> list[tuple[int, str]]:
        """Where the form may end in a text in lower case after one of its beginnings, and how it is spelled there.

        Parameters
        ----------
        at : int
            The end of the beginning.
        """
        paths = [(at, head)]
        for part in self.rest:
            further = (
                (place + len(plain), spelled + option)
                for place, spelled in paths
                for key in ("", lowered[place : place + 1] or "\0")
                for plain, option in part.get(key, ())
                if lowered.startswith(plain, place)
            )
            paths = list(dict.fromkeys(further))
            if not paths:
                break
        return paths


def widen(form: str, spell: Callable[[str], str], lower: Callable[[str], str]) -> WideForm | None:
    """A form as a wide one; None where it has few spellings.

    Parameters
    ----------
    spell, lower : callable
        How a text is written before it is read, and its lower case; both character by character.
    """
    parts = [[spell(option) for option in options] for options in _parts(form)]
    if prod(map(len, parts)) <= _FEW:
        return None
    heads, n = list(parts[0]), 1
    while n < len(parts) and (not all(heads) or len(heads) * len(parts[n]) <= _HEADS):
        heads = [head + option for head in heads for option in parts[n]]
        n += 1
    return WideForm(tuple(dict.fromkeys(heads)), tuple(_by_first(part, lower) for part in parts[n:]))


def _parts(form: str) -> list[list[str]]:
    """What stands one after the other, each with its spellings; one part where brackets do not pair."""
    pieces, depth, begin = [], 0, 0
    for at, character in enumerate(form):
        if character == "(" and (depth := depth + 1) == 1:
            pieces.append(form[begin:at])
            begin = at
        elif character == ")":
            if (depth := depth - 1) == 0:
                pieces.append(form[begin : at + 1])
                begin = at + 1
            elif depth < 0:
                break
    if depth:
        return [list(expand(form))]
    pieces.append(form[begin:])
    return [list(dict.fromkeys(expand(piece))) for piece in pieces if piece]


def _by_first(options: Sequence[str], lower: Callable[[str], str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for option in options:
        plain = lower(option)
        found[plain[:1]] = (*found.get(plain[:1], ()), (plain, option))
    return found
