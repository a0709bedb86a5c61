"""A finished plan as the bytes that are kept of it: plain arrays, packed without anything that runs when it is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from competency_models.errors import Fault, InputError
from planner.allocation import Plan, Result
from planner.everyone.everybody import Everybody
from planner.everyone.left_out import LeftOut
from planner.problem import Floats


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody takes: a solution, its batch ("" where it needs none), and the day on which it starts."""

    solution: str
    offering: str
    starts: date


_TAKEN = tuple(field.name for field in fields(Taken))


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Who was planned for (row ``i`` of the plan is ``nips[i]``), their plan, and the prices (R,) that it ended with.

    The plan's slots are those of the world that the scenario assumes; ``takes`` says what those are that somebody takes.
    ``out`` says of who has no plan why.
    """

    nips: tuple[str, ...]
    plan: Plan
    prices: Floats
    takes: Mapping[int, Taken]
    out: tuple[LeftOut, ...] = ()

    @classmethod
    def of(cls, everybody: Everybody, result: Result, out: tuple[LeftOut, ...] = ()) -> Body:
        """What is kept of a result."""
        world = everybody.world
        rows = ((slot, world.slots.rows[slot]) for slot in np.unique(result.plan.slot).tolist())
        takes = {
            slot: Taken(
                world.table.solutions[row.solution].code,
                row.offering.code if row.offering else "",
                row.starts,
            )
            for slot, row in rows
        }
        return cls(everybody.nips, result.plan, result.prices, takes, out)

    @property
    def items(self) -> Mapping[str, tuple[Taken, ...]]:
        """What each person takes, by NIP; who has no plan takes nothing."""
        return {
            nip: tuple(self.takes[slot] for slot in self.plan.of(row).tolist())
            for row, nip in enumerate(self.nips)
        }


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
        takes=np.array(sorted(body.takes), dtype=np.int64),
        **{
            name: np.array(
                [str(getattr(body.takes[slot], name)) for slot in sorted(body.takes)], dtype=np.str_
            )
            for name in _TAKEN
        },
        out=np.array([one.person for one in body.out], dtype=np.int64),
        reason=np.array([one.reason for one in body.out], dtype=np.str_),
        mend=np.array([one.mend for one in body.out], dtype=np.str_),
    )
    return file.getvalue()


def unpack(name: str, kept: bytes, plan_hash: str) -> Body:
    """The plan of kept bytes; ``name`` is what a fault calls them. Raises InputError where they are not those of the hash."""
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as file:
            plan = Plan(file["slot_from"], file["slot"], file["value"], file["planned"])
            taken = zip(*(file[name].tolist() for name in _TAKEN), strict=True)
            rows = [Taken(solution, code, date.fromisoformat(day)) for solution, code, day in taken]
            takes = dict(zip(file["takes"].tolist(), rows, strict=True))
            why = zip(*(file[name].tolist() for name in ("out", "reason", "mend")), strict=True)
            out = tuple(LeftOut(*row) for row in why)
            body = Body(tuple(file["nips"].tolist()), plan, file["prices"], takes, out)
    except (KeyError, OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise InputError([_damaged(name)]) from error
    sizes = {len(body.nips), len(plan.slot_from) - 1, len(plan.value), len(plan.planned)}
    strangers = {one.person for one in out} - set(range(len(body.nips)))
    if len(sizes) > 1 or plan.hash != plan_hash or strangers or not set(plan.slot.tolist()) <= set(takes):
        raise InputError([_damaged(name)])
    return body


def _damaged(name: str) -> Fault:
    return Fault(name, "The kept plan is damaged.", "Start the scenario again.")
