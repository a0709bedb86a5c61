"""Every numbered rule that is kept or broken while something is lived: kept, broken or unknown, with measure and article.

``planner.rules`` holds what a plan may contain; this room what becomes of it. Whatever is a rule of plans too is asked of
that room; what an agency may change is read from the parameters ``duty.*`` and those that they name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from competency_models.parameters import ParametersAt
from planner.activities import Phase
from planner.duties import coaching, communities, general, guiding, law, stages, stays, yearly
from planner.duties.case import PREFIX, Case
from planner.duties.facts import Authors, Facts, Guidance
from planner.duties.messages import MENDS
from planner.rules import RuleCheck

__all__ = [
    "DUTIES",
    "MENDS",
    "OF_PLANS",
    "PREFIX",
    "About",
    "Authors",
    "Duty",
    "Facts",
    "Guidance",
    "check_duties",
    "in_force",
]


class About(StrEnum):
    """What a duty is held against."""

    LAW = "law"
    ACTIVITY = "activity"
    COMMUNITY = "community"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Duty:
    """A rule's check: it yields one answer, or none where the rule does not bind."""

    about: About
    check: Callable[[Case], Iterator[RuleCheck]]


def _about(about: About, **checks: Callable[[Case], Iterator[RuleCheck]]) -> Mapping[str, Duty]:
    return {rule: Duty(about, check) for rule, check in checks.items()}


DUTIES: Mapping[str, Duty] = MappingProxyType(
    dict(
        sorted(
            {
                **_about(
                    About.LAW,
                    r02=law.forms_of_model,
                    r03=law.social_forms,
                    r04=law.forms_of_model,
                    r05=law.no_numeric_share,
                ),
                **_about(
                    About.ACTIVITY,
                    r01=general.model_allowed,
                    r06=general.certificate,
                    r07=coaching.need_validated,
                    r08=guiding.coach,
                    r09=guiding.mentor,
                    r10=general.participant,
                    r11=stays.intern,
                    r12=stays.duration,
                    r13=stays.basis,
                    r14=stays.host,
                    r15=stages.staged,
                    r16=stays.days_spent,
                    r17=stays.watched,
                    r18=stays.failure,
                    r19=stays.model,
                    r20=stays.exchanged,
                    r21=stays.exchange,
                    r22=stages.staged,
                    r29=stages.staged,
                    r30=coaching.meetings,
                    r31=coaching.by_week,
                    r32=coaching.ten_steps,
                    r33=coaching.reassessed,
                    r34=coaching.evaluations,
                    r35=coaching.own_unit,
                    r36=guiding.approved_by_superior,
                ),
                **_about(
                    About.COMMUNITY,
                    r23=communities.proposal,
                    r24=communities.by_role,
                    r25=communities.experience,
                    r26=communities.material,
                    r27=communities.discussion,
                    r28=communities.recapitulated,
                ),
                **_about(
                    About.PLAN,
                    q5=yearly.continuous,
                    q6=yearly.complete_plan,
                    q7=yearly.two_analyses,
                    q8=yearly.two_hands,
                    q9=yearly.fields,
                ),
            }.items(),
            key=lambda named: (named[0][0] != "r", named[0]),
        )
    )
)
"""Every duty by its rule: 1 to 36 of the circular, then Q5 to Q9 of the yearly plan."""


OF_PLANS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "r01": ("consideration",),
        "r11": ("eligibility",),
        "r12": ("duration",),
        "r20": ("eligibility",),
        "r21": ("duration",),
        "q6": ("within_year", "budget"),
    }
)
"""Duties that ask rules of plans, by name: an approval that set one of those aside set the duty aside too."""


def in_force(parameters_at: ParametersAt, about: Iterable[About]) -> tuple[str, ...]:
    """The rules about something that have a value on the day, in their order."""
    known, wanted = set(parameters_at.names()), set(about)
    return tuple(rule for rule, duty in DUTIES.items() if duty.about in wanted and PREFIX + rule in known)


def check_duties(facts: Facts, *about: About) -> tuple[RuleCheck, ...]:
    """Hold the duties about something against the facts, in the order of the rules.

    Of a cancelled activity nothing is asked; after a failure only what follows from it.
    """
    found = (
        check
        for rule in in_force(facts.context.parameters_at, about)
        if _binds(rule, facts)
        for check in DUTIES[rule].check(Case(rule, facts))
    )
    return tuple(found)


_FAILED = frozenset({Phase.FAILED_EXCUSED, Phase.FAILED_BARRED, Phase.FAILED_EVALUATED})
_AFTER_FAILURE = frozenset({"r01", "r10", "r11", "r13", "r18", "r20"})
"""What still binds once somebody failed; what was to come is not owed any more."""


def _binds(rule: str, facts: Facts) -> bool:
    activity, value = facts.activity, facts.context.parameters_at[PREFIX + rule]
    if DUTIES[rule].about is not About.ACTIVITY:
        return value is not False
    if activity is None or activity.phase is Phase.CANCELLED:
        return False
    if activity.phase in _FAILED and rule not in _AFTER_FAILURE:
        return False
    return not value["forms"] or activity.form in value["forms"]
