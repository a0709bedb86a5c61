"""What the papers of a stage and their fields must look like, and every way in which they do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.activity_stages import FieldKind
from catalog.value_shapes import Shape, fault_at, is_list, text, truth
from competency_models.errors import Fault
from competency_models.parameters import DatedValue

CHOSEN = (FieldKind.CHOICE, FieldKind.SCORE)
"""Kinds of fields that are answered by one of several choices."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DOCUMENT = ("key", "id", "en", "contents", "repeats")
_FIELD = ("key", "id", "en", "kind", "required", "choices")
_STEP = ("key", "id", "en")
_NAMED = "Give key, id and en."


def _key(value: Any) -> bool:
    # Keys stand in addresses and in the names of a form's fields.
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def _step(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() == set(_STEP) and all(map(text, value.values()))


def steps(value: Any) -> bool:
    """Two or more choices, each with a key of its own and both texts."""
    if not isinstance(value, tuple) or len(value) < 2 or not all(map(_step, value)):
        return False
    return len({one["key"] for one in value}) == len(value)


SHAPES: Mapping[str, tuple[Shape, str]] = {
    "key": (_key, "Use small letters, digits and underscores, at most 40."),
    "id": (text, _NAMED),
    "en": (text, _NAMED),
    "contents": (is_list, "Give a list of fields, or leave it out for a paper that is brought as a file."),
    "repeats": (truth, "Use true or false."),
    "required": (truth, "Use true or false."),
    "choices": (steps, "Give two or more, each with a key of its own, id and en."),
}
"""What each part of a document or field must be, and how to mend it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where faults are looked for: a document of a stage, or ``field`` of it."""

    dated: DatedValue
    name: str
    stage: str
    document: str = ""
    field: str = ""


def faults_of_documents(
    dated: DatedValue, name: str, stage: str, documents: Iterable[Mapping[str, Any]]
) -> Iterator[Fault]:
    """Yield every fault of a stage's papers."""
    keys = [str(one.get("key", "?")) for one in documents]
    for key, one in zip(keys, documents, strict=True):
        place = _Place(dated, name, stage, key)
        yield from _shapes(place, one)
        yield from _of_document(place, one)
    for key in _twice(keys):
        place = _Place(dated, name, stage, key)
        yield _at(place, "The document {document} stands twice in the stage {stage}.", "Keep one of them.")


def _shapes(place: _Place, found: Mapping[str, Any]) -> Iterator[Fault]:
    for key, value in found.items():
        if key in SHAPES and not SHAPES[key][0](value):
            problem = "{key} is malformed in the document {document} of the stage {stage}."
            if place.field:
                problem = "{key} is malformed in the field {field} of the document {document}."
            yield _at(place, problem, SHAPES[key][1], key=key)


def _of_document(place: _Place, document: Mapping[str, Any]) -> Iterator[Fault]:
    for key in _STEP:
        if key not in document:
            yield _at(place, "The document {document} of the stage {stage} lacks {key}.", _NAMED, key=key)
    for key in document.keys() - set(_DOCUMENT):
        problem, remedy = "The document {document} has an unknown field {key}.", "Use one of: {choices}."
        yield _at(place, problem, remedy, key=key, choices=", ".join(_DOCUMENT))
    if document.get("repeats") is True and not document.get("contents"):
        problem = "The document {document} repeats, but has no contents."
        yield _at(place, problem, "Give its contents, or leave repeats out.")
    contents = document.get("contents", ())
    if is_list(contents):
        yield from _of_contents(place, contents)


def _of_contents(place: _Place, contents: Iterable[Any]) -> Iterator[Fault]:
    keys = []
    for one in contents:
        if not isinstance(one, Mapping):
            yield _at(place, "A field of the document {document} has no names.", _NAMED)
            continue
        keys.append(str(one.get("key", "?")))
        here = _Place(place.dated, place.name, place.stage, place.document, keys[-1])
        yield from _shapes(here, one)
        yield from _of_field(here, one)
    for key in _twice(keys):
        problem = "The field {key} stands twice in the document {document}."
        yield _at(place, problem, "Keep one of them.", key=key)


def _of_field(place: _Place, field: Mapping[str, Any]) -> Iterator[Fault]:
    for key in _STEP:
        if key not in field:
            yield _at(place, "The field {field} of the document {document} lacks {key}.", _NAMED, key=key)
    for key in field.keys() - set(_FIELD):
        problem = "The field {field} of the document {document} has an unknown field {key}."
        yield _at(place, problem, "Use one of: {choices}.", key=key, choices=", ".join(_FIELD))
    kind = field.get("kind", FieldKind.LONG)
    if kind not in tuple(FieldKind):
        problem = "The field {field} of the document {document} has an unknown kind {kind}."
        yield _at(place, problem, "Use one of: {choices}.", kind=kind, choices=", ".join(FieldKind))
    elif kind == FieldKind.CHOICE and "choices" not in field:
        yield _at(place, "The field {field} of the document {document} offers no choices.", "Add them.")
    elif kind not in CHOSEN and "choices" in field:
        problem = "The field {field} of the document {document} has choices, but its kind is {kind}."
        yield _at(place, problem, "Use the kind choice or score, or leave the choices out.", kind=kind)


def _at(place: _Place, problem: str, remedy: str, /, **params: object) -> Fault:
    known = {"stage": place.stage, "document": place.document, "field": place.field}
    return fault_at(place.dated, place.name, problem, remedy, **known, **params)


def _twice(keys: list[str]) -> list[str]:
    return sorted({key for key in keys if keys.count(key) > 1})
