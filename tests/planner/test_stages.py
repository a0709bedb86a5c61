"""Stages of a learning journey by the level that an item leads to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from competency_models.framework import MAX_LEVEL
from planner.journey import Stage
from planner.regulations import standard_parameters
from planner.stages import stage_of

DAY = date(2027, 1, 4)


def test_five_levels_lead_through_four_stages() -> None:
    at = standard_parameters().at(DAY)
    stages = [stage_of(level, at) for level in range(1, MAX_LEVEL + 1)]
    assert stages == [Stage.PEMULA, Stage.MENENGAH, Stage.LANJUTAN, Stage.PROFESIONAL, Stage.PROFESIONAL]


def test_an_agency_may_put_the_levels_into_other_stages(tmp_path: Path) -> None:
    value = '{"1": pemula, "2": pemula, "3": menengah, "4": lanjutan, "5": profesional}'
    ours = f"stage.by_level:\n  values: [{{from: 2026-01-01, value: {value}, reference: Kepka 1/2026, certainty: S}}]\n"
    (tmp_path / "ours.yaml").write_text(ours, encoding="utf-8")
    at = standard_parameters(tmp_path).at(DAY)
    assert [stage_of(level, at) for level in (2, 4)] == [Stage.PEMULA, Stage.LANJUTAN]


def test_a_level_that_nobody_names_has_no_stage() -> None:
    with pytest.raises(KeyError):
        stage_of(0, standard_parameters().at(DAY))
