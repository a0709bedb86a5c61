"""What a matching stands on, read once from the stores and from the agency as it is laid out for the day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from catalog.activity_stages import Doer
from competency_models.parameters import ParametersAt
from planner.errors import NotFound
from planner.errors.guides import GuideUnfit
from planner.guide_register import new_guide
from planner.guides import Guide, GuideKind
from planner.journey import Consideration, Reason
from planner.matching import TEXTS, Block, Candidate, Context, Held, Law, Waiting, blocks_of, pair_of
from planner.ports import NeedRow, UnitOfWork
from planner.world import World

BESIDE = frozenset({Doer.COACH, Doer.MENTOR})


@dataclass(frozen=True, slots=True)
class Ground:
    """Guides with their levels, places given away, and who is not wanted by whom, for one kind of guide."""

    at: ParametersAt
    law: Law
    candidates: tuple[Candidate, ...]
    context: Context
    unwanted: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, uow: UnitOfWork, kind: GuideKind, needs: Collection[NeedRow], world: World) -> Ground:
        """Read everything, in a number of queries that does not depend on how many wait.

        The direct superiors of those who need a mentor are among the guides, in the register (id above 0) or not.
        """
        at = world.parameters
        register = [one for one in uow.guides.all() if one.kind is kind]
        if kind is GuideKind.MENTOR:
            known = {one.nip for one in register}
            bosses = {need.supervisor for need in needs if need.supervisor is not None}
            register += [superior_of(nip, world) for nip in sorted(bosses - known)]
        held = tuple(Held(one.guide, one.starts, one.ends) for one in uow.guides.held())
        parents = {unit.code: unit.parent for unit in world.agency.units}
        unwanted = uow.matches.unwanted({need.nip for need in needs})
        candidates = tuple(_candidates(register, world))
        return cls(at, Law.of(at, kind), candidates, Context(parents, held), unwanted)

    def waiting(self, need: NeedRow) -> Waiting:
        """Somebody who waits, as the matching sees them."""
        targets: dict[str, int] = {}
        for one in need.closes:
            targets[one.competency] = max(one.to_level, targets.get(one.competency, 0))
        return Waiting(
            activity=need.activity,
            nip=need.nip,
            unit=need.unit,
            superior=need.supervisor,
            starts=need.starts,
            ends=need.ends,
            targets=targets,
            never=self.unwanted.get(need.nip, frozenset()),
            beside=need.doers >= BESIDE,
            others=need.others,
        )

    def choose(self, need: NeedRow, guide_id: int) -> tuple[Guide, tuple[Reason, ...]]:
        """One guide for one person, with the reasons. Raises NotFound, GuideUnfit with all that stands between them."""
        found = next((one for one in self.candidates if one.guide.id == guide_id), None)
        if found is None or not guide_id:
            raise NotFound("guide", guide_id)
        one = self.waiting(need)
        if blocks := blocks_of(one, found, self.context, self.law):
            raise GuideUnfit([TEXTS[flag] for flag in Block if flag & blocks])
        return found.guide, pair_of(one, found, self.context, self.law).reasons

    def with_place(self, guide_id: int, need: NeedRow) -> Ground:
        """The same ground with one more place given away."""
        place = Held(guide_id, need.starts, need.ends)
        return replace(self, context=replace(self.context, held=(*self.context.held, place)))


def superior_of(nip: str, world: World) -> Guide:
    """A direct superior as mentor, who is not in the register yet (SE 07/SE/KM/2023, L.II.1)."""
    return new_guide(GuideKind.MENTOR, nip, world.person(nip).name, world.parameters)


def _candidates(guides: Iterable[Guide], world: World) -> Iterable[Candidate]:
    """Guides with their levels: what the register says, and where it says nothing what is proven."""
    gaps = world.gaps(Consideration.GAP)
    for guide in guides:
        row = gaps.row_index.get(guide.nip or "")
        if row is None:
            yield Candidate(guide, None, guide.competencies)
            continue
        proven = {
            code: int(level) for code, level in zip(gaps.competencies, gaps.proven[row], strict=True) if level
        }
        yield Candidate(guide, world.person(guide.nip or "").unit, proven | dict(guide.competencies))
