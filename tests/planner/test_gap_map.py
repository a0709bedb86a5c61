"""The organisation's gaps, against sums made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from competency_models.people import OrgUnit
from planner.agency import Agency
from planner.gap_map import behind, by_generation, by_job, by_unit, restrict, subtree
from planner.journey import Consideration
from tests.agencies import agencies, world_of
from tests.planner.small_world import AGENCY, ANI, BUDI, CITRA, small_world

GAPS = small_world().gaps(Consideration.GAP)


def test_a_unit_counts_everyone_below_it() -> None:
    units = by_unit(GAPS, AGENCY.people, AGENCY.units)
    assert units.groups == ("U", "U1", "U11")
    assert units.people.tolist() == [3, 2, 1]
    assert units.with_any_gap.tolist() == [2, 2, 1]
    column = units.competencies.index("C1")
    assert units.with_gap[:, column].tolist() == [2, 2, 1]
    assert units.required[:, column].tolist() == [3, 2, 1]
    assert units.mean_gap[:, column].tolist() == [1.0, 1.5, 2.0]
    assert units.weighted[:, column].tolist() == [6.0, 6.0, 4.0]
    assert units.mean_weighted.tolist() == [2.0, 3.0, 4.0]


def test_what_no_job_requires_counts_nothing() -> None:
    units = by_unit(GAPS, AGENCY.people, AGENCY.units)
    column = units.competencies.index("C3")
    assert units.required[:, column].tolist() == [0, 0, 0]
    assert units.mean_gap[:, column].tolist() == [0.0, 0.0, 0.0]


def test_by_job_and_by_generation_everyone_counts_once() -> None:
    jobs = by_job(GAPS, AGENCY.people, {"J": "Analis"})
    assert (jobs.groups, jobs.names, jobs.people.tolist()) == (("J",), ("Analis",), [3])
    ages = by_generation(GAPS, AGENCY.people, small_world().parameters)
    assert int(ages.people.sum()) == 3


def test_behind_a_cell_stand_the_people_largest_gap_first() -> None:
    units = by_unit(GAPS, AGENCY.people, AGENCY.units)
    assert [(p.nip, p.gap) for p in behind(units, GAPS, "U", "C1")] == [(ANI, 2), (BUDI, 1), (CITRA, 0)]
    assert [p.nip for p in behind(units, GAPS, "U11", "C1")] == [ANI]
    with pytest.raises(ValueError, match="not in tuple"):
        behind(units, GAPS, "NOWHERE", "C1")


def test_a_restricted_map_counts_only_those_left() -> None:
    gaps, people = restrict(GAPS, AGENCY.people, np.array([False, True, True]))
    assert by_unit(gaps, people, AGENCY.units).people.tolist() == [2, 1, 0]


def test_a_subtree_reaches_any_depth() -> None:
    chain = tuple(OrgUnit(f"U{n}", "", f"U{n - 1}" if n else None) for n in range(7))
    assert np.array_equal(subtree(chain), np.triu(np.ones((7, 7), dtype=np.bool_)))
    assert np.array_equal(subtree(chain[::-1]), np.tril(np.ones((7, 7), dtype=np.bool_)))


@settings(max_examples=30, deadline=None)
@given(agencies())
def test_the_root_is_the_sum_over_people(agency: Agency) -> None:
    gaps = world_of(agency).gaps(Consideration.GAP)
    root = by_unit(gaps, agency.people, agency.units)
    assert root.with_gap[0].tolist() == (gaps.gap > 0).sum(axis=0).tolist()
    assert np.isclose(root.weighted[0].sum(), gaps.weighted_gap.sum())
    assert by_job(gaps, agency.people, {}).people.sum() == len(agency.people)
