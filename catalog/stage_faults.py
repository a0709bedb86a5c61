"""What the stages of a form must look like, and every way in which they do not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any

from catalog.activity_stages import END, START, Doer
from catalog.document_faults import faults_of_documents
from catalog.value_shapes import Shape, fault_at, mapping, one_of, text, texts, truth, whole
from competency_models.errors import Fault
from competency_models.parameter_files import CERTAINTIES
from competency_models.parameters import DatedValue, Parameter

_NEEDED = ("key", "title", "role", "output", "due")
_TWO_TEXTS = mapping({"id": text, "en": text})


def _days(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _due(value: Any) -> bool:
    asked = isinstance(value, Mapping) and {"days", "from"} <= value.keys() <= {"days", "from", *_CITED}
    return asked and _days(value["days"]) and text(value["from"]) and _cited(value)


def _documents(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, Mapping) for one in value)


def _cited(value: Mapping[str, Any]) -> bool:
    # A reference without its certainty, or the other way round, says nothing.
    return ("reference" in value) == ("certainty" in value)


_CITED = ("reference", "certainty")
_TWO = "Give both texts, id and en."
SHAPES: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "key": (text, "Give it a short name of its own."),
        "title": (_TWO_TEXTS, _TWO),
        "role": (one_of(tuple(Doer)), "Name who is responsible."),
        "output": (_TWO_TEXTS, _TWO),
        "due": (_due, "Give days (a whole number) and from (start, end or the key of a stage)."),
        "after": (texts, "List the keys of the stages that come first."),
        "every_days": (whole, "Give a whole number above 0."),
        "documents": (_documents, "Give a list, each with key, id and en."),
        "evidence": (truth, "Use true or false."),
        "reference": (text, "Write where it stands."),
        "certainty": (one_of(CERTAINTIES), "Use one of: S, V, A2, A, M, D."),
    }
)
"""Every field of a stage: what it must be, and how to mend it."""


def same_as(stages: Any) -> str | None:
    """Return the form whose stages hold here too (``[{same_as: coaching}]``); None where they are written out."""
    alone = isinstance(stages, tuple) and len(stages) == 1 and isinstance(stages[0], Mapping)
    return str(stages[0]["same_as"]) if alone and stages[0].keys() == {"same_as"} else None


def faults_of_stages(parameter: Parameter, written_out: Collection[str] = ()) -> Iterator[Fault]:
    """Yield every fault of every dated list of stages, with file, line and stage.

    ``written_out`` names the forms whose stages another may refer to.
    """
    for dated in parameter.values:
        stages = dated.value
        if other := same_as(stages):
            if other not in written_out:
                problem = "The stages are to be those of {other}, which writes none out."
                yield fault_at(
                    dated, parameter.name, problem, "Use one of: {choices}.", **_forms(other, written_out)
                )
            continue
        if not isinstance(stages, tuple) or not stages or not all(isinstance(one, Mapping) for one in stages):
            problem, remedy = "The stages must be a list of one or more.", "Begin each with its key."
            yield fault_at(dated, parameter.name, problem, remedy)
            continue
        faults = [fault for stage in stages for fault in _of_one(parameter.name, dated, stage)]
        yield from faults or _of_order(parameter.name, dated, stages)


def _forms(other: str, written_out: Collection[str]) -> dict[str, str]:
    return {"other": other, "choices": ", ".join(sorted(written_out))}


def _of_one(name: str, dated: DatedValue, stage: Mapping[str, Any]) -> Iterator[Fault]:
    key = str(stage.get("key", "?"))
    for field in _NEEDED:
        if field not in stage:
            problem = "The stage {stage} lacks the field {field}."
            yield fault_at(dated, name, problem, "Add it.", stage=key, field=field)
    for field, value in stage.items():
        if field not in SHAPES:
            problem, remedy = "The stage {stage} has an unknown field {field}.", "Use one of: {choices}."
            yield fault_at(dated, name, problem, remedy, stage=key, field=field, choices=", ".join(SHAPES))
        elif field == "role" and value not in tuple(Doer):
            problem, remedy = "The stage {stage} has an unknown role {value}.", "Use one of: {choices}."
            yield fault_at(dated, name, problem, remedy, stage=key, value=value, choices=", ".join(Doer))
        elif not SHAPES[field][0](value):
            problem = "The field {field} of the stage {stage} is malformed."
            yield fault_at(dated, name, problem, SHAPES[field][1], stage=key, field=field)
        elif field == "documents":
            yield from faults_of_documents(dated, name, key, value)
    if not _cited(stage):
        problem, remedy = "The stage {stage} is cited by halves.", "Give both reference and certainty."
        yield fault_at(dated, name, problem, remedy, stage=key)


def _of_order(name: str, dated: DatedValue, stages: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    keys = [stage["key"] for stage in stages]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield fault_at(dated, name, "The stage {stage} stands there twice.", "Keep one of them.", stage=key)
    waits = {stage["key"]: _before(stage) for stage in stages}
    unknown = sorted(
        {(key, other) for key, before in waits.items() for other in before if other not in waits}
    )
    for key, other in unknown:
        problem = "The stage {stage} follows {other}, which is no stage of this form."
        yield fault_at(dated, name, problem, "Mend the key.", stage=key, other=other)
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        path = " → ".join(reversed(error.args[1]))
        problem, remedy = "The stages wait for each other in a circle: {path}.", "Let one of them go first."
        yield fault_at(dated, name, problem, remedy, path=path)


def _before(stage: Mapping[str, Any]) -> set[str]:
    return {*stage.get("after", ()), stage["due"]["from"]} - {START, END}
