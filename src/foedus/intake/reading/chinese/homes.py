"""The state a Chinese document speaks for: whose 我国, 我军 and ministries without a name it means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from foedus.intake.reading.chinese.scripts import simplify
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.model.actors import load_actors

__all__ = ["home_of", "name_own"]

_HEAD = 800
_OPENING = 120
_ORGAN = re.compile(
    r"([一-龥·]{2,12}?)(?:共和国|王国|联邦)?(?:国防部|外交部|外务省|防卫省|国会|议会|众议院|参议院|下议院|总统府|总理府|首相署|大使馆|武装部队)"
)
_SPEAKING = re.compile(
    r"我国|我军|我方|本国|(?:大臣|部长|发言人|议长)[)）]?[:：]|议长先生|报告委员|(?:^|\n)答[复覆]?[:：]"
)


@cache
def _names() -> Mapping[str, str]:
    return {simplify(f.form): f.code for f in load_actors().forms() if f.language == "zh" and f.kind == "name"}


def home_of(folded: str, lexicon: Lexicon) -> str:
    """The code of the state, empty if the text does not speak for one or its opening does not tell for which.

    Examples
    --------
    >>> from foedus.intake.reading.lexicon import load_lexicon
    >>> zh = load_lexicon("zh")
    >>> [home_of(text, zh) for text in ("新加坡国防部发布 我国与印度续签协定", "立法院 我国与日本", "日本防务协定一览")]
    ['SGP', 'TWN', '']
    """
    if _SPEAKING.search(folded) is None:
        return ""
    for found in _ORGAN.finditer(folded[:_OPENING]):
        names = _names()
        code = next((names[found[1][i:]] for i in range(len(found[1])) if found[1][i:] in names), "")
        if code:
            return code
    homes = lexicon.grammar.get("homes", {})
    return next((code for code, opening in homes.items() if re.search(opening, folded[:_HEAD])), "")


def name_own(tokens: Sequence[Token], home: str) -> list[Token]:
    """我国, 我军: the words for the own state read as its name, where it is known which that is."""
    if not home:
        return list(tokens)
    named = {"form": "name"}
    return [
        replace(t, kind="actor", value=home, detail=named) if t.kind == "anaphor" and t.value == "own" else t
        for t in tokens
    ]
