"""What is built in: the national nine, the levels that job classes require, the learning officers' framework."""

from __future__ import annotations

from datetime import date

import pytest

import competency_models
from competency_models.framework import CompetencyKind
from competency_models.frameworks import (
    learning_officer_framework,
    national_competencies,
    required_levels,
)
from competency_models.graph import CompetencyGraph
from competency_models.parameters import load_parameters

AT = load_parameters(competency_models.regulations_folder()).at(date(2027, 1, 4))

STATED = {
    "pelaksana": 1,
    "pengawas": 2,
    "administrator": 3,
    "jpt_pratama": 4,
    "jpt_madya": 4,
    "jpt_utama": 5,
    "ahli_pertama": 2,
    "ahli_muda": 3,
    "ahli_madya": 4,
    "ahli_utama": 5,
    "pemula": 1,
    "terampil": 2,
    "mahir": 2,
    "penyelia": 3,
}


def test_the_national_nine_are_eight_managerial_and_one_sociocultural() -> None:
    nine = national_competencies()
    assert [c.code for c in nine] == [*(f"M.0{i}" for i in range(1, 9)), "SK.01"]
    assert [c.kind for c in nine] == [CompetencyKind.MANAGERIAL] * 8 + [CompetencyKind.SOCIOCULTURAL]
    assert nine[0].name == "Integritas"


def test_all_45_levels_of_the_nine_are_described_each_in_its_own_words() -> None:
    texts = [text for competency in national_competencies() for text in competency.levels.values()]
    assert all(set(competency.levels) == {1, 2, 3, 4, 5} for competency in national_competencies())
    assert len(set(texts)) == 45
    assert all(text.endswith(".") and len(text) > 40 for text in texts)


def test_every_competency_built_in_says_where_it_is_from_and_how_sure_that_is() -> None:
    for competency in (*national_competencies(), *learning_officer_framework().competencies):
        assert competency.source
        assert competency.certainty in {"A2", "D"}
        assert competency.name_en


def test_every_job_class_has_a_required_level_with_its_own_certainty() -> None:
    assert required_levels(AT) == STATED
    assert AT.citation("required_level.pengawas").certainty == "A2"
    assert AT.citation("required_level.jpt_madya").certainty == "A"


def test_learning_officers_have_five_competencies_on_three_levels() -> None:
    framework = learning_officer_framework()
    assert len(framework.competencies) == 5
    assert all(set(competency.levels) == {2, 3, 4} for competency in framework.competencies)
    assert len({text for competency in framework.competencies for text in competency.levels.values()}) == 15
    assert {c.certainty for c in framework.competencies} == {"D"}


@pytest.mark.parametrize(("job", "level"), [("LO.OPS", 2), ("LO.UNIT", 3), ("LO.CLO", 4)])
def test_each_level_of_learning_officers_requires_all_five(job: str, level: int) -> None:
    lines = [line for line in learning_officer_framework().standards if line.job == job]
    assert [line.level for line in lines] == [level] * 5


def test_a_learning_officer_rises_from_operations_over_the_unit_to_strategy() -> None:
    framework = learning_officer_framework()
    graph = CompetencyGraph.build(
        framework.competencies, framework.jobs, framework.standards, framework.careers
    )
    path = graph.upskilling_path("LO.OPS", "LO.CLO")
    assert path.jobs == ("LO.OPS", "LO.UNIT", "LO.CLO")
    assert path.levels == 10


def test_names_are_whole() -> None:
    # A comma in an unquoted YAML name would cut it and leave the rest as an empty key.
    names = {job.code: job.name_en for job in learning_officer_framework().jobs}
    assert names["LO.OPS"] == "Learning officer, technical and operational"
