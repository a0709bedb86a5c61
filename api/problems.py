"""Errors over HTTP: RFC 9457 problem+json with a stable type, a title in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.responses import JSONResponse

from competency_models.errors import Fault

Translate = Callable[[str], str]
MEDIA_TYPE = "application/problem+json"
_NOTHING: Mapping[str, object] = MappingProxyType({})

TITLES: Mapping[str, tuple[HTTPStatus, str]] = MappingProxyType(
    {
        "bad-request": (HTTPStatus.BAD_REQUEST, "The request cannot be understood."),
        "not-signed-in": (HTTPStatus.UNAUTHORIZED, "Please sign in."),
        "wrong-sign-in": (HTTPStatus.UNAUTHORIZED, "The user name or the password is wrong."),
        "forbidden": (HTTPStatus.FORBIDDEN, "You may not do this."),
        "forged-request": (HTTPStatus.FORBIDDEN, "The form has expired. Reload the page and try again."),
        "own-journey": (HTTPStatus.FORBIDDEN, "Nobody decides on their own plan."),
        "demo-closed": (HTTPStatus.FORBIDDEN, "Demo accounts work only in the demo."),
        "not-found": (HTTPStatus.NOT_FOUND, "There is nothing here, or you may not see it."),
        "method-not-allowed": (HTTPStatus.METHOD_NOT_ALLOWED, "This address does not take that method."),
        "conflict": (HTTPStatus.CONFLICT, "This is not possible in the present state."),
        "seat-taken": (HTTPStatus.CONFLICT, "The batch is full."),
        "stale": (
            HTTPStatus.PRECONDITION_FAILED,
            "Somebody changed this in the meantime. Reload and try again.",
        ),
        "too-large": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The file is too large."),
        "invalid": (HTTPStatus.UNPROCESSABLE_ENTITY, "Some values cannot be used."),
        "input-faults": (HTTPStatus.UNPROCESSABLE_ENTITY, "The file has faults; nothing was stored."),
        "rules-broken": (HTTPStatus.UNPROCESSABLE_ENTITY, "The plan breaks a rule."),
        "gate-shut": (HTTPStatus.UNPROCESSABLE_ENTITY, "The gate does not let this model serve."),
        "duties-broken": (HTTPStatus.UNPROCESSABLE_ENTITY, "The record breaks a rule."),
        "key-reused": (HTTPStatus.UNPROCESSABLE_ENTITY, "This key was used for another request."),
        "no-version": (HTTPStatus.PRECONDITION_REQUIRED, "Name the version that you change (If-Match)."),
        "too-many": (HTTPStatus.TOO_MANY_REQUESTS, "Too many attempts. Please wait."),
        "internal": (HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side."),
    }
)
"""Every problem type, its status and its title (a message id). The type's URI is ``/problems/<key>``."""


class FieldError(BaseModel):
    """One thing wrong with one part of the request: where, what, and how to mend it."""

    field: str
    problem: str
    remedy: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""


class ProblemBody(BaseModel):
    """The body of every error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []


@dataclass
class Problem(Exception):
    """An error to answer with: ``kind`` is a key of ``TITLES``, ``detail`` a message id with its params."""

    kind: str
    detail: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    errors: Sequence[FieldError] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def status(self) -> int:
        """The HTTP status of this kind."""
        return TITLES[self.kind][0]

    def body(self, translate: Translate) -> ProblemBody:
        """Return the body, titles and details in the reader's language."""
        status, title = TITLES[self.kind]
        return ProblemBody(
            type=f"/problems/{self.kind}",
            title=translate(title),
            status=status,
            detail=translate(self.detail).format_map(self.params) if self.detail else "",
            errors=list(self.errors),
        )

    def response(self, translate: Translate) -> JSONResponse:
        """Return the answer as problem+json."""
        body = self.body(translate).model_dump(mode="json", exclude_defaults=True)
        return JSONResponse(body, self.status, dict(self.headers), MEDIA_TYPE)


MALFORMED: Mapping[str, str] = MappingProxyType(
    {
        "missing": "This is missing.",
        "string_too_long": "At most {max_length} characters.",
        "string_too_short": "At least {min_length} characters.",
        "int_parsing": "This must be a whole number.",
        "enum": "This is none of the choices.",
        "date_from_datetime_parsing": "This must be a day, written YYYY-MM-DD.",
        "less_than_equal": "At most {le}.",
        "greater_than_equal": "At least {ge}.",
        "extra_forbidden": "This is not known here.",
    }
)
"""What is wrong with a part of a request, by pydantic's name of it; others are told in pydantic's own English."""


def from_validation(error: RequestValidationError, translate: Translate) -> Problem:
    """Turn FastAPI's validation errors into field errors, without the values sent (they may be personal)."""
    return Problem(
        "invalid",
        errors=[
            FieldError(field=".".join(str(part) for part in one["loc"]), problem=_malformed(one, translate))
            for one in error.errors()
        ],
    )


def _malformed(one: Mapping[str, Any], translate: Translate) -> str:
    known = MALFORMED.get(one["type"])
    return translate(known).format_map(one.get("ctx", {})) if known else str(one["msg"])


def of_address(error: RequestValidationError) -> bool:
    """Tell whether the address itself is wrong, such as ``/journeys/abc``: no page is there."""
    return any(one["loc"][:1] == ("path",) for one in error.errors())


def from_faults(faults: Sequence[Fault], translate: Translate) -> Problem:
    """Turn the faults of an input into field errors, in the reader's language."""
    return Problem("input-faults", errors=[fault_error(fault, translate) for fault in faults])


def fault_error(fault: Fault, translate: Translate) -> FieldError:
    """Tell one fault: its place, and its problem and remedy in the reader's language."""
    return FieldError(
        field=fault.place(),
        problem=translate(fault.problem).format_map(fault.params),
        remedy=translate(fault.remedy).format_map(fault.params),
        file=fault.file,
        sheet=fault.sheet,
        row=fault.row,
        column=fault.column,
        value=fault.value,
    )


def from_status(status: int) -> Problem:
    """Return the plain problem of a status that the framework raised itself."""
    kinds = {400: "bad-request", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}
    return Problem(kinds.get(status, "bad-request" if status < 500 else "internal"))
