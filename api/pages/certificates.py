"""Certificates on pages: confirmed to everybody who holds a code; one's own and other people's, with their paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from api.confirming import confirm, issued_on
from api.deps import Open, SignedIn, SystemDep, TranslatorDep, requires
from api.documents import render_pdf
from api.documents.certificate import certificate_paper
from api.i18n import LOCALES, translator
from api.pages.names import Names
from api.pages.problems import problem_page
from api.pages.render import excel, go, page
from api.pages.sheets_jp import certificates_sheet
from api.problems import Problem
from api.reach import note_reads, person_of
from api.security import origin_of
from api.sign_in import address_of
from api.system import System
from planner.access import Capability, sees
from planner.certificates import Certificate
from planner.errors import NotFound

router = APIRouter()
Anybody = Annotated[SignedIn | None, requires(Open.PUBLIC)]
Viewer = Annotated[SignedIn, requires(Capability.JP_VIEW)]
Text = Annotated[str, Query(max_length=60)]


@router.get("/certificates")
def show_code_form(request: Request, _who: Anybody, code: Text = "") -> Response:
    """Ask for a code; who typed one is led to its page."""
    signs = "".join(sign for sign in code if sign.isalnum() or sign == "-")
    return go(f"/certificates/{signs}") if signs else _public(request)


@router.get("/certificates/{code}")
def show_confirmation(
    request: Request, system: SystemDep, _who: Anybody, code: Annotated[str, Path(max_length=60)]
) -> Response:
    """Confirm a certificate: name, title, hours, day, and whether it was withdrawn."""
    try:
        found = confirm(system, code, address_of(request))
    except Problem as problem:
        return _unlisted(problem_page(request, problem))
    return _public(request, code, found, 200 if found else 404)


@router.get("/me/certificates")
def show_my_certificates(
    request: Request, system: SystemDep, t: TranslatorDep, who: Viewer, format: Text = ""
) -> Response:
    """List one's own certificates."""
    person_id = system.worlds.current().id_of.get(who.actor.nip or "")
    if person_id is None:
        raise NotFound("person", who.actor.username)
    return _list(request, system, t, who, person_id, format)


@router.get("/people/{person_id}/certificates")
def show_certificates(
    request: Request, system: SystemDep, t: TranslatorDep, who: Viewer, person_id: str, format: Text = ""
) -> Response:
    """List a person's certificates."""
    return _list(request, system, t, who, person_id, format)


@router.get("/activities/{activity_id}/certificate.pdf")
def give_paper(
    request: Request, system: SystemDep, t: TranslatorDep, who: Viewer, activity_id: int, language: Text = ""
) -> Response:
    """Give the certificate of a passed activity as PDF: to its holder, and to who sees the person."""
    with system.open(write=False) as uow:
        valid = [one for one in uow.certificates.of_activity(activity_id) if one.withdrawn_at is None]
        known = system.worlds.within(uow)
    person = known.people.get(valid[-1].nip) if valid else None
    if person is None or not sees(who.actor, person):
        raise NotFound("certificate", activity_id)
    note_reads(system, who, [person.nip], "certificates")
    one = valid[-1]
    chosen = translator(language) if language in LOCALES else t
    site = system.settings.public_url or origin_of(str(request.base_url))
    paper = certificate_paper(known, one, issued_on(system, one), site, chosen)
    made = render_pdf("certificate", asdict(paper), folder=system.settings.templates_dir)
    name = f'inline; filename="certificate-{one.code}.pdf"'
    return Response(made, 200, {"Content-Disposition": name}, "application/pdf")


def _list(
    request: Request, system: System, t: TranslatorDep, who: SignedIn, person_id: str, format: str
) -> Response:
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        person = person_of(known, who.actor, person_id)
        found = uow.certificates.of_person(person.nip)[::-1]
    note_reads(system, who, [person.nip], "certificates")
    names = Names(known, t)
    if format == "xlsx":
        return excel(request, certificates_sheet(person, found, names), who)
    return page(
        request,
        "certificates.html",
        person=person,
        rows=found,
        names=names,
        mine=who.actor.nip == person.nip,
        href=f"/people/{person_id}",
    )


def _public(
    request: Request, code: str = "", found: Certificate | None = None, status: int = 200
) -> Response:
    system: System = request.app.state.system
    issued = issued_on(system, found) if found else None
    return _unlisted(page(request, "certificate.html", status, typed=code, found=found, issued=issued))


def _unlisted(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
