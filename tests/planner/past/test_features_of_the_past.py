"""What each family draws from the past, on pasts small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from catalog.solutions import Participation
from competency_models.people import Person, Status
from planner.features import FAMILIES, NAMES
from planner.journey import Consideration
from planner.judgements import Judged, Judgement
from planner.pair_facts import PairFacts
from planner.past.tally import Tally, edges, rates, times_usual, told_apart
from planner.world import World
from tests.agencies import DAY
from tests.planner.small_world import AGENCY, ANI, BUDI, CITRA, small_world

STRENGTH = 8.0


def took(nip: str, solution: str, days_ago: int, completed: bool = True, closed: int = 1) -> Participation:
    """An attempt of ten days at a level 1 that ended so many days before the tests' day."""
    ended = DAY - timedelta(days=days_ago)
    after = 1 + closed if completed else 1
    return Participation(nip, solution, ended - timedelta(days=10), ended, completed, "C1", 1, after)


def judged(nip: str, solution: str, how: Judged, position: int = 1) -> Judgement:
    """What was decided a week before the tests' day."""
    day = DAY - timedelta(days=7)
    return Judgement(1, nip, solution, day, how, position, 0.5, 1.0, "v", by_officer=True, assigned=False)


def feature(world: World, name: str, nip: str, solution: str) -> float:
    """One feature of one pair on the world's day."""
    person, number = np.array([world.people[nip]]), np.array([world.table.index[solution]])
    facts = PairFacts.of(world.gaps(Consideration.GAP), world.table, person, number)
    return float(world.snapshot.features(facts).values[0, NAMES.index(name)])


def test_a_tally_adds_up_by_key_and_knows_nothing_of_others() -> None:
    tally = Tally.of(np.array([7, 3, 7]), np.array([1.0, 2.0, 4.0]))
    assert tally.at(np.array([3, 7, 5, 99, -1])).tolist() == [2.0, 5.0, 0.0, 0.0, 0.0]
    assert Tally.of(np.zeros(0, dtype=np.int64)).at(np.array([3])).tolist() == [0.0]


def test_little_evidence_says_little() -> None:
    assert rates(np.array([0, 0]), np.ones(2), 2, 0.5, 8.0).tolist() == [0.6, 0.5]
    assert edges(np.array([4]), np.ones(1), np.ones(1), 8.0).at(np.array([4])).tolist() == [1 / 9]
    share = np.array([0.25, 0.25])
    times = times_usual(np.array([0.0, 8.0]), np.array([0.0, 8.0]), share, 8.0)
    assert times == pytest.approx([0.0, np.log(2.5)])


def test_who_took_what_is_hard_is_not_blamed_for_it() -> None:
    """Two people with the same record: the one who took what everybody fails at is the better one."""
    person = np.repeat([0, 1, 2, 3], [8, 8, 30, 30])
    solution = np.repeat([0, 1, 0, 1], [8, 8, 30, 30])
    surplus = np.repeat([-0.1, -0.1, 0.3, -0.5], [8, 8, 30, 30])
    own, of_solution = told_apart(person, solution, surplus, (4, 2), 8.0)
    assert own[1] > own[0]
    assert of_solution[0] > of_solution[1]


def test_without_a_past_every_edge_is_nothing() -> None:
    world = small_world()
    nothing = [*FAMILIES["like_people"], *FAMILIES["order"], *FAMILIES["own_kind"], *FAMILIES["judgement"]]
    for name in (*nothing, "own_closing", "solution_closing", "demand_lately"):
        assert feature(world, name, ANI, "VISIT") == 0.0, name


def test_people_in_the_same_job_and_unit_are_heard_apart() -> None:
    people = (
        *AGENCY.people,
        Person("199401012015011001", "Dewi", "U11", "K", Status.PNS),
        Person("199501012015011001", "Eka", "U", "K", Status.PNS),
    )
    past = (
        *(took(BUDI, "VISIT", days) for days in (400, 300, 200)),
        *(took("199401012015011001", "CLASS", days, completed=False) for days in (400, 300, 200)),
        *(took("199501012015011001", "VISIT", days, completed=False) for days in (400, 300, 200)),
    )
    world = small_world(people=people, participations=past)
    assert (
        feature(world, "job_success", ANI, "VISIT")
        > 0
        > feature(world, "job_success", people[3].nip, "VISIT")
    )
    assert feature(world, "job_choice", ANI, "VISIT") > 0 > feature(world, "job_choice", ANI, "CLASS")
    assert feature(world, "unit_choice", ANI, "CLASS") > 0 > feature(world, "unit_choice", ANI, "VISIT")
    assert feature(world, "unit_success", ANI, "CLASS") < feature(world, "unit_success", ANI, "VISIT") == 0.0


def test_own_kinds_of_learning() -> None:
    past = (
        *(took(ANI, "ONLINE", days) for days in (900, 700, 500)),
        *(took(ANI, "VISIT", days, completed=False) for days in (800, 600, 400)),
        *(took(BUDI, "VISIT", days) for days in (900, 700, 500)),
    )
    world = small_world(participations=past)
    assert feature(world, "own_in_mode", ANI, "ONLINE") > 0 > feature(world, "own_in_mode", ANI, "MENTOR")
    assert feature(world, "own_in_mode", BUDI, "VISIT") > 0 > feature(world, "own_in_mode", ANI, "VISIT")
    assert feature(world, "takes_mode", ANI, "ONLINE") > 0 > feature(world, "takes_mode", BUDI, "ONLINE")
    assert feature(world, "takes_form", BUDI, "VISIT") > feature(world, "takes_form", ANI, "VISIT") > 0
    assert feature(world, "takes_form", BUDI, "ONLINE") < 0


def test_what_follows_is_what_others_took_afterwards_in_that_order() -> None:
    past = (
        took(BUDI, "VISIT", 500),
        took(BUDI, "CLASS", 400),
        took(CITRA, "VISIT", 500),
        took(CITRA, "CLASS", 400),
        took(ANI, "VISIT", 100),
    )
    world = small_world(participations=past)
    assert feature(world, "follows", ANI, "CLASS") > 0 > feature(world, "follows", ANI, "VISIT")
    assert feature(world, "together", ANI, "CLASS") > 0
    late = small_world(participations=(*past[:4], took(ANI, "CLASS", 100)))
    assert feature(late, "follows", ANI, "VISIT") == 0.0 < feature(late, "together", ANI, "VISIT")


def test_what_was_begun_before_the_other_ended_or_was_given_up_does_not_follow() -> None:
    after = (took(BUDI, "CLASS", 400), took(ANI, "VISIT", 100))
    follows = {
        name: feature(small_world(participations=(first, *after)), "follows", ANI, "CLASS")
        for name, first in {
            "before": took(BUDI, "VISIT", 420),
            "at once": took(BUDI, "VISIT", 405),
            "given up": took(BUDI, "VISIT", 420, completed=False),
        }.items()
    }
    assert follows["before"] > 0.0 == follows["at once"] == follows["given up"]


def test_what_lies_long_back_says_less() -> None:
    def follows(days: int) -> float:
        past = (took(BUDI, "VISIT", 3000), took(BUDI, "CLASS", 2980), took(ANI, "VISIT", days))
        return feature(small_world(participations=past), "follows", ANI, "CLASS")

    assert follows(10) > follows(1500) > 0


def test_recency() -> None:
    past = (took(ANI, "VISIT", 30), took(BUDI, "CLASS", 900), took(BUDI, "CLASS", 800))
    world = small_world(participations=past)
    since = [feature(world, "since_last", nip, "VISIT") for nip in (ANI, BUDI, CITRA)]
    assert since == sorted(since)
    assert len(set(since)) == 3
    assert feature(world, "demand_lately", ANI, "VISIT") > 0 > feature(world, "demand_lately", ANI, "CLASS")


def test_closing_counts_from_what_is_usual_of_so_many_levels() -> None:
    past = tuple(took(BUDI, "VISIT", 300 + day, closed=2) for day in range(4)) + tuple(
        took(CITRA, "COACH", 300 + day, closed=0) for day in range(4)
    )
    world = small_world(participations=past)
    assert feature(world, "own_closing", BUDI, "CLASS") > 0 > feature(world, "own_closing", CITRA, "CLASS")
    assert (
        feature(world, "solution_closing", ANI, "VISIT")
        > 0
        > feature(world, "solution_closing", ANI, "COACH")
    )


def test_what_is_longer_than_usual_for_the_person() -> None:
    world = small_world(participations=tuple(took(ANI, "ONLINE", 100 + day) for day in range(9)))
    assert feature(world, "beyond_usual", ANI, "VISIT") > feature(world, "beyond_usual", BUDI, "VISIT")


def test_what_was_made_of_proposals() -> None:
    told = [
        judged(BUDI, "VISIT", Judged.KEPT),
        judged(ANI, "CLASS", Judged.REFUSED),
        judged(BUDI, "CLASS", Judged.ADDED),
        judged(CITRA, "CLASS", Judged.REMOVED),
    ]
    world = small_world().with_judgements(told)
    assert feature(world, "kept", CITRA, "VISIT") > 0 > feature(world, "kept", BUDI, "CLASS")
    assert feature(world, "turned_down", ANI, "CLASS") == pytest.approx(np.log(2))
    assert feature(world, "turned_down", BUDI, "CLASS") == 0.0
    assigned = [replace(one, assigned=True) for one in told]
    assert feature(small_world().with_judgements(assigned), "kept", CITRA, "VISIT") == 0.0


def test_what_was_kept_far_down_where_few_look_says_little() -> None:
    def kept(position: int) -> float:
        other = judged(BUDI, "CLASS", Judged.PASSED, position + 1)
        told = [judged(BUDI, "VISIT", Judged.KEPT, position), other]
        return feature(small_world().with_judgements(told), "kept", ANI, "VISIT")

    assert kept(1) > kept(9) > 0


def test_a_pair_is_the_same_alone_and_among_others() -> None:
    past = (
        took(ANI, "VISIT", 30),
        took(BUDI, "CLASS", 900),
        took(CITRA, "ONLINE", 80),
        took(ANI, "CLASS", 300),
    )
    world = small_world(participations=past)
    gaps, size = world.gaps(Consideration.GAP), len(world.table.solutions)
    person, solution = np.repeat(np.arange(3), size), np.tile(np.arange(size), 3)
    together = world.snapshot.features(PairFacts.of(gaps, world.table, person, solution)).values
    alone = [
        world.snapshot.features(
            PairFacts.of(gaps, world.table, person[n : n + 1], solution[n : n + 1])
        ).values[0]
        for n in range(len(person))
    ]
    assert np.array_equal(together, np.array(alone))
    assert np.isfinite(together).all()


def test_a_form_that_is_not_in_force_and_a_catalogue_without_solutions() -> None:
    world = small_world(participations=(took(ANI, "VISIT", 30),))
    bare = replace(world, table=replace(world.table, form=np.full(len(world.table.form), -1)))
    assert np.isfinite(feature(bare, "takes_form", ANI, "VISIT"))
    none = small_world(solutions=(), lifts=(), prerequisites=(), offerings=())
    nobody = np.zeros(0, dtype=np.int64)
    facts = PairFacts.of(none.gaps(Consideration.GAP), none.table, nobody, nobody)
    assert none.snapshot.features(facts).values.shape == (0, len(NAMES))


def test_sex_age_and_status_change_no_feature() -> None:
    """The same people with the sexes exchanged, thirty years older, and contracts for posts."""
    past = (took(ANI, "VISIT", 30), took(BUDI, "CLASS", 900), took(CITRA, "ONLINE", 80))
    told = [judged(BUDI, "VISIT", Judged.KEPT), judged(ANI, "CLASS", Judged.REFUSED)]
    other = {nip: f"{int(nip[:4]) - 30}{nip[4:14]}{3 - int(nip[14])}{nip[15:]}" for nip in (ANI, BUDI, CITRA)}
    one = small_world(participations=past).with_judgements(told)
    two = small_world(
        people=tuple(
            replace(p, nip=other[p.nip], status=Status.PNS if p.status is Status.PPPK else Status.PPPK)
            for p in AGENCY.people
        ),
        assessments=tuple(replace(a, nip=other[a.nip]) for a in AGENCY.assessments),
        participations=tuple(replace(p, nip=other[p.nip]) for p in past),
    ).with_judgements([replace(j, nip=other[j.nip]) for j in told])
    assert np.array_equal(every_pair(one), every_pair(two))


def every_pair(world: World) -> np.ndarray:
    """The features of everyone with everything."""
    people, size = len(world.people), len(world.table.solutions)
    person, solution = np.repeat(np.arange(people), size), np.tile(np.arange(size), people)
    facts = PairFacts.of(world.gaps(Consideration.GAP), world.table, person, solution)
    return world.snapshot.features(facts).values
