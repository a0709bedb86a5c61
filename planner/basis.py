"""What a form of learning must rest on to be proposed: a gap of some kind, or poor performance (SE 07/SE/KM/2023, A.7.a)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from competency_models.gaps import GapTable
from planner.gap_map import select_rows
from planner.journey import Consideration
from planner.pair_facts import PairFacts
from planner.problem import Bools, Ints
from planner.world import World

RULE = "duty.r13"
"""The dated rule that activities are held against; what it would not let be lived is not proposed."""


def founded(world: World, consideration: Consideration, person: Ints, solution: Ints) -> Bools:
    """Whether each pair (N,) has the basis that its form asks for; performance that is not recorded is no basis."""
    kept = np.ones(len(person), dtype=np.bool_)
    if RULE not in world.parameters.names():
        return kept
    value = world.parameters[RULE]
    asked = np.flatnonzero(
        np.isin(np.array(world.table.form_keys), value["forms"])[world.table.form[solution]]
    )
    if len(asked):
        # Of these people only: the agency may be large, and is looked at in blocks.
        rows, place = np.unique(person[asked], return_inverse=True)
        gaps = select_rows(world.gaps(consideration), rows)
        closes = _closes(world, gaps, place, solution[asked], value["kinds"])
        performance = [world.agency.people[row].performance for row in rows.tolist()]
        poor = np.array([one in value["performance"] for one in performance])[place]
        kept[asked] = closes & poor if value["both"] else closes | poor
    return kept


def _closes(world: World, gaps: GapTable, place: Ints, solution: Ints, kinds: list[str]) -> Bools:
    """Whether a pair (n,) of a row of the gaps and a solution covers a missing level of a competency of these kinds."""
    kind = {one.code: one.kind.value for one in world.agency.competencies}
    counted = np.array([kind[code] in kinds for code in gaps.competencies], dtype=np.bool_)
    only = replace(gaps, required=np.where(counted, gaps.required, np.int8(0)))
    return PairFacts.of(only, world.table, place, solution).levels > 0
