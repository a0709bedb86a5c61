"""The register of coaches and mentors on pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires, translator_of
from api.guide_views import load_of
from api.pages.guide_forms import Typed, faults_by_field, levels_text, read, typed_of
from api.pages.guide_words import GUIDE_KIND_NAMES
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.sheets_guides import guides_sheet
from api.reach import note_reads
from api.system import System
from planner import usecases
from planner.access import Capability
from planner.errors import NotFound, Refusal, Unfit
from planner.guides import Guide, GuideKind

router = APIRouter()
Keeper = Annotated[SignedIn, requires(Capability.GUIDE_MANAGE)]
Sent = Annotated[Typed, Form()]


@router.get("/guides")
def show_guides(
    request: Request,
    system: SystemDep,
    who: Keeper,
    kind: Annotated[str, Query(max_length=20)] = "",
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """List the register with everybody's load."""
    return _list(request, system, who, kind, format)


@router.post("/guides")
def do_add(request: Request, system: SystemDep, t: TranslatorDep, who: Keeper, typed: Sent) -> Response:
    """Enter a coach or mentor."""
    guide, faults = read(typed, t)
    if guide is None:
        return _list(request, system, who, typed=typed, faults=faults)
    known, clock = system.worlds.current(), system.clock
    try:
        usecases.add_guide(system.open(), who.actor, guide, known, known.world.parameters, clock)
    except NotFound:
        return _list(request, system, who, typed=typed, faults={"nip": t("There is nobody with this NIP.")})
    except Unfit as refusal:
        return _list(request, system, who, typed=typed, faults=faults_by_field(refusal, t))
    except Refusal as refusal:
        return _list(request, system, who, typed=typed, refusal=refusal)
    return go("/guides", "guide-stored")


@router.get("/guides/{guide_id}")
def show_guide(request: Request, system: SystemDep, who: Keeper, guide_id: int) -> Response:
    """Show an entry to be changed."""
    guide = _found(system, guide_id)
    note_reads(system, who, [guide.nip] if guide.nip else [], "guides")
    return _one(request, system, guide, typed_of(guide))


@router.post("/guides/{guide_id}")
def do_change(
    request: Request, system: SystemDep, t: TranslatorDep, who: Keeper, guide_id: int, typed: Sent
) -> Response:
    """Change an entry."""
    before = _found(system, guide_id)
    guide, faults = read(typed, t, guide_id)
    if guide is None:
        return _one(request, system, before, typed, faults)
    known, clock = system.worlds.current(), system.clock
    guide = replace(guide, kind=before.kind, nip=before.nip)
    try:
        usecases.change_guide(system.open(), who.actor, guide, known, known.world.parameters, clock)
    except Unfit as refusal:
        return _one(request, system, before, typed, faults_by_field(refusal, t))
    except Refusal as refusal:
        return _one(request, system, before, typed, refusal=refusal)
    return go("/guides", "guide-stored")


def _found(system: System, guide_id: int) -> Guide:
    with system.open(write=False) as uow:
        guide = next((one for one in uow.guides.all() if one.id == guide_id), None)
    if guide is None:
        raise NotFound("guide", guide_id)
    return guide


def _list(
    request: Request,
    system: System,
    who: SignedIn,
    kind: str = "",
    format: str = "",
    typed: Typed | None = None,
    faults: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    t = translator_of(request)
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        rows = [one for one in uow.guides.all() if kind not in set(GuideKind) or one.kind == kind]
        load = load_of(uow.guides.held())
    note_reads(system, who, [one.nip for one in rows if one.nip is not None], "guides")
    names = Names(known, t)
    if format == "xlsx":
        return excel(request, guides_sheet(rows, load, names), who)
    return page(
        request,
        "guides.html",
        422 if faults else status_of(refusal) if refusal else 200,
        rows=rows,
        load=load,
        known=known,
        names=names,
        levels_text=levels_text,
        typed=typed or _new(known.world.parameters["guides.capacity_default"]),
        faults=faults or {},
        refused=refusal_text(refusal, t) if refusal else "",
        kinds=_kinds(request),
    )


def _one(
    request: Request,
    system: System,
    guide: Guide,
    typed: Typed,
    faults: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    t = translator_of(request)
    return page(
        request,
        "guide.html",
        422 if faults else status_of(refusal) if refusal else 200,
        guide=guide,
        names=Names(system.worlds.current(), t),
        typed=typed,
        faults=faults or {},
        refused=refusal_text(refusal, t) if refusal else "",
        kinds=_kinds(request),
    )


def _new(capacity: Mapping[str, int]) -> Typed:
    return Typed(capacity=str(capacity[GuideKind.COACH]), active="1")


def _kinds(request: Request) -> list[tuple[str, str]]:
    t = translator_of(request)
    return [(kind.value, t(name)) for kind, name in GUIDE_KIND_NAMES.items()]
