"""A perspective says which sources count, and how they are settled when they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from foedus.model.claims import SOURCE_KINDS, Evidence
from foedus.model.problems import UsageError

__all__ = ["Perspective"]

_RANK = {kind: rank for rank, kind in enumerate(SOURCE_KINDS)}
_KINDS = ("record", "source", "publisher", "any", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """`record` (weightier kinds of source settle), `source:<id>`, `publisher:<id>`, `any` (all equal), `all` (all must agree)."""

    kind: str = "record"
    which: str | None = None

    @classmethod
    def parse(cls, text: str, *, publisher_id: Callable[[str], str] = lambda name: name) -> Perspective:
        """Read `record`, `any`, `all`, `source:<id>` or `publisher:<id or name>`.

        Parameters
        ----------
        publisher_id : callable
            Turns a publisher's name into its id.

        Raises
        ------
        UsageError
            If the kind is unknown, or `source:` and `publisher:` name nobody.
        """
        kind, _, which = text.partition(":")
        kind, which = kind.strip().lower(), which.strip()
        if kind not in _KINDS or (kind in ("source", "publisher")) != bool(which):
            raise UsageError(
                f"--perspective: found {text!r}; expected record, any, all, source:ID or publisher:ID.",
                hint="For example --perspective publisher:sejong.",
            )
        if kind == "publisher":
            return cls(kind=kind, which=publisher_id(which))
        return cls(kind=kind, which=which or None)

    def __str__(self) -> str:
        return f"{self.kind}:{self.which}" if self.which else self.kind

    def admits(self, item: Evidence) -> bool:
        """Does this source count?"""
        if self.kind == "source":
            return self.which in (item.source.id, item.source.file_name)
        return self.kind != "publisher" or item.source.publisher == self.which

    def deciding(self, items: Iterable[Evidence]) -> Sequence[Evidence]:
        """Of claims to the same thing, those that settle it: the weightiest kind of source under `record`, else all."""
        admitted = [item for item in items if self.admits(item)]
        if self.kind != "record" or not admitted:
            return admitted
        top = min(_RANK[item.source.kind] for item in admitted)
        return [item for item in admitted if _RANK[item.source.kind] == top]
