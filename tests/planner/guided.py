"""People who wait for coaches and mentors in the small agency, for tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from api.db import SqlUnitsOfWork
from catalog.forms import load_forms
from planner.access import Actor
from planner.activities import Activity
from planner.activities.desk import desk_of
from planner.guide_register import new_guide
from planner.guides import Guide, GuideKind, Match
from planner.journey import Closes, Consideration, Journey, State
from planner.ports import MatchRow
from planner.regulations import standard_forms, standard_parameters
from planner.usecases import GuideProposal, activate, add_guide, load_agency, offer_matches, propose_matches
from planner.world import World
from tests.small_agency import ANI, YEAR, SetClock, Sign, item

PARAMETERS, ALL_FORMS, FORMS = standard_parameters(), standard_forms(), load_forms()


@dataclass(frozen=True)
class Codes:
    """The codes of the small agency."""

    competencies: frozenset[str] = frozenset({"M.01", "T.01"})
    units: frozenset[str] = frozenset({"A", "A1", "A11", "A2"})


KNOWN = Codes()


class Guided:
    """Activities that need guides, and everybody who has a part in finding them."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.open, self.sign, self.clock = open_uow, sign, clock
        self.at = PARAMETERS.at(clock.today())

    def world(self) -> World:
        agency = load_agency(self.open(write=False))
        return World.build(agency, self.clock.today(), YEAR, PARAMETERS, ALL_FORMS)

    def start(self, form: str = "coaching", nip: str = ANI, *, batch: bool = True, to: int = 2) -> Activity:
        """Somebody's plan with one item of a form is started: the HR unit's where it is a batch.

        ``to`` is the level that it is to lead to, 0 for none.
        """
        closes = (Closes("T.01", to - 1, to, 1.0),) if to else ()
        items = (replace(item("S2", "O1" if batch else None), form=form, closes=closes),)
        plan = Journey(0, nip, YEAR, Consideration.GAP, State.APPROVED, 1, items, items)
        with self.open() as uow:
            (number,) = uow.journeys.add([replace(plan, changed_at=datetime(2027, 1, 1, tzinfo=UTC))])
            uow.commit()
        activate(self.open(), self.sign.clo, number, 1, FORMS, self.clock)
        with self.open(write=False) as uow:
            return uow.activities.of_journey(number)[0]

    def register(
        self,
        kind: GuideKind = GuideKind.COACH,
        nip: str | None = None,
        name: str = "Widya",
        *,
        actor: Actor | None = None,
        **values: object,
    ) -> Guide:
        """Somebody enters the register, by default from outside, able to guide to level 3, confidentiality undertaken."""
        plain = new_guide(kind, nip, name, self.at, "Lembaga Coaching")
        able: dict[str, object] = {
            "managerial_years": 5,
            "technical_years": 5,
            "competencies": {"T.01": 4, "M.01": 4},
            "confidential_since": self.clock.today(),
        }
        new = replace(plain, **(able | values))  # type: ignore[arg-type]
        return add_guide(self.open(), actor or self.sign.clo, new, KNOWN, self.at, self.clock)

    def propose(self, kind: GuideKind = GuideKind.COACH, actor: Actor | None = None) -> GuideProposal:
        return propose_matches(self.open(write=False), actor or self.sign.officer, kind, self.world())

    def offer(
        self, activity: Activity, guide: int, kind: GuideKind = GuideKind.COACH, actor: Actor | None = None
    ) -> Match:
        """An officer offers one guide."""
        pairs = [(activity.id, guide)]
        (made,) = offer_matches(
            self.open(), actor or self.sign.officer, kind, pairs, self.world(), self.clock
        )
        return made

    def row(self, match: Match) -> MatchRow:
        with self.open() as uow:
            found = uow.matches.get(match.id)
        assert found is not None
        return found

    def now(self, activity: Activity) -> Activity:
        with self.open() as uow:
            found = uow.activities.get(activity.id)
        assert found is not None
        return found

    def desk(self, actor: Actor) -> set[tuple[str, str]]:
        with self.open(write=False) as uow:
            return {(row.nip, row.stage.key) for row in uow.activities.waiting(desk_of(actor)).rows}

    def log(self, match: Match) -> list[tuple[str, str, str, str]]:
        with self.open(write=False) as uow:
            rows = uow.decisions.of("match", str(match.id))
        return [(row.actor, row.move, row.from_state, row.to_state) for row in rows]

    def told(self, actor: Actor) -> list[str]:
        assert actor.account_id is not None
        with self.open(write=False) as uow:
            return [row.kind.value for row in uow.outbox.page(actor.account_id).rows]
