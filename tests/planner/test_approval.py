"""The table of moves, and who may make them."""

from dataclasses import replace

import pytest

from competency_models.people import Person
from planner.access import PROGRAM, Actor, Role
from planner.approval import CAPABILITY, TRANSITIONS, Move, check_move, next_state, possible_moves
from planner.errors import Forbidden, IllegalMove, NotFound, Refusal, SelfApproval
from planner.journey import Consideration, Journey, State

NIP = "199001012015011001"
PERSON = Person(NIP, "Ani", "A1", "J", supervisor="198001012005011001")
EMPLOYEE = Actor(1, "ani", Role.EMPLOYEE, NIP)
SUPERVISOR = Actor(2, "budi", Role.SUPERVISOR, "198001012005011001")
OFFICER = Actor(3, "lo", Role.LEARNING_OFFICER, "199201012015011001", frozenset({"A1"}))
STRANGER = Actor(4, "lo2", Role.LEARNING_OFFICER, None, frozenset({"A2"}))
CLO = Actor(5, "clo", Role.CLO)
ADMINISTRATOR = Actor(6, "admin", Role.ADMINISTRATOR)


def journey(state: State, requested_by: int | None = EMPLOYEE.account_id) -> Journey:
    return Journey(1, NIP, 2027, Consideration.GAP, state, 3, (), (), requested_by)


def test_the_story_of_a_plan_that_goes_well() -> None:
    state = None
    for move in (
        Move.REQUEST,
        Move.DRAFT,
        Move.EDIT,
        Move.SUBMIT,
        Move.APPROVE,
        Move.ACTIVATE,
        Move.COMPLETE,
    ):
        state = next_state(state, move)
    assert state is State.COMPLETED


@pytest.mark.parametrize("state", [State.DECLINED, State.COMPLETED, State.WITHDRAWN])
@pytest.mark.parametrize("move", Move)
def test_nothing_leads_out_of_an_end(state: State, move: Move) -> None:
    with pytest.raises(IllegalMove):
        next_state(state, move)


def test_only_review_leads_to_approval() -> None:
    assert [state for (state, _), after in TRANSITIONS.items() if after is State.APPROVED] == [
        State.IN_REVIEW
    ]


def test_every_move_asks_for_a_capability_and_stands_in_the_table() -> None:
    assert set(CAPABILITY) == set(Move) == {move for _, move in TRANSITIONS}


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (EMPLOYEE, {Move.WITHDRAW}),
        (SUPERVISOR, set()),
        (OFFICER, {Move.EDIT, Move.RETURN, Move.APPROVE, Move.DECLINE, Move.WITHDRAW}),
        (STRANGER, set()),
        (CLO, {Move.EDIT, Move.RETURN, Move.APPROVE, Move.DECLINE, Move.WITHDRAW}),
        (ADMINISTRATOR, set()),
        (PROGRAM, set()),
    ],
    ids=lambda value: value.username if isinstance(value, Actor) else "",
)
def test_what_each_role_may_do_with_a_plan_in_review(actor: Actor, expected: set[Move]) -> None:
    assert set(possible_moves(actor, PERSON, journey(State.IN_REVIEW))) == expected


def test_an_employee_starts_their_own_approved_plan() -> None:
    assert Move.ACTIVATE in possible_moves(EMPLOYEE, PERSON, journey(State.APPROVED))
    assert Move.ACTIVATE not in possible_moves(SUPERVISOR, PERSON, journey(State.APPROVED))


def test_a_supervisor_withdraws_only_what_they_requested() -> None:
    assert Move.WITHDRAW not in possible_moves(SUPERVISOR, PERSON, journey(State.REQUESTED))
    own = journey(State.REQUESTED, SUPERVISOR.account_id)
    assert Move.WITHDRAW in possible_moves(SUPERVISOR, PERSON, own)


@pytest.mark.parametrize("state", State)
def test_nobody_approves_their_own_plan_or_request(state: State) -> None:
    own = replace(OFFICER, nip=NIP)
    with pytest.raises(SelfApproval):
        check_move(own, PERSON, journey(state), Move.APPROVE)
    with pytest.raises(SelfApproval):
        check_move(CLO, PERSON, journey(state, CLO.account_id), Move.APPROVE)
    with pytest.raises(SelfApproval):
        check_move(EMPLOYEE, PERSON, journey(state), Move.APPROVE)


def test_the_program_drafts_and_does_nothing_else() -> None:
    allowed = []
    for state, move in TRANSITIONS:
        try:
            check_move(PROGRAM, PERSON, journey(state) if state else None, move)
        except Refusal:
            continue
        allowed.append(move)
    assert set(allowed) == {Move.DRAFT}


@pytest.mark.parametrize("move", Move)
def test_who_may_not_see_the_person_learns_nothing_of_the_plan(move: Move) -> None:
    with pytest.raises(NotFound):
        check_move(STRANGER, PERSON, journey(State.IN_REVIEW), move)


def test_a_role_without_the_capability_is_refused_before_the_state_is_told() -> None:
    with pytest.raises(Forbidden):
        check_move(SUPERVISOR, PERSON, journey(State.COMPLETED), Move.RETURN)
