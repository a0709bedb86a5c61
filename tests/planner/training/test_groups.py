"""Who is in which group: read from what the agency keeps, and never guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.training.groups import GroupKind, Groups
from tests.planner.training.made_gate import PARAMETERS, UNITS, people

PEOPLE = people(12)
GRADES = {f"J{n}": f"grade {n}" for n in range(4)}


def found(kind: GroupKind, groups: Groups) -> dict[str, list[int]]:
    """Rows of the members by key."""
    rows = zip(groups.kinds, groups.keys, groups.members, strict=True)
    return {key: np.flatnonzero(members).tolist() for own, key, members in rows if own is kind}


def test_everybody_is_in_one_group_of_each_kind() -> None:
    groups = Groups.of(PEOPLE, UNITS, GRADES, PARAMETERS)
    for kind in GroupKind:
        together = sorted(row for rows in found(kind, groups).values() for row in rows)
        assert together == list(range(12)), kind
    assert found(GroupKind.STATUS, groups)["PPPK"] == [0, 5, 10]
    assert found(GroupKind.SEX, groups)["women"] == [1, 3, 5, 7, 9, 11]


def test_a_unit_holds_the_people_below_it_and_the_whole_agency_is_no_group() -> None:
    units = (UNITS[0], replace(UNITS[1], parent="U1"), *UNITS[2:])
    groups = found(GroupKind.UNIT, Groups.of(PEOPLE, units, GRADES, PARAMETERS))
    assert groups["U0"] == [0, 1]
    assert groups["U1"] == [0, 1, 2, 3]
    assert "U" not in groups


def test_a_sex_that_the_number_does_not_tell_is_not_guessed() -> None:
    first = replace(PEOPLE[0], nip=PEOPLE[0].nip[:14] + "9" + PEOPLE[0].nip[15:])
    groups = Groups.of((first, *PEOPLE[1:]), UNITS, GRADES, PARAMETERS)
    assert 0 not in {row for rows in found(GroupKind.SEX, groups).values() for row in rows}


def test_what_holds_everybody_or_nobody_is_no_group() -> None:
    alike = tuple(replace(one, unit="U0", job="?") for one in PEOPLE[:1])
    assert len(Groups.of(alike, UNITS, GRADES, PARAMETERS)) == 0
