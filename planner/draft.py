"""Writes proposals: the chosen options as items with reasons and alternatives, or why there is no plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from competency_models.people import Person
from planner.alternatives import alternatives
from planner.build_problem import Case
from planner.canonical import DIGITS
from planner.explain import DRAWN
from planner.explore import Explored
from planner.items import item_of_option
from planner.journey import Consideration, Item, Proposal, Provenance, Reason
from planner.problem import Ints
from planner.unplanned import why_not
from planner.world import World


@dataclass(frozen=True, slots=True)
class Draft:
    """What is the same for every proposal of one run; ``seats`` (batches,) are those left after it."""

    world: World
    consideration: Consideration
    seed: int
    seats: Ints

    def proposal(
        self, case: Case, drawn: Explored, wanted: Sequence[str], purses: Sequence[str] = ()
    ) -> Proposal:
        """The plan of one case, or why there is none.

        ``wanted`` are batches it would have and that are full, ``purses`` units whose money it would need and that is used up.
        """
        person, solution = self.world.agency.people[case.row], drawn.solution
        unplanned, mend = why_not(case, solution, wanted, aimless(person, self.consideration), purses)
        items = [self._item(case, drawn, option) for option in solution.chosen]
        return Proposal(
            nip=person.nip,
            year=self.world.year,
            consideration=self.consideration,
            items=tuple(sorted(items, key=lambda item: (item.starts, item.ends, item.solution))),
            value=round(solution.value, 6),
            provenance=self._provenance(),
            unplanned=unplanned,
            mend=mend,
        )

    def _item(self, case: Case, drawn: Explored, option: int) -> Item:
        world, chosen = self.world, drawn.solution.chosen
        item = item_of_option(world, world.gaps(self.consideration), case, option)
        return replace(
            item,
            reasons=item.reasons + self._drawn(case, drawn, option),
            alternatives=alternatives(world, case, chosen, option, self.seats),
            assigned=item.assigned or self._builds_on(case, chosen, option),
            exposure=round(drawn.exposure.get(option, 1.0), DIGITS),
        )

    def _drawn(self, case: Case, drawn: Explored, option: int) -> tuple[Reason, ...]:
        if option not in drawn.instead:
            return ()
        slot = self.world.slots.rows[case.slot[drawn.instead[option]]]
        return (Reason(DRAWN, 0.0, (("solution", self.world.table.solutions[slot.solution].code),)),)

    def _builds_on(self, case: Case, chosen: Sequence[int], option: int) -> bool:
        """Whether another chosen option may start only after this one."""
        problem = case.problem
        waiting = problem.after_option[problem.after_solution == problem.solution[option]]
        return bool(np.isin(waiting, chosen).any())

    def _provenance(self) -> Provenance:
        world = self.world
        return Provenance(world.ranker.name, world.ranker.version, world.day, self.seed, world.input_hash)


def aimless(person: Person, consideration: Consideration) -> bool:
    """Whether a career is planned without a target job."""
    return consideration is Consideration.CAREER and person.target_job is None
