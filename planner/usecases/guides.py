"""The register of coaches and mentors: kept by officers, confidentiality undertaken by the guides themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from competency_models.parameters import ParametersAt
from planner.access import Actor, Capability, may
from planner.errors import Forbidden, NotFound, Unfit
from planner.errors.guides import StaleGuide
from planner.guide_register import KnownCodes, faults_of
from planner.guides import Guide
from planner.ports import Clock, Decision, TableReport, UnitOfWork
from planner.usecases.change import find_person


def add_guide(
    uow: UnitOfWork, actor: Actor, guide: Guide, known: KnownCodes, at: ParametersAt, clock: Clock
) -> Guide:
    """Enter a coach or mentor; its id is ignored, and the name of an employee is the one of their record.

    Raises Forbidden, NotFound for an employee whom the actor does not see, Unfit with every fault, GuideTaken.
    """
    with uow:
        if not may(actor, Capability.GUIDE_MANAGE):
            raise Forbidden
        if guide.nip is not None:
            guide = replace(guide, name=find_person(uow, actor, guide.nip).name, organisation="")
        if faults := faults_of(guide, known, at, clock.today()):
            raise Unfit(faults)
        stored = replace(guide, version=1)
        stored = replace(stored, id=uow.guides.add(stored))
        uow.decisions.add([guide_decision(actor, stored, "add", clock)])
        uow.commit()
    return stored


def change_guide(
    uow: UnitOfWork, actor: Actor, guide: Guide, known: KnownCodes, at: ParametersAt, clock: Clock
) -> Guide:
    """Store an entry made from the version that it names; who it is about stays, whatever it says.

    Raises Forbidden, NotFound, StaleGuide, Unfit with every fault.
    """
    with uow:
        if not may(actor, Capability.GUIDE_MANAGE):
            raise Forbidden
        before = _found(uow, guide.id)
        if guide.version != before.version:
            raise StaleGuide(guide.version, before.version)
        after = replace(guide, kind=before.kind, nip=before.nip, version=before.version + 1)
        if before.nip is not None:
            after = replace(after, name=before.name, organisation=before.organisation)
        if faults := faults_of(after, known, at, clock.today()):
            raise Unfit(faults)
        uow.guides.change(after)
        uow.decisions.add([guide_decision(actor, after, "change", clock)])
        uow.commit()
    return after


def import_guides(uow: UnitOfWork, actor: Actor, guides: Sequence[Guide], clock: Clock) -> TableReport:
    """Add who is new to the register, change what differs, leave what the file does not mention; one row of the log.

    Employees are known again by NIP, who comes from outside by name and organisation. The entries were checked when
    they were read. Raises Forbidden.
    """
    with uow:
        if not may(actor, Capability.GUIDE_MANAGE):
            raise Forbidden
        stored = {_key(one): one for one in uow.guides.all()}
        names = {
            nip: person.name
            for nip, person in uow.people.many([one.nip for one in guides if one.nip]).items()
        }
        own = [replace(one, name=names[one.nip], organisation="") if one.nip else one for one in guides]
        new = [one for one in own if _key(one) not in stored]
        differing = []
        for one in own:
            before = stored.get(_key(one))
            if before and replace(one, id=before.id, version=before.version) != before:
                differing.append(replace(one, id=before.id, version=before.version + 1))
        uow.guides.add_all(new)
        uow.guides.change_all(differing)
        mentioned = {_key(one) for one in guides}
        same = len(guides) - len(new) - len(differing)
        report = TableReport(len(new), len(differing), same, len(stored.keys() - mentioned))
        uow.decisions.add([_imported(actor, report, clock)])
        uow.commit()
    return report


def undertake_confidentiality(uow: UnitOfWork, actor: Actor, guide_id: int, clock: Clock) -> Guide:
    """Undertake, as the guide oneself, to keep what is told in confidence (SE 07/SE/KM/2023, L.I.4, L.II.3).

    Raises NotFound for somebody else's entry. Saying it again changes nothing.
    """
    with uow:
        before = uow.guides.get(guide_id)
        if before is None or before.nip is None or before.nip != actor.nip:
            raise NotFound("guide", guide_id)
        if before.confidential_since is not None:
            return before
        after = replace(before, confidential_since=clock.today(), version=before.version + 1)
        uow.guides.change(after)
        uow.decisions.add([guide_decision(actor, after, "undertake", clock)])
        uow.commit()
    return after


def guide_decision(actor: Actor, guide: Guide, move: str, clock: Clock) -> Decision:
    """The log row of a change in the register."""
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="guide",
        subject_id=str(guide.id),
        move=move,
        version=guide.version,
        detail={
            "kind": guide.kind.value,
            "capacity": guide.capacity,
            "active": guide.active,
            "confidential": guide.confidential_since is not None,
            "competencies": dict(guide.competencies),
            "units": sorted(guide.units),
        },
    )


def _key(guide: Guide) -> tuple[str, ...]:
    return (guide.kind, guide.nip) if guide.nip else (guide.kind, "", guide.name, guide.organisation)


def _imported(actor: Actor, report: TableReport, clock: Clock) -> Decision:
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="guide",
        subject_id="register",
        move="import",
        detail={"added": report.added, "changed": report.changed, "left": report.left},
    )


def _found(uow: UnitOfWork, guide_id: int) -> Guide:
    found = uow.guides.get(guide_id)
    if found is None:
        raise NotFound("guide", guide_id)
    return found
