"""An OpenAI-compatible endpoint: one call a chunk, with time-outs, retries, a limit on what is read back, and a cache."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from foedus.model.problems import MissingExtraError, ModelUnavailableError, UsageError
from foedus.model.resources import cache_directory, digest_of, write_atomically

__all__ = ["Completion", "Endpoint"]

_KEY: Final = "FOEDUS_MODEL_KEY"
_RETRIED: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LARGEST: Final = 2_000_000
"""Bytes of one answer; more is no answer."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The text of one answer, its cost [tokens], and whether it came from the cache."""

    text: str
    prompt_tokens: int
    completion_tokens: int
    cached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model answers.

    Attributes
    ----------
    address : str
        Base address; `/chat/completions` is added.
    model : str
        Its name there.
    key : str or None
        Sent as bearer; never written anywhere.
    timeout : float
        For one attempt, from first byte sent to last byte read [s].
    attempts : int
        Tries before giving up; waits double in between.
    """

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 60.0
    attempts: int = 4
    pause: float = 0.5
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    @classmethod
    def parse(cls, text: str) -> Endpoint:
        """Read `URL#name`; the key comes from the environment variable FOEDUS_MODEL_KEY.

        Raises
        ------
        UsageError
            If it is not of that form.
        """
        address, _, model = text.partition("#")
        if not address.startswith(("http://", "https://")) or not model:
            raise UsageError(
                f"--model: found {text!r}; expected URL#name.",
                hint="For example --model http://127.0.0.1:11434/v1#some-model; a key goes into FOEDUS_MODEL_KEY.",
            )
        return cls(address=address.rstrip("/"), model=model, key=os.environ.get(_KEY) or None)

    def complete(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> Completion:
        """The model's answer under a JSON schema; the same causes give the same answer from the cache.

        Raises
        ------
        ModelUnavailableError
            If no whole answer could be had.
        """
        asked = json.dumps(
            {
                "model": self.model,
                "messages": messages,
                "temperature": 0,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "statements", "strict": True, "schema": schema},
                },
            },
            sort_keys=True,
            ensure_ascii=False,
        ).encode()
        kept = cache_directory() / "model" / f"{digest_of(self.address.encode(), asked)}.json"
        found = _kept(kept)
        if found is not None:
            return found
        done = self._ask(asked)
        row = {"text": done.text, "prompt_tokens": done.prompt_tokens, "completion_tokens": done.completion_tokens}
        with suppress(OSError):  # a cache that cannot be written costs money, never an answer
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(kept, json.dumps(row, ensure_ascii=False).encode())
        return done

    def _ask(self, asked: bytes) -> Completion:
        try:
            import httpx
        except ImportError:
            raise MissingExtraError("model", "--model") from None
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {self.key}"} if self.key else {})
        trouble = "no attempt was made"
        for attempt in range(self.attempts):
            if attempt:
                self.sleep(self.pause * 2 ** (attempt - 1))
            try:
                status, body = self._post(httpx, asked, headers)
            except (httpx.HTTPError, TimeoutError) as problem:
                trouble = f"{type(problem).__name__}: {problem}".rstrip(": ")
                continue
            if status in _RETRIED:
                trouble = f"it answered {status}"
                continue
            if status != httpx.codes.OK:
                raise ModelUnavailableError(
                    f"--model: {self.address} answered {status}.",
                    hint=f"Check the address, the model's name {self.model!r} and {_KEY}.",
                )
            done = _completion(body)
            if done is not None:
                return done
            trouble = "its answer was cut off or is not of the expected form"
        raise ModelUnavailableError(
            f"--model: no whole answer from {self.address} in {self.attempts} attempts ({trouble}).",
            hint="Try again later, or read without --model: the rules need no model.",
        )

    def _post(self, httpx: Any, asked: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """One attempt; a server that drips bytes for ever is left when the time is over."""
        until = time.monotonic() + self.timeout
        body = bytearray()
        with (
            httpx.Client(timeout=self.timeout, follow_redirects=False) as client,
            client.stream("POST", f"{self.address}/chat/completions", content=asked, headers=headers) as answer,
        ):
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > _LARGEST or time.monotonic() > until:
                    raise TimeoutError("the answer is too long or too slow")
            return answer.status_code, bytes(body)


def _completion(body: bytes) -> Completion | None:
    try:
        data = json.loads(body)
        choice = data["choices"][0]
        usage = data.get("usage") or {}
        if choice.get("finish_reason") == "length":
            return None
        text = choice["message"]["content"]
        costs = (int(usage.get("prompt_tokens", 0)), int(usage.get("completion_tokens", 0)))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    return Completion(text, *costs) if isinstance(text, str) else None


def _kept(path: Path) -> Completion | None:
    try:
        row = json.loads(path.read_bytes())
        return Completion(row["text"], int(row["prompt_tokens"]), int(row["completion_tokens"]), cached=True)
    except (OSError, ValueError, TypeError, KeyError):
        return None
