"""Groups of people that no model may harm: they are for audits only, and never features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from competency_models.generations import generation_of
from competency_models.parameters import ParametersAt
from competency_models.people import OrgUnit, Person
from planner.gap_map import subtree
from planner.problem import Bools

SEX_DIGIT = 14
"""Where a NIP tells the sex, counted from 0: 1 is a man, 2 a woman."""


class GroupKind(StrEnum):
    """By what people are grouped. A grade is the class of the job held (ahli muda, pengawas …)."""

    UNIT = "unit"
    GENERATION = "generation"
    SEX = "sex"
    STATUS = "status"
    GRADE = "grade"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """``G`` groups of ``P`` people: kind, key and name of each, and ``members`` (G, P). Groups of units overlap."""

    kinds: tuple[GroupKind, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    members: Bools

    @classmethod
    def of(
        cls,
        people: Sequence[Person],
        units: Sequence[OrgUnit],
        job_class: Mapping[str, str],
        parameters: ParametersAt,
    ) -> Groups:
        """All groups of the people: each unit with those below it, and everybody by each other kind.

        A unit that holds everybody is no group. Whose sex the NIP does not tell is in no group of sex.
        """
        told: dict[GroupKind, list[tuple[str, str]]] = {
            GroupKind.GENERATION: [_generation(person, parameters) for person in people],
            GroupKind.SEX: [_twice(_sex(person)) for person in people],
            GroupKind.STATUS: [_twice(person.status.value) for person in people],
            GroupKind.GRADE: [_twice(job_class.get(person.job, "")) for person in people],
        }
        rows = [
            (kind, key, name, np.array([one == (key, name) for one in own], dtype=np.bool_))
            for kind, own in told.items()
            for key, name in sorted(set(own))
            if key
        ]
        every = [*_units(people, units), *rows]
        kinds, keys, names, members = zip(*every, strict=True) if every else ((), (), (), ())
        return cls(kinds, keys, names, np.array(members, dtype=np.bool_).reshape(-1, len(people)))


def _units(people: Sequence[Person], units: Sequence[OrgUnit]) -> list[tuple[GroupKind, str, str, Bools]]:
    place = {unit.code: row for row, unit in enumerate(units)}
    own = np.array([place[person.unit] for person in people], dtype=np.int64)
    members = subtree(units)[:, own]
    return [
        (GroupKind.UNIT, unit.code, unit.name, members[row])
        for row, unit in enumerate(units)
        if members[row].any() and not members[row].all()
    ]


def _generation(person: Person, parameters: ParametersAt) -> tuple[str, str]:
    own = generation_of(person.birth_year, parameters)
    return own.key, own.name


def _sex(person: Person) -> str:
    digit = person.nip[SEX_DIGIT : SEX_DIGIT + 1]
    return digit if digit in ("1", "2") else ""


def _twice(key: str) -> tuple[str, str]:
    return key, key
