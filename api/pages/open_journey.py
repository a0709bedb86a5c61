"""One journey with everything that its pages show, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fastapi import Request
from starlette.responses import HTMLResponse

from api.deps import SignedIn, translator_of
from api.i18n import Translator
from api.pages.names import Names
from api.pages.render import page
from api.pages.views_journey import Change, compare, plain, totals
from api.pages.views_review import Choices
from api.pages.views_timeline import today_line
from api.pages.words import DRAFT_ANEW, MOVE_BUTTONS, UNPLANNED_NAMES, Button
from api.reach import note_reads
from api.replan_views import told_causes
from api.schemas import told_checks, told_set_aside
from api.system import System
from api.worlds import Known
from competency_models.people import Person
from planner.access import Actor, Capability, may, sees
from planner.activities import Activity
from planner.approval import Move, possible_moves
from planner.errors import NotFound
from planner.journey import Journey, State
from planner.overrides import SEATS, SetAside
from planner.ports import Decision
from planner.rules import TITLES, RuleCheck, Verdict
from planner.unplanned import mend_text
from planner.usecases.refusing import OPEN_TO_WISHES, REFUSE

_ASKED_FOR_REASON = {State.RETURNED, State.DECLINED}
WAITING = {
    State.REQUESTED: "A learning officer will look at your request and draft the plan.",
    State.DRAFTED: "This is a draft. A learning officer is still working on it.",
    State.IN_REVIEW: "The plan is in review. Nothing holds until it is approved.",
    State.APPROVED: "The plan is approved. Start it when you are ready.",
}
_FIRST = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)
_OPEN_TO_OFFICERS = {State.REQUESTED, State.DRAFTED, State.IN_REVIEW, State.RETURNED}


@dataclass(frozen=True, eq=False)
class OpenJourney:
    """A journey that the actor may see, its person, rule checks and history; its activities by solution, once started."""

    actor: Actor
    journey: Journey
    person: Person
    known: Known
    checks: tuple[RuleCheck, ...]
    history: tuple[Decision, ...]
    taken: Mapping[str, int]
    lived: Mapping[str, Activity]

    @property
    def mine(self) -> bool:
        """Whether the reader is the person planned for."""
        return self.actor.nip == self.person.nip

    @property
    def own(self) -> bool:
        """Whether the reader may not decide: it is their own plan or request."""
        return self.mine or (
            self.journey.requested_by is not None and self.journey.requested_by == self.actor.account_id
        )

    @property
    def reviewed_here(self) -> bool:
        """Whether the reader works on the plan, rather than reads it."""
        return may(self.actor, Capability.JOURNEY_REVIEW) and self.journey.state in _OPEN_TO_OFFICERS

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What the reader may do with it now."""
        return possible_moves(self.actor, self.person, self.journey)

    def set_aside(self, row: Decision) -> list[SetAside]:
        """Return the rules that a decision set aside, as far as the reader is told of them."""
        return told_set_aside(self.actor, row)

    def replanned(self, row: Decision, t: Translator) -> list[str]:
        """Say why replanning changed the plan, as far as the reader is told of it."""
        return told_causes(self.known, self.actor, row, t)

    @property
    def unwanted(self) -> Mapping[str, str]:
        """Items that the employee would rather not take, by solution, with their reasons."""
        return {str(row.detail["solution"]): row.reason for row in self.history if row.move == REFUSE}

    @property
    def overrides(self) -> bool:
        """Whether the reader may approve it although a rule is broken."""
        broken = any(check.verdict is Verdict.FAIL and check.rule != SEATS for check in self.checks)
        return broken and Move.APPROVE in self.moves and may(self.actor, Capability.JOURNEY_OVERRIDE)

    @property
    def buttons(self) -> Sequence[Button]:
        """The moves that have a button."""
        buttons = MOVE_BUTTONS | ({Move.DRAFT: DRAFT_ANEW} if self.journey.items else {})
        return [button for move, button in buttons.items() if move in self.moves]


def open_journey(system: System, who: SignedIn, journey_id: int) -> OpenJourney:
    """Read a journey, and note that it was looked at.

    Raises NotFound alike where there is none and where the actor may not see it.
    """
    with system.open(write=False) as uow:
        journey = uow.journeys.get(journey_id)
        if journey is None:
            raise NotFound("journey", journey_id)
        this_year = system.clock.today().year
        known = system.worlds.within(uow, max(journey.year, this_year))
        person = known.people.get(journey.nip)
        if person is None or not sees(who.actor, person):
            raise NotFound("journey", journey_id)
        checked = journey.items and journey.year >= this_year
        checks = system.check_items(uow, journey) if checked else ()
        history = uow.decisions.of("journey", str(journey_id))
        lived = {one.solution: one for one in uow.activities.of_journey(journey_id)}
        found = OpenJourney(who.actor, journey, person, known, checks, history, uow.seats.taken(), lived)
    note_reads(system, who, [person.nip], "journey")
    return found


def journey_page(
    request: Request,
    system: System,
    found: OpenJourney,
    *,
    status: int = 200,
    refused: str = "",
    typed_reason: str = "",
) -> HTMLResponse:
    """Show a journey: to work on for an officer while it is open, to read for everybody else."""
    t = translator_of(request)
    names = Names(found.known, t)
    context = _common(system, found, names, t)
    if found.reviewed_here:
        context |= _review(found, names)
        context |= {"typed_reason": typed_reason}
        return page(request, "review.html", status, **context, refused=refused)
    return page(request, "journey.html", status, **context, **_reading(found, t), refused=refused)


def _common(system: System, found: OpenJourney, names: Names, t: Translator) -> dict[str, object]:
    journey = found.journey
    why = journey.unplanned
    return {
        "set_aside": found.set_aside,
        "replanned": lambda row: found.replanned(row, t),
        "journey": journey,
        "person": found.person,
        "names": names,
        "now": totals(journey.items),
        "today": today_line(system.clock.today(), journey.year),
        "checks": shown_checks(found.checks, found.actor),
        "history": found.history,
        "unwanted": found.unwanted,
        "moves": found.buttons,
        "unplanned": t(UNPLANNED_NAMES.get(why, TITLES.get(why, why))) if why else "",
        "mend": names.say(mend_text(why, journey.mend)) if why else "",
    }


def shown_checks(checks: Sequence[RuleCheck], actor: Actor) -> list[RuleCheck]:
    """Order the checks, broken ones first; who is not shown a person's potential is not told of it by a rule either."""
    return sorted(told_checks(actor, checks), key=lambda check: _FIRST.index(check.verdict))


def _reading(found: OpenJourney, t: Translator) -> dict[str, object]:
    journey = found.journey
    latest = found.history[-1] if found.history else None
    return {
        "rows": plain(journey.items, journey.year),
        "lived": found.lived,
        "mine": found.mine,
        "may_refuse": found.mine and journey.state in OPEN_TO_WISHES,
        "waiting": t(WAITING.get(journey.state, "")) if found.mine else "",
        "reason": latest if latest and latest.reason and journey.state in _ASKED_FOR_REASON else None,
        "crumbs": (("/me/journeys", t("My plans")),) if found.mine else (("/inbox", t("Inbox")),),
    }


def _review(found: OpenJourney, names: Names) -> dict[str, object]:
    journey = found.journey
    choices = Choices(found.known, journey, names, found.taken)
    rows = compare(journey.proposed, journey.items, journey.year)
    return {
        "rows": rows,
        "before": totals(journey.proposed),
        "changed": {change.value: sum(row.change is change for row in rows) for change in Change},
        "broken": sum(check.verdict == "fail" for check in found.checks),
        "swaps": choices.swaps,
        "batches": choices.batches,
        "additions": choices.additions() if Move.EDIT in found.moves else (),
        "default_start": choices.default_start,
        "may_edit": Move.EDIT in found.moves,
        "overrides": found.overrides,
        "own": found.own,
        "person_href": f"/people/{found.known.id_of[found.person.nip]}",
    }
