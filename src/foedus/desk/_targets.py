"""Whereto a roadmap leads: an activity by its name, or a tier by the name of a definition."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from foedus.analysis.roadmaps.targets import EntitlementTarget, Target
from foedus.analysis.roadmaps.tiers import TierTarget
from foedus.desk._questions import ground_of, horizon, read_question
from foedus.desk.asking import View
from foedus.desk.definitions import built_in_names, load_definitions
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
    view: View,
) -> Goal:
    """Read `--to` with `--definition` or `--situation`.

    Raises
    ------
    UnknownTermError, UsageError
        If nothing is called so, or options do not go together.
    """
    plain = to.strip().lower().replace("_", "-").replace(" ", "-")
    if plain in load_vocabulary().activities:
        if definition is not None:
            raise UsageError(
                f"--definition: {plain} is an activity, which law and instruments decide; definitions are of tiers.",
                hint="Leave --definition out, or name a tier: --to quasi-alliance.",
            )
        return _entitlement(pair, plain, situation=situation, law=law, opened=opened, view=view)
    if situation is not None or law:
        raise UsageError(
            f"--{'law' if law else 'situation'}: {to!r} is no activity; situations and law are asked of activities.",
            hint="foedus roadmap JPN-KOR --to supply-goods --situation exercise",
        )
    return _tier(pair, to, plain, definition=definition, opened=opened)


_DEFAULTS: Final = {"quasi-alliance": "quasi-alliance-sejong-2"}
"""Which of several rival definitions a tier is taken by where none is named: the one its author wrote of two states."""


def _tier(pair: tuple[str, str], to: str, plain: str, *, definition: str | None, opened: Opened) -> Goal:
    known = built_in_names()
    family = [name for name in known if name == plain or name.startswith(f"{plain}-")]
    if not family:
        words = sorted({*known, *_DEFAULTS, *load_vocabulary().activities})
        near = difflib.get_close_matches(plain, words, n=3)
        raise UnknownTermError("tier or activity", to, where="--to", known=words, nearest=near)
    (rulebook,) = load_definitions([_chosen(definition, plain, family)])
    chosen = rulebook.definitions[0]
    target = TierTarget(
        pair=(min(pair), max(pair)),
        definition=chosen,
        rulebook=rulebook,
        coverage=opened.coverage,
        horizon=horizon(),
    )
    record = {
        "kind": "tier",
        "tier": plain,
        "definition": chosen.name,
        "title": chosen.title,
        "others": [name for name in family if name != chosen.name],
        "words": f"{to.strip()} by {chosen.name}",
    }
    return Goal(target=target, record=record)


def _chosen(definition: str | None, plain: str, family: Sequence[str]) -> str:
    """The name of one definition, or a file."""
    known = built_in_names()
    if definition is None:
        return plain if plain in family else _DEFAULTS.get(plain, family[0])
    name = definition.strip()
    for candidate in (name, name.lower(), f"{plain}-{name.lower()}"):
        if candidate in known or candidate.endswith(".lp"):
            return candidate
    near = difflib.get_close_matches(name.lower(), known, n=3)
    raise UnknownTermError("definition", definition, where="--definition", known=known, nearest=near)


def _entitlement(  # one argument for each option
    pair: tuple[str, str],
    activity: str,
    *,
    situation: str | None,
    law: Sequence[str],
    opened: Opened,
    view: View,
) -> Goal:
    question = read_question(pair[0], activity, pair[1], situation)
    rules = load_law(law)
    target = EntitlementTarget(
        question=question,
        law=rules,
        coverage=opened.coverage,
        waits=ground_of(opened.instruments(), question, rules, view).waits,
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
