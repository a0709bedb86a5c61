"""Certificates as answers."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from planner.certificates import Certificate


class CertificateOut(BaseModel):
    """A certificate of the person's own list; ``withdrawn_at`` is null where it holds."""

    id: int
    code: str
    activity: int
    title: str
    form: str
    jp: float
    starts: date
    ends: date
    issued_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


class ConfirmedOut(BaseModel):
    """What anybody who holds the code is told of a certificate, and no more."""

    code: str
    name: str
    title: str
    jp: float
    issued_on: date = Field(description="The day of issue, in the agency's time zone.")
    withdrawn: bool


def certificate_out(one: Certificate) -> CertificateOut:
    """A certificate for its holder and for officers."""
    return CertificateOut(**{name: getattr(one, name) for name in CertificateOut.model_fields})


def confirmed_out(one: Certificate, issued: date) -> ConfirmedOut:
    """A certificate for everybody; ``issued`` is its day where the agency is."""
    return ConfirmedOut(
        code=one.code,
        name=one.name,
        title=one.title,
        jp=one.jp,
        issued_on=issued,
        withdrawn=one.withdrawn_at is not None,
    )
