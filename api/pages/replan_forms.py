"""The form that says what happened: what was typed, and what it means, or what is wrong by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from api.i18n import Translator
from api.worlds import Known
from competency_models.errors import InputError
from planner.replanning import BatchMoved, BudgetNow, Disturbance, PersonLeft, SeatsNow

KINDS = {
    "": "Nothing new: only look at the plans",
    "cancelled": "A batch is cancelled",
    "seats": "A batch has other seats",
    "moved": "A batch is held on other days",
    "money": "A unit has another budget",
}
"""What can be said on the page to have happened; that somebody left is said on their own page."""
FAULTS = {
    "batch": "There is no such batch; choose one of the list.",
    "seats": "Give the seats as a whole number, 0 or more.",
    "starts": "Give the first day, as year-month-day.",
    "ends": "Give the last day, not before the first one.",
    "unit": "There is no such unit; choose one of the list.",
    "rupiah": "Give whole rupiah, as 40.000.000.",
    "person": "There is no such person, or you may not see them.",
}
LAST_YEAR = 2100
PLACES = {
    "offering": "batch",
    "seats": "seats",
    "starts": "starts",
    "ends": "ends",
    "unit": "unit",
    "rupiah": "rupiah",
    "nip": "person",
}
"""Where on the page a fault of what happened belongs."""
_RUPIAH = re.compile(r"(?:Rp\s*)?(\d{1,3}(?:[.,\s]\d{3})+|\d+)")
T = TypeVar("T")


class Typed(BaseModel):
    """The fields as they were typed; ``person`` is the id of who left, as it stands in addresses."""

    year: str = ""
    kind: str = ""
    batch: str = ""
    seats: str = ""
    starts: str = ""
    ends: str = ""
    unit: str = ""
    rupiah: str = ""
    person: str = ""

    @property
    def asked(self) -> Mapping[str, str]:
        """The fields that say something."""
        return {
            name: value for name, value in self.model_dump().items() if value and name in Typed.model_fields
        }


def read(typed: Typed, known: Known, t: Translator) -> tuple[tuple[Disturbance, ...], Mapping[str, str]]:
    """Return what happened, or what is wrong by the place on the page."""
    form = _Reading(typed, t)
    match typed.kind:
        case "cancelled":
            found: Disturbance | None = form.make(SeatsNow, batch=_one_of(known.offerings), seats=lambda _: 0)
        case "seats":
            found = form.make(SeatsNow, batch=_one_of(known.offerings), seats=_whole)
        case "moved":
            days = {"starts": date.fromisoformat, "ends": date.fromisoformat}
            found = form.make(BatchMoved, batch=_one_of(known.offerings), **days)
        case "money":
            found = form.make(BudgetNow, unit=_one_of(known.units), rupiah=_rupiah)
        case "left":
            found = form.make(PersonLeft, person=lambda text: known.nip_of[text])
        case _:
            found = None
    return (found,) if found else (), form.faults


def year_of(typed: Typed, this_year: int) -> int:
    """The year of the plans: what was typed, or this year where that is none to plan for."""
    year = int(typed.year) if typed.year.isdecimal() else this_year
    return year if this_year <= year <= LAST_YEAR else this_year


def faults_by_place(error: InputError, t: Translator) -> Mapping[str, str]:
    """Say what is wrong with what happened, by the place on the page."""
    return {
        PLACES.get(
            fault.column, "kind"
        ): f"{t(fault.problem, **fault.params)} {t(fault.remedy, **fault.params)}"
        for fault in error.faults
    }


class _Reading:
    def __init__(self, typed: Typed, t: Translator) -> None:
        self.typed = typed
        self.t = t
        self.faults: dict[str, str] = {}

    def make(self, kind: Callable[..., Disturbance], **fields: Callable[[str], object]) -> Disturbance | None:
        values = [self._field(name, reader) for name, reader in fields.items()]
        return None if self.faults else kind(*values)

    def _field(self, name: str, reader: Callable[[str], T]) -> T | None:
        try:
            return reader(getattr(self.typed, name).strip())
        except (ValueError, KeyError):
            self.faults[name] = self.t(FAULTS[name])
            return None


def _one_of(known: Mapping[str, object]) -> Callable[[str], str]:
    def read_code(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return read_code


def _whole(text: str) -> int:
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def _rupiah(text: str) -> int:
    found = _RUPIAH.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(re.sub(r"\D", "", found[1]))
