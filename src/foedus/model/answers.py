"""Answers have more than two values: what is disputed, uncertain or not observed is never folded into no."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

__all__ = ["Answer", "fold"]


class Answer(StrEnum):
    """The five kinds of answer to a question about the world on a day."""

    YES = "yes"
    NO = "no"
    DISPUTED = "disputed"
    """Sources of equal standing differ on the same thing."""
    UNCERTAIN = "uncertain"
    """Precision, or a stage nobody reports, leaves it open."""
    NOT_OBSERVED = "not_observed"
    """Outside what the record claims to cover."""

    @property
    def is_open(self) -> bool:
        """True where more knowledge could turn the answer either way."""
        return self not in (Answer.YES, Answer.NO)


def fold(answers: Iterable[Answer]) -> Answer:
    """The answer of sources of equal standing taken together.

    Equal answers stand. A `yes` against a `no` is `disputed`. `uncertain` gives way to a definite answer only
    of the same side: an imprecise date that admits a precise one does not contradict it.

    Examples
    --------
    >>> fold([Answer.YES, Answer.UNCERTAIN]).value, fold([Answer.YES, Answer.NO]).value, fold([]).value
    ('yes', 'disputed', 'not_observed')
    """
    every = answers if isinstance(answers, list) else list(answers)
    if len(every) == 1:
        return every[0]
    seen = set(every) - {Answer.NOT_OBSERVED}
    if not seen:
        return Answer.NOT_OBSERVED
    if Answer.DISPUTED in seen or {Answer.YES, Answer.NO} <= seen:
        return Answer.DISPUTED
    definite = seen - {Answer.UNCERTAIN}
    return definite.pop() if definite else Answer.UNCERTAIN
