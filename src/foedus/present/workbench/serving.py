"""Serving: an address of this machine, taken before anything is promised, and an end without noise."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Final

from foedus.desk.ledgers import open_for_reading
from foedus.model.problems import FoedusError, UsageError

__all__ = ["AddressTakenError", "Serving", "serve"]

_LAST_ANSWERS: Final = 3  # [s] for answers under way when asked to end


class AddressTakenError(FoedusError):
    """Another program answers at this address."""

    code = "address-taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where the workbench answers, over which ledger, and whether this machine alone can reach it."""

    address: str
    ledger_digest: str
    is_private: bool


def serve(*, host: str, port: int, ledger: str | None, ready: Callable[[Serving], None]) -> None:
    """Serve the workbench until interrupted.

    Parameters
    ----------
    host : str
        Name or address of this machine.
    port : int
        0 for any that is free.
    ready : callable
        Told once requests are accepted.

    Raises
    ------
    AddressTakenError
        If another program answers there.
    UsageError
        If the address is not one of this machine, or may not be taken.
    FoedusError
        If the ledger cannot be opened.
    """
    import uvicorn

    from foedus.present.workbench.app import create_app
    from foedus.present.workbench.guard import LOOPBACK_NAMES

    with open_for_reading(ledger) as opened:
        head = opened.ledger.head()
    # Ctrl-C is how it ends.
    with suppress(KeyboardInterrupt), closing(_listen(host, port)) as listener:
        bound, taken = listener.getsockname()[:2]
        private = ipaddress.ip_address(bound).is_loopback
        app = create_app(ledger, names={*LOOPBACK_NAMES, _written(bound), host.lower()} if private else None)
        ready(Serving(address=f"http://{_written(bound)}:{taken}/", ledger_digest=head, is_private=private))
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=_LAST_ANSWERS,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _written(address: str) -> str:
    """An address as it stands in a URL."""
    return f"[{address}]" if ":" in address else address


def _listen(host: str, port: int) -> socket.socket:
    where = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise UsageError(
            f"--host: {host!r} is no name or address of this machine.", hint="Leave it out for 127.0.0.1."
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise _refused(problem, where, port) from None
    except BaseException:
        listener.close()
        raise
    return listener


def _refused(problem: OSError, where: str, port: int) -> FoedusError:
    if problem.errno == errno.EADDRINUSE:
        return AddressTakenError(
            f"--port: {where} is taken by another program.",
            hint=f"Choose another port, for example --port {port + 1}, or --port 0 for any that is free."
            if port < 65535
            else "Choose another port, or --port 0 for any that is free.",
        )
    return UsageError(
        f"--host, --port: {where} cannot be taken ({problem.strerror or problem}).",
        hint="Use an address of this machine and a port above 1023; without the options it is 127.0.0.1.",
    )
