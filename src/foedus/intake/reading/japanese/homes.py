"""The state a Japanese document speaks for: whose parliament or ministry its opening names, else Japan where it says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from foedus.model.actors import load_actors

__all__ = ["home_of"]

_ORGAN = re.compile(
    r"([ァ-ヶー・一-龠]{1,14}?)(?:共和国|王国|連邦|国)?(?:議会|国会|上院|下院|国防省|国防相|外務省|外相|首相府|大統領府|政府)"
)
_JAPAN = re.compile(
    r"^\s*(?:外\s*務\s*省|防\s*衛\s*省|首相官邸|防衛装備庁)|防衛白書|わが国|我が国|衆議院|参議院|政府参考人",
    re.MULTILINE,
)


@cache
def _names() -> Mapping[str, str]:
    return {f.form: f.code for f in load_actors().forms() if f.language == "ja" and f.kind == "name"}


def home_of(head: str) -> str:
    """The code of the state, empty if the opening does not tell.

    Examples
    --------
    >>> home_of("【仮訳】ノルウェー議会 口頭質問"), home_of("外務省 報道発表"), home_of("湾岸観測日記")
    ('NOR', 'JPN', '')
    """
    organ = _ORGAN.search(head[:80])
    if organ is not None:
        names = _names()
        code = next((names[organ[1][i:]] for i in range(len(organ[1])) if organ[1][i:] in names), "")
        if code:
            return code
    return "JPN" if _JAPAN.search(head) else ""
