"""A plan comes back from its bytes as it was; bytes that are not the plan's are refused."""

from __future__ import annotations

import numpy as np
import pytest

from competency_models.errors import InputError
from planner.allocation import Plan
from planner.everyone.body import Body, pack, unpack

PLAN = Plan(np.array([0, 2, 2]), np.array([3, 5]), np.array([1.5, 0.0]), np.array([1, 0]))
BODY = Body(("198001012005011001", "198001012005012002"), PLAN, np.array([0.25, 0.0]))
KEPT = pack(BODY)


def test_a_plan_comes_back_as_it_was() -> None:
    back = unpack("run 1", KEPT, PLAN.hash)
    assert back.nips == BODY.nips
    assert back.prices.tolist() == BODY.prices.tolist()
    assert (back.plan.hash, back.plan.value.tolist()) == (PLAN.hash, [1.5, 0.0])
    assert pack(back) == KEPT


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"not a plan",
        KEPT[:-30],
        pack(Body(BODY.nips[:1], PLAN, BODY.prices)),
        pack(Body(BODY.nips, Plan(PLAN.slot_from, np.array([3, 6]), PLAN.value, PLAN.planned), BODY.prices)),
    ],
    ids=["empty", "other", "cut off", "a person less", "another slot"],
)
def test_other_bytes_are_refused(kept: bytes) -> None:
    with pytest.raises(InputError, match=r"run 1.*damaged"):
        unpack("run 1", kept, PLAN.hash)
