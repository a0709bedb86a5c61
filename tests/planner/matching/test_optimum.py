"""What is found is the best there is, and the same in whatever order the question is put."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from planner.matching import Candidate, Context, Held, Law, Waiting, match
from planner.matching.assign import NOBODY, Ints, Places, best, by_assignment, by_programme, single_limits
from planner.matching.fitness import fitness_of
from planner.matching.pairing import places_of
from tests.planner.matching.small import COACH, PARENTS, Case, best_of_all, cases, guide, waiting


@settings(max_examples=100)
@given(cases())
def test_no_other_choice_has_more_pairs_or_is_worth_more(case: Case) -> None:
    found = match(case.waiting, case.guides, case.context, case.law)
    assert (len(found.pairs), found.worth) == best_of_all(case)
    assert sum(pair.worth for pair in found.pairs) == found.worth
    assert len(found.pairs) + len(found.unmatched) == len(case.waiting)


@settings(max_examples=100)
@given(cases())
def test_the_next_best_is_never_better(case: Case) -> None:
    """One person alone with another guide who has a place would be a better choice, if it lost less than nothing."""
    found = match(case.waiting, case.guides, case.context, case.law)
    assert all(pair.lost >= 0 for pair in found.pairs)
    assert all(pair.next_best != pair.guide for pair in found.pairs)


@settings(max_examples=80)
@given(cases())
def test_the_order_of_people_and_guides_does_not_matter(case: Case) -> None:
    people, guides = list(case.waiting), list(case.guides)
    Random(7).shuffle(people)
    Random(8).shuffle(guides)
    assert match(people, guides, case.context, case.law) == match(
        case.waiting, case.guides, case.context, case.law
    )


@settings(max_examples=80)
@given(cases())
def test_both_ways_of_solving_agree(case: Case) -> None:
    fitness = fitness_of(case.waiting, case.guides, case.context, case.law)
    _, places = places_of(case.waiting, case.guides, case.context, case.law, fitness)
    limits = single_limits(places)
    if limits is not None and places.fits.any():
        one, other = by_assignment(places, limits), by_programme(places)
        assert places.value(one) == places.value(other)
        assert places.allowed(one)


def greedy(places: Places) -> Ints:
    """Everybody in turn takes the best guide who has a place left: what the matching must not be."""
    chosen = np.full(len(places.fits), NOBODY, np.int64)
    for person in range(len(places.fits)):
        for guide_ in np.argsort(-places.worth[person], kind="stable"):
            chosen[person] = guide_
            if places.allowed(chosen):
                break
            chosen[person] = NOBODY
    return chosen


def tight() -> Case:
    """The first person may have either guide and is nearer to the second; the other may only have that one."""
    people = (waiting(1, unit="A11"), waiting(2, unit="A2"))
    guides = (guide(1, unit="A2", capacity=1, units=frozenset({"A1"})), guide(2, unit="A11", capacity=1))
    return Case(people, guides, Context(PARENTS), COACH)


def test_a_greedy_choice_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    case = tight()
    assert {pair.waiting.nip: pair.guide.nip for pair in match(*parts(case)).pairs} == {
        "P1": "G1",
        "P2": "G2",
    }
    monkeypatch.setattr("planner.matching.pairing.best", greedy)
    found = match(*parts(case))
    assert (len(found.pairs), found.worth) != best_of_all(case)


Parts = tuple[tuple[Waiting, ...], tuple[Candidate, ...], Context, Law]


def parts(case: Case) -> Parts:
    return case.waiting, case.guides, case.context, case.law


def test_two_people_after_each_other_share_one_place() -> None:
    later = waiting(2, starts=date(2027, 4, 5), ends=date(2027, 5, 30))
    found = match([waiting(1), later], [guide(1, capacity=1)], Context(PARENTS), COACH)
    assert len(found.pairs) == 2


def test_limits_that_differ_by_day_are_solved_as_a_programme() -> None:
    """A place is taken for a while only: no single number says how many the guide takes."""
    later = waiting(2, starts=date(2027, 4, 5), ends=date(2027, 5, 30))
    both = waiting(3, starts=date(2027, 2, 1), ends=date(2027, 5, 30))
    context = Context(PARENTS, (Held(2, date(2027, 2, 1), date(2027, 2, 28)),))
    people, guides = [waiting(1), later, both], [guide(1, capacity=1), guide(2, capacity=1)]
    fitness = fitness_of(people, guides, context, COACH)
    _, places = places_of(people, guides, context, COACH, fitness)
    assert single_limits(places) is None
    assert places.value(best(places)) == best_of_all(Case(tuple(people), tuple(guides), context, COACH))
