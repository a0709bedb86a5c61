"""The register of coaches and mentors in files: read with every fault at once, written, read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from competency_models.errors import InputError
from planner.guide_files import read_guides, write_guides, write_guides_template
from planner.guide_register import new_guide
from planner.guides import Guide, GuideKind
from planner.regulations import standard_parameters
from tests.planner.guided import KNOWN
from tests.small_agency import ANI, BUDI

DAY = date(2027, 1, 4)
AT = standard_parameters().at(DAY)
PEOPLE = {ANI, BUDI}


def read(path: Path) -> tuple[Guide, ...]:
    return read_guides(path, PEOPLE, KNOWN, AT, DAY)


def faults(path: Path) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InputError) as refused:
        read(path)
    return [(fault.row, fault.column, fault.problem) for fault in refused.value.faults]


def written(folder: Path, *rows: str) -> Path:
    head = "kind,nip,name,organisation,capacity,managerial_years,confidential_since"
    head += ",available_from,available_until,competencies,units"
    (folder / "guides.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return folder


COACH = replace(
    new_guide(GuideKind.COACH, None, "Widya", AT, "Lembaga Coaching"),
    competencies={"M.01": 4, "T.01": 5},
    units=frozenset({"A1", "A2"}),
    confidential_since=DAY,
    certificate="ICF 12",
    available_until=date(2027, 12, 31),
)
MENTOR = replace(new_guide(GuideKind.MENTOR, BUDI, "", AT), managerial_years=9, active=False)


@pytest.mark.parametrize("name", ["register", "register.xlsx"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    write_guides([COACH, MENTOR], tmp_path / name)
    assert read(tmp_path / name) == (COACH, MENTOR)


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    (guide,) = read(written(tmp_path, f"mentor,{BUDI},,,3,,,,,,"))
    assert guide == replace(new_guide(GuideKind.MENTOR, BUDI, "", AT), capacity=3)


def test_every_unreadable_cell_is_named_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path, "tutor,,Widya,Lembaga,0,-1,kemarin,,,M.01:9,", "coach,12,Yoga,Lembaga,5,,,,,M.01,"
    )
    assert [(row, column) for row, column, _ in faults(folder)] == [
        (2, "kind"),
        (2, "capacity"),
        (2, "managerial_years"),
        (2, "confidential_since"),
        (2, "competencies"),
        (3, "nip"),
        (3, "competencies"),
    ]


def test_every_entry_that_cannot_be_is_named_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "coach,199901012015012009,,,5,,,,,,",
        "mentor,,Widya,Lembaga,5,,,,,,",
        "coach,,,,5,,2030-01-01,2027-05-01,2027-02-01,X.01:2,Z9",
    )
    assert faults(folder) == [
        (2, "nip", "There is nobody with this NIP."),
        (3, "nip", "A mentor must be an employee of the agency: give the NIP."),
        (4, "name", "Give the name of who comes from outside."),
        (4, "organisation", "Give the organisation of who comes from outside."),
        (4, "competencies", "There is no competency {competency}."),
        (4, "units", "There is no unit {unit}."),
        (4, "available_until", "The last day lies before the first."),
        (4, "confidential_since", "The undertaking cannot be signed on a day to come."),
    ]


def test_nobody_stands_twice_as_the_same(tmp_path: Path) -> None:
    folder = written(tmp_path, f"mentor,{BUDI},,,3,,,,,,", f"mentor,{BUDI},,,4,,,,,,")
    ((row, column, _),) = faults(folder)
    assert (row, column) == (3, "kind")


def test_the_template_names_every_column(tmp_path: Path) -> None:
    write_guides_template(tmp_path / "empty.xlsx", "en")
    assert read(tmp_path / "empty.xlsx") == ()
