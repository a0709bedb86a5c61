"""The benchmark on the hidden truth tells good orders and chances from bad ones, on a small agency as on a large one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from benchmarks.hidden_truth import __main__ as bench
from benchmarks.hidden_truth.figures import calibration_error, misordered, ndcg
from benchmarks.hidden_truth.ground import pairs_of, two_years
from benchmarks.hidden_truth.informed import informed_truth
from benchmarks.hidden_truth.officers import judged_year
from planner.judgements import Judged
from planner.propose import propose

TWO = np.array([0, 0, 0, 1, 1])
GAIN = np.array([3.0, 2.0, 1.0, 0.0, 0.0])


def test_ndcg_is_one_for_the_best_order_and_leaves_out_who_can_gain_nothing() -> None:
    assert ndcg(TWO, GAIN, GAIN).tolist() == [1.0]
    places = 1 / np.log2([2, 3, 4])
    assert ndcg(TWO, -GAIN, GAIN).tolist() == pytest.approx([places @ [1, 2, 3] / (places @ [3, 2, 1])])
    assert ndcg(TWO, -GAIN, GAIN, depth=1).tolist() == pytest.approx([1 / 3])


def test_misordered_weighs_what_a_wrong_order_loses() -> None:
    assert misordered(TWO, GAIN, GAIN).tolist() == [0.0]
    assert misordered(TWO, -GAIN, GAIN).tolist() == [1.0]
    assert misordered(TWO, 0 * GAIN, GAIN).tolist() == [0.5]
    assert misordered(TWO, np.array([2.0, 3, 1, 0, 0]), GAIN).tolist() == pytest.approx([1 / 4])


def test_calibration_errors_in_opposite_directions_do_not_cancel() -> None:
    said = np.repeat([0.2, 0.8], 50)
    assert calibration_error(said, said) == 0.0
    assert calibration_error(said, np.repeat([0.3, 0.7], 50)) == pytest.approx(0.1)


def test_a_year_later_the_agency_is_the_same_and_has_learned() -> None:
    first, later = two_years(30, 5, DEMO_DAY)
    assert first.agency == demo_agency(30, 5)
    assert len(later.agency.participations) > len(first.agency.participations)
    assert (later.held >= first.held).all()
    assert (later.held > first.held).any()


def test_the_truth_is_what_the_past_is_drawn_from() -> None:
    """Of a solution of one level, the share that closes is the chance of a first step; nothing is gained that is held already."""
    ground, _ = two_years(30, 5, DEMO_DAY)
    pairs = pairs_of(ground, ground.world())
    single = pairs.facts.leap == 1
    chance = ground.truth.closes_step(pairs.person, pairs.facts.solution, 0)
    assert np.allclose(pairs.closing[single], chance[single])
    assert (pairs.levels[pairs.facts.gain == 0] == 0).all()
    assert (pairs.levels[pairs.facts.gain > 0] > 0).all()


def test_what_the_record_tells_of_people_is_near_who_they_are() -> None:
    ground, _ = two_years(60, 5, DEMO_DAY)
    believed = informed_truth(ground, ground.world())
    for trait in ("diligence", "aptitude"):
        assert np.corrcoef(getattr(believed, trait), getattr(ground.truth, trait))[0, 1] > 0.4
    assert believed.hours is ground.truth.hours


def test_officers_who_know_take_what_closes_more_and_others_do_not() -> None:
    ground, _ = two_years(40, 5, DEMO_DAY)
    world = ground.world()
    pairs, proposals = pairs_of(ground, world), propose(world)
    codes = [world.table.solutions[solution].code for solution in pairs.facts.solution.tolist()]
    nips = [world.agency.people[person].nip for person in pairs.person.tolist()]
    levels = dict(zip(zip(nips, codes, strict=True), pairs.levels.tolist(), strict=True))
    won = {}
    for know in (True, False):
        told = judged_year(world, pairs, proposals, 1, know=know)
        added, removed = (
            [levels[one.nip, one.solution] for one in told if one.judged is judged]
            for judged in (Judged.ADDED, Judged.REMOVED)
        )
        won[know] = np.mean(added) - np.mean(removed)
        assert {one.by_officer for one in told if one.judged is Judged.REFUSED} == {False}
    assert won[True] > 0.1
    assert won[False] < 0.0


def test_one_object_is_printed_on_which_nobody_is_better_than_the_truth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """So small an agency has too few outcomes to train on: the default serves it, and nothing that officers say moves it."""
    assert bench.main(["--quick", "--people", "30", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    for year in ("later_year", "after_edits"):
        success = {name: marks["success"]["mean"] for name, marks in found[year].items()}
        assert success["default"] < success["oracle"] == 1.0
    assert found["models"] == ["default"]
    year = {name: marks["levels"]["mean"] for name, marks in found["later_year"].items()}
    assert year["random"] < year["default"] < year["oracle"] < 1.0
    assert found["later_year"]["random"]["misordered"]["mean"] == pytest.approx(0.5, abs=0.04)
    assert found["calibration"]["oracle"]["completion"]["mean"] == 0.0
    trained, default = (found["calibration"][name] for name in ("trained", "default"))
    assert trained["completion"] == default["completion"]
    assert found["officers_over_nobody"]["levels"]["mean"] == 0.0
    words = found["judgements"][0]
    assert words["nobody"] == 0 < min(words["officers"], words["placebo"])
