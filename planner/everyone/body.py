"""A finished plan as the bytes that are kept of it: plain arrays, packed without anything that runs when it is read."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import numpy as np

from competency_models.errors import Fault, InputError
from planner.allocation import Plan
from planner.problem import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Who was planned for (row ``i`` of the plan is ``nips[i]``), their plan, and the prices (R,) that it ended with.

    The plan's slots are those of the world that the scenario assumes.
    """

    nips: tuple[str, ...]
    plan: Plan
    prices: Floats


def pack(body: Body) -> bytes:
    """The bytes of a plan; the same plan gives the same bytes."""
    plan, file = body.plan, io.BytesIO()
    np.savez_compressed(
        file,
        allow_pickle=False,
        nips=np.array(body.nips, dtype=np.str_),
        slot_from=plan.slot_from,
        slot=plan.slot,
        value=plan.value,
        planned=plan.planned,
        prices=body.prices,
    )
    return file.getvalue()


def unpack(name: str, kept: bytes, plan_hash: str) -> Body:
    """The plan of kept bytes; ``name`` is what a fault calls them. Raises InputError where they are not those of the hash."""
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as file:
            plan = Plan(file["slot_from"], file["slot"], file["value"], file["planned"])
            body = Body(tuple(file["nips"].tolist()), plan, file["prices"])
    except (KeyError, OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise InputError([_damaged(name)]) from error
    sizes = {len(body.nips), len(plan.slot_from) - 1, len(plan.value), len(plan.planned)}
    if len(sizes) > 1 or plan.hash != plan_hash:
        raise InputError([_damaged(name)])
    return body


def _damaged(name: str) -> Fault:
    return Fault(name, "The kept plan is damaged.", "Start the scenario again.")
