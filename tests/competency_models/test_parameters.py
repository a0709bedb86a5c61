"""Dated parameters: what holds on a day, how an agency overrides it, and one broken file for every complaint."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import competency_models
from competency_models.errors import Fault, InputError
from competency_models.parameters import Citation, Parameters, load_parameters

BROKEN = Path(__file__).parent.parent / "data" / "bad_parameters"

COMPLAINTS = {
    "aliases": "row 3: Anchors and aliases are not used here. Write the value out.",
    "bad_name": "row 1 column JP minimum: A parameter's name is made of small letters, digits, _ and dots. Mend the name.",
    "empty_reference": "row 4 column reference: This must be text. Write it, in quotes if need be.",
    "empty_value": "row 4 column value: The value is empty. Give a value, or leave the parameter out.",
    "inner_key_twice": "row 4 column value: The key value stands here twice. Keep one of them.",
    "key_not_text": "row 4: A key must be text or a whole number. Put the key in quotes.",
    "key_twice": "row 5 column jp.minimum: The key jp.minimum stands here twice. Keep one of them.",
    "no_certainty": "row 4 column certainty: The key certainty is missing in jp.minimum. Add it.",
    "no_from": "row 4 column from: The key from is missing in jp.minimum. Add it.",
    "no_reference": "row 4 column reference: The key reference is missing in jp.minimum. Add it.",
    "no_such_day": "row 4: 2018-02-30 is neither a day nor a number. Mend the value.",
    "no_title": "row 1 column jp.minimun: No such parameter. Mend the name, or give a title if it is a new parameter.",
    "no_value": "row 4 column value: The key value is missing in jp.minimum. Add it.",
    "no_values": "row 1 column values: The key values is missing in jp.minimum. Add it.",
    "not_a_day": "row 4 column from: This is not a day. Write it as 2027-01-31.",
    "not_a_mapping": "row 1: The file must be a mapping of parameters. Begin each with its name.",
    "not_finite": "row 4: .inf is neither a day nor a number. Mend the value.",
    "not_utf8": (
        ": The file cannot be read: 'utf-8' codec can't decode byte 0xff in position 26: invalid start byte."
        " Save it as UTF-8 text."
    ),
    "not_yaml": "row 3: This is not valid YAML:",
    "other_kind": (
        "row 5 column jp.minimum ('24'): The value must be a number, as the parameter's first one is. Mend the value."
    ),
    "reading_uncited": "row 10 column reference: The key reference is missing in jp.minimum. Add it.",
    "reading_with_day": "row 10 column from: Unknown key. Use one of: certainty, note, reference, value.",
    "readings_not_chosen": (
        "row 8 column readings: The value is none of its readings. Choose one of them, or write down the reading."
    ),
    "readings_one": (
        "row 8 column readings: The readings must be a list with two entries or more. Write down every reading."
    ),
    "same_day_twice": "row 5 column from: Two values hold from 2018-12-31. Keep one of them.",
    "title_without_english": "row 2 column title: A title has two texts, id and en. Give both and no other.",
    "unit_not_text": "row 3 column unit: This must be text. Write it, in quotes if need be.",
    "unknown_certainty": "row 4 column certainty: Unknown certainty. Use one of: S, V, A2, A, M, D.",
    "unknown_key": "row 3 column units: Unknown key. Use one of: title, unit, values.",
    "unknown_tag": "row 4: The tag !jp is not known here. Leave it out.",
    "unknown_value_key": "row 4 column references: Unknown key. Use one of: certainty, from, note, readings, reference, value.",
    "values_not_a_list": "row 3 column values: The values must be a list with one entry or more. Mend it.",
    "with_time": "row 4 column from: This is not a day. Write it as 2027-01-31.",
}

MINIMUM = """
jp.minimum:
  title: {id: JP minimum, en: Minimum of lesson hours}
  unit: JP
  values:
    - {from: 2023-01-01, value: 24, reference: a later law, certainty: V}
    - {from: 2018-01-01, value: 20, reference: a law, certainty: A2}
"""


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def only_fault(*folders: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_parameters(*folders)
    assert len(caught.value.faults) == 1
    return str(caught.value)


@pytest.fixture
def minimum(tmp_path: Path) -> Parameters:
    return load_parameters(folder(tmp_path / "law", jp=MINIMUM))


def test_every_complaint_has_its_broken_file() -> None:
    assert {path.stem for path in BROKEN.glob("*.yaml")} == COMPLAINTS.keys()


@pytest.mark.parametrize("name", sorted(COMPLAINTS))
def test_a_broken_file_is_refused_by_file_and_line(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.yaml"
    shutil.copy(BROKEN / file.name, file)
    said = COMPLAINTS[name]
    place = f"{file}" if said.startswith(":") else f"{file} "
    # What the YAML library has to say after the colon differs between its Python and its C loader.
    told = only_fault(tmp_path)
    assert told.startswith(place + said)
    assert said.endswith(":") or told == place + said


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2018, 1, 1), 20), (date(2022, 12, 31), 20), (date(2023, 1, 1), 24), (date(2030, 1, 1), 24)],
)
def test_a_value_holds_from_its_day_until_the_next(minimum: Parameters, day: date, value: int) -> None:
    assert minimum.at(day)["jp.minimum"] == value


def test_a_citation_belongs_to_the_value_of_the_day(minimum: Parameters) -> None:
    assert minimum.at(date(2020, 1, 1)).citation("jp.minimum") == Citation("a law", "A2")
    assert minimum.at(date(2024, 1, 1)).citation("jp.minimum") == Citation("a later law", "V")


def test_before_its_first_value_a_parameter_is_not_there(minimum: Parameters) -> None:
    early = minimum.at(date(2017, 12, 31))
    assert early.names() == ()
    with pytest.raises(
        InputError, match=r"jp\.minimum has no value on 2017-12-31; its first one holds from 2018-01-01"
    ):
        early["jp.minimum"]


def test_an_unknown_name_is_a_mistake_of_the_program(minimum: Parameters) -> None:
    with pytest.raises(KeyError, match=r"jp\.maximum"):
        minimum.at(date(2027, 1, 4))["jp.maximum"]


def test_a_later_folder_replaces_a_value_of_the_same_day_and_adds_others(tmp_path: Path) -> None:
    law = folder(tmp_path / "law", jp=MINIMUM)
    agency = folder(
        tmp_path / "agency",
        own="""
jp.minimum:
  values:
    - {from: 2023-01-01, value: 30, reference: agency decree, certainty: V}
    - {from: 2026-01-01, value: 40, reference: agency decree, certainty: V}
""",
    )
    both = load_parameters(law, agency)
    assert [both.at(date(year, 6, 1))["jp.minimum"] for year in (2020, 2024, 2027)] == [20, 30, 40]
    assert both.at(date(2024, 6, 1)).citation("jp.minimum").reference == "agency decree"
    assert both.by_name["jp.minimum"].title["en"] == "Minimum of lesson hours"


def test_a_later_folder_cannot_turn_a_number_into_text(tmp_path: Path) -> None:
    law = folder(tmp_path / "law", jp=MINIMUM)
    text = "jp.minimum:\n  values:\n    - {from: 2026-01-01, value: forty, reference: decree, certainty: V}\n"
    agency = folder(tmp_path / "agency", own=text)
    assert "own.yaml row 3 column jp.minimum ('forty'): The value must be a number" in only_fault(law, agency)


def test_one_folder_must_not_define_a_parameter_twice(tmp_path: Path) -> None:
    law = folder(tmp_path / "law", a=MINIMUM, b=MINIMUM)
    assert only_fault(law) == (
        f"{law / 'b.yaml'} row 2 column jp.minimum: It stands in {law / 'a.yaml'} too. Keep one of them."
    )


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert (
        only_fault(tmp_path / "nowhere") == f"{tmp_path / 'nowhere'}: There is no such folder. Mend the path."
    )


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("no_reference", "unknown_key", "not_yaml"):
        shutil.copy(BROKEN / f"{name}.yaml", tmp_path)
    with pytest.raises(InputError) as caught:
        load_parameters(tmp_path)
    assert sorted(Path(fault.file).stem for fault in caught.value.faults) == [
        "no_reference",
        "not_yaml",
        "unknown_key",
    ]


def test_a_file_nested_without_end_is_refused(tmp_path: Path) -> None:
    law = folder(tmp_path / "law", deep="[" * 5_000 + "]" * 5_000)
    assert only_fault(law) == f"{law / 'deep.yaml'} row 1: Values are nested too deeply. Close the brackets."


@given(
    where=st.integers(0, len(MINIMUM)),
    cut=st.integers(0, 30),
    put=st.sampled_from(["", "{", "- ", ": ", "*a", "\t", "no", '"', "2027-13-40"]),
)
def test_whatever_is_typed_into_a_file_it_is_read_or_refused_by_name(where: int, cut: int, put: str) -> None:
    with TemporaryDirectory() as place:
        law = folder(Path(place) / "law", jp=MINIMUM[:where] + put + MINIMUM[where + cut :])
        try:
            load_parameters(law)
            faults: tuple[Fault, ...] = ()
        except InputError as error:
            faults = error.faults
        assert all(fault.file == str(law / "jp.yaml") for fault in faults)


def test_an_empty_file_holds_no_parameters(tmp_path: Path) -> None:
    assert load_parameters(folder(tmp_path / "law", empty="# nothing yet\n")).by_name == {}


def test_values_cannot_be_changed_by_whoever_reads_them(tmp_path: Path) -> None:
    text = "a.b:\n  title: {id: a, en: a}\n  values:\n    - {from: 2018-01-01, value: {x: [1]}, reference: r, certainty: D}\n"
    value = load_parameters(folder(tmp_path / "law", a=text)).at(date(2027, 1, 4))["a.b"]
    assert value["x"] == (1,)
    with pytest.raises(TypeError):
        value["x"] = (2,)


def test_everything_brought_along_is_cited_and_holds_on_the_demo_day() -> None:
    at = load_parameters(competency_models.regulations_folder()).at(date(2027, 1, 4))
    assert at.names() == tuple(sorted(at.parameters))
    assert all(at.citation(name).reference for name in at.names())


TWO_READINGS = """
jp.minimum:
  title: {id: JP minimum, en: Minimum of lesson hours}
  values:
    - from: 2018-01-01
      value: 20
      reference: "a law, art. 1"
      certainty: V
      readings:
        - {value: 20, reference: "a law, art. 1", certainty: V}
        - {value: 24, reference: "a law, art. 2", certainty: V, note: as one agency reads it}
"""


def test_where_sources_disagree_every_reading_is_kept(tmp_path: Path) -> None:
    (dated,) = load_parameters(folder(tmp_path / "law", jp=TWO_READINGS)).by_name["jp.minimum"].values
    assert [reading.value for reading in dated.readings] == [20, 24]
    assert dated.readings[1].citation == Citation("a law, art. 2", "V")
    assert dated.readings[1].note == "as one agency reads it"


def test_who_chooses_another_reading_need_not_write_both_down_again(tmp_path: Path) -> None:
    own = """
jp.minimum:
  values:
    - {from: 2018-01-01, value: 24, reference: our circular, certainty: S}
    - {from: 2028-01-01, value: 30, reference: a new law, certainty: S}
"""
    law, ours = folder(tmp_path / "law", jp=TWO_READINGS), folder(tmp_path / "own", jp=own)
    chosen, new = load_parameters(law, ours).by_name["jp.minimum"].values
    assert (chosen.value, [reading.value for reading in chosen.readings]) == (24, [20, 24])
    assert new.readings == ()
