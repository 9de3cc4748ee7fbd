"""Errors as answers: the envelope for the API, a page for people, and the HTTP status of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from foedus.model.problems import FoedusError
from foedus.present.workbench.guard import PROTECTION

__all__ = ["STATUS", "add_handlers"]

STATUS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "usage": 400,
        "unparsable-date": 400,
        "unknown-term": 400,
        "not-found": 404,
        "unknown-actor": 404,
        "ledger-busy": 503,
    }
)
"""HTTP status by code of error; what is not listed is no fault of the caller: 500."""

_INTERNAL: Final = {
    "code": "internal-error",
    "message": "The workbench met something it was not made for.",
    "hint": "The window in which it runs shows what; please report it.",
}


def add_handlers(app: FastAPI) -> None:
    """Have every error leave in the same form, whatever raised it."""
    app.add_exception_handler(FoedusError, _foedus)
    app.add_exception_handler(RequestValidationError, _unparsable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _foedus(request: Request, problem: Exception) -> Response:
    told = problem if isinstance(problem, FoedusError) else FoedusError(str(problem))
    error = {"code": told.code, "message": told.message, "hint": told.hint}
    return _answer(request, error, STATUS.get(told.code, 500))


async def _unparsable(request: Request, problem: Exception) -> Response:
    found = problem.errors()[0] if isinstance(problem, RequestValidationError) else {}
    name = str((*found.get("loc", ()), "request")[1])
    if found.get("type") == "extra_forbidden":
        message = f"query: {name!r} is not a parameter of this address."
    else:
        message = f"query: {name}={found.get('input')!r} cannot be read: {found.get('msg', 'not understood')}."
    hint = "/openapi.json lists the parameters of each address."
    return _answer(request, {"code": "usage", "message": message, "hint": hint}, 400)


async def _http(request: Request, problem: Exception) -> Response:
    status, headers = 500, None
    if isinstance(problem, HTTPException):
        status, headers = problem.status_code, problem.headers
    phrase = HTTPStatus(status).phrase
    error = {
        "code": phrase.lower().replace(" ", "-"),
        "message": f"{request.method} {request.url.path}: {phrase.lower()}.",
        "hint": "/ is where to begin; /openapi.json lists the addresses of the API.",
    }
    return _answer(request, error, status, headers)


async def _unforeseen(request: Request, _: Exception) -> Response:
    """The outermost boundary: the server's log has the traceback, the caller an answer."""
    if _is_api(request):
        return _envelope(_INTERNAL, 500, PROTECTION)
    words = f"Error: {_INTERNAL['message']}\n{_INTERNAL['hint']}\n"
    return PlainTextResponse(words, status_code=500, headers=dict(PROTECTION))  # a template may be what failed


def _answer(
    request: Request, error: Mapping[str, str], status: int, headers: Mapping[str, str] | None = None
) -> Response:
    if _is_api(request):
        return _envelope(error, status, headers)
    from foedus.present.workbench.rendering import render_problem

    asked = dict(request.query_params)
    what = str(request.path_params.get("subject", asked.get("what", "")))
    page = render_problem(error, status, what=what, given=asked)
    return HTMLResponse(page, status_code=status, headers=None if headers is None else dict(headers))


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _envelope(error: Mapping[str, str], status: int, headers: Mapping[str, str] | None) -> JSONResponse:
    extra = None if headers is None else dict(headers)
    return JSONResponse({"ok": False, "error": dict(error)}, status_code=status, headers=extra)
