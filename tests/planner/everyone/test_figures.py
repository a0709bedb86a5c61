"""Figures of a plan for everybody come back as they were written."""

from __future__ import annotations

from datetime import date

import pytest

from planner.everyone.figures import (
    BatchUse,
    CapUse,
    ClassUse,
    Figures,
    Goals,
    Out,
    Part,
    PurseUse,
    Turn,
    UnitPart,
)

FIGURES = Figures(
    people=3,
    planned=2,
    missing=9,
    levels=7,
    items=6,
    hours=120.5,
    jp=80.0,
    cost=4_500_000,
    value=6.25,
    worth=56.25,
    bound=57.0,
    gap=0.12,
    stopped="rounds",
    plan_hash="ab",
    in_hands={"approved": 1},
    units=(UnitPart("A", 3, 2, 9, 7, 6, 120.5, 80.0, 4_500_000),),
    forms=(Part("coaching", 2, 2, 20.0, 10.0, 0, 3),),
    models=(Part("20", 2, 2, 20.0, 10.0, 0, 3),),
    months=(Part("2027-03", 1, 1, 10.0, 5.0, 0, 2),),
    batches=(BatchUse("O1", "S1", date(2027, 3, 1), 3, 1, 2, 0.4),),
    purses=(PurseUse("A", 10_000_000, 1_000_000, 4_500_000, 0.0),),
    out=(Out("A", "seats", 1),),
    goals=Goals(25.0, 3, 2, 0.6, (ClassUse("critical", 1.25, 1, 1, 2, 2),), (CapUse("A", "O1", 2, 2),)),
    trace=(Turn(1, 50.0, None, 2), Turn(2, 56.25, 57.0, 2)),
)


def test_figures_come_back_as_they_were_written() -> None:
    assert Figures.from_json(FIGURES.to_json()) == FIGURES


def test_figures_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="planned"):
        Figures.from_json('{"people": 3}')
