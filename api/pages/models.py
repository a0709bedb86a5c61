"""Prediction models: what serves, training, a model's card, comparing, putting to use and rolling back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api import model_desk
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.sheets_models import features_sheet, groups_sheet, models_sheet, servings_sheet
from api.pages.views_models import (
    CurvesDrawn,
    calibration_plots,
    curves,
    finding_text,
    group_rows,
    model_rows,
    readable,
)
from api.system import System
from competency_models.errors import InputError
from planner.access import Capability, may
from planner.errors import ReasonMissing, Refusal
from planner.errors.models import NothingBefore, ServesAlready, ServesMeanwhile, TrainingRuns
from planner.registry import read_model, standing
from planner.training.refused import GateShut
from planner.usecases.models import (
    find_model,
    keep_model,
    look_at_models,
    promote_model,
    roll_back_model,
)

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.MODEL_VIEW)]
Manager = Annotated[SignedIn, requires(Capability.MODEL_MANAGE)]
_Text = Annotated[str, Query(max_length=40)]
_Reason = Annotated[str, Form(max_length=2000)]
_After = Annotated[int, Form(ge=0)]


@router.get("/models")
def show_models(
    request: Request, system: SystemDep, t: TranslatorDep, who: Viewer, format: _Text = "", table: _Text = ""
) -> Response:
    """List what is kept, what serves and what served when."""
    if format == "xlsx":
        shelf = look_at_models(system.open(write=False), who.actor)
        sheet = (
            servings_sheet(shelf.servings, t)
            if table == "servings"
            else models_sheet(model_rows(shelf), shelf.serves, t)
        )
        return excel(request, sheet, who)
    return _list(request, system, who)


@router.post("/models/train")
def train(request: Request, system: SystemDep, t: TranslatorDep, who: Manager) -> Response:
    """Train a model and show its card."""
    try:
        made = model_desk.make(system, who.actor)
    except TrainingRuns as refusal:
        return _list(request, system, who, status_of(refusal), [refusal_text(refusal, t)])
    known = {one.version for one in look_at_models(system.open(write=False), who.actor).models}
    model = keep_model(system.open(), who.actor, made, system.clock)
    return go(f"/models/{model.version}", "model-known" if model.version in known else "model-trained")


@router.post("/models/roll-back")
def roll_back(
    request: Request, system: SystemDep, t: TranslatorDep, who: Manager, after: _After, reason: _Reason = ""
) -> Response:
    """Let the model serve again that served before."""
    try:
        roll_back_model(system.open(), who.actor, after, reason, system.clock)
    except (ServesMeanwhile, NothingBefore, ReasonMissing) as refusal:
        return _list(request, system, who, status_of(refusal), [refusal_text(refusal, t)])
    return go("/models", "model-rolled-back")


@router.get("/models/{version}")
def show_model(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    version: str,
    format: _Text = "",
    table: _Text = "",
) -> Response:
    """Show a model's card."""
    names = Names(system.worlds.current(), t)
    model = find_model(system.open(write=False), who.actor, version)
    card, faults = readable(model)
    found = card.comparison if card else None
    groups = group_rows(found, names) if found else ()
    spans = dict(zip(card.features, card.spans, strict=False)) if card else {}
    drawn = CurvesDrawn() if faults else curves(read_model(version, model), spans)
    if format == "xlsx":
        about = {t("Model"): version}
        sheet = (
            groups_sheet(groups, names, about)
            if table == "groups"
            else features_sheet(drawn.panels, names, about)
        )
        return excel(request, sheet, who)
    shelf = look_at_models(system.open(write=False), who.actor)
    return page(
        request,
        "model.html",
        model=model,
        card=card,
        faults=faults,
        serves=shelf.serves.version == version,
        refusals=[finding_text(one, names) for one in found.refusals] if found else [],
        limits=[finding_text(one, names) for one in card.limits] if card else [],
        plots=calibration_plots(found) if found else (),
        curves=drawn,
        groups=groups,
        may_manage=may(who.actor, Capability.MODEL_MANAGE),
    )


@router.get("/models/{version}/compare")
def show_comparison(
    request: Request, system: SystemDep, t: TranslatorDep, who: Manager, version: str, format: _Text = ""
) -> Response:
    """Hold a model against the serving one, as the data stand today."""
    try:
        compared = model_desk.compare(system, who.actor, version)
    except InputError:
        return go(f"/models/{version}")  # its card says what is wrong with it
    if format == "xlsx":
        names = Names(system.worlds.current(), t)
        rows = group_rows(compared.found, names)
        return excel(request, groups_sheet(rows, names, {t("Model"): version}), who)
    return _comparison(request, system, t, compared)


@router.post("/models/{version}/promote")
def promote(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Manager,
    version: str,
    after: _After,
    reason: _Reason = "",
) -> Response:
    """Let a model serve, if the gate lets it."""
    try:
        compared = model_desk.compare(system, who.actor, version)
    except InputError:
        return go(f"/models/{version}")
    try:
        promote_model(system.open(), who.actor, compared.found, after, reason, system.clock)
    except (GateShut, ServesMeanwhile, ServesAlready, ReasonMissing) as refusal:
        return _comparison(request, system, t, compared, refusal, reason)
    return go("/models", "model-promoted")


def _list(
    request: Request, system: System, who: SignedIn, status: int = 200, why: Sequence[str] = ()
) -> Response:
    shelf = look_at_models(system.open(write=False), who.actor)
    stack = standing(shelf.servings)
    kept = {one.version: one for one in shelf.models}
    return page(
        request,
        "models.html",
        status,
        rows=model_rows(shelf),
        serves=shelf.serves,
        serving_model=kept.get(shelf.serves.version),
        servings=shelf.servings[::-1],
        standing=stack,
        behind=("", *stack)[-2] if stack else "",
        why=why,
        may_manage=may(who.actor, Capability.MODEL_MANAGE),
    )


def _comparison(
    request: Request,
    system: System,
    t: Translator,
    compared: model_desk.Compared,
    refusal: Refusal | None = None,
    reason: str = "",
) -> Response:
    known, found = system.worlds.current(), compared.found
    names = Names(known, t)
    refusals = [finding_text(one, names) for one in found.refusals]
    told = refusals if isinstance(refusal, GateShut) else [refusal_text(refusal, t)] if refusal else []
    return page(
        request,
        "model_compare.html",
        status_of(refusal) if refusal else 200,
        model=compared.model,
        found=found,
        after=compared.after,
        serves=known.serves.version == compared.model.version,
        why=told,
        reason=reason,
        refusals=refusals,
        plots=calibration_plots(found),
        groups=group_rows(found, names),
    )
