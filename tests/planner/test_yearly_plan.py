"""The yearly plan of a small agency, against lines made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from catalog.forms import load_forms
from catalog.solutions import Bucket
from competency_models.framework import CompetencyKind
from planner.journey import Closes, Item
from planner.regulations import standard_parameters
from planner.world import World
from planner.yearly_plan import Aim, Part, parts_of, yearly_plan
from tests.small_agency import AGENCY, ANI, BUDI, CITRA, DEWI, EKA, IN_O1, YEAR, item

WORLD = World.build(AGENCY, date(2027, 1, 4), YEAR, standard_parameters(), load_forms())
INTERNSHIP = replace(item(), form="magang_praktik_kerja")
CLASS = replace(
    IN_O1, form="pelatihan_teknis", bucket=Bucket.FORMAL, closes=(Closes("T.01", 2, 3, 1.0),), cost=2_500_000
)


def planned(nip: str, *items: Item, decided: bool = True) -> list[Part]:
    return list(parts_of(nip, items, decided))


def test_a_section_is_a_unit_with_all_below_it_and_a_line_an_activity() -> None:
    later = replace(INTERNSHIP, starts=date(2027, 5, 3), ends=date(2027, 5, 28))
    plans = [
        *planned(ANI, INTERNSHIP, CLASS),
        *planned(EKA, replace(later, closes=(Closes("T.01", 0, 1, 1.0),)), decided=False),
        *planned(CITRA, INTERNSHIP),
        *planned(DEWI, INTERNSHIP),
    ]
    plan = yearly_plan(WORLD, YEAR, AGENCY.people, None, plans)
    assert [(one.unit, one.people, len(one.lines)) for one in plan.sections] == [
        ("A", 1, 1),
        ("A1", 2, 2),
        ("A2", 1, 1),
    ]
    assert (plan.people, plan.without, plan.draft) == (5, 1, True)
    assert plan.cost == 4 * 1_000 + 2_500_000
    first, second = plan.sections[1].lines
    assert (first.solution, first.offering, second.solution, second.offering) == ("S1", None, "S2", "O1")
    assert (first.pns, first.pppk, first.people, first.decided) == (2, 0, 2, 1)
    assert (first.starts, first.ends) == (date(2027, 2, 1), date(2027, 5, 28))
    assert first.aims == (Aim("T.01", 0, 2, 2),)
    assert (first.kinds, first.jobs) == ((CompetencyKind.TECHNICAL,), ("J1",))
    assert (first.form, first.classical, first.buckets) == (
        "magang_praktik_kerja",
        False,
        (Bucket.EXPERIENCE,),
    )
    assert second.classical is True
    assert [part.nip for part in first.parts] == [ANI, EKA]
    assert plan.sections[2].lines[0].pppk == 1


def test_a_unit_s_own_plan_has_its_own_people_and_the_units_directly_below() -> None:
    plans = [part for nip in (ANI, BUDI, CITRA) for part in planned(nip, INTERNSHIP)]
    plan = yearly_plan(WORLD, YEAR, AGENCY.people, "A1", plans)
    assert [(one.unit, one.people) for one in plan.sections] == [("A1", 1), ("A11", 1)]
    assert (plan.people, plan.without, plan.draft) == (3, 1, False)
    with pytest.raises(KeyError, match="NOWHERE"):
        yearly_plan(WORLD, YEAR, AGENCY.people, "NOWHERE", plans)


def test_people_who_are_not_asked_about_are_left_out() -> None:
    plan = yearly_plan(
        WORLD, YEAR, [one for one in AGENCY.people if one.nip == ANI], None, planned(BUDI, INTERNSHIP)
    )
    assert (plan.sections, plan.people, plan.without, plan.cost, plan.draft) == ((), 1, 1, 0, False)


def test_an_activity_that_closes_nothing_says_what_it_lifts_for_nobody_in_particular() -> None:
    """An item that only strengthens stands beside those that close a gap."""
    plan = yearly_plan(WORLD, YEAR, AGENCY.people, None, planned(ANI, replace(CLASS, closes=())))
    assert plan.lines[0].aims == (Aim("T.01", 2, 3, 0),)


def test_what_is_gone_from_the_catalogue_still_stands_in_the_plan() -> None:
    gone = replace(INTERNSHIP, solution="GONE", form="gone", closes=())
    (line,) = yearly_plan(WORLD, YEAR, AGENCY.people, None, planned(ANI, gone)).lines
    assert (line.solution, line.classical, line.organiser, line.kinds) == ("GONE", None, "", ())


def test_two_plans_of_one_person_count_that_person_once() -> None:
    plan = yearly_plan(
        WORLD, YEAR, AGENCY.people, None, planned(ANI, INTERNSHIP) + planned(ANI, INTERNSHIP, decided=False)
    )
    (line,) = plan.lines
    assert (line.people, line.decided, len(line.parts), plan.without) == (1, 1, 2, 4)
