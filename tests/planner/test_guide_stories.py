"""Coaches and mentors are found, offered, approved, accepted, refused, replaced; on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.db import SqlUnitsOfWork
from catalog.activity_stages import Doer
from planner.access import Actor
from planner.activities import Party, ready_tasks, with_finished
from planner.activities.desk import desk_of
from planner.errors import Forbidden, NotFound, Unfit
from planner.errors.guides import (
    AlreadyMatched,
    ConfidentialityMissing,
    GuideTaken,
    GuideUnfit,
    MatchClosed,
    NoGuideNeeded,
    StaleGuide,
    StaleMatch,
)
from planner.guides import Answer, GuideKind, MatchState
from planner.usecases import (
    SUPERIOR,
    accept_match,
    approve_by_superior,
    ask_for_mentor,
    change_guide,
    decline_by_superior,
    may_answer,
    offer_matches,
    refuse_match,
    take_back_match,
    undertake_confidentiality,
    withdraw,
)
from tests.planner.guided import KNOWN, Guided
from tests.small_agency import ANI, BUDI, CITRA, DEWI, EKA, SetClock, Sign

COACH, MENTOR = GuideKind.COACH, GuideKind.MENTOR


@pytest.fixture
def guided(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Guided:
    return Guided(open_uow, sign, clock)


def test_a_coach_from_outside_is_proposed_offered_and_accepted(guided: Guided) -> None:
    activity, coach = guided.start(), guided.register()
    (pair,) = guided.propose().matching.pairs
    assert (pair.waiting.activity, pair.guide.id) == (activity.id, coach.id)
    offered = guided.offer(activity, coach.id)
    assert (offered.state, offered.version) == (MatchState.OFFERED, 1)
    assert guided.propose().matching.pairs == ()
    assert "match_offered" in guided.told(guided.sign.employee)
    accepted = accept_match(guided.open(), guided.sign.employee, offered.id, 1, guided.at, guided.clock)
    assert accepted.state is MatchState.ACCEPTED
    assert guided.now(activity).parties == (Party(Doer.COACH, coach.id, None, "Widya"),)
    assert guided.now(activity).version == activity.version + 1
    assert guided.log(offered) == [
        ("lo", "offer", "", "offered"),
        ("ani", "accept", "offered", "accepted"),
    ]


def test_what_was_offered_keeps_its_reasons(guided: Guided) -> None:
    activity, coach = guided.start(), guided.register()
    (pair,) = guided.propose().matching.pairs
    assert guided.row(guided.offer(activity, coach.id)).match.reasons == pair.reasons != ()


def test_the_direct_superior_is_the_mentor_by_default_and_enters_the_register(guided: Guided) -> None:
    activity = guided.start()
    (left,) = guided.propose(MENTOR).matching.unmatched
    assert left.waiting.superior == BUDI  # nothing is proven of him, so the level is missing
    with pytest.raises(GuideUnfit, match="level"):
        guided.offer(activity, SUPERIOR, MENTOR)
    plain = guided.start(nip=EKA, to=0)
    offered = guided.offer(plain, SUPERIOR, MENTOR, guided.sign.clo)
    assert offered.state is MatchState.OFFERED
    with guided.open() as uow:
        (entry,) = uow.guides.of_person(BUDI)
    assert (entry.kind, entry.name, entry.capacity) == (MENTOR, "Budi", 3)


def test_another_mentor_needs_the_superior_s_approval(guided: Guided) -> None:
    activity = guided.start("mentoring")
    mentor = guided.register(MENTOR, DEWI)
    offered = guided.offer(activity, mentor.id, MENTOR)
    assert offered.state is MatchState.AWAITING_SUPERIOR
    assert "match_to_approve" in guided.told(guided.sign.supervisor)
    with pytest.raises(MatchClosed):
        accept_match(guided.open(), guided.sign.employee, offered.id, 1, guided.at, guided.clock)
    for actor in (guided.sign.employee, guided.sign.officer, guided.sign.clo):
        with pytest.raises(Forbidden):
            approve_by_superior(guided.open(), actor, offered.id, 1, guided.clock)
    approved = approve_by_superior(guided.open(), guided.sign.supervisor, offered.id, 1, guided.clock)
    assert approved.state is MatchState.OFFERED
    accept_match(guided.open(), guided.sign.employee, offered.id, 2, guided.at, guided.clock)
    assert "match_accepted" in guided.told(guided.sign.clo)


def test_a_mentor_whom_the_superior_declines_is_not_proposed_again(guided: Guided) -> None:
    activity = guided.start("mentoring")
    mentor = guided.register(MENTOR, DEWI)
    offered = guided.offer(activity, mentor.id, MENTOR)
    decline_by_superior(guided.open(), guided.sign.supervisor, offered.id, 1, guided.clock)
    with pytest.raises(GuideUnfit, match="did not come about"):
        guided.offer(activity, mentor.id, MENTOR)


def test_a_mentor_asked_for_by_name_accepts_after_the_superior(guided: Guided) -> None:
    """SE 07/SE/KM/2023, Lampiran I.2.a.1-3."""
    activity = guided.start("mentoring", batch=False)
    mentor = guided.register(MENTOR, DEWI)
    world = guided.world()
    asked = ask_for_mentor(guided.open(), guided.sign.employee, activity.id, mentor.id, world, guided.clock)
    assert (asked.asked, asked.state) == (True, MatchState.AWAITING_SUPERIOR)
    approve_by_superior(guided.open(), guided.sign.supervisor, asked.id, 1, guided.clock)
    assert "match_asked" in guided.told(guided.sign.clo)
    with pytest.raises(Forbidden):
        accept_match(guided.open(), guided.sign.employee, asked.id, 2, guided.at, guided.clock)
    accept_match(guided.open(), guided.sign.clo, asked.id, 2, guided.at, guided.clock)
    assert [party.nip for party in guided.now(activity).parties] == [DEWI]


def test_nobody_asks_for_a_mentor_for_another_or_for_a_coach(guided: Guided) -> None:
    activity, coach = guided.start("mentoring", batch=False), guided.register()
    for actor in (guided.sign.supervisor, guided.sign.clo):
        with pytest.raises(NotFound):
            ask_for_mentor(guided.open(), actor, activity.id, SUPERIOR, guided.world(), guided.clock)
    with pytest.raises(NotFound):
        ask_for_mentor(
            guided.open(), guided.sign.employee, activity.id, coach.id, guided.world(), guided.clock
        )


def test_who_asked_may_think_better_of_it(guided: Guided) -> None:
    activity = guided.start("mentoring", batch=False)
    mentor = guided.register(MENTOR, DEWI)
    asked = ask_for_mentor(
        guided.open(), guided.sign.employee, activity.id, mentor.id, guided.world(), guided.clock
    )
    taken = take_back_match(guided.open(), guided.sign.employee, asked.id, 1, guided.clock)
    assert taken.state is MatchState.CANCELLED


def test_a_refusal_asks_for_no_reason_and_is_remembered(guided: Guided) -> None:
    activity, coach, other = guided.start(), guided.register(), guided.register(name="Yoga")
    offered = guided.offer(activity, coach.id)
    refused = refuse_match(guided.open(), guided.sign.employee, offered.id, 1, guided.clock)
    assert refused.state is MatchState.REFUSED
    with guided.open(write=False) as uow:
        (_, row) = uow.decisions.of("match", str(offered.id))
    assert row.reason == ""
    assert [pair.guide.id for pair in guided.propose().matching.pairs] == [other.id]
    with pytest.raises(GuideUnfit, match="did not come about"):
        guided.offer(activity, coach.id)


def test_who_has_not_undertaken_confidentiality_is_not_accepted(guided: Guided) -> None:
    activity = guided.start()
    coach = guided.register(nip=DEWI, confidential_since=None)
    offered = guided.offer(activity, coach.id)
    with pytest.raises(ConfidentialityMissing):
        accept_match(guided.open(), guided.sign.employee, offered.id, 1, guided.at, guided.clock)
    assert guided.row(offered).match.version == 1
    with pytest.raises(NotFound):
        undertake_confidentiality(guided.open(), guided.sign.officer, coach.id, guided.clock)
    signed = undertake_confidentiality(guided.open(), guided.sign.clo, coach.id, guided.clock)
    assert signed.confidential_since == guided.clock.today()
    assert undertake_confidentiality(guided.open(), guided.sign.clo, coach.id, guided.clock) == signed
    accept_match(guided.open(), guided.sign.employee, offered.id, 1, guided.at, guided.clock)


def test_a_guide_is_replaced(guided: Guided) -> None:
    activity, coach, other = guided.start(), guided.register(), guided.register(name="Yoga")
    first = guided.offer(activity, coach.id)
    accept_match(guided.open(), guided.sign.employee, first.id, 1, guided.at, guided.clock)
    with pytest.raises(AlreadyMatched):
        guided.offer(activity, other.id)
    with pytest.raises(Forbidden):
        take_back_match(guided.open(), guided.sign.employee, first.id, 2, guided.clock)
    take_back_match(guided.open(), guided.sign.officer, first.id, 2, guided.clock)
    assert guided.now(activity).parties == ()
    second = guided.offer(activity, other.id)
    accept_match(guided.open(), guided.sign.employee, second.id, 1, guided.at, guided.clock)
    assert [party.name for party in guided.now(activity).parties] == ["Yoga"]


def test_of_two_answers_to_one_version_the_second_is_refused(guided: Guided) -> None:
    activity, coach = guided.start(), guided.register()
    offered = guided.offer(activity, coach.id)
    accept_match(guided.open(), guided.sign.employee, offered.id, 1, guided.at, guided.clock)
    with pytest.raises(StaleMatch):
        refuse_match(guided.open(), guided.sign.employee, offered.id, 1, guided.clock)
    with pytest.raises(MatchClosed):
        refuse_match(guided.open(), guided.sign.employee, offered.id, 2, guided.clock)


def test_a_full_guide_is_not_given_away_twice(guided: Guided) -> None:
    first, second = guided.start(), guided.start(nip=EKA)
    coach = guided.register(capacity=1)
    guided.offer(first, coach.id)
    with pytest.raises(GuideUnfit, match="places"):
        guided.offer(second, coach.id, actor=guided.sign.clo)


def test_of_several_offers_none_is_made_when_one_cannot_be(guided: Guided) -> None:
    first, second = guided.start(), guided.start(nip=EKA)
    coach = guided.register(capacity=1)
    pairs = [(first.id, coach.id), (second.id, coach.id)]
    with pytest.raises(GuideUnfit):
        offer_matches(guided.open(), guided.sign.clo, COACH, pairs, guided.world(), guided.clock)
    assert len(guided.propose(actor=guided.sign.clo).needs) == 2


def test_a_place_is_free_again_when_the_plan_ends(guided: Guided) -> None:
    first, second = guided.start(batch=False), guided.start(nip=EKA)
    coach = guided.register(capacity=1)
    guided.offer(first, coach.id)
    withdraw(guided.open(), guided.sign.clo, first.journey, 2, guided.clock)
    assert guided.offer(second, coach.id, actor=guided.sign.clo).state is MatchState.OFFERED


def test_who_may_not_see_the_person_learns_nothing(guided: Guided) -> None:
    activity, coach = guided.start(nip=CITRA), guided.register()
    with pytest.raises(NotFound):
        guided.offer(activity, coach.id)
    offered = guided.offer(activity, coach.id, actor=guided.sign.clo)
    for actor in (guided.sign.employee, guided.sign.supervisor, guided.sign.officer):
        with pytest.raises(NotFound):
            refuse_match(guided.open(), actor, offered.id, 1, guided.clock)


def test_officers_do_not_find_their_own_coach(guided: Guided) -> None:
    activity, coach = guided.start(nip=EKA), guided.register()
    assert guided.propose().needs == {}
    with pytest.raises(Forbidden):
        guided.offer(activity, coach.id)


def test_only_officers_propose(guided: Guided) -> None:
    activity, coach = guided.start(), guided.register()
    for actor in (guided.sign.employee, guided.sign.supervisor, guided.sign.administrator):
        with pytest.raises(Forbidden):
            guided.propose(actor=actor)
        with pytest.raises(Forbidden):
            guided.offer(activity, coach.id, actor=actor)


def test_an_activity_without_that_part_needs_nobody(guided: Guided) -> None:
    course, coach = guided.start("pelatihan_teknis"), guided.register()
    assert guided.propose().needs == {}
    with pytest.raises(NoGuideNeeded):
        guided.offer(course, coach.id)
    with pytest.raises(NotFound):
        guided.offer(replace(course, id=999), coach.id)
    with pytest.raises(NotFound):
        guided.offer(guided.start(nip=BUDI), 999)


def test_coach_and_mentor_of_one_activity_are_two_people(guided: Guided) -> None:
    activity = guided.start()
    coach, mentor = guided.register(nip=DEWI), guided.register(MENTOR, DEWI)
    guided.offer(activity, coach.id)
    with pytest.raises(GuideUnfit, match="other part"):
        guided.offer(activity, mentor.id, MENTOR)


def test_the_superior_is_no_coach_beside_the_mentor(guided: Guided) -> None:
    both, own = guided.start(), guided.start("coaching", EKA, batch=False)
    superior = guided.register(nip=BUDI)
    with pytest.raises(GuideUnfit, match="needed as mentor"):
        guided.offer(both, superior.id)
    assert guided.offer(own, superior.id, actor=guided.sign.clo).state is MatchState.OFFERED


def test_the_coach_of_another_unit_does_the_coach_s_tasks_and_the_superior_no_longer(guided: Guided) -> None:
    activity = guided.start("coaching", batch=False)
    coach = guided.register(nip=CITRA, actor=guided.sign.clo)
    citra = Actor(guided.sign.employee.account_id, "citra", guided.sign.employee.role, CITRA)
    tasks = {task.stage.key for task in guided.now(activity).tasks if task.stage.doer is Doer.COACH}

    def mine(actor: Actor) -> set[str]:
        person = guided.world().person(ANI)
        now = guided.now(activity)
        return {
            task.stage.key for task in now.tasks if desk_of(actor).holds(person, task.stage.doer, now.parties)
        } & tasks

    assert mine(guided.sign.supervisor) == mine(guided.sign.officer) == tasks
    assert mine(citra) == set()
    offered = guided.offer(activity, coach.id)
    accept_match(guided.open(), guided.sign.employee, offered.id, 1, guided.at, guided.clock)
    assert mine(guided.sign.supervisor) == set()
    assert mine(citra) == mine(guided.sign.officer) == tasks


def test_the_store_and_the_rule_agree_on_a_party_s_desk(guided: Guided) -> None:
    activity = guided.start("coaching", batch=False)
    coach = guided.register(nip=CITRA, actor=guided.sign.clo)
    offered = guided.offer(activity, coach.id)
    accept_match(guided.open(), guided.sign.employee, offered.id, 1, guided.at, guided.clock)
    citra = Actor(guided.sign.employee.account_id, "citra", guided.sign.employee.role, CITRA)
    person, sign = guided.world().person(ANI), guided.sign
    while ready_tasks(guided.now(activity)):
        now = guided.now(activity)
        for actor in (citra, sign.employee, sign.supervisor, sign.officer, sign.clo, sign.administrator):
            expected = {
                (ANI, task.stage.key)
                for task in ready_tasks(now)
                if desk_of(actor).holds(person, task.stage.doer, now.parties)
            }
            assert guided.desk(actor) == expected
        with guided.open() as uow:
            done = with_finished(now, ready_tasks(now)[0].id, guided.clock.now(), None, "")
            uow.activities.change([done])
            uow.commit()


def test_the_register_names_every_fault_at_once(guided: Guided) -> None:
    with pytest.raises(Unfit) as refused:
        guided.register(
            name="",
            organisation="",
            capacity=0,
            managerial_years=-1,
            technical_years=99,
            competencies={"T.01": 6, "X.1": 2},
            units=frozenset({"Z"}),
            available_from=guided.clock.today(),
            available_until=guided.clock.today().replace(year=2026),
            confidential_since=guided.clock.today().replace(year=2028),
        )
    assert [fault.field for fault in refused.value.faults] == [
        "name",
        "organisation",
        "capacity",
        "managerial_years",
        "technical_years",
        "competencies",
        "competencies",
        "units",
        "available_until",
        "confidential_since",
    ]
    with pytest.raises(Unfit) as refused:
        guided.register(MENTOR)
    assert [fault.field for fault in refused.value.faults] == ["nip"]


def test_the_register_keeps_what_it_was_given(guided: Guided) -> None:
    made = guided.register(
        nip=DEWI,
        certificate="ICF 12",
        units=frozenset({"A1", "A2"}),
        available_from=guided.clock.today(),
        available_until=guided.clock.today().replace(month=12),
    )
    assert (made.name, made.organisation) == ("Dewi", "")
    with guided.open(write=False) as uow:
        assert uow.guides.all() == (made,)
    changed = change_guide(
        guided.open(),
        guided.sign.officer,
        replace(made, capacity=9, nip=ANI, kind=MENTOR, competencies={"M.01": 5}, units=frozenset()),
        KNOWN,
        guided.at,
        guided.clock,
    )
    assert changed == replace(made, capacity=9, competencies={"M.01": 5}, units=frozenset(), version=2)
    with guided.open(write=False) as uow:
        assert uow.guides.all() == (changed,)
    with pytest.raises(StaleGuide):
        change_guide(guided.open(), guided.sign.officer, made, KNOWN, guided.at, guided.clock)
    with pytest.raises(GuideTaken):
        guided.register(nip=DEWI)


def test_only_officers_and_administrators_keep_the_register(guided: Guided) -> None:
    for actor in (guided.sign.employee, guided.sign.supervisor):
        with pytest.raises(Forbidden):
            guided.register(actor=actor)
    guided.register(actor=guided.sign.administrator)
    with pytest.raises(NotFound):
        guided.register(nip=CITRA, actor=guided.sign.officer)


def test_every_answer_has_somebody_who_may_give_it(guided: Guided) -> None:
    activity, mentor = guided.start("mentoring"), guided.register(MENTOR, DEWI)
    row = guided.row(guided.offer(activity, mentor.id, MENTOR))
    sign = guided.sign
    found = {
        answer: {
            name
            for name in ("employee", "supervisor", "officer", "clo", "administrator")
            if may_answer(getattr(sign, name), row, answer)
        }
        for answer in Answer
    }
    assert found == {
        Answer.APPROVE: {"supervisor"},
        Answer.DECLINE: {"supervisor"},
        Answer.ACCEPT: {"employee"},
        Answer.REFUSE: {"employee"},
        Answer.CANCEL: {"officer", "clo"},
    }
