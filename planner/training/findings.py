"""What the gate, a card and the weekly figures have to say: one code, its fields, and the sentence in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Code(StrEnum):
    """What was found; ``TEXTS`` says each in words."""

    LEAK = "leak"
    TOO_FEW = "too_few"
    NOT_BETTER = "not_better"
    NOT_CALIBRATED = "not_calibrated"
    TOO_FEW_TO_CALIBRATE = "too_few_to_calibrate"
    HARMS_QUALITY = "harms_quality"
    HARMS_CHANCES = "harms_chances"
    HARMS_PLACES = "harms_places"
    LIMIT_TAKEN_ONLY = "limit_taken_only"
    LIMIT_SMALL_GROUPS = "limit_small_groups"
    LIMIT_CLOSING = "limit_closing"
    LIMIT_NO_PREFERENCES = "limit_no_preferences"
    LIMIT_NOT_COMPARED = "limit_not_compared"
    LIMIT_DEFAULT = "limit_default"
    DRIFT_CALIBRATION = "drift_calibration"
    DRIFT_OVERRIDES = "drift_overrides"
    DRIFT_COVERAGE = "drift_coverage"
    DRIFT_DEFAULT = "drift_default"


_C = Code
TEXTS: Mapping[Code, str] = {
    _C.LEAK: "The feature {feature} reads the future: it changes with what happened after the day it is of.",
    _C.TOO_FEW: "Only {rows} held-out outcomes of {people} people: at least {least} are needed to compare.",
    _C.NOT_BETTER: "It is not surely better than the serving one: its loss is {gain} lower ({low} to {high}), not {margin}.",
    _C.NOT_CALIBRATED: "It is not calibrated: what it says of {question} is off by {error}; the line is {limit}.",
    _C.TOO_FEW_TO_CALIBRATE: "Only {rows} outcomes tell whether {question} is calibrated: at least {least} are needed.",
    _C.HARMS_QUALITY: "It harms {kind} {group}: its loss there is higher by {loss} ({low} to {high}); the line is {margin}.",
    _C.HARMS_CHANCES: "It harms {kind} {group}: chances fall by {fall}, yet of {question} more comes true than predicted, "
    "by {more}.",
    _C.HARMS_PLACES: "It harms {kind} {group}: its share of the best places falls by {fall}, yet of {question} more comes "
    "true than predicted, by {more}.",
    _C.LIMIT_TAKEN_ONLY: "It has seen only what people took, not what would have become of what they left.",
    _C.LIMIT_SMALL_GROUPS: "Groups of fewer than {least} people are not told ({groups}): harm to them would not be seen.",
    _C.LIMIT_CLOSING: "Which levels closed is known of only {share} of the completed attempts.",
    _C.LIMIT_NO_PREFERENCES: "Nobody's choices among proposals have taught it yet.",
    _C.LIMIT_NOT_COMPARED: "It was not held against another one on outcomes that neither had seen.",
    _C.LIMIT_DEFAULT: "It has learnt from nothing: its weights are choices of ours.",
    _C.DRIFT_CALIBRATION: "Predictions of {question} were off by {error}; the line is {limit}.",
    _C.DRIFT_OVERRIDES: "Officers changed {share} of what was proposed; the line is {line}.",
    _C.DRIFT_COVERAGE: "Plans used {share} of the catalogue; the line is {line}.",
    _C.DRIFT_DEFAULT: "The default ranker made {share} of the plans; the line is {line}.",
}
"""The sentence of each finding: a message id with the fields of the finding."""

WORDS: Mapping[str, str] = {
    "completion": "completion",
    "closing": "closing of levels",
    "unit": "unit",
    "generation": "generation",
    "sex": "sex",
    "status": "employment status",
    "grade": "grade",
    "men": "men",
    "women": "women",
}
"""Fields that are words themselves, as message ids."""


SHARES = frozenset({"share", "line"})
"""Fields that are told in percent."""


class Reader(Protocol):
    """What words a message and a figure in a reader's language."""

    def __call__(self, msgid: str, /, **params: object) -> str:
        """The message with its fields filled."""
        ...

    def number(self, value: float, decimals: int = 0) -> str:
        """A figure with the language's separators."""
        ...

    def percent(self, share: float) -> str:
        """A share in 0…1 as percent."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A code and the fields of its sentence; ``name`` tells it from every other one, as ``harms_quality sex=2``."""

    code: Code
    params: tuple[tuple[str, str | int | float], ...] = ()

    @property
    def name(self) -> str:
        """The code with what it is about: a question, a feature, or a group."""
        fields = dict(self.params)
        if "group" in fields:
            return f"{self.code} {fields['kind']}={fields['group']}"
        about = fields.get("question") or fields.get("feature")
        return f"{self.code} {about}" if about else str(self.code)


def found(code: Code, **params: str | int | float) -> Finding:
    """A finding with its fields."""
    return Finding(code, tuple(params.items()))


def say(finding: Finding, reader: Reader) -> str:
    """The finding in the reader's language."""
    fields = {name: _field(name, value, reader) for name, value in finding.params}
    return reader(TEXTS[finding.code], **fields)


def _field(name: str, value: str | int | float, reader: Reader) -> str:
    if isinstance(value, str):
        return reader(WORDS[value]) if value in WORDS else value
    return reader.percent(value) if name in SHARES else reader.number(value, 3)
