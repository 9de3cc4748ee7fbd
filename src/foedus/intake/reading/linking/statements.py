"""What the linker makes of a sentence that the rules have read: which of their readings stand, and what they have missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from foedus.intake.reading.frames import Reading
from foedus.intake.reading.linking.features import Scene
from foedus.intake.reading.linking.linking import Link, chosen, links, meaning_of, scene_of
from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.linking.weights import Weights, load_weights

__all__ = ["weighed"]

Meaning = tuple[str, frozenset[str], str | None, str | None]
_MOST: Final = 20_000
_MOST_TOKENS: Final = 400


def weighed(sight: Sight) -> Iterator[tuple[Reading, str | None]]:
    """Readings of one sentence with their dates.

    Parameters
    ----------
    sight : Sight
        The sentence, with what the rules read in it.

    Notes
    -----
    A sentence with very many words of this kind, as no writer writes but a list may look like, is left to the rules alone.
    A reading of the rules that is among the ties weighed stands or falls with its weight; amounts, and what no tie can say, stand:
    a tie never has "other than Peru".
    """
    weights = load_weights(sight.frame.lexicon.language)
    scene = scene_of(sight) if len(sight.frame.tokens) <= _MOST_TOKENS else None
    if (
        scene is None
        or len(scene.events) * len(scene.kinds) * len(scene.pairings) * (1 + len(sight.frame.dates)) > _MOST
    ):
        yield from zip(sight.readings, sight.dates, strict=True)
        return
    found = list(links(sight, scene, weights))
    known = {link.key for link in found}
    taken = {link.key: link for link in chosen(found, weights)}
    told: set[Meaning] = set()
    aside = {code for group in sight.frame.groups if group.case == "other_than" for code in group.codes}
    for reading, date in zip(sight.readings, sight.dates, strict=True):
        key = (reading.type, frozenset(reading.parties), reading.stage, date)
        if reading.amount is not None or key not in known or aside.intersection(reading.parties):
            told.add(key)
            yield reading, date
        elif key in taken:
            told.add(key)
            yield replace(reading, confidence=taken[key].confidence), date
    for key, link in taken.items():
        if key in told or any(_is_again(key, other) for other in told):
            continue
        reading = _reading(sight, scene, link, weights)
        if not reading.negated or reading.date is None:  # what did not happen has no day: the day is that of what did
            yield reading, link.dated.value


def _is_again(key: Meaning, told: Meaning) -> bool:
    """Would a tie give a day to one more stage of what the rules have read of that day?"""
    return key[3] is not None and (key[0], key[1], key[3]) == (told[0], told[1], told[3])


def _reading(sight: Sight, scene: Scene, link: Link, weights: Weights) -> Reading:
    folded = sight.frame.folded
    modality = meaning_of(scene, link, weights)
    detail = link.word.detail if link.word is not None else {}
    named = f"{folded[link.kind.start : link.kind.end].strip()!r}" if link.kind.source == "here" else link.kind.source
    cues = [f"type: {named} (weighed)", f"parties: {', '.join(link.pairing.sources[:2])} (weighed)"]
    if link.event.words:
        cues.append(f"stage: {folded[link.event.start : link.event.end]!r}")
    if link.dated.date is not None:
        cues.append(f"date: {folded[link.dated.date.start : link.dated.date.end]!r}")
    return Reading(
        type=link.kind.type,
        parties=link.pairing.order,
        subject="",
        start=link.start,
        end=link.end,
        stage=link.stage,
        date=link.dated.date,
        date_of=detail.get("date_of") if link.dated.value else None,
        modality=modality,
        negated=modality == "denied",
        confidence=link.confidence,
        cues=tuple(cues),
    )
