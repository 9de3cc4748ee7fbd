"""Heads of patterns: every match begins with one of them, or there is no telling."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.intake.reading.english.heads import heads_of


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("(?:troops?|soldiers)", {"troop", "soldiers"}),
        ("(?:set|lays?) out", {"set", "lay"}),
        ("(?:new )?frigates", {"new ", "frigates"}),
        ("(?<!export )orders?", {"order"}),
        ("(?:a|the) pact", None),
        ("[A-Z]x", None),
        ("\\d+ ships", None),
        ("(?:pact)?", None),
        ("x{0,3}y", None),
    ],
)
def test_heads(pattern: str, heads: set[str] | None) -> None:
    assert heads_of(pattern) == (None if heads is None else frozenset(heads))


WORDS = st.sampled_from(["troops", "soldier", "base", "camps", "treaty"])
PATTERNS = st.recursive(
    st.one_of(WORDS, WORDS.map(lambda word: f"{word}s?")),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]})?{two[1]}"),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.lists(WORDS, max_size=4).map("".join))
def test_every_match_begins_with_a_head(pattern: str, text: str) -> None:
    heads = heads_of(pattern)
    if heads is not None:
        for found in re.finditer(pattern, text):
            assert any(text.startswith(head, found.start()) for head in heads)
