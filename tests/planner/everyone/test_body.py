"""A plan comes back from its bytes as it was; bytes that are not the plan's are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from competency_models.errors import InputError
from planner.allocation import Plan
from planner.everyone.body import Body, Taken, pack, unpack
from planner.everyone.left_out import LeftOut

PLAN = Plan(np.array([0, 2, 2]), np.array([3, 5]), np.array([1.5, 0.0]), np.array([1, 0]))
TAKES = {3: Taken("S1", "", date(2027, 2, 1)), 5: Taken("S2", "O1", date(2027, 3, 1))}
OUT = (LeftOut(1, "seats", "O1,O2"),)
BODY = Body(("198001012005011001", "198001012005012002"), PLAN, np.array([0.25, 0.0]), TAKES, OUT)
KEPT = pack(BODY)


def test_a_plan_comes_back_as_it_was() -> None:
    back = unpack("run 1", KEPT, PLAN.hash)
    assert back.nips == BODY.nips
    assert back.prices.tolist() == BODY.prices.tolist()
    assert (back.plan.hash, back.plan.value.tolist()) == (PLAN.hash, [1.5, 0.0])
    assert back.items == {BODY.nips[0]: (TAKES[3], TAKES[5]), BODY.nips[1]: ()}
    assert back.out == OUT
    assert pack(back) == KEPT


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"not a plan",
        KEPT[:-30],
        pack(replace(BODY, nips=BODY.nips[:1])),
        pack(replace(BODY, plan=replace(PLAN, slot=np.array([5, 3])))),
        pack(replace(BODY, takes={3: TAKES[3]})),
        pack(replace(BODY, out=(LeftOut(2, "seats", ""),))),
    ],
    ids=[
        "empty",
        "other",
        "cut off",
        "a person less",
        "other slots",
        "an unknown slot",
        "a stranger left out",
    ],
)
def test_other_bytes_are_refused(kept: bytes) -> None:
    with pytest.raises(InputError, match=r"run 1.*damaged"):
        unpack("run 1", kept, PLAN.hash)
