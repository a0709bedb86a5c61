"""The demo's register of coaches and mentors, and who guides the participant of the programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from api.demo.autumn import Autumn, Happening
from api.demo.programme import LIFTS, PROGRAMME
from planner import usecases
from planner.guide_register import new_guide
from planner.guides import Guide, GuideKind

REGISTERED, OFFERED, APPROVED, ACCEPTED = (date(2026, 11, day) for day in (9, 16, 17, 18))
OUTSIDE = ("Ratna Wibisono", "Lembaga coaching (contoh)")
MORE = 3
"""Further coaches and mentors, from among trainers and heads of offices."""


def happenings() -> Iterator[Happening]:
    """What happens, by day."""
    yield REGISTERED, _register
    yield OFFERED, _offer
    yield APPROVED, _approve
    yield ACCEPTED, _accept


def _register(autumn: Autumn) -> None:
    people = autumn.world.agency.people
    own = {name: autumn.actors[name].nip or "" for name in ("coach", "mentor")}
    trainers = [
        one.nip for one in people if one.job.startswith("widyaiswara") and one.nip not in own.values()
    ]
    heads = [one.nip for one in people if one.job == "kepala_balai" and one.nip not in own.values()]
    for nip in (own["coach"], *trainers[-MORE:]):
        _enter(autumn, GuideKind.COACH, nip)
    for nip in (own["mentor"], *heads[:MORE]):
        _enter(autumn, GuideKind.MENTOR, nip)
    _enter(autumn, GuideKind.COACH, None)
    for name in ("coach", "mentor"):
        found = _entry(autumn, name)
        usecases.undertake_confidentiality(autumn.uow, autumn.actors[name], found.id, autumn.clock)


def _enter(autumn: Autumn, kind: GuideKind, nip: str | None) -> None:
    at = autumn.system.law.at(autumn.clock.day)
    known = autumn.system.worlds.within(autumn.uow)
    name, organisation = ("", "") if nip else OUTSIDE
    entry = replace(
        new_guide(kind, nip, name, at, organisation),
        managerial_years=8,
        technical_years=10,
        certificate="" if nip else "Sertifikat coaching 12/2024",
        confidential_since=None if nip else autumn.clock.day,
        competencies={lift.competency: lift.to_level for lift in LIFTS},
    )
    usecases.add_guide(autumn.uow, autumn.actors["clo"], entry, known, at, autumn.clock)


def _offer(autumn: Autumn) -> None:
    programme = next(one for one in autumn.activities.values() if one.solution == PROGRAMME.code)
    for name in ("coach", "mentor"):
        entry = _entry(autumn, name)
        pairs = [(programme.id, entry.id)]
        usecases.offer_matches(autumn.uow, autumn.actors["lo"], entry.kind, pairs, autumn.world, autumn.clock)


def _approve(autumn: Autumn) -> None:
    """Another mentor than the direct superior needs the superior's approval."""
    usecases.approve_by_superior(
        autumn.uow, autumn.actors["atasan"], *_offers(autumn)[GuideKind.MENTOR], autumn.clock
    )


def _accept(autumn: Autumn) -> None:
    at = autumn.system.law.at(autumn.clock.day)
    for number, version in _offers(autumn).values():
        usecases.accept_match(autumn.uow, autumn.actors["coachee"], number, version, at, autumn.clock)


def _entry(autumn: Autumn, name: str) -> Guide:
    (found,) = autumn.uow.guides.of_person(autumn.actors[name].nip or "")
    return found


def _offers(autumn: Autumn) -> Mapping[GuideKind, tuple[int, int]]:
    """Number and version of what was offered for the programme, by kind."""
    rows = autumn.uow.matches.concerning(autumn.actors["coachee"].nip or "")
    own = (row.match for row in rows if autumn.activities[row.match.activity].solution == PROGRAMME.code)
    return {one.kind: (one.id, one.version) for one in own}
