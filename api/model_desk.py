"""Training and comparing models: what takes a while and is done on the agency in memory, before any transaction."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from api.system import System
from planner.access import Actor, Capability, may
from planner.errors import Forbidden
from planner.errors.models import TrainingRuns
from planner.ports import KeptModel
from planner.registry import read_model
from planner.training.gate import Comparison
from planner.training.making import Made, make_model
from planner.usecases.models import compare_model, find_model
from planner.world import World

TRAINING = threading.Lock()
"""Held while a model is trained."""
_FOUND: WeakKeyDictionary[World, dict[str, Comparison]] = WeakKeyDictionary()
"""Comparisons by the world that they were made in: who looks at one and then decides need not wait for it twice."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A kept model held against the serving one; ``after`` is the number of the newest serving at that moment."""

    model: KeptModel
    found: Comparison
    after: int


def make(system: System, actor: Actor) -> Made:
    """Train a model on the agency as it stands. Raises Forbidden, TrainingRuns: two at once would slow everybody's pages."""
    if not may(actor, Capability.MODEL_MANAGE):
        raise Forbidden
    if not TRAINING.acquire(blocking=False):
        raise TrainingRuns
    try:
        known = system.worlds.current()
        return make_model(known.world, known.serves.learned_until)
    finally:
        TRAINING.release()


def compare(system: System, actor: Actor, version: str) -> Compared:
    """Hold a kept model against the serving one. Raises Forbidden, NotFound, InputError where the model is damaged."""
    model, known = find_model(system.open(write=False), actor, version), system.worlds.current()
    read_model(version, model)
    found = _FOUND.setdefault(known.world, {})
    if version not in found:
        found[version] = compare_model(known.world, known.serves, model)
    return Compared(model, found[version], known.serves.number)
