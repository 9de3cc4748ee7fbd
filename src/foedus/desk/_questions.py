"""What a question to the rules is asked of: law, the instruments it may hang on, the last day that can be known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from foedus.analysis.network.snapshot import take_snapshot
from foedus.analysis.rules.facts import Question, Scene, named_elsewhere, relevance, scene_of
from foedus.analysis.rules.law import Law
from foedus.desk.asking import View
from foedus.desk.ledgers import Opened
from foedus.desk.subjects import parse_actor
from foedus.model.instruments import Instrument
from foedus.model.problems import UsageError
from foedus.model.vocabulary import load_vocabulary

__all__ = ["among", "around", "horizon", "read_question", "scenes_on"]


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
    """Every instrument the question may hang on, and those that replace them."""
    found = {i.id: i for who in (question.actor, question.partner) for i in opened.instruments((who,))}
    elsewhere = named_elsewhere(law, question) - found.keys()
    if elsewhere:
        found |= {i.id: i for i in opened.instruments() if i.id in elsewhere}
    return among([found[key] for key in sorted(found)], question, law)


def among(instruments: Sequence[Instrument], question: Question, law: Law) -> tuple[Instrument, ...]:
    """The same, of instruments in hand."""
    matters = relevance(law, question)
    own = {instrument.id for instrument in instruments if matters(instrument)}
    return tuple(each for each in instruments if each.id in own or each.replaces in own)


def scenes_on(
    question: Question, days: Sequence[int], instruments: Sequence[Instrument], opened: Opened, view: View, law: Law
) -> list[Scene]:
    """The facts of the question on each day."""
    return [
        scene_of(
            question,
            take_snapshot(instruments, on=on, known=view.known, perspective=view.perspective, coverage=opened.coverage),
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
