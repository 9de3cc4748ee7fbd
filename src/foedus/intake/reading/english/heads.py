"""Which letters a pattern's matches can begin with, and which they hold: so that one scan of a text tells where a pattern is worth trying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

__all__ = ["heads_of", "needs_of"]

_LEAST: Final = 2
"""Shorter heads are everywhere."""
_LEAST_HELD: Final = 3
_DIGITS: Final = frozenset("0123456789")
_COUNT: Final = re.compile(r"[*?]|\{0?,|\+|\{")
_LAZY: Final = re.compile(r"(?:[*?+]|\{[0-9,]*\})[?+]?")


@cache
def heads_of(pattern: str) -> frozenset[str] | None:
    """The beginnings, in lower case, one of which every match of the pattern begins with; None where there is no telling.

    Understands letters, groups, alternatives, options and assertions; anything else is no telling.

    Examples
    --------
    >>> sorted(heads_of("(?:troops?|(?:set|lays?) out)"))
    ['lay', 'set', 'troop']
    >>> heads_of("[A-Z]x") is None
    True
    """
    try:
        found = _alternatives(pattern)
    except ValueError:
        return None
    return frozenset(found) if found and all(len(head) >= _LEAST for head in found) else None


@cache
def needs_of(pattern: str) -> list[frozenset[str]]:
    """Sets of letters in lower case, of each of which every match of the pattern holds one at least; none where there is no telling.

    Examples
    --------
    >>> [sorted(needed) for needed in needs_of("(?:sold|sells) (?:the )?[a-z]{0,9}(?:jets?|ships?)")]
    [['sells', 'sold'], ['jet', 'ship']]
    >>> needs_of("(?:sold|[a-z]+)")
    []
    """
    branches = _split(pattern)
    if len(branches) == 1:
        return [needed for needed in _held(pattern) if _weight(needed) >= _LEAST_HELD or needed == _DIGITS]
    best = [max(_held(branch), key=_weight, default=frozenset[str]()) for branch in branches]
    whole = frozenset[str]().union(*best)
    return [whole] if all(best) and all(len(one.strip()) >= _LEAST_HELD or one in _DIGITS for one in whole) else []


def _weight(needed: frozenset[str]) -> int:
    return min((len(one.strip()) for one in needed), default=0)


def _held(branch: str) -> Iterator[frozenset[str]]:
    """What each part of a sequence that cannot be missing holds."""
    run, at = "", 0
    while at < len(branch):
        end, letter, inner = _part(branch, at)
        count = _COUNT.match(branch, end)
        lazy = _LAZY.match(branch, end)
        optional = count is not None and count[0] not in ("+", "{")
        if letter and not optional:
            run += letter
        if run and (not letter or count is not None):
            yield frozenset({run.lower()})
            run = ""
        if inner is not None and not optional:
            yield from needs_of(inner) if inner != r"\d" else [_DIGITS]
        at = lazy.end() if lazy else end
    if run:
        yield frozenset({run.lower()})


def _part(branch: str, at: int) -> tuple[int, str, str | None]:
    """Where the part at a place ends, the letter it is, or the pattern inside it."""
    character = branch[at]
    if character == "\\":
        if branch[at + 1] == "d":
            return at + 2, "", r"\d"
        return at + 2, "" if branch[at + 1].isalnum() else branch[at + 1], None
    if character == "[":
        return branch.index("]", at + 2) + 1, "", None
    if character == "(":
        end = _closing(branch, at)
        inner = re.match(r"\?(?:-i)?:", branch[at + 1 : end])
        return end + 1, "", branch[at + 1 + inner.end() : end] if inner else None  # what looks around takes nothing
    return at + 1, "" if character in ".^$" else character, None


@cache
def _alternatives(pattern: str) -> frozenset[str]:
    return frozenset(head for branch in _split(pattern) for head in _sequence(branch))


def _sequence(branch: str) -> set[str]:
    """Heads of a sequence: of its first part, and of the next one too while the first may be missing."""
    found: set[str] = set()
    at = 0
    while at < len(branch):
        if branch[at] == "(":
            end = _closing(branch, at)
            inner = branch[at + 1 : end]
            if inner.startswith(("?<", "?!", "?=")):  # looks around, takes nothing
                at = end + 1
                continue
            if not inner.startswith("?:"):
                raise ValueError(branch)
            found |= _alternatives(inner[2:])
            if branch[end + 1 : end + 2] not in ("?", "*"):
                return found
            at = end + 2
            continue
        run = _letters(branch, at)
        if not run:
            raise ValueError(branch)
        end = at + len(run)
        if branch[end : end + 1] in ("?", "*", "{"):
            run = run[:-1]
        if not run:
            raise ValueError(branch)
        return found | {run.lower()}
    raise ValueError(branch)  # it may match nothing at all


def _letters(branch: str, at: int) -> str:
    end = at
    while end < len(branch) and (branch[end].isalpha() or branch[end] in " '-"):
        end += 1
    return branch[at:end]


def _split(pattern: str) -> list[str]:
    """Alternatives outside groups and sets."""
    branches, depth, begin, at = [], 0, 0, 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 1
        elif character == "[":
            at = pattern.index("]", at + 2)
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            branches.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return [*branches, pattern[begin:]]


def _closing(branch: str, at: int) -> int:
    depth = 0
    while at < len(branch):
        if branch[at] == "\\":
            at += 1
        elif branch[at] == "[":
            at = branch.index("]", at + 2)
        elif branch[at] in "()":
            depth += 1 if branch[at] == "(" else -1
            if depth == 0:
                return at
        at += 1
    raise ValueError(branch)
