"""corpu rules: list, show, check, diff, audit; and that one changed value moves everything that hangs on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.bootstrap import build_system
from api.demo.agency import demo_agency
from api.settings import load_settings
from planner.access import Actor, Role
from planner.agency_files import write_agency
from planner.journey import State
from planner.ports import Account
from planner.usecases import add_account, approve_despite_rules, submit_for_review
from tests.api.cli.conftest import Corpu

PEOPLE = 30
MOST = "plan.hours_max_per_year"
FEWER_HOURS = """
plan.hours_max_per_year:
  values:
    - {from: 2027-01-01, value: 60, reference: "SK Kepala 1/2027", certainty: S, note: six days}
"""
BROKEN = """
plan.hours_max_per_year:
  values:
    - {from: 2027-01-01, value: -1, reference: "SK Kepala 1/2027", certainty: S}
plan.at_onze:
  values:
    - {from: 2027-01-01, value: 2, reference: "SK Kepala 1/2027", certainty: S}
"""


def own_folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "own.yaml").write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def planned(corpu: Corpu, tmp_path: Path) -> Corpu:
    write_agency(demo_agency(people_count=PEOPLE), tmp_path / "agency")
    assert corpu("import", tmp_path / "agency").status == 0
    assert corpu("plan", "--all", "--json").status == 0
    return corpu


def test_the_list_tells_value_article_and_certainty(corpu: Corpu) -> None:
    said = corpu("rules", "list", "--text", "pns_min", "--json").json()
    (rule,) = said["rules"]
    assert (said["day"], rule["name"], rule["value"], rule["unit"]) == (
        "2027-01-04",
        "jp.pns_min_per_year",
        20,
        "JP",
    )
    assert (rule["reference"], rule["certainty"]) == ("PP 11/2017, art. 203(4)", "A2")
    assert rule["certainty_told"].startswith("A2: from several")
    assert "PP 11/2017" in corpu("rules", "list", "--text", "art. 203").out


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ((), 150, 999),
        (("--day", "2000-01-01"), 10, 90),
        (("--form", "coaching"), 5, 20),
        (("--certainty", "M"), 1, 60),
        (("--day", "1999-12-31"), 0, 0),
    ],
)
def test_the_list_is_of_a_day_and_filtered(
    corpu: Corpu, words: tuple[str, ...], least: int, most: int
) -> None:
    rules = corpu("rules", "list", "--json", *words).json()["rules"]
    assert least <= len(rules) <= most
    assert {rule["form"] for rule in rules} == {"coaching"} or "--form" not in words


def test_a_rule_is_shown_with_every_reading_and_its_history(corpu: Corpu) -> None:
    said = corpu("rules", "show", "mix.scheme", "--json").json()
    assert [reading["value"] for reading in said["readings"]] == ["pupr", "kemenkeu"]
    assert [one["since"] for one in said["history"]] == ["2000-01-01"]
    told = corpu("rules", "show", "mix.scheme").out
    assert "The sources disagree" in told
    assert "kemenkeu" in told


@pytest.mark.parametrize("words", [("no.such",), ("mix.scheme", "--day", "1999-01-01")])
def test_an_unknown_rule_is_refused_in_words(corpu: Corpu, words: tuple[str, ...]) -> None:
    said = corpu("rules", "show", *words)
    assert said.status == 1
    assert words[0] in said.err
    assert "Traceback" not in said.err


def test_check_lists_all_faults_with_file_and_line(corpu: Corpu, tmp_path: Path) -> None:
    own = own_folder(tmp_path / "own", BROKEN)
    said = corpu("rules", "check", own, "--json")
    assert said.status == 1
    assert [(Path(one["file"]).name, one["row"], one["column"]) for one in said.json()["faults"]] == [
        ("own.yaml", 5, "plan.at_onze"),
        ("own.yaml", 4, MOST),
    ]
    told = corpu("rules", "check", own)
    assert "own.yaml row 4" in told.out
    assert "2 faults" in told.err


def test_check_takes_the_folder_of_the_installation_where_none_is_named(
    corpu: Corpu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert corpu("rules", "check").status == 0
    monkeypatch.setenv("CORPU_REGULATIONS_DIR", str(own_folder(tmp_path / "own", BROKEN)))
    assert corpu("rules", "check").status == 1
    monkeypatch.setenv("CORPU_REGULATIONS_DIR", str(own_folder(tmp_path / "good", FEWER_HOURS)))
    assert corpu("rules", "check", "--json").json()["faults"] == []


def test_the_difference_between_two_days(
    corpu: Corpu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The same rules hold" in corpu("rules", "diff", "2026-12-31", "2027-01-01").err
    monkeypatch.setenv("CORPU_REGULATIONS_DIR", str(own_folder(tmp_path / "own", FEWER_HOURS)))
    (one,) = corpu("rules", "diff", "2026-12-31", "2027-01-01", "--json").json()["differences"]
    assert (one["name"], one["before"]["value"], one["after"]["value"]) == (MOST, 160, 60)
    assert "SK Kepala 1/2027" in corpu("rules", "diff", "2026-12-31", "2027-01-01").out


def test_what_was_just_planned_passes_the_audit(planned: Corpu) -> None:
    said = planned("rules", "audit", "--json")
    assert said.status == 0
    assert said.json()["plans"] > 20
    assert not any(kinds["fail"] for kinds in said.json()["rules"].values())


def test_a_changed_value_is_followed_by_composer_checker_audit_and_list(
    planned: Corpu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The yearly hours fall from 160 to 60: no code knows either number."""
    before = planned("plan", "--all", "--json").json()
    monkeypatch.setenv("CORPU_REGULATIONS_DIR", str(own_folder(tmp_path / "own", FEWER_HOURS)))

    (rule,) = planned("rules", "list", "--text", MOST, "--json").json()["rules"]
    assert (rule["value"], rule["reference"], len(rule["history"])) == (60, "SK Kepala 1/2027", 2)

    audit = planned("rules", "audit", "--json")
    findings = [one for one in audit.json()["findings"] if one["rule"] == "hours_max"]
    assert audit.status == 1
    assert findings
    assert {(one["limit"], one["reference"]) for one in findings} == {(60.0, "SK Kepala 1/2027")}
    assert all(one["measured"] > 60 for one in findings)
    assert "SK Kepala 1/2027" in planned("rules", "audit").out
    last_year = planned("rules", "audit", "--day", "2026-12-31", "--json")
    assert last_year.status == 0
    assert not [one for one in last_year.json()["findings"] if one["rule"] == "hours_max"]

    after = planned("plan", "--all", "--json").json()
    assert after["hours"] / after["people"] <= 60 < before["hours"] / before["people"]
    assert after["broken_rules"] == 0
    assert planned("rules", "audit", "--json").status == 0


def test_the_audit_knows_what_an_approval_set_aside_and_is_itself_recorded(
    planned: Corpu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORPU_REGULATIONS_DIR", str(own_folder(tmp_path / "own", FEWER_HOURS)))
    system = build_system(load_settings())
    with system.open(write=False) as uow:
        longest = max(uow.journeys.every_open(), key=lambda one: sum(item.hours for item in one.items))
    account = add_account(
        system.open(),
        Actor(None, "command line", Role.ADMINISTRATOR),
        Account(0, "clo", "x", Role.CLO),
        system.clock,
    )
    clo = Actor(account.id, "clo", Role.CLO)
    submit_for_review(system.open(), clo, longest.id, longest.version, system.clock)
    done = approve_despite_rules(
        system.open(), clo, longest.id, longest.version + 1, "Tugas khusus", system.check_items, system.clock
    )
    assert done.state is State.APPROVED
    said = planned("rules", "audit", "--json").json()
    own = [one for one in said["findings"] if one["journey"] == longest.id and one["rule"] == "hours_max"]
    assert [one["set_aside"] for one in own] == [True]
    assert said["rules"]["hours_max"]["set_aside"] == 1
    with system.open(write=False) as uow:
        assert "rule audit" in {read.what for read in uow.reads.of(longest.nip)}
    system.close()
