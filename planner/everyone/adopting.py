"""A kept plan taken up again in the agency as it is now: what of it still holds, and its drafts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.allocation import Plan, use_of
from planner.errors.runs import AgencyChanged
from planner.everyone.asked import world_of
from planner.everyone.assumed import only_assumed
from planner.everyone.body import Body
from planner.everyone.everybody import Everybody
from planner.everyone.in_hands import InHands
from planner.everyone.proposals import Drafts
from planner.scenario import Scenario
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Taking:
    """A kept plan in the agency as it is now: ``drafts`` in the order of ``Body.nips``, and what it only assumes.

    Who is in people's hands by now has no plan in it.
    """

    drafts: Drafts
    assumed: tuple[str, ...]

    @classmethod
    def of(
        cls, world: World, scenario: Scenario, body: Body, hands: InHands, seats_taken: Mapping[str, int]
    ) -> Taking:
        """Take a plan up that was made from this ``world``.

        Raises AgencyChanged where plans that people are at work on by now need seats or money of it.
        """
        busy = {one.nip for one in hands.held}
        kept = replace(body, plan=without(body.plan, [nip in busy for nip in body.nips]))
        standing = replace(hands, anew=frozenset(body.nips))
        everybody = Everybody.of(
            world_of(world, scenario, seats_taken),
            body.nips,
            None,
            scenario.consideration,
            scenario.seed,
            standing,
        )
        if (use_of(everybody.organisation, kept.plan) > everybody.organisation.resources.capacity).any():
            raise AgencyChanged
        return cls(Drafts.of(everybody, kept.plan), only_assumed(world, scenario, kept, hands))


def without(plan: Plan, out: Collection[bool]) -> Plan:
    """The plan without those of the people (P,) that are ``out``."""
    gone = np.array(out, dtype=np.bool_)
    count = np.diff(plan.slot_from)
    begin = np.concatenate([[0], np.cumsum(np.where(gone, 0, count))]).astype(np.int64)
    return Plan(
        slot_from=begin,
        slot=plan.slot[~np.repeat(gone, count)],
        value=np.where(gone, 0.0, plan.value),
        planned=np.where(gone, 0, plan.planned),
    )
