"""Nine-box and generations, both from dated values."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

import competency_models
from competency_models.generations import generation_of, generations
from competency_models.parameters import load_parameters
from competency_models.people import Performance, Person, Potential
from competency_models.talent import nine_box

AT = load_parameters(competency_models.regulations_folder()).at(date(2027, 1, 4))


def test_the_nine_boxes_are_all_there_each_with_a_recommendation_in_both_languages() -> None:
    boxes = [nine_box(*axes, AT) for axes in product(Performance, Potential)]
    assert sorted(box.box for box in boxes) == list(range(1, 10))
    assert all(len(box.recommendations) == len(box.recommendations_en) > 0 for box in boxes)
    assert {box.citation.reference for box in boxes} == {"PermenPANRB 3/2020"}


@pytest.mark.parametrize(
    ("performance", "potential", "box"),
    [
        (Performance.BELOW, Potential.LOW, 1),
        (Performance.AS_EXPECTED, Potential.LOW, 2),
        (Performance.BELOW, Potential.MIDDLE, 3),
        (Performance.ABOVE, Potential.LOW, 4),
        (Performance.AS_EXPECTED, Potential.MIDDLE, 5),
        (Performance.BELOW, Potential.HIGH, 6),
        (Performance.ABOVE, Potential.MIDDLE, 7),
        (Performance.AS_EXPECTED, Potential.HIGH, 8),
        (Performance.ABOVE, Potential.HIGH, 9),
    ],
)
def test_performance_and_potential_give_the_box(
    performance: Performance, potential: Potential, box: int
) -> None:
    assert nine_box(performance, potential, AT).box == box


def test_box_nine_and_no_other_is_high_potential() -> None:
    for performance, potential in product(Performance, Potential):
        person = Person("198001012005012001", "N", "U", "J", performance=performance, potential=potential)
        assert person.high_potential == (nine_box(performance, potential, AT).box == 9)


@pytest.mark.parametrize(
    ("born", "key"),
    [
        (1890, "pre_boomer"),
        (1945, "pre_boomer"),
        (1946, "boomer"),
        (1964, "boomer"),
        (1965, "x"),
        (1980, "x"),
        (1981, "millennial"),
        (1996, "millennial"),
        (1997, "z"),
        (2012, "z"),
        (2013, "post_z"),
    ],
)
def test_a_year_of_birth_belongs_to_one_generation(born: int, key: str) -> None:
    assert generation_of(born, AT).key == key


def test_generations_stand_oldest_first() -> None:
    years = [generation.first_year for generation in generations(AT)]
    assert years == sorted(years)
