"""What the stores and the agency say of activities, plans and communities, gathered as the facts that duties look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from catalog.ledger import Entry, Grant, Law, standing_grants
from competency_models.framework import CompetencyKind
from competency_models.gaps import EvidenceState
from competency_models.people import Source
from planner.activities import Activity
from planner.approval import Move
from planner.by_hand import rule_context
from planner.certificates import stands_for
from planner.communities import Community, CommunityMeeting
from planner.duties import Authors, Facts, Guidance
from planner.guides import Answer, Guide, GuideKind
from planner.journey import Consideration, Journey
from planner.ports import Decision, UnitOfWork
from planner.quota import jp_year
from planner.rules import RuleContext
from planner.world import World

APPROVAL = "approval"
"""The stage of the own unit's mentoring in which the superior agrees to the mentor (I.2.a.2)."""
BY_TALENT_UNIT = frozenset({Source.ASSESSMENT_CENTRE, Source.TEST})
"""What assesses anew; nobody's own word, nor the superior's."""
_DRAFTING = frozenset({Move.DRAFT, Move.EDIT, Move.SUBMIT})


@dataclass(frozen=True, eq=False)
class Ground:
    """An agency as it is laid out for plans of a year, with the law of every day; ``law_day`` is the day of judgement.

    None judges every activity by the law of its own first day, or today's where that is yet to come.
    """

    world: World
    law: Law
    today: date
    law_day: date | None = None

    def context(self, journey: Journey, taken: Mapping[str, int], starts: date | None = None) -> RuleContext:
        """What the rules look at, by the law of the day on which they judge."""
        own = rule_context(self.world, journey, taken)
        day = self.law_day or (min(starts, self.today) if starts else self.today)
        return replace(own, parameters_at=self.law.at(day), forms_at=self.law.forms_at(day))

    @cached_property
    def kinds(self) -> Mapping[str, CompetencyKind]:
        """The kinds of the competencies by code."""
        return {one.code: one.kind for one in self.world.agency.competencies}

    @cached_property
    def standards(self) -> frozenset[str]:
        """The jobs that have a competency standard."""
        return frozenset(line.job for line in self.world.agency.standards)


@dataclass(frozen=True, slots=True)
class Record:
    """What the stores hold of some activities and their plans."""

    grants: Mapping[str, tuple[Grant, ...]]
    certified: frozenset[int]
    guides: Mapping[int, Guide]
    approved: Mapping[tuple[int, GuideKind], bool]
    authors: Mapping[int, Authors]
    assessed_on: Mapping[str, tuple[date, ...]]

    @classmethod
    def of(
        cls,
        uow: UnitOfWork,
        activities: Sequence[Activity],
        journeys: Collection[int],
        entries: Mapping[str, tuple[Entry, ...]],
        world: World,
    ) -> Record:
        """Read everything, in a number of queries that does not depend on how many activities there are."""
        numbers = [one.id for one in activities]
        histories = uow.decisions.each_of("journey", [str(number) for number in journeys])
        return cls(
            grants={nip: standing_grants(rows) for nip, rows in entries.items()},
            certified=uow.certificates.holding(numbers),
            guides={guide.id: guide for guide in uow.guides.all()} if activities else {},
            approved=_approved(uow, numbers),
            authors={int(number): authors_of(rows) for number, rows in histories.items()},
            assessed_on=_assessed_on(world, {one.nip for one in activities}),
        )


def facts_of_activity(
    ground: Ground, record: Record, taken: Mapping[str, int], journey: Journey, lived: Activity
) -> Facts:
    """The facts of one activity."""
    item = next((one for one in journey.items if one.solution == lived.solution), None)
    grants = tuple(own for own in record.grants.get(lived.nip, ()) if stands_for(own, lived))
    return replace(
        facts_of_plan(ground, record, taken, journey, starts=lived.starts),
        item=item,
        activity=lived,
        reassessed=record.assessed_on.get(lived.nip, ()),
        guidance=_guidance(record, lived),
        grants=grants,
        certified=lived.id in record.certified,
    )


def facts_of_plan(
    ground: Ground, record: Record, taken: Mapping[str, int], journey: Journey, starts: date | None = None
) -> Facts:
    """The facts of one yearly plan."""
    context = ground.context(journey, taken, starts)
    world, person = ground.world, context.person
    gaps = world.gaps(Consideration.GAP)
    missing = world.gaps(journey.consideration).gap[world.people[person.nip]]
    states = gaps.evidence_state[gaps.row_index[person.nip]]
    grants = record.grants.get(person.nip, ())
    return Facts(
        context=context,
        today=ground.today,
        law=ground.law,
        journey=journey,
        kinds=ground.kinds,
        assessed=bool((states == EvidenceState.VALID).any()),
        gap=any(item.closes for item in journey.items) or bool(missing.any()),
        jp_year=jp_year(person, context.job_class, journey.year, grants, [journey], context.parameters_at),
        authors=record.authors.get(journey.id),
        standards=ground.standards,
    )


def facts_of_community(
    ground: Ground,
    community: Community,
    meetings: Iterable[CommunityMeeting],
    grants: Mapping[int, Grant],
    context: RuleContext,
) -> Facts:
    """The facts of one community; ``grants`` are those of its meetings, by row of the ledger."""
    held = tuple(one for one in meetings if one.community == community.id)
    rows = [own.jp_entry for one in held for own in one.attendance if own.jp_entry is not None]
    return Facts(
        context=context,
        today=ground.today,
        law=ground.law,
        grants=tuple(grants[row] for row in rows if row in grants),
        community=community,
        meetings=held,
        units={unit.code: unit for unit in ground.world.agency.units},
    )


def authors_of(history: Sequence[Decision]) -> Authors:
    """Who had the last hand in drafting a plan before its latest approval, and who approved it."""
    approvals = [place for place, row in enumerate(history) if row.move == Move.APPROVE]
    if not approvals:
        return Authors(None, None)
    before = history[: approvals[-1]]
    hands = [row.actor_id for row in before if row.move in _DRAFTING and row.actor_id is not None]
    return Authors(hands[-1] if hands else None, history[approvals[-1]].actor_id)


def _approved(uow: UnitOfWork, activities: Sequence[int]) -> Mapping[tuple[int, GuideKind], bool]:
    found = uow.matches.accepted(activities)
    histories = uow.decisions.each_of("match", [str(one.id) for one in found])
    return {
        (one.activity, one.kind): any(row.move == Answer.APPROVE for row in histories.get(str(one.id), ()))
        for one in found
    }


def _assessed_on(world: World, nips: Collection[str]) -> Mapping[str, tuple[date, ...]]:
    found: dict[str, set[date]] = defaultdict(set)
    for one in world.agency.assessments:
        if one.nip in nips and one.source in BY_TALENT_UNIT:
            found[one.nip].add(one.assessed_on)
    return {nip: tuple(sorted(days)) for nip, days in found.items()}


def _guidance(record: Record, lived: Activity) -> Mapping[GuideKind, Guidance]:
    agreed = any(task.finished_at for task in lived.tasks if task.stage.key == APPROVAL)
    found: dict[GuideKind, Guidance] = {}
    for party in lived.parties:
        guide = record.guides.get(party.guide)
        if guide is not None and guide.kind.doer is party.doer:
            said = record.approved.get((lived.id, guide.kind))
            found[guide.kind] = Guidance(guide, approved=True if agreed else said)
    return found
