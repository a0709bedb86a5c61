"""The description of the JSON API (OpenAPI 3.1): what the framework gathers, made exact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE, Problem, ProblemBody

ABOUT = """
Designs the learning journeys of a civil service.

**Signing in.** `POST /api/v1/session` opens a session in a cookie and gives a `csrf_token`: send it back as the header
`X-CSRF-Token` with every POST, PATCH and DELETE.

**Changes.** A journey comes with an `ETag`. Send it as `If-Match` with every change: 428 without it, 412 when somebody
changed the journey meanwhile. A POST with an `Idempotency-Key` may be sent again within 24 hours: it is done once and
answered alike.

**Lists** come in pages of at most 200 rows; `next` is the address of the next page, null on the last. Where `format` is
offered, `csv` and `xlsx` give the whole list as a file.

**Errors** are problem+json (RFC 9457). `type` never changes; `title`, `detail` and `errors` are in the language of
`Accept-Language`, Bahasa Indonesia or English.

**People** have an `id` of their own in addresses. A NIP never stands in an address.
"""

_STALE = Problem(
    "stale",
    "Somebody changed this plan meanwhile: you saw version {seen}, now it is version {now}.",
    {"seen": 4, "now": 5},
)
REFUSED: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "Refused; `type` tells why.",
        "model": ProblemBody,
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/ProblemBody"},
                "example": _STALE.body(str).model_dump(mode="json"),
            }
        },
    }
}
"""What every route may answer instead; the model makes the schema known, ``describe`` keeps the right media type."""


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description; problem+json is the only form of an error, and If-Match is always required."""
    if app.openapi_schema is None:
        description = app.openapi()
        for operation in _operations(description):
            operation["responses"].get("4XX", {}).get("content", {}).pop("application/json", None)
            for parameter in operation.get("parameters", ()):
                if parameter["name"] == "if-match":
                    parameter |= {"required": True, "schema": {"type": "string"}, "example": '"4"'}
    return app.openapi()


def _operations(description: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in description["paths"].values():
        yield from path.values()
