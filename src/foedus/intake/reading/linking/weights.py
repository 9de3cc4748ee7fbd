"""Weights of the linker, learned from annotated texts by `tools/train_linker.py` and kept as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["Weights", "load_weights", "use"]

_FILE: Final = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature adds to the log-odds, for one language.

    Attributes
    ----------
    ties : Mapping
        Of a tie being stated: feature to weight.
    meant : Mapping
        Of each modality but `asserted`: feature to weight.
    best_by_rules : float
        No more than this can what the rules read add to a tie.
    least : float
        Log-odds from which a tie is read as a statement.
    trust : float
        Log-odds added to what the rules read, too.
    losses : Mapping
        Log-odds that a tie loses: to a better one that has taken its event or its date, as one more where the rules read
        something else, still more where they read the same step of that type otherwise, and where no word for a stage speaks for it.
    """

    ties: Mapping[str, float]
    meant: Mapping[str, Mapping[str, float]]
    best_by_rules: float
    least: float
    trust: float
    losses: Mapping[str, float]

    def of(self, features: Iterable[str]) -> float:
        """Sum over features of a tie."""
        ties = self.ties
        return sum(ties[f] for f in features if f in ties)


@cache
def _data() -> dict[str, Any]:
    return json.loads(_FILE.read_text(encoding="utf-8")) if not _own else dict(_own)


_own: dict[str, Any] = {}


def use(data: Mapping[str, Any]) -> None:
    """Read with these weights instead of those kept, until the process ends; what cross-validation needs."""
    _own.clear()
    _own.update(data)
    _data.cache_clear()
    load_weights.cache_clear()


@cache
def load_weights(language: str) -> Weights:
    """The weights of one language: those shared by all languages, plus its own, which begin with its code and a bar."""
    data = _data()
    ties = _of_language(data["ties"], language)
    return Weights(
        ties=ties,
        best_by_rules=sum(weight for name, weight in ties.items() if name.startswith("r:") and weight > 0),
        meant={modality: _of_language(rows, language) for modality, rows in data["meant"].items()},
        least=data["least"],
        trust=data["trust"],
        losses=data["losses"],
    )


def _of_language(rows: Mapping[str, float], language: str) -> dict[str, float]:
    found = {name: value for name, value in rows.items() if "|" not in name[:3]}
    for name, value in rows.items():
        if name.startswith(f"{language}|"):
            plain = name[len(language) + 1 :]
            found[plain] = found.get(plain, 0.0) + value
    return found
