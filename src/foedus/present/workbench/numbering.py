"""Sources of a page: numbered in the order of first mention, listed at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup

from foedus.present.briefs.words import cites

__all__ = ["Numbers", "sources_of_sides"]

# What a source may leave out.
_SILENT: Final[dict[str, Any]] = dict.fromkeys(("published", "language", "address", "file_name", "kind"))


class Numbers:
    """Gives each source a number when it is first cited."""

    def __init__(self, sources: Iterable[Mapping[str, Any]]) -> None:
        self._sources = {source["id"]: _SILENT | dict(source) for source in sources}
        self._numbers: dict[str, int] = {}

    def cite(self, ids: Iterable[str], most: int | None = None) -> Markup:
        """Links to the list at the end."""
        return cites((self._numbers.setdefault(key, len(self._numbers) + 1) for key in dict.fromkeys(ids)), most)

    def get(self, key: str) -> Mapping[str, Any]:
        """The source with this id."""
        return self._sources[key]

    def cited(self) -> list[tuple[int, Mapping[str, Any]]]:
        """Sources cited so far, by number."""
        return [(number, self._sources[key]) for key, number in self._numbers.items()]


def sources_of_sides(conflicts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sources that conflicts name, as far as these tell of them."""
    sides = (side for conflict in conflicts for side in conflict["sides"])
    return [side | {"id": side["source"]} for side in sides]
