"""The words of `sayings.yaml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from foedus.model.resources import load_file

__all__ = ["pattern_of", "terms_of"]

_FILE: Final = Path(__file__).parents[1] / "lexicon" / "sayings.yaml"
_NAMED: Final = frozenset({"hearsay", "possible", "actual", "paper", "first", "unlawful", "place", "centre", "target"})
"""Ideas in which capitals tell names from other words."""
_NOTHING: Final = re.compile("(?!)")


@cache
def pattern_of(language: str, idea: str) -> re.Pattern[str]:
    """The words of an idea in a language; of those it has none for, a pattern that finds nothing."""
    text = _data(language).get(idea)
    return re.compile(text, 0 if idea in _NAMED else re.IGNORECASE) if isinstance(text, str) else _NOTHING


@cache
def terms_of(language: str) -> Mapping[str, re.Pattern[str]]:
    """Terms by code."""
    return {code: re.compile(form, re.IGNORECASE) for code, form in _data(language).get("terms", {}).items()}


def _data(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = load_file(_FILE)[language]
    return found
