"""Bad input gets a message with file, place, found, expected and next step; the ledger stays what it was."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance.samples import BRIEF, ROOT, answer, digest, environment, foedus, program

JAPANESE = "日本とオーストラリアは円滑化協定に署名した。協定は2023年8月13日に発効した。\n" * 4


def entries(ledger: Path) -> str:
    """Digest of the last entry: equal when nothing was added."""
    return str(answer("conflicts", "FJI", "--ledger", ledger)["ledger"])


def encrypted_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"28" * 32 + b">/U<" + b"31" * 32 + b">/P -44>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<" + b"00" * 16 + b"><" + b"00" * 16 + b">]>>\n%%EOF\n"
    )


def pageless_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "binary.txt": lambda: bytes(range(256)) * 40,
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(2000),
    "empty.txt": lambda: b"",
    "empty.pdf": lambda: b"",
    "blank.pdf": pageless_pdf,
    "locked.pdf": encrypted_pdf,
    "cut.pdf": lambda: b"%PDF-1.7\n1 0 obj<</Type/Cata",
    "mixed.txt": lambda: BRIEF.encode() + "日本".encode("shift_jis") + "한국".encode("euc_kr") * 9 + b"\xff\xfe\x81",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_that_cannot_be_read(name: str, tmp_path: Path, ledger: Path, brief: Path) -> None:
    bad = tmp_path / name
    bad.write_bytes(DOCUMENTS[name]())
    before = entries(ledger)
    done = foedus("read", brief, bad, "--ledger", ledger, "--accept", "all", "--json")
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "unreadable-document"
    assert str(bad) in error["message"]
    assert error["hint"]
    assert error["message"] in done.stderr
    assert "Traceback" not in done.stderr
    assert entries(ledger) == before


def test_a_missing_document(tmp_path: Path, ledger: Path) -> None:
    before = entries(ledger)
    done = program("read", tmp_path / "gone.txt", "--ledger", ledger)
    assert (done.returncode, done.stdout) == (2, "")
    assert "gone.txt: there is no such file; expected a document" in done.stderr
    assert entries(ledger) == before


def test_all_bad_documents_are_named_at_once_and_others_on_request(tmp_path: Path, ledger: Path, brief: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    arguments = ("read", tmp_path / "gone.txt", brief, tmp_path / "empty.txt", "--ledger", ledger, "--json")
    before = entries(ledger)
    done = foedus(*arguments)
    assert done.returncode == 2
    assert "2 of 3 documents" in done.stderr
    assert "gone.txt" in done.stderr
    assert "empty.txt" in done.stderr
    assert entries(ledger) == before
    done = foedus(*arguments, "--keep-going")
    assert done.returncode == 1
    assert {json.loads(line)["doc"] for line in done.stdout.splitlines()} == {"brief.txt"}
    assert "Not read" in done.stderr
    assert entries(ledger) != before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "shift_jis", "euc_jp"])
def test_japanese_is_decoded_or_refused_never_garbled(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(JAPANESE.encode(encoding))
    done = foedus("read", path, "--json")
    if done.returncode == 2:
        assert json.loads(done.stdout)["error"]["code"] == "unreadable-document"
        return
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert all(JAPANESE[row["start"] : row["end"]] == row["quote"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "AUS-JPN", "--on", "2022-13-01"), "unparsable-date", "--on: '2022-13-01'"),
        (("show", "AUS-JPN", "--on", "June 2022"), "unparsable-date", "--on: 'June 2022'"),
        (("show", "AUS-JPN", "--on", "2022"), "unparsable-date", "is not one calendar day"),
        (("matrix", "JPN", "--known", "2022-02-30"), "unparsable-date", "that month has 28 days"),
        (("show", "Jpan"), "unknown-actor", "'Jpan'"),
        (("show", "AUS-JPX"), "unknown-actor", "'JPX'"),
        (("matrix", "Atlantis"), "unknown-actor", "'Atlantis'"),
        (("show", "JPN-Japan"), "usage", "names JPN twice"),
        (("show", "raa-aus-jpx"), "not-found", "no instrument has the id 'raa-aus-jpx'"),
        (("show", "JPN", "--perspective", "mine"), "usage", "--perspective: found 'mine'"),
        (("show", "JPN", "--perspective", "publisher:nobody at all"), "usage", "'nobody at all'"),
        (("show", "JPN", "--perspective", "source:nothing"), "not-found", "no source 'nothing'"),
        (("conflicts", "RAAX"), "unknown-actor", "'RAAX'"),
        (("export", "parquet"), "usage", "there is now: json, csv"),
        (("export", "xml"), "usage", "found 'xml'"),
        (("brief", "JPN", "-o", "brief.pdf"), "usage", "there is now: .html"),
        (("brief", "raa-aus-jpn", "-o", "brief.html"), "usage", "expected an actor or a dyad"),
        (("show", "JPN", "--ledger", "nowhere.db"), "not-found", "nowhere.db: there is no ledger"),
        (("verify", "--documents", "nowhere"), "usage", "nowhere is no folder"),
        (("show",), "usage", "Missing argument"),
        (("show", "JPN", "--when", "now"), "usage", "--when"),
        (("dance",), "usage", "dance"),
    ],
)
def test_calls_that_cannot_be_understood(
    arguments: tuple[str, ...], code: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = foedus(*arguments, "--json")
    envelope = json.loads(done.stdout)
    assert envelope["ok"] is False
    assert set(envelope["error"]) >= {"code", "message", "hint"}
    assert envelope["error"]["code"] == code
    assert words in envelope["error"]["message"]
    assert envelope["error"]["hint"]
    assert done.returncode == (1 if code == "not-found" else 2)
    assert done.stderr.startswith(f"Error: {envelope['error']['message']}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("type=RAAX", "'RAAX' is not a known instrument type"),
        ("party=Atlantis", "'Atlantis'"),
        ("confidence>=high", "'high' is no confidence"),
        ("confidence>=2", "'2' is no confidence"),
        ("stage=done", "'done' is no stage"),
        ("type>RAA", "only confidence and date can be more or less"),
        ("everything", "expected FIELD=VALUE"),
        ("colour=red", "expected FIELD=VALUE"),
        ("type=RAA,,", "expected FIELD=VALUE"),
    ],
)
def test_rules_that_cannot_be_read(rule: str, words: str, ledger: Path, brief: Path) -> None:
    before = digest(ledger)
    done = foedus("read", brief, "--ledger", ledger, "--accept", rule)
    assert done.returncode == 2
    assert words in done.stderr
    assert digest(ledger) == before


@pytest.mark.parametrize("option", [("--published", "soon"), ("--publisher", "nobody at all")])
def test_overrides_that_cannot_be_read(option: tuple[str, str], ledger: Path, brief: Path) -> None:
    before = digest(ledger)
    done = foedus("read", brief, "--ledger", ledger, *option)
    assert done.returncode == 2
    assert option[0] in done.stderr
    assert repr(option[1]) in done.stderr
    assert digest(ledger) == before


@pytest.mark.parametrize(
    "command", [("show", "JPN"), ("matrix", "JPN"), ("conflicts",), ("export", "json"), ("verify",)]
)
def test_files_that_are_no_ledger(command: tuple[str, ...], brief: Path) -> None:
    before = digest(brief)
    done = foedus(*command, "--ledger", brief, "--json")
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "not-a-ledger"
    assert f"{brief}: is not an SQLite file; expected a Foedus ledger" in error["message"]
    assert digest(brief) == before


def test_init_never_writes_over_a_file(brief: Path) -> None:
    before = digest(brief)
    done = foedus("init", brief)
    assert done.returncode == 2
    assert "something is there already" in done.stderr
    assert digest(brief) == before


def small(limit: int) -> Callable[[], None]:
    """Let no file grow beyond the limit [bytes]: what a full disk looks like from inside."""

    def prepare() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return prepare


def run_prepared(prepare: Callable[[], None], *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "foedus", *map(str, arguments)],
        env=environment(),
        preexec_fn=prepare,  # no threads here
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_a_full_disk_while_reading(ledger: Path, brief: Path) -> None:
    before = entries(ledger)
    done = run_prepared(small(8_000), "read", brief, "--ledger", ledger, "--accept", "all")
    assert done.returncode == 2
    assert str(ledger) in done.stderr
    assert "nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert entries(ledger) == before


def test_a_full_disk_while_making_a_ledger(tmp_path: Path) -> None:
    done = run_prepared(small(100_000), "init", tmp_path / "new.db")
    assert done.returncode == 2
    assert "new.db" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_writing_files(tmp_path: Path) -> None:
    for arguments in (("export", "json"), ("brief", "JPN")):
        done = run_prepared(small(100_000), *arguments, "-o", tmp_path / "out.html")
        assert done.returncode == 2
        assert "out.html: cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_standard_output_that_is_full() -> None:
    for arguments in (("show", "AUS-JPN"), ("export", "json"), ("show", "nobody", "--json")):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "foedus", *arguments],
                stdout=full, stderr=subprocess.PIPE, env=environment(), encoding="utf-8", timeout=60, check=False,
            )  # fmt: skip
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("Error: ")


PAUSED = """
import sys, time
import foedus.intake.reading.reader as reader
plain = reader.read_document
def slowly(document):
    found = plain(document)
    print("reading", file=sys.stderr, flush=True)
    time.sleep(60)
    return found
reader.read_document = slowly
sys.argv[0] = "foedus"
from foedus.present.cli import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_ctrl_c_in_the_middle(ledger: Path, brief: Path) -> None:
    before = entries(ledger)
    with subprocess.Popen(
        [sys.executable, "-c", PAUSED, "read", brief, "--ledger", ledger, "--accept", "all"],
        env=environment(), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as running:  # fmt: skip
        assert running.stderr is not None
        assert running.stderr.readline() == "reading\n"
        running.send_signal(signal.SIGINT)
        began = time.monotonic()
        said, complaints = running.communicate(timeout=30)
    assert running.returncode == 130
    assert time.monotonic() - began < 20
    assert said == ""
    assert "Interrupted" in complaints
    assert "Traceback" not in complaints
    assert entries(ledger) == before
