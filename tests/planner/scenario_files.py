"""Scenarios of the rules: one YAML file a rule in tests/scenarios, read into items and their context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.solutions import Bucket, LearningSolution, Offering
from competency_models.framework import Lift
from competency_models.people import Performance, Person, Potential, Status
from planner.journey import Item, Stage
from planner.regulations import standard_forms, standard_parameters
from planner.rules import RuleContext

FOLDER = Path(__file__).parents[1] / "scenarios"
DAY = date(2027, 1, 4)
_KEYS = {
    *(
        "name",
        "person",
        "job_class",
        "consideration",
        "budget",
        "solutions",
        "offerings",
        "lifts",
        "requires",
    ),
    *("proven", "completed", "seats_left", "barred_forms", "items", "cites", "certainty", "expect"),
}


@dataclass(frozen=True)
class Scenario:
    rule: str
    case: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.rule}: {self.case['name']}"

    def context(self, *folders: Path) -> RuleContext:
        case = self.case
        lifts: dict[str, list[Lift]] = defaultdict(list)
        for row in case.get("lifts", ()):
            lifts[row[0]].append(Lift(*row))
        parameters, forms = _standard(folders)
        return RuleContext(
            person=_person(case.get("person", {})),
            job_class=case.get("job_class", "ahli_pertama"),
            year=DAY.year,
            consideration=case.get("consideration", "gap"),
            parameters_at=parameters.at(DAY),
            forms_at=forms.at(DAY),
            solutions=_solutions(case),
            offerings={code: Offering(code, **own) for code, own in case.get("offerings", {}).items()},
            lifts_of={code: tuple(own) for code, own in lifts.items()},
            requires_of={code: tuple(own) for code, own in case.get("requires", {}).items()},
            proven=case.get("proven", {}),
            completed=frozenset(case.get("completed", ())),
            seats_left=case.get("seats_left"),
            budget=case.get("budget"),
            barred_forms=frozenset(case.get("barred_forms", ())),
        )

    def items(self, context: RuleContext) -> tuple[Item, ...]:
        return tuple(_item(own, context) for own in self.case["items"])


def scenarios() -> Iterator[Scenario]:
    for path in sorted(FOLDER.glob("*.yaml")):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in read["cases"]:
            assert case.keys() <= _KEYS, f"{path.name}: {case.keys() - _KEYS}"
            yield Scenario(path.stem, {"cites": read["cites"], "certainty": read["certainty"], **case})


@cache
def _standard(folders: tuple[Path, ...]) -> tuple[Any, Any]:
    return standard_parameters(*folders), standard_forms(*folders)


def _person(own: Mapping[str, Any]) -> Person:
    return Person(
        nip="199001012015011001",
        name="Contoh",
        unit="U",
        job="J",
        status=Status(own.get("status", "PNS")),
        performance=Performance(own["performance"]) if "performance" in own else None,
        potential=Potential(own["potential"]) if "potential" in own else None,
        scarce_skill=own.get("scarce_skill", False),
    )


def _solutions(case: Mapping[str, Any]) -> dict[str, LearningSolution]:
    return {
        code: LearningSolution(code=code, name=code, **own) for code, own in case.get("solutions", {}).items()
    }


def _item(own: Mapping[str, Any], context: RuleContext) -> Item:
    """An item says its model only where its form stands in more than one."""
    solution = context.solutions[own["solution"]]
    form = context.forms_at.get(solution.form)
    bucket = Bucket(own["bucket"]) if "bucket" in own or form is None else form.buckets("pupr")[0]
    return Item(
        solution=solution.code,
        offering=own.get("offering"),
        starts=own["starts"],
        ends=own["ends"],
        form=solution.form,
        bucket=bucket,
        hours=solution.hours,
        jp=0.0,
        cost=solution.cost,
        stage=Stage.PEMULA,
        success=0.5,
    )
