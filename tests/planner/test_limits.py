"""The hard limits of a year, by status, post, consideration and budget."""

from __future__ import annotations

from datetime import date
from math import inf

import pytest

from catalog.solutions import Bucket
from competency_models.errors import InputError
from competency_models.people import Person, Status
from planner.limits import capped_forms, jp_max, limits_for, shares_for
from planner.problem import Limits
from planner.regulations import standard_forms, standard_parameters

PARAMETERS = standard_parameters()
AT = PARAMETERS.at(date(2027, 1, 4))
FORMS = standard_forms().at(date(2027, 1, 4))
PNS = Person("199001012015011001", "Contoh", "U", "J")
PPPK = Person("199001012015011002", "Contoh", "U", "J", Status.PPPK)


def limits(
    person: Person = PNS, consideration: str = "gap", budget: float | None = None, job_class: str = ""
) -> Limits:
    return limits_for(person, AT, FORMS, consideration, budget, job_class)


def test_pns_have_a_quota_and_pppk_a_ceiling() -> None:
    """PP 11/2017 art. 203(4); PP 49/2018 art. 40(1)."""
    assert (limits(PNS).jp_min, limits(PNS).jp_max) == (20, inf)
    assert (limits(PPPK).jp_min, limits(PPPK).jp_max) == (0, 24)


@pytest.mark.parametrize(
    ("job_class", "ceiling"),
    [("jpt_utama", inf), ("jpt_madya", inf), ("jpt_pratama", 24), ("ahli_utama", 24), ("", 24)],
)
def test_certain_leadership_posts_have_no_ceiling(job_class: str, ceiling: float) -> None:
    """PP 49/2018 art. 40(2)."""
    assert limits(PPPK, job_class=job_class).jp_max == jp_max(PPPK, job_class, AT) == ceiling


@pytest.mark.parametrize("consideration", ["gap", "need", "career"])
def test_three_considerations_allow_all_models(consideration: str) -> None:
    """SE 07/SE/KM/2023, F.1, F.2, F.4."""
    own = limits(consideration=consideration)
    assert own.share_low == pytest.approx((0.6, 0.1, 0.05))
    assert own.share_high == pytest.approx((0.8, 0.3, 0.15))


def test_technology_stretches_what_is_left_to_a_whole() -> None:
    """SE 07/SE/KM/2023, F.3: 70 and 10 only."""
    own = limits(consideration="technology")
    assert own.share_low == pytest.approx((0.775, 0, 0.075))
    assert own.share_high == pytest.approx((0.975, 0, 0.175))


@pytest.mark.parametrize("consideration", ["gap", "need", "technology", "career"])
def test_some_mix_is_lawful_for_every_consideration(consideration: str) -> None:
    shares = shares_for(AT, consideration)
    assert all(0 <= low <= high <= 1 for low, high in shares.values())
    assert sum(low for low, _ in shares.values()) <= 1 <= sum(high for _, high in shares.values())
    assert set(shares) == set(Bucket)


def test_a_persons_own_budget_comes_before_the_usual_one() -> None:
    assert [limits(budget=own).budget for own in (None, 0, 2.5e6)] == [15e6, 0, 2.5e6]


def test_caps_stand_in_the_order_of_the_capped_forms() -> None:
    assert capped_forms(FORMS) == ("bimbingan_di_tempat_kerja", "coaching", "mentoring")
    assert limits().form_month_caps == (2, 2, 2)


def test_a_plan_of_a_day_before_the_circular_has_no_considerations_to_stand_on() -> None:
    day = date(2023, 11, 29)
    with pytest.raises(InputError, match="The parameter considerations has no value on 2023-11-29"):
        limits_for(PNS, PARAMETERS.at(day), standard_forms().at(day), "gap")
