"""The form of an entry of the register: what was typed, and the entry, or what is wrong by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from pydantic import BaseModel

from api.i18n import Translator
from planner.errors import Unfit
from planner.guides import Guide, GuideKind

NOT_WHOLE = "Give a whole number."
NOT_A_DAY = "Give a day, as year-month-day."
NOT_LEVELS = "Write each competency with its level, as M.01:4; put commas or lines between them."
NOT_A_KIND = "Choose coach or mentor."
FAULTS = (NOT_WHOLE, NOT_A_DAY, NOT_LEVELS, NOT_A_KIND)
_LEVEL = re.compile(r"([^\s:;,]+)\s*:\s*(\d)")


class Typed(BaseModel):
    """The fields as they were typed."""

    kind: str = "coach"
    nip: str = ""
    name: str = ""
    organisation: str = ""
    capacity: str = ""
    managerial_years: str = "0"
    technical_years: str = "0"
    certificate: str = ""
    confidential_since: str = ""
    available_from: str = ""
    available_until: str = ""
    active: str = ""
    competencies: str = ""
    units: str = ""
    version: str = "1"


def read(typed: Typed, t: Translator, guide_id: int = 0) -> tuple[Guide | None, Mapping[str, str]]:
    """Return the entry, or what cannot be read by field."""
    faults: dict[str, str] = {}

    def field(name: str, kind: Callable[[str], object], fault: str) -> object:
        try:
            return kind(getattr(typed, name).strip())
        except ValueError:
            faults[name] = t(fault)
            return None

    values = {
        name: field(name, int, NOT_WHOLE) for name in ("capacity", "managerial_years", "technical_years")
    }
    days = ("confidential_since", "available_from", "available_until")
    values |= {name: field(name, _day, NOT_A_DAY) for name in days}
    values |= {"kind": field("kind", GuideKind, NOT_A_KIND), "version": field("version", int, NOT_WHOLE)}
    values["competencies"] = field("competencies", _levels, NOT_LEVELS)
    if faults:
        return None, faults
    texts = {name: getattr(typed, name).strip() for name in ("name", "organisation", "certificate")}
    own = values | texts | {"units": frozenset(_codes(typed.units)), "active": bool(typed.active)}
    return Guide(id=guide_id, nip=typed.nip.strip() or None, **own), {}  # type: ignore[arg-type]


def typed_of(guide: Guide) -> Typed:
    """Fill the form with an entry."""
    days = {
        name: day.isoformat() if (day := getattr(guide, name)) else ""
        for name in ("confidential_since", "available_from", "available_until")
    }
    return Typed(
        kind=guide.kind.value,
        nip=guide.nip or "",
        name=guide.name,
        organisation=guide.organisation,
        capacity=str(guide.capacity),
        managerial_years=str(guide.managerial_years),
        technical_years=str(guide.technical_years),
        certificate=guide.certificate,
        active="1" if guide.active else "",
        competencies=levels_text(guide),
        units=", ".join(sorted(guide.units)),
        version=str(guide.version),
        **days,
    )


def levels_text(guide: Guide) -> str:
    """Write the levels of an entry as the form takes them."""
    return ", ".join(f"{code}:{level}" for code, level in sorted(guide.competencies.items()))


def faults_by_field(refusal: Unfit, t: Translator) -> Mapping[str, str]:
    """Say what is wrong, by field; several faults of one field in one text."""
    found: dict[str, str] = {}
    for fault in refusal.faults:
        text = t(fault.msgid, **fault.params) if fault.params else t(fault.msgid)
        found[fault.field] = f"{found[fault.field]} {text}" if fault.field in found else text
    return found


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _levels(text: str) -> dict[str, int]:
    parts = [part for part in re.split(r"[,;\n]", text) if part.strip()]
    found = {}
    for part in parts:
        pair = _LEVEL.fullmatch(part.strip())
        if pair is None:
            raise ValueError(part)
        found[pair[1]] = int(pair[2])
    return found


def _codes(text: str) -> list[str]:
    return [code for part in re.split(r"[,;\n]", text) if (code := part.strip())]
