"""The JSON API: each address calls one use case of the desk and returns its envelope as the command line prints it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from foedus.desk.asking import Answered
from foedus.present.workbench.asked import Asked, Ledger, Named, Subject
from foedus.present.workbench.schemas import (
    ActorsAnswer,
    ConflictsAnswer,
    DossierAnswer,
    ExportAnswer,
    MatrixAnswer,
    Problem,
)

__all__ = ["router"]

_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Problem, "description": "The call cannot be understood."},
    404: {"model": Problem, "description": "Nobody and nothing is called so."},
    "default": {"model": Problem, "description": "The ledger cannot be read, or something unforeseen."},
}

router = APIRouter(prefix="/api", tags=["answers"], default_response_class=JSONResponse)


def _answers(shape: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": shape, "description": shape.__doc__}, **_PROBLEMS}


def _sent(done: Answered) -> JSONResponse:
    return JSONResponse(done.to_record())


@router.get("/show/{subject:path}", responses=_answers(DossierAnswer), response_model=None)
def show(subject: Subject, asked: Asked, ledger: Ledger) -> JSONResponse:
    """The dossier of an actor, a dyad or an instrument."""
    from foedus.desk.dossier import show as ask

    return _sent(ask(subject, ledger=ledger, **asked.arguments()))


@router.get("/matrix/{actor:path}", responses=_answers(MatrixAnswer), response_model=None)
def matrix(actor: Subject, asked: Asked, ledger: Ledger) -> JSONResponse:
    """An actor's partners by type of instrument."""
    from foedus.desk.matrix import matrix as ask

    return _sent(ask(actor, ledger=ledger, **asked.arguments()))


@router.get("/conflicts", responses=_answers(ConflictsAnswer), response_model=None)
def all_conflicts(asked: Asked, ledger: Ledger) -> JSONResponse:
    """Where sources differ."""
    from foedus.desk.conflicts import conflicts as ask

    return _sent(ask(ledger=ledger, **asked.arguments()))


@router.get("/conflicts/{what:path}", responses=_answers(ConflictsAnswer), response_model=None)
def conflicts(what: Subject, asked: Asked, ledger: Ledger) -> JSONResponse:
    """Where sources differ about an actor, a dyad, an instrument or a type."""
    from foedus.desk.conflicts import conflicts as ask

    return _sent(ask(what, ledger=ledger, **asked.arguments()))


@router.get("/export", responses=_answers(ExportAnswer), response_model=None)
def export(asked: Asked, ledger: Ledger) -> JSONResponse:
    """Everything in the ledger."""
    from foedus.desk.export import export as ask

    return _sent(ask(ledger=ledger, **asked.arguments()))


@router.get("/actors", responses=_answers(ActorsAnswer), response_model=None)
def actors(named: Annotated[Named, Query()]) -> JSONResponse:
    """Actors by a part of their name."""
    from foedus.present.workbench.actors import find_actors

    return _sent(find_actors(named.query))
