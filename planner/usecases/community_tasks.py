"""What happens to a community happens to its members' activities: tasks are finished, certificates follow the hours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.access import Actor
from planner.activities import Activity, Phase, ready_tasks, with_finished
from planner.certificates import random_code
from planner.communities import Community
from planner.ports import Clock, UnitOfWork
from planner.usecases.certificates import renew

START_STAGES = ("proposal", "verification")
"""Stages of the form that a verified proposal finishes, in their order."""

MEETING_STAGES = (*START_STAGES, "meetings")
"""Stages that the end of the community finishes for those who came."""

RECAP_STAGES = (*START_STAGES, "recap")
"""Stages that a recapitulation finishes; of one that comes back, the first that is open."""


def finish_stages(
    uow: UnitOfWork,
    actor: Actor,
    community: Community,
    nips: Collection[str],
    stages: Collection[str],
    clock: Clock,
) -> None:
    """Finish these stages in the activities that people live through the community; its own row tells of it."""
    if not community.solution or not nips:
        return
    lived = uow.activities.lived_by(community.solution, nips)
    changed = [(one, _finished(one, actor, community, stages, clock)) for one in lived]
    uow.activities.change([after for before, after in changed if after.tasks != before.tasks])


def renew_certificates(
    uow: UnitOfWork, actor: Actor, community: Community, nips: Collection[str], reason: str, clock: Clock
) -> None:
    """Issue anew what certifies other hours than these people now have of the community."""
    if not community.solution or not nips:
        return
    passed = uow.activities.lived_by(community.solution, nips, {Phase.PASSED})
    certified = uow.certificates.holding({one.id for one in passed})
    for nip in sorted({one.nip for one in passed if one.id in certified}):
        renew(uow, actor, nip, reason, clock, random_code)


def _finished(
    before: Activity, actor: Actor, community: Community, stages: Collection[str], clock: Clock
) -> Activity:
    after = before
    for stage in stages:
        ready = [task for task in ready_tasks(after) if task.stage.key == stage]
        for task in ready[:1]:
            after = with_finished(after, task.id, clock.now(), actor.account_id, community.topic)
    return replace(after, version=before.version + 1)
