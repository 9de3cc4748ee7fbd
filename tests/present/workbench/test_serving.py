"""`foedus serve`: starts, answers, says what is wrong, and ends quietly."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.acceptance.samples import foedus
from tests.present.workbench.serving import interrupted, served

from foedus.model.problems import UsageError
from foedus.present.workbench.serving import AddressTakenError, Serving, serve


def refuse(_: Serving) -> None:
    raise AssertionError("it must not come so far")


def test_starts_answers_and_ends_on_interrupt(ledger: Path) -> None:
    with served("--ledger", ledger) as (address, process):
        with urlopen(f"{address}api/show/AUS-JPN", timeout=30) as response:  # noqa: S310  # the address just printed
            assert json.load(response)["ok"] is True
        code, said = interrupted(process)
    assert code == 0
    assert said == f"Foedus is at {address}  (Ctrl-C ends it)\n"


def test_ends_on_terminate_without_a_traceback(ledger: Path) -> None:
    with served("--ledger", ledger) as (_, process):
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert "Traceback" not in said


def test_warns_where_others_can_reach_it(ledger: Path) -> None:
    with served("--ledger", ledger, "--host", "0.0.0.0") as (_, process):  # noqa: S104  # what the warning is about
        code, said = interrupted(process)
    assert code == 0
    assert said.startswith("Warning: there is no login")


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(AddressTakenError, match=f"127.0.0.1:{port} is taken") as caught:
            serve(host="127.0.0.1", port=port, ledger=None, ready=refuse)
        done = foedus("serve", "--port", port, "--json")
    assert "--port" in caught.value.hint
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "address-taken"
    assert str(port) in done.stderr


@pytest.mark.parametrize(
    ("host", "words"), [("no such name", "is no name or address"), ("192.0.2.1", "cannot be taken")]
)
def test_an_address_of_another_machine_is_refused(host: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        serve(host=host, port=0, ledger=None, ready=refuse)


def test_what_is_no_ledger_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"x" * 999)
    done = foedus("serve", "--port", "0", "--ledger", tmp_path / "x.db", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "not-a-ledger"


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_a_usage_error(port: str) -> None:
    done = foedus("serve", "--port", port)
    assert done.returncode == 2
    assert "--port" in done.stderr
