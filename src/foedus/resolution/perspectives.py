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
        """Of claims to the same thing, those that settle it: the weightiest kind of source under `record`, else all.

        A lighter source never overrules a weightier one, but it may sharpen its date: the day inside the month that the
        weightier one gives, as long as no other source of the kind gives another day.
        """
        admitted = [item for item in items if self.admits(item)]
        if self.kind != "record" or not admitted:
            return admitted
        top = min(_RANK[item.source.kind] for item in admitted)
        weightiest = [item for item in admitted if _RANK[item.source.kind] == top]
        return [*weightiest, *_sharper(weightiest, [item for item in admitted if _RANK[item.source.kind] != top])]


def _sharper(weightiest: Sequence[Evidence], others: Sequence[Evidence]) -> list[Evidence]:
    """Those whose dates lie inside the settled one and are narrower, if they agree among themselves."""
    spans = [span for item in weightiest for span in [_span(item)] if span is not None]
    low, high = max((s[0] for s in spans), default=0), min((s[1] for s in spans), default=0)
    if low > high or not all(_stated(item) for item in weightiest):
        return []
    found = [(item, span) for item in others if _stated(item) for span in [_span(item)] if span is not None]
    inside = [
        (item, span) for item, span in found if low <= span[0] and span[1] <= high and span[1] - span[0] < high - low
    ]
    agreed = max((s[0] for _, s in inside), default=1) <= min((s[1] for _, s in inside), default=0)
    return [item for item, _ in inside] if agreed else []


def _stated(item: Evidence) -> bool:
    return item.claim.modality in ("asserted", "attributed") and not item.claim.negated


def _span(item: Evidence) -> tuple[int, int] | None:
    when = item.claim.when
    if when is None or when.earliest is None or when.latest is None or when.mark:
        return None
    return when.earliest, when.latest
