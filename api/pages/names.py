"""Names, figures and sentences about the agency's things in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from api.i18n import Translator
from api.pages.citations import cite
from api.pages.log_words import ACTOR_NAMES
from api.pages.words import RULE_UNITS
from api.reasons import family_name, sentence, what_would
from api.worlds import Known
from planner.journey import Alternative, Item, Reason
from planner.ports import Decision, ImportEntry, Read
from planner.rules import RuleCheck, Verdict

Name = Callable[[str], str]
NO_FIGURE = "–"
_FLOORS = frozenset({"jp_min"})
"""Rules whose limit is always a least value."""


class Names:
    """Looks names up by code: ``names.solution("S-001")``. A code stands for itself where the thing is gone."""

    def __init__(self, known: Known, t: Translator) -> None:
        self.t = t
        self.known = known
        self.solution = _lookup(known.solutions, t.name)
        self.competency = _lookup(known.competencies, t.name)
        self.job = _lookup(known.jobs, t.name)
        self.form = _lookup(known.world.forms, t.name)
        self.unit = _lookup(known.units, lambda unit: str(unit.name))
        self.person = _lookup(known.people, lambda person: str(person.name))
        self._fields: Mapping[str, Name] = {
            "solution": self.solution,
            "requires": self.solution,
            "competency": self.competency,
            "form": self.form,
            "limit": lambda key: t(key),
        }

    def fields(self, params: Mapping[str, object]) -> dict[str, object]:
        """Prepare a message's fields: codes become names, figures and days are written in the language."""
        return {key: self._field(key, value) for key, value in params.items()}

    def say(self, reason: Reason) -> str:
        """Say a reason."""
        params = self.fields(dict(reason.params))
        return self.t(reason.code, **params)

    def why(self, item: Item) -> str:
        """Say in one sentence why an item is there."""
        return sentence(self.known, item, self.t)

    def first_if(self, other: Alternative) -> str:
        """Say what would have put an alternative first."""
        return what_would(self.known, other, self.t)

    def family(self, name: str) -> str:
        """Name a family of features."""
        return family_name(name, self.t)

    def mend(self, check: RuleCheck) -> str:
        """Say how to mend what a rule found."""
        return self.t(check.mend, **self.fields(check.params))

    def figure(self, rule: str, value: float | None) -> str:
        """Write what a rule measured, or its limit, in the rule's unit."""
        if value is None:
            return NO_FIGURE
        match RULE_UNITS.get(rule):
            case "rupiah":
                return self.t.rupiah(value)
            case "percent":
                return self.t.number(value, 1) + " %"
            case None:
                return self.t.number(value, 1)
            case unit:
                return f"{self.t.number(value, 1)} {self.t(unit)}"

    def limit(self, check: RuleCheck) -> str:
        """Write a rule's limit and which way it binds."""
        return bound(check, self.figure(check.rule, check.limit), self.t)

    def cite(self, reference: str) -> str:
        """Write a citation in the reader's language."""
        return cite(reference, self.t)

    def _field(self, key: str, value: object) -> object:
        match value:
            case date():
                return self.t.date(value)
            case bool():
                return value
            case int() | float():
                return self.t.number(value, 1)
            case str() if key in self._fields:
                return self._fields[key](value)
        return value


def bound(check: RuleCheck, figure: str, t: Translator) -> str:
    """Say that a limit is a least or a most value: what is met lies on the lawful side of it, what is broken does not."""
    above = (check.measured or 0.0) > (check.limit or 0.0)
    below = (check.measured or 0.0) < (check.limit or 0.0)
    least = check.rule in _FLOORS or (above if check.verdict is Verdict.PASS else below)
    return t("at least {value}", value=figure) if least else t("at most {value}", value=figure)


def _lookup(known: Mapping[str, Any], name: Callable[[Any], str]) -> Name:
    return lambda code: name(known[code]) if code in known else code


def actor_name(row: Decision | Read | ImportEntry, t: Translator) -> str:
    """Say who acted: an account by its user name, the program and the command line in the reader's language."""
    own = ACTOR_NAMES.get(row.actor, "") if getattr(row, "actor_id", None) is None else ""
    return t(own) or row.actor
