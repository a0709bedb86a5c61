"""Scenarios of the JP ledger: one YAML file a rule in tests/scenarios_jp, read into activities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from catalog.ledger import Activity, Law, Meeting, Part, Zone
from competency_models.people import Person, Status
from planner.regulations import standard_forms, standard_parameters

FOLDER = Path(__file__).parents[1] / "scenarios_jp"
RULES = (*(f"J{number:02}" for number in range(1, 19)), *(f"Q{number}" for number in range(1, 5)))
DAY = date(2027, 1, 4)
LAW = Law(standard_parameters(), standard_forms())
NIP = "199001012015011001"
_COMMON = {"cites", "certainty", "person", "form"}
_KEYS = {*_COMMON, "name", "job_class", "before", "activity", "entries", "planned", "expect"}


@dataclass(frozen=True)
class Scenario:
    rule: str
    case: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.rule}: {self.case['name']}"

    @property
    def person(self) -> Person:
        own = self.case.get("person", {})
        status, contract = Status(own.get("status", "PNS")), own.get("contract_starts")
        return Person(nip=NIP, name="Contoh", unit="U", job="J", status=status, contract_starts=contract)

    @property
    def job_class(self) -> str:
        return str(self.case.get("job_class", "ahli_pertama"))

    def activities(self, key: str) -> tuple[Activity, ...]:
        return tuple(self._activity(own) for own in self.case.get(key, ()))

    def activity(self) -> Activity:
        return self._activity(self.case["activity"])

    def _activity(self, own: Mapping[str, Any]) -> Activity:
        zone = Zone(own.get("zone", "WIB"))
        typed: dict[str, Any] = {"title": "Contoh", "form": self.case.get("form"), **own, "zone": zone}
        for name in ("starts", "ends"):
            typed[name] = datetime.fromisoformat(str(own[name])).replace(tzinfo=zone.info)
        for name, kind in (("part", Part), ("meeting", Meeting)):
            if name in own:
                typed[name] = kind(own[name])
        return Activity(nip=NIP, **typed)


def scenarios(folder: Path = FOLDER) -> Iterator[Scenario]:
    for path in sorted(folder.glob("*.yaml")):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        common = {key: read[key] for key in _COMMON & read.keys()}
        assert read.keys() <= {*_COMMON, "cases"}, path.name
        for case in read["cases"]:
            assert case.keys() <= _KEYS, f"{path.name}: {case.keys() - _KEYS}"
            yield Scenario(path.stem, common | case)
