"""corpu model: train, list, compare, promote, rollback, card."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.bootstrap import build_system
from api.db import SqlUnitsOfWork, make_engine
from api.operator import OPERATOR
from api.settings import load_settings
from planner.usecases import import_agency
from planner.usecases.models import keep_model, promote_model
from tests.api.cli.conftest import Corpu, Said
from tests.planner.kept_models import comparison, made, ranker
from tests.planner.test_model_stories import damage
from tests.small_agency import AGENCY


@pytest.fixture
def told(corpu: Corpu) -> Corpu:
    """An installation of five people: too few to learn from, and for a gate to judge by."""
    system = build_system(load_settings())
    import_agency(system.open(), AGENCY, OPERATOR, system.clock)
    system.close()
    return corpu


def keep_and_promote() -> tuple[str, str]:
    """Two models are kept and promoted, as a gate that lets them pass would do it; their versions."""
    system = build_system(load_settings())
    for after, bias in enumerate((0.1, 0.2)):
        keep_model(system.open(), OPERATOR, made(bias), system.clock)
        promote_model(system.open(), OPERATOR, comparison(ranker(bias)), after, "better", system.clock)
    system.close()
    return ranker(0.1).version, ranker(0.2).version


def test_what_the_gate_refuses_is_kept_and_does_not_serve(told: Corpu) -> None:
    trained = told("model", "train", "--json").json()
    assert (trained["choice"], trained["passed"]) == ("too few outcomes", False)
    assert [one["name"] for one in trained["refusals"]] == ["too_few"]
    compared = told("model", "compare", trained["version"], "--json").json()
    assert compared["passed"] is False
    assert compared["refusals"][0]["name"] == "too_few"
    refused = said_no(told("model", "promote", trained["version"], "--reason", "all the same"))
    assert "The gate does not let this model serve. Only" in refused
    listed = told("model", "list", "--json").json()
    assert (listed["serves"], [one["version"] for one in listed["models"]]) == (
        "default",
        [trained["version"]],
    )
    assert told("model", "train", "--json").json()["version"] == trained["version"]
    assert len(told("model", "list", "--json").json()["models"]) == 1


def test_a_model_is_rolled_back_with_a_reason(told: Corpu) -> None:
    first, second = keep_and_promote()
    assert told("model", "list", "--json").json()["serves"] == second
    assert "Please give a reason." in said_no(told("model", "rollback", "--reason", " "))
    assert told("model", "rollback", "--reason", "worse in practice", "--json").json()["serves"] == first
    assert told("model", "rollback", "--reason", "this one too", "--json").json()["serves"] == "default"
    assert "nothing to roll back" in said_no(told("model", "rollback", "--reason", "again"))
    assert "serves" in told("model", "list").out.splitlines()[-1]


def test_a_damaged_model_is_named_and_the_last_good_one_serves(told: Corpu, tmp_path: Path) -> None:
    first, second = keep_and_promote()
    engine = make_engine(load_settings().database)
    damage(SqlUnitsOfWork(engine), second, b"\x80\x04K\x01.")
    engine.dispose()
    listed = told("model", "list", "--json").json()
    assert (listed["serves"], listed["promoted"], listed["fell_back"]) == (first, second, True)
    said = told("model", "list")
    assert "pickle in disguise" in said.err
    assert f"Model {second} cannot serve; {first} serves instead." in " ".join(said.err.split())
    assert "pickle in disguise" in said_no(told("model", "compare", second))
    assert told("model", "rollback", "--reason", "damaged", "--json").json()["serves"] == first


def test_a_card_is_read_by_people_and_programs(told: Corpu) -> None:
    assert told("model", "card", "--json").json()["name"] == "default"
    _, second = keep_and_promote()
    assert told("model", "card", "--json").json()["version"] == second
    assert second in told("model", "card", second).out
    assert "nowhere" in said_no(told("model", "card", "nowhere"))


def said_no(said: Said) -> str:
    """What a refused command said, on one line."""
    assert said.status == 1
    assert "Traceback" not in said.err
    return " ".join(said.err.split())
