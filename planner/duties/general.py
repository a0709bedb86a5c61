"""Duties of every activity: its model, its participant, its certificate (SE 07/SE/KM/2023, F, L.III, M)."""

from __future__ import annotations

from collections.abc import Iterator

from planner.activities import OPEN, Phase
from planner.duties.case import Case
from planner.rules import RuleCheck


def model_allowed(case: Case) -> Iterator[RuleCheck]:
    """Rule 1: the activity stands in a model that its form has and that the consideration allows (F)."""
    yield case.as_planned("consideration")


def certificate(case: Case) -> Iterator[RuleCheck]:
    """Rule 6: who passed has an electronic certificate and the JP that the form converts to (M)."""
    facts = case.facts
    if facts.activity is None:
        return
    form = facts.context.forms_at.get(facts.activity.form)
    if facts.activity.phase in OPEN:
        yield case.unknown("no_result_yet")
    elif facts.activity.phase is not Phase.PASSED:
        yield case.met()
    elif facts.certified is None or facts.grants is None:
        yield case.unknown("certificate_unread")
    elif not facts.certified:
        yield case.broken("no_certificate")
    elif not facts.grants and form is not None and form.conversion is not None:
        yield case.broken("no_jp")
    else:
        yield case.met()


def participant(case: Case) -> Iterator[RuleCheck]:
    """Rule 10: an employee of the agency with an assessed gap, poor performance, or talent potential (L.III)."""
    facts = case.facts
    potential = facts.context.person.potential
    talented = None if potential is None else str(potential) in case.value["potential"]
    performance = facts.context.person.performance
    poor = performance is not None and str(performance) in case.value["performance"]
    if talented or poor or (facts.gap and facts.assessed):
        yield case.met()
    elif facts.gap is None or not facts.assessed:
        yield case.unknown("not_assessed")
    elif talented is None:
        yield case.unknown("potential_unrecorded")
    else:
        yield case.broken("no_reason_to_learn")
