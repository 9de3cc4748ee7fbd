"""What a reader of verb-final sentences remembers: the instrument that may go unsaid, the country spoken of, one's own."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Memory"]


@dataclass(slots=True)
class Memory:
    """Mutable; one a document.

    Attributes
    ----------
    home, topic, hub : str
        Actor whose own country the text calls "ours", the actor last made the topic, and whom the title names; empty if none.
    instrument, treaty : (type, parties) or None
        The last one spoken of, and the last that has a text such as 同協定 may mean.
    age : int
        Sentences since the last instrument.
    topic_age : int
        Sentences since the topic was named.
    lead : str
        Who acted in the last statement.
    recent : tuple of tuple of str
        Parties of the last two statements: whom they share is whose relations the text tells.
    """

    home: str = ""
    topic: str = ""
    hub: str = ""
    instrument: tuple[str, tuple[str, ...]] | None = None
    treaty: tuple[str, tuple[str, ...]] | None = None
    age: int = 99
    topic_age: int = 99
    lead: str = ""
    recent: tuple[tuple[str, ...], ...] = ()

    def shared(self) -> list[str]:
        """Whom the last two statements have in common, if they tell of two relations."""
        if len(self.recent) < 2 or set(self.recent[0]) == set(self.recent[1]):
            return []
        return [code for code in self.recent[-1] if code in self.recent[-2]]
