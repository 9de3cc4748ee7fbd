"""What stands around every request: which names of this machine are answered to, and what a browser may do with a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOOPBACK_NAMES", "POLICY", "PROTECTION", "Guard", "host_of"]

_NOTHING_ELSE: Final = "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
POLICY: Final = f"default-src 'none'; style-src 'self'; img-src 'self' data:; {_NOTHING_ELSE}"
"""For pages: the workbench's own style and pictures, no script, no other place."""

PROTECTION: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
)
"""On every answer that does not set its own."""

LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""What a browser on this machine calls it. A web site that points its own name here is refused."""


class Guard:
    """Middleware: refuses strange host names, adds headers.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    names : collection of str or None
        Host names answered to; None for any.
    """

    def __init__(self, app: ASGIApp, *, names: Collection[str] | None) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in PROTECTION.items():
                    headers.setdefault(name, value)
            await send(message)

        host = host_of(Headers(scope=scope).get("host", ""))
        if self._names is None or host in self._names:
            await self._app(scope, receive, protected)
        else:
            await _refusal(host)(scope, receive, protected)


def host_of(header: str) -> str:
    """The name in a `Host` header, without the port.

    Examples
    --------
    >>> host_of("LocalHost:8642"), host_of("[::1]:8642"), host_of("127.0.0.1")
    ('localhost', '[::1]', '127.0.0.1')
    """
    name, colon, port = header.strip().lower().rpartition(":")
    return name if colon and port.isdigit() else header.strip().lower()


def _refusal(host: str) -> JSONResponse:
    error = {
        "code": "unknown-host",
        "message": f"host: this workbench does not answer to {host!r}; expected {', '.join(sorted(LOOPBACK_NAMES))}.",
        "hint": "Use the address it printed when it started.",
    }
    return JSONResponse({"ok": False, "error": error}, status_code=421)
