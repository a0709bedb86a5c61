"""O*NET in: twelve real occupations as text and workbook, the scaling at its edges, and every broken file refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competency_models.errors import Fault, InputError
from competency_models.framework import CareerMove, JobStandard
from competency_models.frameworks import Framework
from competency_models.graph import CompetencyGraph
from competency_models.interop.onet import ATTRIBUTION, read_onet

EXCERPT = Path(__file__).parents[2] / "data" / "onet"
DECISION = Path(__file__).parents[3] / "docs" / "decisions" / "0002-onet-scaling.md"
READING = "2.A.1.a"

RATINGS = "O*NET-SOC Code\tElement ID\tScale ID\tData Value\tRecommend Suppress\tNot Relevant"
RELEASE = {
    "Occupation Data": ["O*NET-SOC Code\tTitle", "A\tClerk", "B\tHead", "C\tNobody rated"],
    "Content Model Reference": ["Element ID\tElement Name", "1\tReading", "2\tLaw"],
    "Job Zones": ["O*NET-SOC Code\tJob Zone", "A\t2", "C\t1"],
    "Level Scale Anchors": [
        "Element ID\tAnchor Value\tAnchor Description",
        "1\t2\tRead a form",
        "1\t6\tRead a theory",
    ],
    "Related Occupations": [
        "O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier",
        "A\tB\tPrimary-Short",
        "B\tA\tSupplemental",
        "A\tC\tPrimary-Long",
    ],
    "Scales Reference": ["Scale ID\tScale Name\tMinimum\tMaximum", "IM\tImportance\t1\t5", "LV\tLevel\t0\t7"],
    "Skills": [
        RATINGS,
        "A\t1\tIM\t3\tN\t",
        "A\t1\tLV\t2.8\tN\tN",
        "B\t1\tIM\t5\tN\t",
        "B\t1\tLV\t2.81\tN\tN",
    ],
    "Knowledge": [RATINGS, "A\t2\tIM\t2\tN\t", "A\t2\tLV\t1\tN\tN"],
}


def write(folder: Path, **changes: list[str]) -> Path:
    for name, lines in {
        **RELEASE,
        **{key.replace("_", " "): value for key, value in changes.items()},
    }.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def excerpt() -> Framework:
    return read_onet(EXCERPT)


def test_the_excerpt_holds_twelve_occupations_and_the_competencies_they_require(excerpt: Framework) -> None:
    # None of the twelve needs Equipment Selection, Installation or Food Production.
    assert (len(excerpt.jobs), len(excerpt.competencies)) == (12, 65)
    assert excerpt.jobs[0].name == "Chief Executives"
    assert {job.job_class for job in excerpt.jobs} == {"job_zone_2", "job_zone_3", "job_zone_4", "job_zone_5"}


def test_levels_and_weights_follow_the_ratings(excerpt: Framework) -> None:
    # Chief Executives, Reading Comprehension: importance 4.12, level 4.75 (from the workbook).
    assert JobStandard("11-1011.00", READING, 4, 1.56) in excerpt.standards
    # Chief Executives, Administration and Management: importance 4.78, level 6.5 (from the text).
    assert JobStandard("11-1011.00", "2.C.1.a", 5, 1.89) in excerpt.standards


def test_anchors_describe_levels_and_the_source_is_named(excerpt: Framework) -> None:
    reading = next(c for c in excerpt.competencies if c.code == READING)
    assert reading.name == "Reading Comprehension"
    assert reading.levels[2] == "Read step-by-step instructions for completing a form"
    assert set(reading.levels) == {2, 3, 5}
    assert {c.source for c in excerpt.competencies} == {ATTRIBUTION}
    assert "CC BY 4.0" in ATTRIBUTION


def test_the_graph_finds_a_way_from_secretary_to_human_resources_manager(excerpt: Framework) -> None:
    graph = CompetencyGraph.build(excerpt.competencies, excerpt.jobs, excerpt.standards, excerpt.careers)
    path = graph.upskilling_path("43-6014.00", "11-3121.00")
    assert path.jobs[0] == "43-6014.00"
    assert path.jobs[-1] == "11-3121.00"
    assert all(CareerMove(move.from_job, move.to_job) in excerpt.careers for move in path.moves)
    assert path.levels > 0


def test_the_excerpt_says_whose_it_is() -> None:
    text = (EXCERPT / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert "Employment and Training" in text
    assert "creativecommons.org/licenses/by/4.0" in text


def test_a_small_release_becomes_jobs_standards_and_careers(tmp_path: Path) -> None:
    found = read_onet(write(tmp_path))
    assert found.standards == (
        JobStandard("A", "1", 2, 1.0),
        JobStandard("A", "2", 1, 0.5),
        JobStandard("B", "1", 3, 2.0),
    )
    assert [(job.code, job.name, job.job_class) for job in found.jobs] == [
        ("A", "Clerk", "job_zone_2"),
        ("B", "Head", ""),
    ]
    assert found.careers == (CareerMove("A", "B"),)
    assert dict(found.competencies[0].levels) == {2: "Read a form", 5: "Read a theory"}


@pytest.mark.parametrize(
    ("rated", "level"),
    [
        ("0.01", 1),
        ("1.4", 1),
        ("1.41", 2),
        ("2.8", 2),
        ("4.2", 3),
        ("4.21", 4),
        ("5.6", 4),
        ("5.61", 5),
        ("7", 5),
    ],
)
def test_the_level_scale_is_cut_into_five_equal_bands(rated: str, level: int, tmp_path: Path) -> None:
    found = read_onet(write(tmp_path, Skills=[RATINGS, "A\t1\tIM\t3\tN\t", f"A\t1\tLV\t{rated}\tN\tN"]))
    assert found.standards[0] == JobStandard("A", "1", level, 1.0)


@pytest.mark.parametrize(
    "line",
    [
        "A\t1\tLV\t0\tN\tN",
        "A\t1\tLV\t3\tY\tN",
        "A\t1\tLV\t3\tN\tY",
    ],
    ids=["level 0", "suppressed", "not relevant"],
)
def test_what_is_not_needed_or_not_known_is_no_requirement(line: str, tmp_path: Path) -> None:
    found = read_onet(write(tmp_path, Skills=[RATINGS, "A\t1\tIM\t3\tN\t", line]))
    assert [standard.competency for standard in found.standards] == ["2"]


def test_what_is_not_important_is_no_requirement(tmp_path: Path) -> None:
    found = read_onet(write(tmp_path, Skills=[RATINGS, "A\t1\tIM\t1\tN\t", "A\t1\tLV\t3\tN\tN"]))
    assert [standard.competency for standard in found.standards] == ["2"]


def test_the_decision_names_the_bands_that_the_program_uses() -> None:
    text = " ".join(DECISION.read_text(encoding="utf-8").split())
    assert "0 < LV ≤ 1.4 becomes 1, up to 2.8 becomes 2, up to 4.2 3, up to 5.6 4, above that 5" in text


def replaced(name: str, row: int, line: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        lines = list(RELEASE[name])
        lines[row - 1] = line
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    return change


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no file": (
        lambda folder: (folder / "Skills.txt").unlink(),
        "Skills.txt: There is no such file, as text or workbook. Copy it from the release.",
    ),
    "not text": (
        lambda folder: (folder / "Skills.txt").write_bytes(b"\xff\xfe\x00"),
        "Skills.txt: It cannot be read:",
    ),
    "no workbook": (
        lambda folder: (folder / "Skills.xlsx").write_bytes(b"PK not really"),
        "Skills.xlsx: The workbook is damaged or is not an XLSX file.",
    ),
    "empty": (
        lambda folder: (folder / "Skills.txt").write_bytes(b""),
        "Skills.txt: The file is empty. Take the file as O*NET publishes it.",
    ),
    "no column": (
        replaced("Job Zones", 1, "O*NET-SOC Code\tZone"),
        "Job Zones.txt column Job Zone: The column must stand here exactly once.",
    ),
    "short row": (
        replaced("Job Zones", 3, "C"),
        "Job Zones.txt row 3: The row does not have the cells of the header.",
    ),
    "unknown occupation": (
        replaced("Skills", 2, "Z\t1\tIM\t3\tN\t"),
        "Skills.txt row 2 column O*NET-SOC Code ('Z'): It is not in Occupation Data.txt.",
    ),
    "unknown element": (
        replaced("Skills", 2, "A\t9\tIM\t3\tN\t"),
        "Skills.txt row 2 column Element ID ('9'): It is not in Content Model Reference.txt.",
    ),
    "no number": (
        replaced("Skills", 3, "A\t1\tLV\thigh\tN\tN"),
        "Skills.txt row 3 column Data Value ('high'): It must be a number from 0.0 to 7.0.",
    ),
    "off the scale": (
        replaced("Skills", 2, "A\t1\tIM\t5.1\tN\t"),
        "Skills.txt row 2 column Data Value ('5.1'): It must be a number from 1.0 to 5.0.",
    ),
    "rated twice": (
        replaced("Skills", 4, "A\t1\tIM\t5\tN\t"),
        "Skills.txt row 4 column Scale ID ('IM'): The row repeats an earlier one.",
    ),
    "zone six": (
        replaced("Job Zones", 2, "A\t6"),
        "Job Zones.txt row 2 column Job Zone ('6'): It must be a number from 1 to 5.",
    ),
    "related to nobody": (
        replaced("Related Occupations", 2, "A\tZ\tPrimary-Short"),
        "Related Occupations.txt row 2 column Related O*NET-SOC Code ('Z'): It is not in Occupation Data.txt.",
    ),
    "anchor off the scale": (
        replaced("Level Scale Anchors", 2, "1\t8\tRead minds"),
        "Level Scale Anchors.txt row 2 column Anchor Value ('8'): It must be a number from 0.0 to 7.0.",
    ),
    "no level scale": (
        replaced("Scales Reference", 3, "XX\tOther\t0\t7"),
        "Scales Reference.txt: The scale LV must stand here exactly once.",
    ),
    "scale without end": (
        replaced("Scales Reference", 3, "LV\tLevel\t0\thigh"),
        "Scales Reference.txt row 3 column Maximum ('high'): It must be a number from -inf to inf.",
    ),
    "scale upside down": (
        replaced("Scales Reference", 3, "LV\tLevel\t7\t0"),
        "Scales Reference.txt: The scale LV must end above its beginning.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_release_is_refused_by_file_row_and_column(name: str, tmp_path: Path) -> None:
    change, message = REFUSED[name]
    change(write(tmp_path))
    with pytest.raises(InputError) as caught:
        read_onet(tmp_path)
    assert len(caught.value.faults) == 1
    assert str(caught.value).startswith(message)


@given(
    name=st.sampled_from(sorted(RELEASE)),
    row=st.integers(1, 8),
    column=st.integers(0, 5),
    cell=st.sampled_from(["", "Z", "-1", "nan", "1e999", "IM", "Y", "A\tB", "\x00", "６"]),
)
def test_whatever_a_cell_holds_the_release_is_read_or_refused_by_file(
    name: str, row: int, column: int, cell: str
) -> None:
    lines = [line.split("\t") for line in RELEASE[name]]
    cells = lines[row % len(lines)]
    cells[column % len(cells)] = cell
    with TemporaryDirectory() as place:
        write(Path(place), **{name: ["\t".join(line) for line in lines]})
        try:
            read_onet(Path(place))
            faults: tuple[Fault, ...] = ()
        except InputError as error:
            faults = error.faults
        assert all(Path(fault.file).stem in RELEASE for fault in faults)


def test_faults_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("zone six", "off the scale"):
        REFUSED[name][0](write(tmp_path) if name == "zone six" else tmp_path)
    with pytest.raises(InputError) as caught:
        read_onet(tmp_path)
    assert {fault.file for fault in caught.value.faults} == {"Job Zones.txt", "Skills.txt"}


def test_a_folder_that_is_none_is_refused_for_each_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_onet(tmp_path / "nowhere")
    assert len(caught.value.faults) == len(RELEASE)


def test_the_excerpt_is_read_from_a_copy_as_well(tmp_path: Path, excerpt: Framework) -> None:
    shutil.copytree(EXCERPT, tmp_path / "copy")
    assert read_onet(tmp_path / "copy") == excerpt
