"""What a search has found after some rounds, and the same as bytes, so that a search cut short goes on to the same bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from planner.allocation.journeys import Journeys
from planner.allocation.result import Plan, Round
from planner.problem import Floats


@dataclass(frozen=True, eq=False)
class Found:
    """What a search has found after some rounds: prices (R,), the best plan so far, its worth and use, the least bound."""

    number: int
    prices: Floats
    plan: Plan
    worth: float
    used: Floats
    bound: float
    trace: tuple[Round, ...]


def to_bytes(found: Found, known: Sequence[Journeys]) -> bytes:
    """What is found, and what is known of each partition; read back by ``from_bytes`` to the last bit."""
    arrays: dict[str, NDArray[np.generic]] = {
        "number": np.array(found.number),
        "sums": np.array([found.worth, found.bound]),
        "trace": np.array([astuple(one) for one in found.trace]),
        "prices": found.prices,
        "used": found.used,
    }
    arrays |= {f"plan.{name.name}": getattr(found.plan, name.name) for name in fields(Plan)}
    for name in (one.name for one in fields(Journeys)):
        parts = [getattr(one, name) for one in known]
        arrays[f"journeys.{name}"] = np.concatenate(parts)
        arrays[f"lengths.{name}"] = np.array([len(part) for part in parts])
    body = BytesIO()
    np.savez(body, allow_pickle=False, **arrays)
    return body.getvalue()


def from_bytes(body: bytes) -> tuple[Found, list[Journeys]]:
    """What was found and known. Raises ValueError for other bytes."""
    try:
        with np.load(BytesIO(body), allow_pickle=False) as arrays:
            read = {name: arrays[name] for name in arrays.files}
        worth, bound = read["sums"].tolist()
        trace = [
            Round(int(n), worth, bound, int(planned)) for n, worth, bound, planned in read["trace"].tolist()
        ]
        plan = Plan(**{one.name: read[f"plan.{one.name}"] for one in fields(Plan)})
        parts = {one.name: _split(read, one.name) for one in fields(Journeys)}
    except (KeyError, OSError, ValueError):
        raise ValueError("these bytes are not those of a search") from None
    known = [Journeys(**dict(zip(parts, one, strict=True))) for one in zip(*parts.values(), strict=True)]
    number, prices, used = int(read["number"]), read["prices"], read["used"]
    return Found(number, prices, plan, worth, used, bound, tuple(trace)), known


def _split(read: dict[str, NDArray[np.generic]], name: str) -> list[NDArray[np.generic]]:
    cuts = np.cumsum(read[f"lengths.{name}"])[:-1]
    return np.split(read[f"journeys.{name}"], cuts)
