"""What a request may ask: the query parameters of every view, each documented once, and nothing beside them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeAlias

from fastapi import Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

__all__ = ["Asked", "Ledger", "Named", "Question", "Search", "Sought", "Subject", "ledger_of"]


def _day(*words: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "enum": [*words, ""]}]})


class Question(BaseModel):
    """On which day, as known when, by whose word. An empty parameter is one that was not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: Annotated[str, _day("today")] = Field("", description="The day asked about, YYYY-MM-DD; today if not given.")
    known: Annotated[str, _day("today", "all")] = Field(
        "", description="Only what was published by this day, YYYY-MM-DD; everything if not given."
    )
    perspective: str = Field(
        "",
        description="Whose word counts: record, any, all, source:ID or publisher:ID; record if not given.",
        examples=["record", "any", "publisher:mofa-jp"],
    )

    def arguments(self) -> dict[str, str | None]:
        """As a use case of the desk takes them."""
        return {name: value or None for name, value in self.given().items()}

    def given(self) -> dict[str, str]:
        """The three parameters as they were written; empty where they were not."""
        return {"on": self.on, "known": self.known, "perspective": self.perspective}


class Search(Question):
    """What the search form sends: whom or what, in which view, and the question."""

    what: str = ""
    view: Literal["show", "matrix", "conflicts", "brief"] = "show"


class Named(BaseModel):
    """A name looked for among the actors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query: str = Field("", description="A code, or part of a name in any language; all actors if not given.")


_SUBJECT: Final[dict[str, Any]] = {
    "Japan and Australia": {"value": "AUS-JPN"},
    "one actor": {"value": "JPN"},
    "one instrument": {"value": "raa-aus-jpn"},
}
Asked: TypeAlias = Annotated[Question, Query()]
Sought: TypeAlias = Annotated[Search, Query()]
Subject: TypeAlias = Annotated[
    str, Path(description="Actor, dyad (in either order, any language) or instrument.", openapi_examples=_SUBJECT)
]


async def ledger_of(request: Request) -> str | None:
    """The ledger this workbench answers from; None for the built-in record."""
    found: str | None = request.app.state.ledger
    return found


Ledger: TypeAlias = Annotated[str | None, Depends(ledger_of)]
