"""Certificates: confirmed to everybody who holds a code, listed for those who see the person."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.certificate_views import CertificateOut, ConfirmedOut, certificate_out, confirmed_out
from api.confirming import confirm, issued_on
from api.deps import Open, SignedIn, SystemDep, requires
from api.problems import Problem
from api.reach import note_reads, person_of
from api.schemas import ListOf
from api.sign_in import address_of
from planner.access import Capability

router = APIRouter(tags=["certificates"])
Code = Annotated[
    str, Path(max_length=60, description="As it stands on the paper; letter case and hyphens do not matter.")
]


@router.get("/certificates/{code}")
def confirm_certificate(
    request: Request,
    response: Response,
    _who: Annotated[SignedIn | None, requires(Open.PUBLIC)],
    code: Code,
    system: SystemDep,
) -> ConfirmedOut:
    """Confirm a certificate to whoever holds its code: name, title, hours, day, and whether it was withdrawn."""
    found = confirm(system, code, address_of(request))
    if found is None:
        raise Problem("not-found", "No certificate has this code.", headers={"X-Robots-Tag": "noindex"})
    response.headers["X-Robots-Tag"] = "noindex"
    return confirmed_out(found, issued_on(system, found))


@router.get("/people/{person_id}/certificates")
def list_certificates(
    who: Annotated[SignedIn, requires(Capability.JP_VIEW)], person_id: str, system: SystemDep
) -> ListOf[CertificateOut]:
    """List a person's certificates, withdrawn ones too, oldest first."""
    with system.open(write=False) as uow:
        person = person_of(system.worlds.within(uow), who.actor, person_id)
        found = uow.certificates.of_person(person.nip)
    note_reads(system, who, [person.nip], "certificates")
    return ListOf(items=[certificate_out(one) for one in found])
