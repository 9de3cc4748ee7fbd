"""Mentions that only sentences with their predicate last give: equipment as the thing bought or sent, an alliance joined."""

from __future__ import annotations

import re
from typing import Final

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention

__all__ = ["own_mentions"]

_ALLIANCES: Final = frozenset({"NATO", "CSTO"})
_NAMED: Final = ("OSA", "ODA", "DETTA", "joint_development", "asset_protection", "basing")
_AID: Final = frozenset({"OSA", "ODA"})
_AID_AGE: Final = 3
_SAME_GOODS: Final = re.compile(r"[^,.;은는이가을를]{0,14}")
_SHIP: Final = re.compile(
    r"(?:함|호|함대|전대|전단|함정|잠수함|항모|항공모함|군함|순항단|함선)(?:이|가|은|는|도|들이|들은|[ ,·(])"
)
_PORT: Final = re.compile(r"(?:항|항구|군항|해군기지|기지)(?:을|에|으로|구를|구에)")
_TROOPS: Final = 24
_BESIDE: Final = 16
_JOINED: Final = frozenset({"accession"})


def own_mentions(frame: Frame, discourse: Discourse) -> list[Mention]:
    """The sentence's mentions, with equipment and alliances joined in place of those that a verb of transfer makes."""
    kept = [m for m in frame.mentions if not (m.type == "equipment_export" and m.how == "act")]
    found = [*kept, *_goods(frame, kept, discourse), *_alliances(frame, discourse), *_movements(frame, kept)]
    found.sort(key=lambda m: m.start)
    return found


def _goods(frame: Frame, kept: list[Mention], discourse: Discourse) -> list[Mention]:
    """Equipment is an export where something is bought or handed over, and aid where aid is spoken of."""
    if any(m.type in _NAMED for m in kept):
        return []
    runs: list[tuple[Token, Token]] = []
    for token in frame.of("equipment", frame.sentence.start, frame.sentence.end):
        if frame.in_bracket(token.start):
            continue
        if runs and _SAME_GOODS.fullmatch(frame.folded[runs[-1][1].end : token.start]):
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    is_aid = discourse.kind in _AID and discourse.kind_age <= _AID_AGE
    kind = discourse.kind if is_aid else "equipment_export"
    return [Mention(type=kind, start=first.start, end=last.end, how="act") for first, last in runs]


def _movements(frame: Frame, kept: list[Mention]) -> list[Mention]:
    """Troops sent or stationed: the verb is the mention."""
    if any(m.type in ("deployment", "port_call", "exercise") for m in kept):
        return []
    calls = [
        Mention(type="port_call", start=t.start, end=t.end, how="act")
        for t in frame.of("stage", frame.sentence.start, frame.sentence.end)
        if t.detail.get("types") == ["port_call"]
        and _SHIP.search(frame.folded, frame.clause(t.start)[0], t.start)
        and _PORT.search(frame.folded, max(frame.clause(t.start)[0], t.start - _TROOPS), t.start)
    ]
    if calls:
        return calls[:1]
    troops = re.compile(frame.lexicon.grammar["troops"])
    return [
        Mention(type="deployment", start=t.start, end=t.end, how="act")
        for t in frame.of("stage", frame.sentence.start, frame.sentence.end)
        if t.detail.get("types") == ["deployment"]
        and troops.search(frame.folded, max(frame.clause(t.start)[0], t.start - _TROOPS), t.start)
    ]


def _alliances(frame: Frame, discourse: Discourse) -> list[Mention]:
    """A defence organisation that somebody joined: 핀란드는 나토에 가입했다."""
    joined = [t for t in frame.tokens if t.kind == "stage" and t.detail.get("date_of") in _JOINED]
    named = [t for t in frame.tokens if t.kind == "actor" and t.value in _ALLIANCES]
    if named:
        discourse.alliance = named[-1].value
    if not joined or not discourse.alliance:
        return []
    beside = [t for t in named if any(0 <= j.start - t.end <= _BESIDE for j in joined)]
    if beside or named:
        return [_joined(t, t.value) for t in beside]
    return [_joined(t, discourse.alliance) for t in joined[:1]]


def _joined(token: Token, alliance: str) -> Mention:
    return Mention(type="mutual_defense_treaty", start=token.start, end=token.end, how="joined", group=alliance)
