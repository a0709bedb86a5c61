"""The benchmark of the matching compares with an optimum, and would tell that it was missed."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("ortools", reason="OR-Tools is in the extra [bench]")

from benchmarks import matching as bench
from planner.matching.assign import NOBODY, Ints, Places


def test_one_object_is_printed_and_the_optimum_is_reached(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["coachees"], found["guides"]) == (60, 15)
    for family in bench.FAMILIES:
        assert found[f"{family}_equal"] is True
        assert found[f"{family}_lawful"] is True
        assert found[f"{family}_pairs"] > 0
        assert found[f"{family}_matching_ms"] > 0
    assert (found["together_by"], found["spread_by"]) == ("assignment", "programme")


def greedy(places: Places) -> Ints:
    """Everybody in turn takes the best guide who has a place left."""
    chosen = np.full(len(places.fits), NOBODY, np.int64)
    for person in range(len(places.fits)):
        for guide in np.argsort(-places.worth[person], kind="stable"):
            chosen[person] = guide
            if places.allowed(chosen):
                break
            chosen[person] = NOBODY
    return chosen


def test_a_greedy_matching_would_be_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.matching.pairing.best", greedy)
    assert bench.main(["--quick", "--json", "--solver", "highs"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["together_lawful"] is True
    assert found["together_equal"] is False
