"""What a question to the rules is asked of: law, the instruments it may hang on, the last day that can be known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.analysis.rules.facts import Question, Scene, scene_of
from foedus.analysis.rules.law import Law
from foedus.desk.asking import View
from foedus.desk.ledgers import Opened
from foedus.desk.subjects import parse_actor
from foedus.model.instruments import Instrument
from foedus.model.problems import UsageError
from foedus.model.vocabulary import load_vocabulary

__all__ = ["around", "horizon", "read_question", "scenes_on", "snapshot_on"]


def read_question(actor: str, activity: str, partner: str, situation: str | None = None) -> Question:
    """Read names and codes.

    Raises
    ------
    UnknownActorError, UnknownTermError, UsageError
        If nobody or nothing is called so, or actor and partner are one.
    """
    vocabulary = load_vocabulary()
    question = Question(
        actor=parse_actor(actor),
        activity=vocabulary.activity(activity),
        partner=parse_actor(partner, where="partner"),
        situation=vocabulary.situation(situation or "peacetime"),
    )
    if question.actor == question.partner:
        raise UsageError(
            f"partner: {question.partner} is the actor too; expected two different actors.",
            hint="foedus may JPN supply-goods AUS",
        )
    return question


def around(opened: Opened, question: Question, law: Law) -> tuple[Instrument, ...]:
    """Every instrument of one of the two, and those that rules name."""
    found = {i.id: i for who in (question.actor, question.partner) for i in opened.instruments((who,))}
    if law.words - found.keys():
        found |= {i.id: i for i in opened.instruments() if i.id in law.words}
    return tuple(found[key] for key in sorted(found))


def snapshot_on(instruments: Sequence[Instrument], opened: Opened, view: View, on: int) -> NetworkSnapshot:
    """Those instruments on a day."""
    return take_snapshot(instruments, on=on, known=view.known, perspective=view.perspective, coverage=opened.coverage)


def scenes_on(
    question: Question, days: Sequence[int], instruments: Sequence[Instrument], opened: Opened, view: View, law: Law
) -> list[Scene]:
    """The facts of the question on each day."""
    return [
        scene_of(
            question,
            snapshot_on(instruments, opened, view, on),
            law,
            coverage=opened.coverage,
            sought=opened.sought,
            horizon=horizon(),
        )
        for on in days
    ]


def horizon() -> int:
    """Today [ordinal day]: of what comes after, nothing can be known."""
    return datetime.now(UTC).date().toordinal()
