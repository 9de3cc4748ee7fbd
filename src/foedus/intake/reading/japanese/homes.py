"""The state a Japanese document speaks for: whose parliament or ministry its opening names, else the one whose need no name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from foedus.intake.reading.announcing import at_home
from foedus.intake.reading.lexicon import Lexicon
from foedus.model.actors import load_actors

__all__ = ["home_of"]

_ORGAN = re.compile(
    r"([ァ-ヶー・一-龠]{1,14}?)(?:共和国|王国|連邦|国)?(?:議会|国会|上院|下院|国防省|国防相|外務省|外相|首相府|大統領府|政府)"
)
_HEAD = 800


@cache
def _names() -> Mapping[str, str]:
    return {f.form: f.code for f in load_actors().forms() if f.language == "ja" and f.kind == "name"}


def home_of(text: str, lexicon: Lexicon) -> str:
    """The code of the state, empty if the opening does not tell.

    Examples
    --------
    >>> from foedus.intake.reading.lexicon import load_lexicon
    >>> [
    ...     home_of(head, load_lexicon("ja"))
    ...     for head in ("【仮訳】ノルウェー議会 口頭質問", "外務省 報道発表", "湾岸観測日記")
    ... ]
    ['NOR', 'JPN', '']
    """
    organ = _ORGAN.search(text[:80])
    if organ is not None:
        names = _names()
        code = next((names[organ[1][i:]] for i in range(len(organ[1])) if organ[1][i:] in names), "")
        if code:
            return code
    return at_home(text[:_HEAD], lexicon)
