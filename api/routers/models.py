"""Prediction models: train, compare, promote, roll back; what serves, cards, and how predictions fare week by week."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.responses import Response

from api import model_desk
from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, VersionDep, etag, requires
from api.lists import Format, file_answer
from api.model_views import (
    CardOut,
    ComparisonOut,
    ModelOut,
    ServesOut,
    ServingOut,
    WeekOut,
    card_out,
    comparison_out,
    model_out,
    serves_out,
    serving_out,
    week_out,
)
from api.once import Reply, once
from api.schemas import ListOf
from planner.access import Capability
from planner.ports import UnitOfWork
from planner.usecases.drift import look_at_drift
from planner.usecases.models import (
    card_of,
    find_model,
    keep_model,
    look_at_models,
    promote_model,
    roll_back_model,
)

router = APIRouter(prefix="/models", tags=["models"])
Viewer = Annotated[SignedIn, requires(Capability.MODEL_VIEW)]
Manager = Annotated[SignedIn, requires(Capability.MODEL_MANAGE)]


class Why(BaseModel):
    """Why a model is put to use or taken out of it; the log keeps it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "Lebih tepat pada hasil 2026."}]}
    )
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


@router.get("", response_model=ListOf[ModelOut])
def list_models(
    who: Viewer, system: SystemDep, t: TranslatorDep, format: Format = "json"
) -> ListOf[ModelOut] | Response:
    """List the trained models, the newest first, each checked anew."""
    shelf = look_at_models(system.open(write=False), who.actor)
    rows = [model_out(one, shelf.serves, shelf.faults.get(one.version, ()), t) for one in shelf.models]
    if format != "json":
        return file_answer(rows, format, t("Prediction models"), t, who, system.clock.now())
    return ListOf(items=rows)


@router.post("", status_code=201, response_model=ModelOut)
def train(who: Manager, system: SystemDep, t: TranslatorDep, retry: RetryDep) -> Response:
    """Train a model on all but the latest outcomes and keep it with its card; it does not serve yet.

    The same data give the same model, which is kept once.
    """
    made = model_desk.make(system, who.actor)

    def work(uow: UnitOfWork) -> Reply:
        model = keep_model(uow, who.actor, made, system.clock)
        shelf = look_at_models(uow, who.actor)
        return Reply(model_out(model, shelf.serves, shelf.faults.get(model.version, ()), t), 201)

    return once(system, who, retry, work)


@router.get("/serving", response_model=ServesOut)
def show_serving(who: Viewer, system: SystemDep, t: TranslatorDep, response: Response) -> ServesOut:
    """Show what serves, why it is another one than the promoted one where it is, and what served when."""
    shelf = look_at_models(system.open(write=False), who.actor)
    response.headers["ETag"] = etag(shelf.serves.number)
    return serves_out(shelf.serves, shelf.servings, t)


@router.get("/drift", response_model=ListOf[WeekOut])
def list_weeks(
    who: Viewer, system: SystemDep, t: TranslatorDep, format: Format = "json"
) -> ListOf[WeekOut] | Response:
    """List how predictions fared in the last weeks, the newest first, with warnings where a line is crossed."""
    found = look_at_drift(system.open(write=False), who.actor, system.worlds.current().world)
    weeks = [week_out(one, t) for one in found]
    if format != "json":
        return file_answer(weeks, format, t("Predictions week by week"), t, who, system.clock.now())
    return ListOf(items=weeks)


@router.post("/roll-back", response_model=ServingOut)
def roll_back(who: Manager, body: Why, system: SystemDep, after: VersionDep, retry: RetryDep) -> Response:
    """Let the model serve again that served before, at last the default one. If-Match is the ETag of what serves."""

    def work(uow: UnitOfWork) -> Reply:
        served = roll_back_model(uow, who.actor, after, body.reason, system.clock)
        return Reply(serving_out(served), 200, {"ETag": etag(served.number)})

    return once(system, who, retry, work)


@router.get("/{version}", response_model=CardOut)
def show_card(who: Viewer, version: str, system: SystemDep, t: TranslatorDep) -> CardOut:
    """Show a model's card: what it learnt from, how it did, for whom, and its known limits."""
    return card_out(card_of(find_model(system.open(write=False), who.actor, version)), t)


@router.get("/{version}/comparison", response_model=ComparisonOut)
def compare(
    who: Manager, version: str, system: SystemDep, t: TranslatorDep, response: Response
) -> ComparisonOut:
    """Hold a model against the serving one on outcomes that neither has seen, as the data stand now."""
    compared = model_desk.compare(system, who.actor, version)
    response.headers["ETag"] = etag(compared.after)
    return comparison_out(compared.found, t)


@router.post("/{version}/promote", response_model=ServingOut)
def promote(
    who: Manager, version: str, body: Why, system: SystemDep, after: VersionDep, retry: RetryDep
) -> Response:
    """Let a model serve, if the gate lets it. If-Match is the ETag of the comparison or of what serves."""
    found = model_desk.compare(system, who.actor, version).found

    def work(uow: UnitOfWork) -> Reply:
        served = promote_model(uow, who.actor, found, after, body.reason, system.clock)
        return Reply(serving_out(served), 200, {"ETag": etag(served.number)})

    return once(system, who, retry, work)
