"""Whereto a roadmap leads: an activity by its name, or a tier by the name of a definition."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foedus.analysis.roadmaps.targets import EntitlementTarget, Target
from foedus.desk._questions import horizon, read_question
from foedus.desk.law import load_law
from foedus.desk.ledgers import Opened
from foedus.model.problems import UnknownTermError, UsageError
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Goal", "read_goal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target, and how an answer tells of it."""

    target: Target
    record: dict[str, Any]


def read_goal(  # noqa: PLR0913  # one argument for each option
    pair: tuple[str, str],
    to: str,
    *,
    definition: str | None,
    situation: str | None,
    law: Sequence[str],
    opened: Opened,
) -> Goal:
    """Read `--to` with `--definition` or `--situation`.

    Raises
    ------
    UnknownTermError, UsageError
        If nothing is called so, or options do not go together.
    """
    plain = to.strip().lower().replace("_", "-").replace(" ", "-")
    if plain not in load_vocabulary().activities:
        near = difflib.get_close_matches(plain, load_vocabulary().activities, n=3)
        raise UnknownTermError("target", to, where="--to", known=tuple(load_vocabulary().activities), nearest=near)
    if definition is not None:
        raise UsageError(
            f"--definition: {plain} is an activity, which law and instruments decide; definitions are of tiers.",
            hint="Leave --definition out, or name a tier: --to quasi-alliance.",
        )
    return _entitlement(pair, plain, situation=situation, law=law, opened=opened)


def _entitlement(
    pair: tuple[str, str], activity: str, *, situation: str | None, law: Sequence[str], opened: Opened
) -> Goal:
    question = read_question(pair[0], activity, pair[1], situation)
    target = EntitlementTarget(
        question=question,
        law=load_law(law),
        coverage=opened.coverage,
        sought=opened.sought,
        horizon=horizon(),
    )
    record = {
        "kind": "entitlement",
        "activity": activity,
        "actor": pair[0],
        "partner": pair[1],
        "situation": question.situation,
        "words": f"{pair[0]} may {activity} to, for or with {pair[1]} in {question.situation}",
    }
    return Goal(target=target, record=record)
