"""The application: routes, guard and errors put together around one ledger."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import FastAPI

from foedus.present.workbench.guard import LOOPBACK_NAMES, Guard
from foedus.present.workbench.problems import add_handlers

__all__ = ["create_app"]


def create_app(ledger: str | None = None, *, names: Collection[str] | None = LOOPBACK_NAMES) -> FastAPI:
    """The workbench over one ledger, which is opened for reading, anew for each request.

    Parameters
    ----------
    ledger : str or None
        A path; None for the built-in record.
    names : collection of str or None
        Host names answered to; None for any.
    """
    import foedus
    from foedus.present.workbench import api, pages

    app = FastAPI(
        title="Foedus",
        version=foedus.__version__,
        summary="Security cooperation between states: dated, cited claims and what follows from them.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # those pages fetch scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.ledger = ledger
    app.include_router(api.router)
    app.include_router(pages.router)
    add_handlers(app)
    app.add_middleware(Guard, names=names)
    return app
