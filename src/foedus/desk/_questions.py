"""What a question to the rules is asked of: law, the instruments it may hang on, the last day that can be known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from foedus.analysis.network.snapshot import take_snapshot
from foedus.analysis.rules.durations import usual_waits
from foedus.analysis.rules.facts import Question, Scene, relevance, scene_of
from foedus.analysis.rules.law import Law
from foedus.desk.asking import View
from foedus.desk.ledgers import Opened
from foedus.desk.subjects import parse_actor
from foedus.model.instruments import Instrument
from foedus.model.problems import UsageError
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Ground", "ground_of", "horizon", "read_question", "scenes_on"]


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


@dataclass(frozen=True, slots=True)
class Ground:
    """The instruments a question may hang on, and how soon their types enter into force."""

    instruments: tuple[Instrument, ...]
    waits: Mapping[str, int]


def ground_of(everything: Sequence[Instrument], question: Question, law: Law, view: View) -> Ground:
    """What matters to a question, with what replaces it; of all instruments of a ledger."""
    matters = relevance(law, question)
    own = {instrument.id for instrument in everything if matters(instrument)}
    mattering = tuple(each for each in everything if each.id in own or each.replaces in own)
    kinds = {instrument.type for instrument in mattering}
    return Ground(mattering, usual_waits((i for i in everything if i.type in kinds), view.counts))


def scenes_on(
    question: Question, days: Sequence[int], ground: Ground, opened: Opened, view: View, law: Law
) -> list[Scene]:
    """The facts of the question on each day."""
    return [
        scene_of(
            question,
            take_snapshot(
                ground.instruments, on=on, known=view.known, perspective=view.perspective, coverage=opened.coverage
            ),
            law,
            coverage=opened.coverage,
            waits=ground.waits,
            horizon=horizon(),
        )
        for on in days
    ]


def horizon() -> int:
    """Today [ordinal day]: of what comes after, nothing can be known."""
    return datetime.now(UTC).date().toordinal()
