"""What would be changed in plans, person by person, as a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from api.excel import Column, Sheet
from api.pages.names import Names
from api.pages.words import STATE_NAMES
from api.replan_views import say
from planner.journey import State
from planner.replanning import Changed, Replanned


def replanned_sheet(found: Replanned, names: Names, facts: dict[str, str]) -> Sheet:
    """Everybody's items before and after, and why."""
    t = names.t
    columns = (
        Column("NIP", width=20),
        Column(t("Name"), width=30),
        Column(t("Unit"), width=30),
        Column(t("State"), width=18),
        Column(t("Change"), width=16),
        Column(t("Learning activity"), width=44),
        Column(t("Batch"), width=14),
        Column(t("Start"), "date", 12),
        Column(t("End"), "date", 12),
        Column(t("Cost"), "money", 14),
        Column(t("Why"), width=90),
    )
    rows = [*(row for one in found.changed for row in _rows(one, names)), *_whole(found, names)]
    return Sheet(t("Replanning"), columns, rows, facts)


def _rows(one: Changed, names: Names) -> Iterator[tuple[object, ...]]:
    t = names.t
    why = " ".join(say(names.known, why, t) for why in one.why)
    kinds = (
        (t("gives up"), one.removed),
        (t("gets"), one.added),
        (t("keeps"), [item for item in one.items if item in one.journey.items]),
    )
    for kind, items in kinds:
        for item in items:
            what = (names.solution(item.solution), item.offering, item.starts, item.ends, item.cost)
            yield (*_who(one.journey.nip, one.journey.state, names), kind, *what, why)


def _whole(found: Replanned, names: Names) -> Iterator[tuple[object, ...]]:
    t, nothing = names.t, (None,) * 5
    for journey in found.withdrawn:
        yield (*_who(journey.nip, journey.state, names), t("is withdrawn"), *nothing, t("The person left."))
    for one in found.lived:
        why = " ".join(say(names.known, why, t) for why in one.why)
        yield (*_who(one.journey.nip, one.journey.state, names), t("is lived already"), *nothing, why)


def _who(nip: str, state: State, names: Names) -> tuple[str, str, str, str]:
    person = names.known.world.person(nip)
    return nip, person.name, names.unit(person.unit), names.t(STATE_NAMES[state])
