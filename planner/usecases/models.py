"""Trained models: kept with their cards, promoted through the gate, rolled back; every step a row of the log.

Training and comparing take a while and are done by the caller, outside the transaction; what comes in here is their result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from competency_models.errors import Fault, InputError
from planner.access import Actor, Capability, may
from planner.errors import Forbidden, NotFound, ReasonMissing
from planner.errors.models import NothingBefore, ServesAlready, ServesMeanwhile
from planner.ports import Clock, Decision, KeptModel, Serving, ServingMove, UnitOfWork
from planner.ranking import spell_ranker
from planner.registry import (
    Serves,
    checked_bytes,
    digest,
    read_model,
    standing,
    what_serves,
)
from planner.training.card import Card, read_card, spell_card
from planner.training.gate import Comparison
from planner.training.making import Made, compare_models
from planner.training.refused import GateShut
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """All kept models, newest first, with what is wrong with those that are damaged; what served when; what serves."""

    models: tuple[KeptModel, ...]
    faults: dict[str, tuple[Fault, ...]]
    servings: tuple[Serving, ...]
    serves: Serves


def look_at_models(uow: UnitOfWork, actor: Actor) -> Shelf:
    """Everything that is kept, each model checked anew. Raises Forbidden."""
    _check(actor, Capability.MODEL_VIEW)
    with uow:
        models, servings = uow.rankers.all(), uow.rankers.servings()
    kept = {model.version: model for model in models}
    faults = {model.version: found for model in models if (found := _faults(model))}
    return Shelf(models, faults, servings, what_serves(servings, kept.get))


def find_model(uow: UnitOfWork, actor: Actor, version: str) -> KeptModel:
    """One kept model. Raises Forbidden, NotFound."""
    _check(actor, Capability.MODEL_VIEW)
    with uow:
        model = uow.rankers.get(version)
    if model is None:
        raise NotFound("model", version)
    return model


def compare_model(world: World, serves: Serves, model: KeptModel) -> Comparison:
    """Hold a kept model against the world's ranker on what neither has seen. Raises InputError where it is damaged."""
    challenger = read_model(model.version, model)
    return compare_models(world, world.ranker, challenger, [serves.learned_until, model.learned_until])


def card_of(model: KeptModel) -> Card:
    """The card of a kept model. Raises InputError where it is damaged."""
    file = f"card of model {model.version}"
    checked_bytes(file, model.card, model.card_sha256)
    try:
        return read_card(model.card.decode())
    except ValueError as error:
        fault = Fault(file=file, problem="The card cannot be read.", remedy="Train the model again.")
        raise InputError([fault]) from error


def keep_model(uow: UnitOfWork, actor: Actor, made: Made, clock: Clock) -> KeptModel:
    """Keep a model with its card; the same one again changes nothing. Raises Forbidden, InputError where that is damaged."""
    _check(actor, Capability.MODEL_MANAGE)
    body, card, now = spell_ranker(made.ranker).encode(), spell_card(made.card).encode(), clock.now()
    whole = digest(body)
    model = KeptModel(
        version=made.ranker.version,
        name=made.ranker.name,
        body=body,
        sha256=whole,
        card=card,
        card_sha256=digest(card),
        learned_until=made.learned_until,
        made_at=now,
        made_by=actor.username,
    )
    with uow:
        before = uow.rankers.get(model.version)
        if before is not None:
            read_model(before.version, before)
            return before
        if not uow.rankers.add(model):
            return model
        detail = {"name": model.name, "sha256": whole, "learned_until": str(made.learned_until)}
        uow.decisions.add([_decision(actor, model.version, "train", clock, "", detail)])
        uow.commit()
    return model


def promote_model(
    uow: UnitOfWork, actor: Actor, comparison: Comparison, after: int, reason: str, clock: Clock
) -> Serving:
    """Let the comparison's challenger serve, if the gate lets it.

    ``after`` is the number of the newest serving when the comparison was made.
    Raises Forbidden, NotFound, InputError (damaged), ServesAlready, ServesMeanwhile, GateShut, ReasonMissing.
    """
    _check(actor, Capability.MODEL_MANAGE)
    version = comparison.challenger.version
    with uow:
        servings = uow.rankers.servings()
        model = uow.rankers.get(version)
        if model is None:
            raise NotFound("model", version)
        read_model(version, model)
        _check_number(servings, after)
        if standing(servings)[-1:] == (version,):
            raise ServesAlready
        if not comparison.passed:
            raise GateShut(comparison.refusals)
        serving = _serve(uow, actor, version, ServingMove.PROMOTE, servings, reason, clock)
        uow.commit()
    return serving


def roll_back_model(uow: UnitOfWork, actor: Actor, after: int, reason: str, clock: Clock) -> Serving:
    """Let the model serve that stood behind the newest one, at last the default. A damaged one stays out by the fall-back.

    Raises Forbidden, ServesMeanwhile, NothingBefore, ReasonMissing.
    """
    _check(actor, Capability.MODEL_MANAGE)
    with uow:
        servings = uow.rankers.servings()
        _check_number(servings, after)
        stack = standing(servings)
        if not stack:
            raise NothingBefore
        behind = ("", *stack[:-1])[-1]
        serving = _serve(uow, actor, behind, ServingMove.ROLL_BACK, servings, reason, clock)
        uow.commit()
    return serving


def _serve(
    uow: UnitOfWork,
    actor: Actor,
    version: str,
    move: ServingMove,
    servings: Sequence[Serving],
    reason: str,
    clock: Clock,
) -> Serving:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    number = len(servings) + 1
    serving = Serving(number, version, move, clock.now(), actor.account_id, actor.username, reason)
    uow.rankers.serve(serving)
    before = next(iter(standing(servings)[-1:]), "")
    uow.decisions.add([_decision(actor, version, move.value, clock, reason, {"before": before}, number)])
    return serving


def _check(actor: Actor, capability: Capability) -> None:
    if not may(actor, capability):
        raise Forbidden


def _check_number(servings: Sequence[Serving], after: int) -> None:
    if after != len(servings):
        versions = ["", *(one.version for one in servings)]
        raise ServesMeanwhile(versions[after] if 0 <= after < len(versions) else "?", versions[-1])


def _faults(model: KeptModel) -> tuple[Fault, ...]:
    found: list[Fault] = []
    for read in (lambda: read_model(model.version, model), lambda: card_of(model)):
        try:
            read()
        except InputError as error:
            found.extend(error.faults)
    return tuple(found)


def _decision(
    actor: Actor,
    version: str,
    move: str,
    clock: Clock,
    reason: str,
    detail: Mapping[str, object],
    number: int = 0,
) -> Decision:
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="model",
        subject_id=version or "default",
        move=move,
        version=number,
        reason=reason,
        detail=detail,
    )
