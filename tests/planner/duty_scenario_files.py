"""Scenarios of the duties: one YAML file a rule in tests/scenarios_duties, read into facts.

A file has ``cites`` and ``certainty`` of its rule (a case may have others), perhaps further keys that all its cases
share, and ``cases``. A case has a ``name`` and what it ``expect``s: a verdict (``none`` where the rule does not bind) and perhaps
``measured``, ``limit`` and ``mend`` in English. Facts, each optional:

``today``, ``day`` of the law, ``law`` (values laid over ours by name), ``person``, ``job_class``, ``consideration``,
``solutions``, ``barred_forms``, ``lifts``; ``item`` of the plan (``closes`` are code, from, to; ``null`` where nobody knows
it) and ``others`` beside it, ``state`` of the plan; ``activity`` with ``phase``, ``done`` (stages, or stages with their days,
or all), ``papers`` (stages whose papers are filled, or all), ``answers`` (fields by key with another text, "" for none) and
``stages`` (fields of stages that are others); ``guides``, ``assessed``, ``gap``, ``reassessed``, ``certified``, ``rows`` of
the ledger (granted as they are given, ``jp`` planted over it), ``community`` with ``meetings``, ``units``, ``jp_year``,
``authors``, ``standards``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from catalog import ledger
from catalog.activity_stages import Document, Doer, FieldKind
from catalog.forms import Form, Forms
from catalog.solutions import Bucket, LearningSolution
from competency_models.framework import CompetencyKind, Lift
from competency_models.parameters import Parameters
from competency_models.people import OrgUnit, Performance, Person, Potential, Status
from planner.activities import Activity, EvidenceFile, FilledPaper, Phase, Task
from planner.activities.start import stages_of, tasks_of
from planner.duties import Authors, Facts, Guidance
from planner.guides import Guide, GuideKind
from planner.journey import Closes, Consideration, Item, Journey, Stage, State
from planner.quota import JpYear
from planner.regulations import standard_forms, standard_parameters
from planner.rules import RuleContext
from tests.planner.duty_scenario_communities import community_of, grants_of

FOLDER = Path(__file__).parents[1] / "scenarios_duties"
DAY = date(2027, 6, 1)
NIP, SUPERIOR = "199001012015011001", "198001012005011001"
KINDS = {"T.01": CompetencyKind.TECHNICAL, "M.01": CompetencyKind.MANAGERIAL}
_FILE = {"cites", "certainty", "cases"}
_CASE = {
    *("name", "expect", "cites", "certainty", "today", "day", "law", "person", "job_class", "consideration"),
    *(
        "solutions",
        "barred_forms",
        "lifts",
        "item",
        "others",
        "activity",
        "guides",
        "assessed",
        "gap",
        "state",
        "reassessed",
    ),
    *("certified", "rows", "community", "units", "jp_year", "authors", "standards"),
}
_ACTIVITY = {"form", "starts", "ends", "phase", "done", "papers", "answers", "stages", "offering"}


@dataclass(frozen=True)
class Scenario:
    rule: str
    case: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.rule}: {self.case['name']}"

    def facts(self) -> Facts:
        case = self.case
        text, today = yaml.safe_dump(case.get("law", {})), case.get("today", DAY)
        parameters, forms = _law(text)
        at, forms_at = parameters.at(case.get("day", DAY)), _forms_at(text, case.get("day", DAY))
        item, others = _item(case, forms_at), tuple(_other(own, forms_at) for own in case.get("others", ()))
        activity = _activity(case, item, forms_at)
        solutions = {
            code: LearningSolution(code, code, **own) for code, own in case.get("solutions", {}).items()
        }
        person = _person(case.get("person", {}))
        context = RuleContext(
            person=person,
            job_class=case.get("job_class", "ahli_pertama"),
            year=today.year,
            consideration=case.get("consideration", "gap"),
            parameters_at=at,
            forms_at=forms_at,
            solutions=solutions,
            offerings={},
            lifts_of=_lifts(case.get("lifts", ())),
            requires_of={},
            proven={},
            completed=frozenset(),
            barred_forms=frozenset(case.get("barred_forms", ())),
        )
        law = ledger.Law(parameters, forms)
        items = (*([item] if item else []), *others)
        reassessed = case.get("reassessed")
        community, meetings, grants = community_of(case.get("community"), law, NIP)
        return Facts(
            context=context,
            today=today,
            law=law,
            journey=Journey(
                1,
                NIP,
                today.year,
                Consideration(context.consideration),
                State(case.get("state", "active")),
                1,
                items,
                items,
            ),
            item=item,
            activity=activity,
            kinds=KINDS,
            assessed=case.get("assessed"),
            gap=case.get("gap"),
            reassessed=None if reassessed is None else tuple(reassessed),
            guidance={GuideKind(kind): _guidance(kind, own) for kind, own in case.get("guides", {}).items()},
            grants=grants_of(case.get("rows"), law, NIP) if community is None else grants,
            certified=case.get("certified"),
            community=community,
            meetings=meetings,
            units={code: OrgUnit(code, code, above) for code, above in case.get("units", {}).items()},
            jp_year=_jp_year(today, case["jp_year"]) if "jp_year" in case else None,
            authors=Authors(**case["authors"]) if "authors" in case else None,
            standards=frozenset(case["standards"]) if "standards" in case else None,
        )


def scenarios(folder: Path = FOLDER) -> Iterator[Scenario]:
    for path in sorted(folder.glob("*.yaml")):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        common = {key: value for key, value in read.items() if key != "cases"}
        for case in read["cases"]:
            known = _CASE | _FILE
            assert {*case, *common} <= known, f"{path.name}: {({*case, *common}) - known}"
            yield Scenario(path.stem.lower(), common | case)


@cache
def _law(text: str) -> tuple[Parameters, Forms]:
    """The law, with values laid over ours; a value may bring its own reference and certainty."""
    over = yaml.safe_load(text)
    if not over:
        return standard_parameters(), standard_forms()
    told = {
        name: {"values": [{"from": date(2027, 1, 1), "reference": "Kepka 1/2027", "certainty": "S", **own}]}
        for name, own in over.items()
    }
    with TemporaryDirectory() as place:
        (Path(place) / "own.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
        parameters = standard_parameters(Path(place))
        return parameters, Forms(parameters)


@cache
def _forms_at(text: str, day: date) -> Mapping[str, Form]:
    return _law(text)[1].at(day)


def _person(own: Mapping[str, Any]) -> Person:
    return Person(
        nip=NIP,
        name="Contoh",
        unit="U",
        job="J",
        status=Status(own.get("status", "PNS")),
        supervisor=own.get("supervisor", SUPERIOR),
        target_job=own.get("target_job"),
        performance=Performance(own["performance"]) if "performance" in own else None,
        potential=Potential(own["potential"]) if "potential" in own else None,
        scarce_skill=own.get("scarce_skill", False),
    )


def _lifts(rows: Any) -> dict[str, tuple[Lift, ...]]:
    found: dict[str, tuple[Lift, ...]] = {}
    for row in rows:
        found[row[0]] = (*found.get(row[0], ()), Lift(*row))
    return found


def _item(case: Mapping[str, Any], forms: Mapping[str, Form]) -> Item | None:
    lived = case.get("activity", {})
    own = case.get("item", {})
    if own is None or (not lived and not own):
        return None
    days = {key: lived[key] for key in ("form", "starts", "ends") if key in lived}
    return _other({**days, "offering": lived.get("offering"), **own}, forms)


def _other(own: Mapping[str, Any], forms: Mapping[str, Form]) -> Item:
    form = forms.get(own["form"])
    buckets = form.buckets("pupr") if form else ()
    starts = own.get("starts", date(2027, 3, 1))
    return Item(
        solution=own.get("solution", "S"),
        offering=own.get("offering"),
        starts=starts,
        ends=own.get("ends", starts + timedelta(days=27)),
        form=own["form"],
        bucket=Bucket(own["bucket"]) if "bucket" in own else buckets[0] if buckets else Bucket.FORMAL,
        hours=10.0,
        jp=own.get("jp", 0.0),
        cost=own.get("cost", 0),
        stage=Stage.PEMULA,
        success=0.5,
        closes=tuple(Closes(row[0], row[1], row[2], 1.0) for row in own.get("closes", ())),
    )


def _activity(case: Mapping[str, Any], item: Item | None, forms: Mapping[str, Form]) -> Activity | None:
    own = case.get("activity")
    if own is None:
        return None
    assert own.keys() <= _ACTIVITY, own.keys() - _ACTIVITY
    planned = item or _other({**own, "closes": ()}, forms)
    tasks = tasks_of(planned, stages_of(planned, forms, ()))
    phase = Phase(own.get("phase", "running"))
    changed = datetime.combine(planned.starts, datetime.min.time(), ledger.Zone.WIB.info)
    return Activity(
        id=1,
        journey=1,
        nip=NIP,
        solution=planned.solution,
        form=planned.form,
        starts=planned.starts,
        ends=planned.ends,
        phase=phase,
        version=1,
        changed_at=changed,
        tasks=tuple(_lived(replace(task, id=place), own) for place, task in enumerate(tasks, 1)),
    )


def _lived(task: Task, own: Mapping[str, Any]) -> Task:
    key, done = task.stage.key, own.get("done", ())
    other = dict(own.get("stages", {}).get(key, {}))
    if "doer" in other:
        other["doer"] = Doer(other["doer"])
    stage = replace(task.stage, **other)
    finished = None
    if done == "all" or key in done:
        day = done[key] if isinstance(done, Mapping) else task.due
        finished = datetime.combine(day, datetime.min.time(), ledger.Zone.WIB.info) + timedelta(hours=9)
    papers: tuple[FilledPaper, ...] = ()
    if own.get("papers") == "all" or key in own.get("papers", ()):
        moment = finished or datetime(2027, 1, 4, tzinfo=ledger.Zone.WIB.info)
        papers = tuple(
            FilledPaper(document.key, _rows(document, task, own.get("answers", {})), moment, "x")
            for document in stage.documents
            if document.contents
        )
    files: tuple[EvidenceFile, ...] = ()
    return replace(task, stage=stage, finished_at=finished, papers=papers, files=files)


def _rows(document: Document, task: Task, answers: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    """One row with every required field; as many as there are answers where one field has a list of them."""
    count = max((len(value) for value in answers.values() if isinstance(value, list)), default=1)
    rows = []
    for place in range(count if document.repeats else 1):
        row = {}
        for field in document.contents:
            given = answers.get(field.key, _default(field.kind, field, task))
            text = given[place % len(given)] if isinstance(given, list) else given
            if str(text):
                row[field.key] = str(text)
        rows.append(row)
    return tuple(rows)


def _default(kind: FieldKind, field: Any, task: Task) -> str:
    if not field.required:
        return ""
    match kind:
        case FieldKind.DATE:
            return task.due.isoformat()
        case FieldKind.NUMBER:
            return "1"
        case FieldKind.CHOICE | FieldKind.SCORE:
            return str(field.choices[0].key)
    return "Terisi."


def _guidance(kind: str, own: Mapping[str, Any]) -> Guidance:
    guide = Guide(
        id=1,
        kind=GuideKind(kind),
        nip=own.get("nip", SUPERIOR),
        name=own.get("name", "Budi"),
        organisation="",
        capacity=3,
        managerial_years=own.get("managerial_years", 5),
        technical_years=own.get("technical_years", 5),
        certificate=own.get("certificate", ""),
        confidential_since=own.get("confidential_since", date(2027, 1, 4)),
        available_from=None,
        available_until=None,
        active=True,
        competencies={},
        units=frozenset(),
    )
    return Guidance(guide, own.get("approved"))


def _jp_year(today: date, own: Mapping[str, Any]) -> JpYear:
    days: dict[str, Any] = {
        "first": date(today.year, 1, 1),
        "last": date(today.year, 12, 31),
        "contract": None,
    }
    return JpYear(nip=NIP, year=today.year, **days, **own)
