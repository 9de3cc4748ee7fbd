"""Foedus: from what people write about security cooperation between states to a dated, cited model of it.

The public API is small: `open` a ledger, `read` documents, take the `network` at a date; ask who `may` do what, which
`tiers` hold, which `roadmap` leads there. Names are loaded when they
are first used, so that `import foedus` costs nothing.

Examples
--------
>>> import foedus
>>> net = foedus.network(on="2024-01-01")
>>> [tie.answer.value for tie in net.of("AUS", "JPN") if tie.type.code == "RAA"]
['yes']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from foedus.analysis.network.snapshot import NetworkSnapshot as NetworkSnapshot
    from foedus.analysis.network.snapshot import Tie as Tie
    from foedus.desk.api import may as may
    from foedus.desk.api import network as network
    from foedus.desk.api import open as open  # noqa: A004  # the public name of the contract
    from foedus.desk.api import read as read
    from foedus.desk.api import roadmap as roadmap
    from foedus.desk.api import tiers as tiers
    from foedus.intake.reading.statements import Statement as Statement
    from foedus.model.answers import Answer as Answer
    from foedus.model.problems import FoedusError as FoedusError
    from foedus.resolution.perspectives import Perspective as Perspective

__version__ = "0.1.0"

_HOMES: Final = {
    "Answer": "foedus.model.answers",
    "FoedusError": "foedus.model.problems",
    "NetworkSnapshot": "foedus.analysis.network.snapshot",
    "Perspective": "foedus.resolution.perspectives",
    "Statement": "foedus.intake.reading.statements",
    "Tie": "foedus.analysis.network.snapshot",
    "may": "foedus.desk.api",
    "network": "foedus.desk.api",
    "open": "foedus.desk.api",
    "read": "foedus.desk.api",
    "roadmap": "foedus.desk.api",
    "tiers": "foedus.desk.api",
}

__all__ = [
    "Answer",
    "FoedusError",
    "NetworkSnapshot",
    "Perspective",
    "Statement",
    "Tie",
    "__version__",
    "may",
    "network",
    "open",
    "read",
    "roadmap",
    "tiers",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home, once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'foedus' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
