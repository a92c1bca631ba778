"""One request to an OpenAI-compatible service, with a limit on the time in all and on the bytes read.

It goes straight to the address of the settings: no redirect is followed and no proxy used, since either would hand the
question, the quotes and the key to an address that nobody set. It is tried once.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import ssl
import threading
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from answer.generation_settings import GenerationSettings

_MOST_BYTES = 256 * 1024
"""Far more than any answer takes: 24 sentences of 400 characters are 10 kB, with everything a service adds to them."""

_SCHEMA = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "citations": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "citations"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


class GenerationFailed(Exception):
    """The service gave nothing that can be read; the message says why and holds nothing the service said."""


class Sentence(BaseModel):
    """A sentence that came back, unchecked, with the numbers of the citations it says to rest on."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    text: Annotated[str, Field(min_length=1, max_length=400)]
    citations: Annotated[list[int], Field(max_length=50)]


class Reply(BaseModel):
    """All of them."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    sentences: Annotated[list[Sentence], Field(min_length=1, max_length=24)]


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1)]


def phrase(settings: GenerationSettings, messages: list[dict[str, str]]) -> Reply:
    """What the service makes of `messages`; raises `GenerationFailed` and takes `settings.timeout_s` at most."""
    body = {
        "model": settings.model,
        "messages": messages,
        "temperature": 0,
        "stream": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": _SCHEMA},
        },
    }
    raw = _within(settings.timeout_s, _Exchange(settings, json.dumps(body).encode()))
    try:
        return Reply.model_validate_json(_Completion.model_validate_json(raw).choices[0].message.content)
    except ValidationError:
        raise GenerationFailed("the reply is not the JSON that was asked for") from None


class _Exchange:
    """A request under way in a thread of its own, so that a name server or a slow sender cannot hold up the answer:
    the time limit of a socket starts anew with every byte."""

    def __init__(self, settings: GenerationSettings, body: bytes) -> None:
        parts = urlsplit(settings.url or "")
        self._path = parts.path
        self._body = body
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if settings.api_key is not None:
            self._headers["Authorization"] = f"Bearer {settings.api_key.get_secret_value()}"
        # TLS is checked against the system's authorities, as everywhere
        self._connection = (
            http.client.HTTPSConnection(
                parts.hostname or "", parts.port, timeout=settings.timeout_s, context=ssl.create_default_context()
            )
            if parts.scheme == "https"
            else http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=settings.timeout_s)
        )
        self.result: bytes | GenerationFailed = GenerationFailed("the service did not answer in time")

    def run(self) -> None:
        """Send, read and keep the body, or why there is none."""
        try:
            self._connection.request("POST", self._path, self._body, self._headers)
            response = self._connection.getresponse()
            if response.status != http.client.OK:
                self.result = GenerationFailed(f"the service answered with status {response.status}")
                return
            raw = response.read(_MOST_BYTES + 1)
            if len(raw) > _MOST_BYTES:
                self.result = GenerationFailed("the reply is longer than any answer")
            elif response.length:  # a part of the length it promised
                self.result = GenerationFailed("the service broke off")
            else:
                self.result = raw
        except TimeoutError:
            return
        # a connection closed from outside may also fail with ValueError or AttributeError
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            self.result = GenerationFailed(f"the service could not be reached or broke off ({type(error).__name__})")
        finally:
            self._connection.close()

    def stop(self) -> None:
        """Break off, so that the thread ends."""
        open_socket: Any = self._connection.sock
        if open_socket is not None:
            with contextlib.suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)


def _within(timeout_s: float, exchange: _Exchange) -> bytes:
    thread = threading.Thread(target=exchange.run, name="styrdok-generation", daemon=True)
    thread.start()
    thread.join(timeout_s)
    if thread.is_alive():
        exchange.stop()
        raise GenerationFailed("the service did not answer in time")
    if isinstance(exchange.result, GenerationFailed):
        raise exchange.result
    return exchange.result
