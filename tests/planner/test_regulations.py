"""The parameters of all packages together: none unread, none without an article, none malformed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import catalog
import competency_models
import planner
from competency_models.errors import InputError
from planner.regulations import standard_forms, standard_parameters
from planner.regulations.expected import EXPECTED
from planner.regulations.expected_of_duties import OF_DUTIES

PARAMETERS = standard_parameters()
BAD = Path(__file__).parents[1] / "data" / "bad_parameters_of_plans"

CASES = {
    "scheme": "The scheme must be pupr or kemenkeu.",
    "shares_above_100": 'The shares must be given for "70", "20" and "10" and make 100 together.',
    "share_missing": 'The shares must be given for "70", "20" and "10" and make 100 together.',
    "tolerance_negative": 'The tolerance must be given for "70", "20" and "10", each 0 or above.',
    "hours_zero": "The value must be a number above 0.",
    "half_at_once": "The value must be a whole number above 0.",
    "second_share": "The value must be a number from 0 to 1.",
    "budget_negative": "The value must be a number, 0 or above.",
    "quota_negative": "The value must be a number, 0 or above.",
    "ceiling_zero": "The value must be a number above 0.",
    "exempt_numbers": "The job classes must be a list of text.",
    "exempt_without_name": "The job classes must be a list of text.",
    "tolerance_as_truth": 'The tolerance must be given for "70", "20" and "10", each 0 or above.',
    "term_zero": "The value must be a whole number above 0.",
    "stage_unknown": "Every level must have a stage: pemula, menengah, lanjutan or profesional.",
    "level_missing": "Every level must have a stage: pemula, menengah, lanjutan or profesional.",
    "days_of_the_week": "The value must be a whole number above 0.",
    "knowledge_unknown_role": "JP must be given by role: participant, presenter, expert, author, each 0 or above.",
    "experience_negative": "JP must be given by role: participant, presenter, expert, author, each 0 or above.",
    "material_text": "JP must be given by role: participant, presenter, expert, author, each 0 or above.",
    "discussion_role_as_truth": "JP must be given by role: participant, presenter, expert, author, each 0 or above.",
    "experience_times_missing": "The limit needs times (a number above 0) and per (organiser or person).",
    "material_per_unit": "The limit needs times (a number above 0) and per (organiser or person).",
    "day_limit_binds_listener": "The roles must be a list of participant, presenter, expert, author.",
    "organiser_half_a_level": "The value must be a whole number above 0.",
    "recap_never": "The value must be a whole number above 0.",
    "minutes_zero": "The value must be a number above 0.",
    "pace_above_one": "The value must be a number from 0 to 1.",
    "organiser_depth_zero": "The value must be a whole number above 0.",
    "recap_months_zero": "The value must be a whole number above 0.",
    "notice_days_half": "The value must be a whole number above 0.",
    "mail_days_zero": "The value must be a whole number above 0.",
    "reassessment_notice_zero": "The value must be a whole number above 0.",
    "repeat_days_negative": "The value must be a whole number above 0.",
    "floor_negative": "The value must be a number, 0 or above.",
    "required_of_nobody": "A list of job classes must be given for each form.",
    "class_weight_missing": "A weight above 0 must be given for required, critical and succession.",
    "unit_share_zero": "The value must be a number above 0, at most 1.",
    "unit_depth_half": "The value must be a whole number, 0 or above.",
    "guide_levels_half": "A whole number, 0 or above, must be given for coach and for mentor.",
    "guide_managerial_negative": "A whole number, 0 or above, must be given for coach and for mentor.",
    "guide_technical_alone": "A whole number, 0 or above, must be given for coach and for mentor.",
    "guide_certificate_maybe": "True or false must be given for coach and for mentor.",
    "guide_external_unknown_kind": "True or false must be given for coach and for mentor.",
    "guide_confidentiality_sometime": "For coach and for mentor it must be proposal, acceptance or nothing.",
    "guide_capacity_zero": "A whole number above 0 must be given for coach and for mentor.",
    "guide_weight_level_negative": "The value must be a number, 0 or above.",
    "guide_weight_near_negative": "The value must be a number, 0 or above.",
    "guide_weight_load_negative": "The value must be a number, 0 or above.",
    "guide_weight_superior_negative": "The value must be a number, 0 or above.",
    "guide_near_zero": "The value must be a whole number above 0.",
    "guide_reassessment_zero": "The value must be a whole number above 0.",
    **{
        f"duty_{rule}": "A duty needs exactly the keys of the value that came with the program, each of the same kind."
        for rule in OF_DUTIES
        if rule != "q9"
    },
    "duty_q9": "The fields must be a list of those that an item may be asked for.",
}


@pytest.mark.parametrize(("name", "says"), CASES.items())
def test_a_malformed_value_is_refused_with_its_line(tmp_path: Path, name: str, says: str) -> None:
    shutil.copy(BAD / f"{name}.yaml", tmp_path)
    with pytest.raises(InputError) as refused:
        standard_parameters(tmp_path)
    (fault,) = refused.value.faults
    assert (Path(fault.file).name, fault.row, fault.problem) == (f"{name}.yaml", 2, says)


def test_all_malformed_values_are_named_at_once(tmp_path: Path) -> None:
    chosen = ("scheme", "hours_zero", "stage_unknown")
    for name in chosen:
        shutil.copy(BAD / f"{name}.yaml", tmp_path)
    shutil.copy(BAD.parent / "bad_forms" / "unknown_per.yaml", tmp_path)
    with pytest.raises(InputError) as refused:
        standard_parameters(tmp_path)
    assert {Path(fault.file).stem for fault in refused.value.faults} == {*chosen, "unknown_per"}


def test_every_broken_file_has_its_test_and_every_parameter_a_broken_file() -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} == set(CASES)
    broken = {path.read_text(encoding="utf-8").split(":")[0] for path in BAD.glob("*.yaml")}
    assert broken == set(EXPECTED)


def test_the_planners_own_files_hold_no_parameter_whose_shape_nobody_checks() -> None:
    own = {
        planner.regulations_folder() / name
        for name in ("allocation.yaml", "jp.yaml", "mix.yaml", "plan.yaml")
    }
    names = {name for name, known in PARAMETERS.by_name.items() if Path(known.file) in own}
    assert names
    assert names <= set(EXPECTED)


def test_every_value_is_titled_in_two_languages_and_cited() -> None:
    for name, known in PARAMETERS.by_name.items():
        assert known.title["id"] != "", name
        assert known.title["en"] != "", name
        assert all(dated.citation.reference for dated in known.values), name


def test_a_choice_of_ours_never_claims_to_be_read_somewhere() -> None:
    ours = [
        (name, dated.citation.certainty)
        for name, known in PARAMETERS.by_name.items()
        for dated in known.values
        if dated.citation.reference == "design choice"
    ]
    assert len(ours) > 10
    assert {certainty for _, certainty in ours} == {"D"}


def test_an_agencys_folder_may_change_all_three_packages_at_once(tmp_path: Path) -> None:
    names = ("considerations", "form.coaching.sessions_per_month_max", "plan.at_once")
    values = ('{gap: ["70"], need: ["70"], technology: ["70"], career: ["70"]}', "3", "2")
    texts = (
        f'{name}:\n  values: [{{from: 2026-01-01, value: {value}, reference: "SE 9/2026", certainty: S}}]\n'
        for name, value in zip(names, values, strict=True)
    )
    (tmp_path / "ours.yaml").write_text("".join(texts), encoding="utf-8")
    changed = standard_parameters(tmp_path)
    assert all(
        len(changed.by_name[name].values) == len(PARAMETERS.by_name[name].values) + 1 for name in names
    )
    assert standard_forms(tmp_path).parameters.by_name.keys() == PARAMETERS.by_name.keys()


def test_each_package_brings_its_own_folder() -> None:
    folders = [package.regulations_folder() for package in (competency_models, catalog, planner)]
    assert all(any(folder.glob("*.yaml")) for folder in folders)
    assert len(set(folders)) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plan.second_share", "0"),
        ("plan.second_share", "1"),
        ("plan.budget_per_person", "0"),
        ("jp.pppk_max_exempt_job_classes", "[]"),
        ("mix.tolerance", '{"70": 0, "20": 0, "10": 0}'),
    ],
)
def test_the_ends_of_what_is_allowed_are_allowed(tmp_path: Path, name: str, value: str) -> None:
    text = (
        f'{name}:\n  values: [{{from: 2026-01-01, value: {value}, reference: "SE 9/2026", certainty: S}}]\n'
    )
    (tmp_path / "ours.yaml").write_text(text, encoding="utf-8")
    assert len(standard_parameters(tmp_path).by_name[name].values) == 2
