"""Duties of a learning community (SE 07/SE/KM/2023, Lampiran F): rules 23 to 28."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from catalog.ledger import Grant, Meeting, Part
from catalog.ledger.tariff import tariff_of
from planner.communities import Community, CommunityMeeting
from planner.community_rules import may_organise
from planner.duties.case import Case, gravest
from planner.recap import recap_due, recap_late
from planner.rules import RuleCheck
from planner.rules.checks import joined, over

FIELDS = ("unit", "background", "topic", "meetings", "target", "members", "schedule")
"""The seven fields of a proposal (F.2.a)."""


def proposal(case: Case) -> Iterator[RuleCheck]:
    """Rule 23: organised by a unit of rank, proposed in seven fields, verified before it meets (F.1.6, F.2)."""
    community = case.facts.community
    if community is None:
        return
    written = float(sum(bool(getattr(community, field)) for field in FIELDS))
    least = float(case.value["contents"])
    checks = [*_rank(case, community), *_verified(case, community)]
    if written < least or not community.signed_by:
        checks.append(case.broken("proposal_incomplete", written, least))
    yield from gravest([*checks, case.met(written, least)])


def _rank(case: Case, community: Community) -> Iterator[RuleCheck]:
    at = case.facts.context.parameters_at
    rank = may_organise(community.unit, case.facts.units or {}, at)
    cited = joined((case.citation, at.citation("community.organiser_unit_depth_max")))
    if rank is None:
        yield case.unknown("rank_unknown", citation=cited)
    elif not rank:
        yield case.broken("rank_too_low", citation=cited)


def _verified(case: Case, community: Community) -> Iterator[RuleCheck]:
    met = case.facts.meetings
    if met is None:
        yield case.unknown("meetings_unread")
    elif met and (community.verified_on is None or _first_day(met) < community.verified_on):
        yield case.broken("met_unverified")


def _first_day(met: Sequence[CommunityMeeting]) -> date:
    return min(one.starts.astimezone(one.zone.info).date() for one in met)


def by_role(case: Case) -> Iterator[RuleCheck]:
    """Rule 24: what the ledger granted for the meetings is what the article gives each role (F.3.a.c)."""
    yield from gravest(_granted(case))


def experience(case: Case) -> Iterator[RuleCheck]:
    """Rule 25: JP by role, and so many meetings a month of one organiser (F.4.a.d-e)."""
    held = Counter(
        (one.starts.astimezone(one.zone.info).year, one.starts.astimezone(one.zone.info).month)
        for one in _held(case)
    )
    yield from gravest([*_granted(case), *_frequency(case, held.values())])


def material(case: Case) -> Iterator[RuleCheck]:
    """Rule 26: JP an item, so many a month of one author, their own work, its quality assured (F.5)."""
    brought: Counter[tuple[str, int, int]] = Counter()
    unsigned = []
    for one in _held(case):
        day = one.starts.astimezone(one.zone.info)
        authors = [own for own in one.attendance if own.part is Part.AUTHOR]
        brought.update((own.nip, day.year, day.month) for own in authors)
        if not one.assured_by or any(not own.original for own in authors):
            unsigned.append(case.broken("material_unassured", title=one.title))
    yield from gravest([*unsigned, *_granted(case), *_frequency(case, brought.values())])


def discussion(case: Case) -> Iterator[RuleCheck]:
    """Rule 27: the circular states no JP; an agency's own figure says that it is its own (F.6)."""
    name = f"community.{case.value['meeting']}.jp"
    cited = case.cited(name)
    if not case.facts.context.parameters_at[name]:
        yield case.unknown("discussion_without_figure")
    elif case.value["silent"] in cited.reference:
        yield case.broken("figure_invented", citation=cited, parameter=name)
    else:
        yield case.met(citation=cited)


def recapitulated(case: Case) -> Iterator[RuleCheck]:
    """Rule 28: a recapitulation at least every so many months (F.7.b)."""
    facts = case.facts
    community, at = facts.community, facts.context.parameters_at
    if community is None:
        return
    limit, cited = float(at["community.recap_months_max"]), case.cited("community.recap_months_max")
    due = recap_due(community, at)
    if due is None:
        yield case.unknown("not_verified", None, limit, cited)
    elif recap_late(community, at, facts.today):
        yield case.broken("recap_late", None, limit, cited, day=due)
    else:
        yield case.met(None, limit, cited)


def _held(case: Case) -> list[CommunityMeeting]:
    kind = Meeting(case.value["meeting"])
    return [one for one in case.facts.meetings or () if one.kind is kind]


def _granted(case: Case) -> Iterator[RuleCheck]:
    facts, kind = case.facts, Meeting(case.value["meeting"])
    if facts.grants is None or facts.law is None or facts.meetings is None:
        yield case.unknown("meetings_unread")
        return
    own = [one for one in facts.grants if one.activity.meeting is kind]
    for one in own:
        yield from _as_stated(case, one)
    lacking = [came for one in _held(case) for came in one.attendance if came.jp_entry is None]
    if lacking:
        yield case.unknown("not_granted", float(len(own)), float(len(own) + len(lacking)), count=len(lacking))
    elif not own:
        yield case.unknown("no_such_meeting")


def _as_stated(case: Case, grant: Grant) -> Iterator[RuleCheck]:
    law = case.facts.law
    tariff = tariff_of(grant.activity, law) if law else None
    if tariff is None or tariff.jp is None:
        yield case.unknown("discussion_without_figure")
        return
    stated = tariff.jp * grant.activity.sessions
    if over(grant.jp, stated) or (over(stated, grant.jp) and not grant.caps):
        yield case.broken("jp_not_as_stated", grant.jp, stated, tariff.citation, title=grant.activity.title)
    else:
        yield case.met(grant.jp, stated, tariff.citation)


def _frequency(case: Case, counts: Iterable[int]) -> Iterator[RuleCheck]:
    name = f"community.{case.value['meeting']}.month_max"
    at = case.facts.context.parameters_at
    most, limit = float(max(counts, default=0)), float(at[name]["times"])
    if over(most, limit):
        yield case.broken("too_often", most, limit, at.citation(name), times=limit)
