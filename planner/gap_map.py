"""Gaps of many people added up: by unit with everything below it, by job, by generation; and who stands behind a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from competency_models.gaps import GapTable
from competency_models.generations import generation_of, generations
from competency_models.parameters import ParametersAt
from competency_models.people import OrgUnit, Person
from planner.problem import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class GapMap:
    """``G`` groups × ``K`` competencies. ``members`` (G, P) tells who belongs to which group; groups may overlap.

    ``people`` (G,) counts the members, ``with_any_gap`` (G,) those with any gap; ``required`` (G, K) counts the
    members whose job requires the competency, ``with_gap`` (G, K) those of them who lack a level; ``mean_gap`` (G, K) is
    in levels over those who are required, ``weighted`` (G, K) the sum of levels × weight, ``mean_weighted`` (G,) that
    sum per member.
    """

    groups: tuple[str, ...]
    names: tuple[str, ...]
    competencies: tuple[str, ...]
    members: Bools
    people: Ints
    with_any_gap: Ints
    required: Ints
    with_gap: Ints
    mean_gap: Floats
    weighted: Floats
    mean_weighted: Floats


@dataclass(frozen=True, slots=True)
class Behind:
    """A person behind a cell of the map: levels required, proven and lacking of the competency."""

    nip: str
    required: int
    proven: int
    gap: int


def by_unit(gaps: GapTable, people: Sequence[Person], units: Sequence[OrgUnit]) -> GapMap:
    """The map over units; each unit counts the people of all units below it too. ``people`` follow the table's rows."""
    groups = tuple(unit.code for unit in units)
    below = subtree(units)
    place = {code: i for i, code in enumerate(groups)}
    own = np.array([place[person.unit] for person in people], dtype=np.int64)
    return _map(gaps, groups, tuple(unit.name for unit in units), below[:, own])


def by_job(gaps: GapTable, people: Sequence[Person], names: Mapping[str, str]) -> GapMap:
    """The map over the jobs that people hold, by code; ``names`` by job code."""
    own = [person.job for person in people]
    return _by_key(gaps, own, {code: names.get(code, code) for code in sorted(set(own))})


def by_generation(gaps: GapTable, people: Sequence[Person], parameters: ParametersAt) -> GapMap:
    """The map over generations, from the years of birth, oldest first."""
    own = [generation_of(person.birth_year, parameters).key for person in people]
    present = [band for band in generations(parameters) if band.key in own]
    return _by_key(gaps, own, {band.key: band.name for band in present})


def subtree(units: Sequence[OrgUnit]) -> Bools:
    """Whether a unit (column) is another (row) or lies below it: (U, U). The units must form a tree."""
    place = {unit.code: i for i, unit in enumerate(units)}
    below = np.eye(len(units), dtype=np.bool_)
    parent = np.array([place[u.parent] if u.parent else i for i, u in enumerate(units)], dtype=np.int64)
    above = np.arange(len(units))
    for _ in range(len(units)):
        above = parent[above]
        if below[above, np.arange(len(units))].all():
            break
        below[above, np.arange(len(units))] = True
    return below


def units_below(units: Sequence[OrgUnit], unit: str) -> frozenset[str]:
    """A unit and all that lie below it, by code. Raises ValueError for an unknown one."""
    codes = [one.code for one in units]
    return frozenset(codes[place] for place in np.flatnonzero(subtree(units)[codes.index(unit)]).tolist())


def behind(gap_map: GapMap, gaps: GapTable, group: str, competency: str) -> tuple[Behind, ...]:
    """Who of a group the competency is required of: largest gap first, ties by NIP. Raises ValueError for unknown codes."""
    members = gap_map.members[gap_map.groups.index(group)]
    column = gap_map.competencies.index(competency)
    rows = np.flatnonzero(members & (gaps.required[:, column] > 0))
    found = [
        Behind(
            gaps.nips[row],
            int(gaps.required[row, column]),
            int(gaps.proven[row, column]),
            int(gaps.gap[row, column]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda person: (-person.gap, person.nip)))


def restrict(gaps: GapTable, people: Sequence[Person], keep: Bools) -> tuple[GapTable, tuple[Person, ...]]:
    """The table and the people of some rows (P,) only: what an actor may see, or a filter leaves."""
    rows = np.flatnonzero(keep)
    return select_rows(gaps, rows), tuple(people[row] for row in rows.tolist())


def select_rows(gaps: GapTable, rows: Ints) -> GapTable:
    """The table with the given rows (R,) in the given order; a row may come twice."""
    return replace(
        gaps,
        nips=tuple(gaps.nips[row] for row in rows.tolist()),
        required=gaps.required[rows],
        proven=gaps.proven[rows],
        weight=gaps.weight[rows],
        evidence=gaps.evidence[rows],
        evidence_state=gaps.evidence_state[rows],
    )


def _by_key(gaps: GapTable, keys: Sequence[str], names: Mapping[str, str]) -> GapMap:
    groups = tuple(names)
    place = {key: i for i, key in enumerate(groups)}
    own = np.array([place[key] for key in keys], dtype=np.int64)
    members = np.arange(len(groups))[:, None] == own[None, :]
    return _map(gaps, groups, tuple(names.values()), members)


def _map(gaps: GapTable, groups: tuple[str, ...], names: tuple[str, ...], members: Bools) -> GapMap:
    share = members.astype(np.float64)
    required = share @ (gaps.required > 0)
    lacking = gaps.gap > 0
    weighted = share @ (gaps.gap * gaps.weight)
    people = share.sum(axis=1)
    return GapMap(
        groups=groups,
        names=names,
        competencies=gaps.competencies,
        members=members,
        people=people.astype(np.int64),
        with_any_gap=(share @ lacking.any(axis=1)).astype(np.int64),
        required=required.astype(np.int64),
        with_gap=(share @ lacking).astype(np.int64),
        mean_gap=(share @ gaps.gap.astype(np.float64)) / np.maximum(required, 1.0),
        weighted=weighted,
        mean_weighted=weighted.sum(axis=1) / np.maximum(people, 1.0),
    )
