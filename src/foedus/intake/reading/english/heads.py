"""Which letters a pattern's matches can begin with: so that one scan of a text tells where a pattern is worth trying."""

from __future__ import annotations

from typing import Final

__all__ = ["heads_of"]

_LEAST: Final = 2
"""Shorter heads are everywhere."""


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


def _alternatives(pattern: str) -> set[str]:
    return {head for branch in _split(pattern) for head in _sequence(branch)}


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
