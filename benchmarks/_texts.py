"""English to read, made up from the actors and types the project knows; the same for every run.

*Ordinary*: paragraphs as a newspaper or a brief has them, one sentence in five about an instrument. *Dense*: every sentence is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from foedus.model.actors import load_actors
from foedus.model.names import load_names

__all__ = ["dense", "ordinary"]

_SEED: Final = 1951
_PER_PARAGRAPH: Final = (3, 7)
_ONE_IN: Final = 5
_OFTEN: Final = 0.7
"""Of the states named, so many are among those whose agreements have names of their own."""
_PROSE: Final = (
    "The {noun} of the past {number} years has left {group} with {adjective} {noun}s and few ways to meet them.",
    "Officials {verb} that the {noun} would take longer than the {noun} had allowed for.",
    'Asked about the {noun}, a spokesperson for {actor} said only that "{adjective} {noun}s take time".',
    "Nobody in {capital} expects the {noun} to be {adjective} before the {season} of {year}.",
    "For {group}, the lesson of the {adjective} {noun} is less about money than about {noun}s.",
    "By {year}, {number} in ten {group} told pollsters that the {noun} mattered to them more than the {noun}.",
    "It is hard to see how a {adjective} {noun} could survive another {season} like this one.",
    "A report published on {day} {month} {year} found that {noun}s in {actor} had risen by {number} per cent.",
    "Yet the {noun} is older than the dispute, and its {adjective} {noun} rarely makes the news.",
    "In {capital}, where {group} gathered last {season}, the {noun} was the only subject of conversation.",
    "There are, of course, other {noun}s: {noun}s, {noun}s, and the {adjective} question of who pays for them.",
    "The {adjective} {noun} of {actor} has always depended on its {noun}s, and in {year} it did so again.",
    "What {group} want is simple; what the {noun} allows is not.",
    "Some {number},000 {group} crossed the border between January and {month}, most of them on foot.",
    "Critics {verb} the {noun} as {adjective}, while its friends point to the {noun} of {year}.",
    "The sea was calm on the morning of {day} {month}, and the {noun} left the harbour before dawn.",
    "If the {noun} fails, {group} will look for a {adjective} one, and they will not have to look far.",
    "Much of the {noun} is written in the language of {noun}s, which few {group} outside {capital} read.",
    "Prices rose by {number} per cent in {month}, wages by less, and the {noun} has been blamed for both.",
    "That is why the {noun} between {group} and {group} is worth watching, even from {capital}.",
    "She has written about the {noun} since {year}, and her {adjective} {noun} is the best guide to it.",
    "Neither the {noun} nor the {noun} explains why {actor} waited until {month} to respond.",
)
_STATED: Final = (
    "{actor} and {actor} signed {a_type} on {day} {month} {year}.",
    "The {type} between {actor} and {actor} entered into force in {month} {year}.",
    "{actor} has signed {types} with {actor}, {actor} and {actor}.",
    "In {year}, {actor} ratified its {type} with {actor}, which both sides had signed in {before}.",
    "Negotiations on {a_type} between {actor} and {actor} were announced in {month} {year}.",
    "Defence and foreign ministers of {actor} and {actor} held a 2+2 meeting in {capital} on {day} {month} {year}.",
    "{actor} agreed to provide {actor} with patrol boats worth ${number} million under the programme in {year}.",
    "Forces of {actor}, {actor} and {actor} took part in a joint exercise near {capital} in {month} {year}.",
    "According to the ministry in {capital}, the {type} with {actor} took effect on {day} {month} {year}.",
    "{actor} plans to conclude {a_type} with {actor} by the end of {year}.",
)
_WORDS: Final = {
    "noun": "referendum election harvest railway budget drought strike library market coalition storm pension hospital "
    "river school museum tariff verdict reform festival shortage merger satellite bridge inquiry newspaper",
    "adjective": "difficult quiet expensive unexpected familiar fragile popular narrow patient distant urban careful "
    "temporary ambitious stubborn",
    "group": "farmers voters teachers engineers fishermen nurses shopkeepers students drivers economists historians "
    "commuters",
    "verb": "described recalled dismissed defended questioned praised",
    "season": "spring summer autumn winter",
    "month": "January February March April May June July August September October November December",
}
_TYPES: Final = (
    "reciprocal access agreement", "visiting forces agreement", "mutual defence treaty", "status of forces agreement",
    "acquisition and cross-servicing agreement", "information security agreement", "strategic partnership",
    "agreement on the transfer of defence equipment and technology", "security treaty",
)  # fmt: skip


def ordinary(n_bytes: int) -> str:
    """Newspaper prose; one sentence in five is about an instrument."""
    return _text(n_bytes, _ONE_IN)


def dense(n_bytes: int) -> str:
    """The same paragraphs with an instrument in every sentence."""
    return _text(n_bytes, 1)


def _text(n_bytes: int, one_in: int) -> str:
    chance = random.Random(_SEED)  # noqa: S311  # texts, no secrets
    paragraphs = ["An ordinary page\n\n2 March 2024"]
    size = len(paragraphs[0])
    sentences = _sentences(chance, one_in)
    while size < n_bytes:
        paragraph = " ".join(next(sentences) for _ in range(chance.randint(*_PER_PARAGRAPH)))
        paragraphs.append(paragraph)
        size += len(paragraph.encode()) + 2
    return "\n\n".join(paragraphs)


def _sentences(chance: random.Random, one_in: int) -> Iterator[str]:
    slots = _slots(chance)
    while True:
        for number in range(one_in):
            template = chance.choice(_STATED if number == 0 else _PROSE)
            yield _filled(template, slots)


def _filled(template: str, slots: dict[str, Callable[[], str]]) -> str:
    parts = template.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled += [slots[name](), rest]
    return "".join(filled)


def _slots(chance: random.Random) -> dict[str, Callable[[], str]]:
    """What stands for each name in braces, drawn anew each time."""
    forms = [form for form in load_actors().forms() if form.language == "en" and not form.code.startswith("COW")]
    capitals = sorted({form.form for form in forms if form.kind == "capital"})
    states = sorted({load_actors().get(form.code).name for form in forms if form.kind == "capital"})
    often = sorted({load_actors().get(code).name for name in load_names() for code in name.parties or ()} & set(states))
    numbers: dict[str, tuple[int, int]] = {
        "year": (1996, 2023),
        "before": (1985, 1995),
        "day": (1, 28),
        "number": (2, 90),
    }
    slots: dict[str, Callable[[], str]] = {
        "actor": lambda: chance.choice(often if chance.random() < _OFTEN else states),
        "capital": lambda: chance.choice(capitals),
        "type": lambda: chance.choice(_TYPES),
        "types": lambda: f"{chance.choice(_TYPES[:4])}s".replace("treatys", "treaties"),
        "a_type": lambda: _with_article(chance.choice(_TYPES)),
    }
    slots |= {name: partial(chance.choice, words.split()) for name, words in _WORDS.items()}
    return slots | {name: partial(_digits, chance, *bounds) for name, bounds in numbers.items()}


def _digits(chance: random.Random, low: int, high: int) -> str:
    return str(chance.randint(low, high))


def _with_article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
