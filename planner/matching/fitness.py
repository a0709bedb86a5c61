"""Who fits whom, and how well: one matrix of obstacles and one of preference, P people by G guides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from competency_models.framework import MAX_LEVEL
from planner.guides import GuideKind
from planner.matching.terms import POINTS, Block, Candidate, Context, Law, Waiting

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Fitness:
    """``blocks`` (P, G) holds ``Block`` flags, without those of full guides.

    ``level``, ``near`` and ``superior`` (P, G) are preferences in thousandths of a point; ``steps`` (P, G) is the way
    between the units, -1 where there is none.
    """

    blocks: Ints
    level: Ints
    near: Ints
    superior: Ints
    steps: Ints

    @property
    def worth(self) -> Ints:
        """All preferences together (P, G), without that for an even load."""
        return self.level + self.near + self.superior


def fitness_of(
    waiting: Sequence[Waiting], guides: Sequence[Candidate], context: Context, law: Law
) -> Fitness:
    """Compare everybody with everybody."""
    steps = _steps(waiting, guides, context.parents)
    lacks, surplus = _levels(waiting, guides, law)
    superior = _same([one.superior for one in waiting], guides)
    blocks = np.where(lacks, int(Block.LEVEL), 0) + _of_guides(guides, law)[None, :]
    for flag, stands in _between(waiting, guides, context, law, superior):
        blocks = blocks | np.where(stands, int(flag), 0)
    reach = np.maximum(law.near_within - steps, 0)
    near = np.where(steps >= 0, law.weight_near * reach // law.near_within, 0)
    led = superior & (law.kind is GuideKind.MENTOR)
    return Fitness(blocks, law.weight_level * surplus // POINTS, near, law.weight_superior * led, steps)


def needed_level(target: int, law: Law) -> int:
    """The level that a guide needs for a target; nobody is above the highest, which suffices there."""
    return min(target + law.levels_above, MAX_LEVEL)


def _levels(waiting: Sequence[Waiting], guides: Sequence[Candidate], law: Law) -> tuple[Bools, Ints]:
    """Who lacks a level, and the mean level beyond what is needed, in thousandths (P, G)."""
    competencies = sorted({code for one in waiting for code in one.targets})
    shape = (len(waiting), len(guides))
    lacks, surplus = np.zeros(shape, np.bool_), np.zeros(shape, np.int64)
    for code in competencies:
        need = np.array(
            [needed_level(one.targets[code], law) if code in one.targets else 0 for one in waiting]
        )
        have = np.array([one.levels.get(code, 0) for one in guides], dtype=np.int64)
        beyond = have[None, :] - need[:, None]
        lacks |= beyond < 0
        surplus += np.where(need[:, None] > 0, np.maximum(beyond, 0), 0)
    count = np.array([max(len(one.targets), 1) for one in waiting], dtype=np.int64)
    return lacks, POINTS * surplus // count[:, None]


def _of_guides(guides: Sequence[Candidate], law: Law) -> Ints:
    """What keeps a guide from guiding anybody (G,)."""

    def blocks(one: Candidate) -> Block:
        found, guide = Block(0), one.guide
        if guide.managerial_years < law.managerial_years or guide.technical_years < law.technical_years:
            found |= Block.EXPERIENCE
        if law.certificate and not guide.certificate:
            found |= Block.CERTIFICATE
        if law.confidential_before == "proposal" and guide.confidential_since is None:
            found |= Block.CONFIDENTIALITY
        if guide.nip is None and not law.external:
            found |= Block.OUTSIDE
        return found

    return np.array([int(blocks(one)) for one in guides], dtype=np.int64)


def _between(
    waiting: Sequence[Waiting], guides: Sequence[Candidate], context: Context, law: Law, superior: Bools
) -> Iterable[tuple[Block, Bools]]:
    """What stands between single people and guides, flag by flag (P, G)."""
    yield Block.AWAY, _away(waiting, guides)
    yield Block.UNIT, _other_units(waiting, guides, context.parents)
    yield Block.ONESELF, _same([one.nip for one in waiting], guides)
    ids = [one.guide.id for one in guides]
    yield Block.NOT_WANTED, _grid([[number in one.never for number in ids] for one in waiting], superior)
    nips = [one.guide.nip for one in guides]
    yield Block.OTHER_PART, _grid([[nip in one.others for nip in nips] for one in waiting], superior)
    if law.kind is GuideKind.COACH and not law.superior_beside_mentor:
        beside = np.array([one.beside for one in waiting], dtype=np.bool_)
        yield Block.SUPERIOR, superior & beside[:, None]
    # Who is not in the register is there for their own reports only.
    unregistered = np.array([not number for number in ids], dtype=np.bool_)
    alone = law.kind is GuideKind.MENTOR and not law.another_mentor
    yield Block.NOT_SUPERIOR, ~superior & (unregistered | alone)[None, :]


def _away(waiting: Sequence[Waiting], guides: Sequence[Candidate]) -> Bools:
    starts, ends = (
        np.array([getattr(one, name).toordinal() for one in waiting], np.int64) for name in ("starts", "ends")
    )
    first = np.array([_ordinal(one.guide.available_from, 0) for one in guides], np.int64)
    last = np.array([_ordinal(one.guide.available_until, 10**7) for one in guides], np.int64)
    resting = np.array([not one.guide.active for one in guides], np.bool_)
    away: Bools = (starts[:, None] < first) | (ends[:, None] > last) | resting
    return away


def _ordinal(day: object, otherwise: int) -> int:
    return day.toordinal() if hasattr(day, "toordinal") else otherwise


def _other_units(
    waiting: Sequence[Waiting], guides: Sequence[Candidate], parents: Mapping[str, str | None]
) -> Bools:
    above = {unit: frozenset(_way_up(unit, parents)) for unit in {one.unit for one in waiting}}
    row = {
        unit: [bool(one.guide.units) and not one.guide.units & own for one in guides]
        for unit, own in above.items()
    }
    return np.array([row[one.unit] for one in waiting], np.bool_).reshape(len(waiting), len(guides))


def _steps(
    waiting: Sequence[Waiting], guides: Sequence[Candidate], parents: Mapping[str, str | None]
) -> Ints:
    """Steps up and down the tree from one unit to the other (P, G); -1 without a common root or without a unit."""
    up = {one.unit: _way_up(one.unit, parents) for one in waiting}
    ups = {unit: _way_up(unit, parents) for unit in {one.unit for one in guides if one.unit is not None}}
    rows = {
        unit: [-1 if one.unit is None else _apart(own, ups[one.unit]) for one in guides]
        for unit, own in up.items()
    }
    return np.array([rows[one.unit] for one in waiting], np.int64).reshape(len(waiting), len(guides))


def _way_up(unit: str, parents: Mapping[str, str | None]) -> dict[str, int]:
    """The unit and those above it, each with how many steps up it is."""
    way: dict[str, int] = {}
    here: str | None = unit
    while here is not None and here not in way:
        way[here] = len(way)
        here = parents.get(here)
    return way


def _apart(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    return next((steps + other[unit] for unit, steps in one.items() if unit in other), -1)


def _same(nips: Sequence[str | None], guides: Sequence[Candidate]) -> Bools:
    theirs = np.array([one.guide.nip or "-" for one in guides], dtype=object)
    same: Bools = np.array(nips, dtype=object)[:, None] == theirs[None, :]
    return same


def _grid(rows: Sequence[Sequence[bool]], like: Bools) -> Bools:
    return np.array(rows, np.bool_).reshape(like.shape)
