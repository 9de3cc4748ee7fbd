"""Weights of the linker, learned from annotated texts by `tools/train_linker.py` and kept as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from foedus.intake.reading.linking.network import Network

__all__ = ["Weights", "load_weights", "use"]

_HERE: Final = Path(__file__).parent
_LANGUAGES: Final = ("en", "ja", "ko", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How ties are weighed in one language.

    Attributes
    ----------
    ties : Network
        Makes log-odds of a tie being stated.
    meant : Mapping
        Of each modality but `asserted`: what each feature adds to its log-odds.
    least : float
        Log-odds from which a tie is read as a statement.
    trust : float
        Log-odds added to what the rules read, too.
    losses : Mapping
        Log-odds that a tie loses to a better one that has taken its event or its date; and one that the rules have not read: if
        they read the same step otherwise, or something else in its sentence, if it has no stage, or neither a word for one nor a date.
    """

    ties: Network
    meant: Mapping[str, Mapping[str, float]]
    least: float
    trust: float
    losses: Mapping[str, float]


_own: dict[str, Any] = {}


@cache
def _data() -> dict[str, Any]:
    if _own:
        return dict(_own)
    found: dict[str, Any] = json.loads((_HERE / "weights.json").read_text(encoding="utf-8"))
    with np.load(_HERE / "weights.npz", allow_pickle=False) as arrays:
        return found | {name: arrays[name].astype(np.float32) for name in arrays.files}


def use(data: Mapping[str, Any]) -> None:
    """Read with these weights instead of those kept, until the process ends; what cross-validation needs."""
    _own.clear()
    _own.update(data)
    _data.cache_clear()
    load_weights.cache_clear()


@cache
def load_weights(language: str) -> Weights:
    """The weights of one language: what is shared by all languages, plus its own."""
    data = _data()
    at = _LANGUAGES.index(language)
    alone = data["alone"][:, 0] + data["alone"][:, 1 + at]
    table = np.vstack([np.column_stack([data["vectors"], alone]), np.zeros(data["vectors"].shape[1] + 1)])
    network = Network(
        place={name: row for row, name in enumerate(data["features"])},
        table=table.astype(np.float32),
        start=data["start"][at],
        hidden=data["hidden"],
        hidden_start=data["hidden_start"],
        out=data["out"],
        bias=float(data["bias"]),
    )
    meant = {modality: _of_language(rows, language) for modality, rows in data["meant"].items()}
    own = {name: data[name] for name in ("least", "trust", "losses")}
    return Weights(ties=network, meant=meant, **own)


def _of_language(rows: Mapping[str, float], language: str) -> dict[str, float]:
    found = {name: value for name, value in rows.items() if "|" not in name[:3]}
    for name, value in rows.items():
        if name.startswith(f"{language}|"):
            plain = name[len(language) + 1 :]
            found[plain] = found.get(plain, 0.0) + value
    return found
