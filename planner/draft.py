"""Writes proposals: the chosen options as items with reasons and alternatives, or why there is no plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.alternatives import alternatives
from planner.build_problem import Case
from planner.items import item_of_option
from planner.journey import Consideration, Item, Proposal, Provenance
from planner.problem import Ints, Solution
from planner.unplanned import why_not
from planner.world import World


@dataclass(frozen=True, slots=True)
class Draft:
    """What is the same for every proposal of one run; ``seats`` (batches,) are those left after it."""

    world: World
    consideration: Consideration
    seed: int
    seats: Ints

    def proposal(self, case: Case, solution: Solution, wanted: Sequence[str]) -> Proposal:
        """The plan of one case, or why there is none; ``wanted`` are batches it would have and that are full."""
        person = self.world.agency.people[case.row]
        aimless = self.consideration is Consideration.CAREER and person.target_job is None
        unplanned, mend = why_not(case, solution, wanted, aimless)
        items = [self._item(case, solution.chosen, option) for option in solution.chosen]
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

    def _item(self, case: Case, chosen: Sequence[int], option: int) -> Item:
        item = item_of_option(self.world, self.world.gaps(self.consideration), case, option)
        return replace(item, alternatives=alternatives(self.world, case, chosen, option, self.seats))

    def _provenance(self) -> Provenance:
        world = self.world
        return Provenance(world.ranker.name, world.ranker.version, world.day, self.seed, world.input_hash)
