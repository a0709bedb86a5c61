"""Which learning solutions can stand in nobody's plan, whoever it is, and how that is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.forms import Form
from planner.agency import Agency
from planner.journey import Reason
from planner.solution_table import bucket_of

MODEL_OPEN = "{name} is never planned: its form may stand in the models {models}. Write one of them in its column bucket."
MODEL_NONE = "{name} is never planned: its form stands in no model of 70:20:10. Give it another form."
LIFTS_NONE = "{name} is never planned: it lifts no competency. Give it rows in the table lifts."


def never_planned(agency: Agency, forms: Mapping[str, Form], scheme: str) -> Iterator[tuple[str, Reason]]:
    """Yield code and mend of each solution that no plan can hold: no model of ``scheme``, or nothing that it lifts.

    ``forms`` are those in force. An agency's files may hold such a solution, so that it is told and not refused.
    """
    lifting = {lift.solution for lift in agency.lifts}
    for solution in agency.solutions:
        form = forms.get(solution.form)
        models = form.buckets(scheme) if form is not None else ()
        about = ("name", solution.name)
        if bucket_of(solution, forms, scheme) < 0:
            open_to = ("models", ", ".join(models))
            yield (
                solution.code,
                Reason(MODEL_OPEN, 0.0, (about, open_to)) if models else Reason(MODEL_NONE, 0.0, (about,)),
            )
        elif solution.code not in lifting:
            yield solution.code, Reason(LIFTS_NONE, 0.0, (about,))
