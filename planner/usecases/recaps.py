"""Reading what a community's meetings granted, and whose rows a reader is shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from planner.access import Actor
from planner.communities import RecapRow
from planner.community_rules import sees_members
from planner.ports import UnitOfWork
from planner.recap import recap_rows
from planner.usecases.community_change import Looked


def recap_of(uow: UnitOfWork, communities: Collection[int], since: date, until: date) -> tuple[RecapRow, ...]:
    """Add up what the meetings of some communities granted from ``since`` to ``until``, as it stands in the ledger."""
    grants = tuple(uow.communities.grants(communities, since, until).values())
    people = uow.people.many({grant.activity.nip for grant in grants})
    return recap_rows(grants, {nip: one.name for nip, one in people.items()}, since, until)


def members_seen(actor: Actor, looked: Looked, nips: Collection[str]) -> frozenset[str]:
    """Those of the people whom the actor sees in a community: all who run or verify it, other members themselves."""
    own = frozenset(nips)
    return own if sees_members(actor, looked.community, looked.own_unit) else own & {actor.nip or ""}
