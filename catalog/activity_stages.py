"""The stages through which an activity of a form is lived: who brings what, by when, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from competency_models.parameters import Citation

START = "start"
END = "end"
"""What a deadline may be counted from beside another stage: the first and the last day of the activity."""


class Doer(StrEnum):
    """Who is responsible for a stage."""

    EMPLOYEE = "employee"
    SUPERIOR = "superior"
    UNIT_HEAD = "unit_head"
    HR_UNIT = "hr_unit"
    HOST = "host"
    MENTOR = "mentor"
    COACH = "coach"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    name: str
    name_en: str


class FieldKind(StrEnum):
    """What is written into a field of a paper."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a field offers."""

    key: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a paper. ``choices`` are those of a choice, or the steps of a score from worst to best."""

    key: str
    name: str
    name_en: str
    kind: FieldKind = FieldKind.LONG
    required: bool = True
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of a stage, and the fields that it must contain; ``repeats`` where it is a table of several rows.

    One without fields is brought as a file.
    """

    key: str
    title: Words
    contents: tuple[Field, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: ``days`` after (negative: before) the activity's start or end, or after another stage's deadline."""

    days: int
    since: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ActivityStage:
    """One stage. It may begin when all stages of ``after`` are done.

    ``every_days`` has it repeated at that distance until the activity's last day. ``evidence``: it is done only once
    at least one file was brought.
    """

    key: str
    title: Words
    doer: Doer
    output: Words
    due: Due
    citation: Citation
    after: tuple[str, ...] = ()
    every_days: int | None = None
    documents: tuple[Document, ...] = ()
    evidence: bool = False


def read_stages(
    value: Iterable[Mapping[str, Any]], citation: Citation, scale: Iterable[Mapping[str, str]] = ()
) -> tuple[ActivityStage, ...]:
    """Make the stages of a sound value (``catalog.stage_faults``).

    ``citation`` holds where a stage names none, ``scale`` where a field that is scored names no steps of its own.
    """
    steps = _choices(scale)
    return tuple(_stage(stage, citation, steps) for stage in value)


def due_days(stages: Iterable[ActivityStage], starts: date, ends: date) -> dict[str, tuple[date, ...]]:
    """Return the deadlines of each stage of an activity from ``starts`` to ``ends``; more than one where it repeats."""
    known = {stage.key: stage for stage in stages}
    return {key: _days(stage, known, starts, ends) for key, stage in known.items()}


def _days(
    stage: ActivityStage, known: Mapping[str, ActivityStage], starts: date, ends: date
) -> tuple[date, ...]:
    match stage.due.since:
        case "start":
            base = starts
        case "end":
            base = ends
        case other:
            base = _days(known[other], known, starts, ends)[-1]
    first = base + timedelta(days=stage.due.days)
    if stage.every_days is None:
        return (first,)
    times = max((ends - first).days // stage.every_days, 0) + 1
    return tuple(first + timedelta(days=stage.every_days * n) for n in range(times))


def _stage(raw: Mapping[str, Any], inherited: Citation, scale: tuple[Choice, ...]) -> ActivityStage:
    citation = _citation(raw, inherited)
    return ActivityStage(
        key=raw["key"],
        title=_words(raw["title"]),
        doer=Doer(raw["role"]),
        output=_words(raw["output"]),
        due=Due(raw["due"]["days"], raw["due"]["from"], _citation(raw["due"], citation)),
        citation=citation,
        after=raw.get("after", ()),
        every_days=raw.get("every_days"),
        documents=tuple(_document(one, scale) for one in raw.get("documents", ())),
        evidence=raw.get("evidence", False),
    )


def _citation(raw: Mapping[str, Any], inherited: Citation) -> Citation:
    return Citation(raw["reference"], raw["certainty"]) if "reference" in raw else inherited


def _words(raw: Mapping[str, str]) -> Words:
    return Words(raw["id"], raw["en"])


def _document(raw: Mapping[str, Any], scale: tuple[Choice, ...]) -> Document:
    return Document(
        key=raw["key"],
        title=_words(raw),
        contents=tuple(_field(one, scale) for one in raw.get("contents", ())),
        repeats=raw.get("repeats", False),
    )


def _field(raw: Mapping[str, Any], scale: tuple[Choice, ...]) -> Field:
    kind = FieldKind(raw.get("kind", FieldKind.LONG))
    return Field(
        key=raw["key"],
        name=raw["id"],
        name_en=raw["en"],
        kind=kind,
        required=raw.get("required", True),
        choices=_choices(raw["choices"]) if "choices" in raw else scale if kind is FieldKind.SCORE else (),
    )


def _choices(raw: Iterable[Mapping[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(one["key"], one["id"], one["en"]) for one in raw)
