"""The benchmark of worths tells how many lie in their intervals, and would tell of one that does not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

pytest.importorskip("ortools", reason="OR-Tools is in the extra [bench]")

from benchmarks import worth as bench
from planner.allocation.worth import Worths, worths_of


def test_one_object_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--small", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["within"] == found["checked"] > 0
    assert found["outside"] == []


def test_intervals_that_are_too_low_would_be_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def shifted(*arguments: object) -> Worths:
        said = worths_of(*arguments)  # type: ignore[arg-type]
        return replace(said, low=said.low - 100, high=said.high - 100)

    monkeypatch.setattr("planner.allocation.worth.worths_of", shifted)
    assert bench.main(["--small", "1", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["within"] == 0
