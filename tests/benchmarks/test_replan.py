"""Replanning made organisations changes as few people as must be; a careless one would be told."""

from __future__ import annotations

import pytest

pytest.importorskip("ortools", reason="OR-Tools is in the extra [bench]")

from benchmarks import replan as bench
from planner.allocation.choices import Choice, choice
from planner.allocation.kept import Know
from planner.allocation.standing import Held


@pytest.mark.parametrize("number", range(len(bench.KINDS)))
def test_no_more_people_change_than_must(number: int) -> None:
    row = bench.compare(number, people=12, solutions=120)
    assert row.proven
    assert row.broken == 0
    assert row.ours == row.exact


def test_changing_more_people_than_must_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def everybody(held: Held, know: Know) -> dict[int, Choice]:
        return {person: choice(one, (), len(held.capacity)) for person, one in enumerate(know(range(12)))}

    monkeypatch.setattr(bench, "rearrange", everybody)
    row = bench.compare(0, people=12, solutions=120)
    assert row.ours.changed > 1.2 * row.exact.changed
