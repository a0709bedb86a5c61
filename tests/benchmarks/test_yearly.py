"""The benchmark of the yearly plan counts what it wrote."""

from __future__ import annotations

import json

import pytest

from benchmarks import yearly as bench


def test_one_object_is_printed_with_times_and_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--people", "40", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["people"], found["parts"]) == (40, 40 * bench.EACH)
    assert 0 < found["activities"] <= found["parts"]
    assert found["needs_of_people"] <= found["missing_levels"]
    assert found["yearly_plan_pages"] > 1
    assert all(value >= 0 for name, value in found.items() if name.endswith("_s"))
