"""What surrounds every request: one log line without personal data, and a limit on the size of bodies."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem

Answer = Callable[[Request, Problem], Response]
_LOG = logging.getLogger("corpu.access")
_LONG_NUMBER = re.compile(r"\d{8,}")


class RequestLog:
    """Writes one JSON line per request, and answers an unforeseen error without letting its text out.

    Neither the query nor anything that looks like a NIP is written, of an error only its type and the places
    in the code: values may be personal data.
    """

    def __init__(self, app: ASGIApp, *, answer: Answer) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            _LOG.error(json.dumps({"error": type(error).__name__, "at": places(error)}))
            if status == 0:
                await self._answer(Request(scope), Problem("internal"))(scope, receive, send_and_note)
        finally:
            line = {
                "method": scope["method"],
                "path": _LONG_NUMBER.sub("…", scope["path"]),
                "status": status,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            _LOG.info(json.dumps(line, ensure_ascii=False))


def places(error: BaseException) -> list[str]:
    """Where in the code an error rose, without its text."""
    return [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)]


class BodyLimit:
    """Refuses bodies above a size, whether or not they say how long they are."""

    def __init__(self, app: ASGIApp, *, max_bytes: int, answer: Answer) -> None:
        self._app = app
        self._max = max_bytes
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isascii() or not said.isdigit() or int(said) > self._max:
            await self._answer(Request(scope), Problem("too-large"))(scope, receive, send)
            return
        seen = 0

        async def receive_and_count() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._max:
                raise Problem("too-large")
            return message

        await self._app(scope, receive_and_count, send)


def log_to_standard_error() -> None:
    """Send the access log to standard error, one bare line each; for servers, not for tests."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _LOG.handlers[:] = [handler]
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
