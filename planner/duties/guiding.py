"""Duties of whoever guides: coaches and mentors (SE 07/SE/KM/2023, L.I, L.II and Lampiran I.2.a): rules 8, 9 and 36."""

from __future__ import annotations

from collections.abc import Iterator

from planner.duties.case import Case, gravest
from planner.duties.facts import Guidance
from planner.guides import GuideKind
from planner.rules import RuleCheck
from planner.rules.checks import joined

NOTHING = "nothing"
"""Where no undertaking of confidentiality is asked for."""


def coach(case: Case) -> Iterator[RuleCheck]:
    """Rule 8: internal or external, experienced in management and the field, bound to confidentiality (L.I)."""
    if _needed(case, GuideKind.COACH):
        yield from _guided(case, GuideKind.COACH)


def mentor(case: Case) -> Iterator[RuleCheck]:
    """Rule 9: the direct superior (L.II), or another where the circular is so read (I.2.a)."""
    found = _of(case, GuideKind.MENTOR)
    if not _needed(case, GuideKind.MENTOR):
        return
    if found is not None and not _leads(case, found) and not case.parameter("guides.mentor_may_be_another"):
        yield case.broken("mentor_no_superior", citation=case.cited("guides.mentor_may_be_another"))
    else:
        yield from _guided(case, GuideKind.MENTOR)


def approved_by_superior(case: Case) -> Iterator[RuleCheck]:
    """Rule 36: a mentor who is not the direct superior needs the superior's approval (I.2.a.2)."""
    found = _of(case, GuideKind.MENTOR)
    asked = case.parameter("guides.superior_approves_another_mentor")
    if not _needed(case, GuideKind.MENTOR):
        return
    if found is None:
        yield case.unknown("no_guide", kind=GuideKind.MENTOR)
    elif _leads(case, found) or found.approved or not asked:
        yield case.met()
    elif found.approved is None:
        yield case.unknown("approval_unrecorded", name=found.guide.name)
    else:
        yield case.broken("not_approved", name=found.guide.name)


def _needed(case: Case, kind: GuideKind) -> bool:
    """Whether the activity has a task for such a guide."""
    activity = case.facts.activity
    return activity is not None and any(task.stage.doer is kind.doer for task in activity.tasks)


def _guided(case: Case, kind: GuideKind) -> Iterator[RuleCheck]:
    found = _of(case, kind)
    if found is None:
        yield case.unknown("no_guide", kind=kind)
    else:
        yield from gravest([*_wanting(case, found), case.met()])


def _wanting(case: Case, found: Guidance) -> Iterator[RuleCheck]:
    guide = found.guide
    if guide.nip is None and not case.parameter("guides.external_allowed")[guide.kind]:
        yield case.broken("from_outside", citation=case.cited("guides.external_allowed"), name=guide.name)
    moment = case.parameter("guides.confidentiality_before")[guide.kind]
    if guide.confidential_since is None and moment != NOTHING:
        yield case.broken("no_undertaking", name=guide.name)
    if not guide.certificate and case.parameter("guides.certificate_required")[guide.kind]:
        yield case.broken(
            "guide_uncertified", citation=case.cited("guides.certificate_required"), name=guide.name
        )
    for name, years in (
        ("guides.managerial_years_min", guide.managerial_years),
        ("guides.technical_years_min", guide.technical_years),
    ):
        least = case.parameter(name)[guide.kind]
        if years < least:
            cited = joined((case.citation, case.cited(name)))
            yield case.broken(
                "inexperienced", float(years), float(least), cited, years=least, name=guide.name
            )


def _of(case: Case, kind: GuideKind) -> Guidance | None:
    return (case.facts.guidance or {}).get(kind)


def _leads(case: Case, found: Guidance) -> bool:
    superior = case.facts.context.person.supervisor
    return superior is not None and found.guide.nip == superior
