"""A consumer of the public API, checked by mypy and never run."""

from __future__ import annotations

from pathlib import Path

import foedus


def answers_of_a_dyad(ledger: Path | None) -> dict[str, foedus.Answer]:
    net: foedus.NetworkSnapshot = foedus.network(on="2024-01-01", known="2024-01-01", ledger=ledger)
    ties: tuple[foedus.Tie, ...] = net.of("AUS", "JPN")
    return {tie.type.code: tie.answer for tie in ties}


def words(document: Path) -> list[str]:
    statements: tuple[foedus.Statement, ...] = foedus.read([document, "other.pdf"], keep_going=True)
    return [statement.quote for statement in statements]


def head(path: str) -> str:
    try:
        with foedus.open(path) as opened:
            return opened.ledger.head()
    except foedus.FoedusError as problem:
        return f"{problem.code}: {problem.message} {problem.hint}"


version: str = foedus.__version__
perspective: foedus.Perspective = foedus.Perspective.parse("any")
