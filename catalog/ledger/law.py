"""The forms and parameters of every day, read once each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from catalog.forms import Form, Forms
from competency_models.parameters import Parameters, ParametersAt


@dataclass(frozen=True, eq=False, slots=True)
class Law:
    """What counts on which day: an activity is judged by the values of its own first day."""

    parameters: Parameters
    forms: Forms
    _read: dict[date, Mapping[str, Form]] = field(default_factory=dict)

    def at(self, day: date) -> ParametersAt:
        """Return the parameters of a day."""
        return self.parameters.at(day)

    def form(self, key: str, day: date) -> Form | None:
        """Return a form as it stood on a day; None when there was none of that key."""
        return self.forms_at(day).get(key)

    def forms_at(self, day: date) -> Mapping[str, Form]:
        """Return all forms as they stood on a day."""
        if day not in self._read:
            self._read[day] = self.forms.at(day)
        return self._read[day]
