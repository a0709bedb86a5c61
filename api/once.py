"""Does a repeated request once: its answer is kept in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel
from starlette.responses import Response

from api.deps import Retry, SignedIn
from api.system import System
from planner.ports import Answer, UnitOfWork


@dataclass(frozen=True, slots=True)
class Reply:
    """What a change answers: its body, status and headers."""

    body: BaseModel | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def once(system: System, who: SignedIn, retry: Retry, work: Callable[[UnitOfWork], Reply]) -> Response:
    """Run ``work`` in one transaction, or repeat the answer that its idempotency key already got.

    The key is claimed first, so of two requests with one key the second waits for the first and gets its answer. A
    refused request keeps nothing and may be sent again. Raises KeyReused when the key stands for another request.
    """
    with system.open() as uow:
        if retry.key:
            earlier = uow.idempotency.claim(who.account_id, retry.key, retry.fingerprint, system.clock.now())
            if earlier is not None:
                return _response(earlier, repeated=True)
        reply = work(uow)
        body = reply.body.model_dump_json() if reply.body is not None else ""
        answer = Answer(reply.status, body, dict(reply.headers))
        if retry.key:
            uow.idempotency.keep(who.account_id, retry.key, answer)
        uow.commit()
    return _response(answer, repeated=False)


def _response(answer: Answer, *, repeated: bool) -> Response:
    headers = {**answer.headers, **({"Idempotent-Replayed": "true"} if repeated else {})}
    return Response(answer.body, answer.status, headers, "application/json" if answer.body else None)
