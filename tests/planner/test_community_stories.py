"""A learning community from its proposal to the lesson hours of those who met, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from api.db import SqlUnitsOfWork
from catalog.forms import Forms
from catalog.ledger import Cap, Law, Meeting, Part, Zone
from planner.access import Actor
from planner.communities import Attendance, CommunityMeeting, CommunityState, Reach
from planner.errors import Forbidden, NotFound, OwnLedger, ReasonMissing, Unfit
from planner.errors.communities import MonthFull, NotNow, OwnCommunity, StaleCommunity
from planner.regulations import standard_parameters
from planner.usecases import change_proposal, correct_jp, enrol, find_community, hold_meeting, import_agency
from tests.planner.communal import GROUND, PROPOSAL, Together, at_noon, people
from tests.small_agency import ADMINISTRATOR, ANI, BUDI, CITRA, DEWI, EKA, SetClock, Sign

P = Part.PARTICIPANT
HOUR = timedelta(hours=1)


@pytest.fixture
def together(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Together:
    return Together(open_uow, sign, clock)


def faults(refused: pytest.ExceptionInfo[Unfit]) -> list[str]:
    return [one.field for one in refused.value.faults]


def test_a_unit_proposes_the_hr_unit_verifies_and_everybody_who_came_is_granted(together: Together) -> None:
    found = together.verify(together.propose())
    together.clock.wait(days=3)
    held = together.meet(
        found, Meeting.KNOWLEDGE, Attendance(ANI, P), Attendance(EKA, Part.PRESENTER), title=" Kamus data "
    )
    assert (together.jp(ANI), together.jp(EKA), together.jp(BUDI)) == ([2], [4], [])
    (row,) = together.ledger(ANI)
    own = row.grant.activity
    assert (own.title, own.meeting, own.organiser, own.hours) == ("Kamus data", Meeting.KNOWLEDGE, "First", 2)
    assert row.grant.citation.reference == "SE 07/SE/KM/2023, Lampiran F.3.a.c"
    with together.open(write=False) as uow:
        assert uow.communities.meetings([found.id]) == (held,)
        assert sorted(uow.communities.grants([found.id])) == sorted(
            one.jp_entry or 0 for one in held.attendance
        )
    assert together.log(found) == [
        ("budi", "propose", "", "proposed"),
        ("lo", "verify", "proposed", "verified"),
        ("budi", "meet", "verified", "verified"),
    ]
    together.close(together.now(found))
    with pytest.raises(NotNow):
        together.meet(found)


def test_all_that_is_wrong_with_a_proposal_is_told_at_once(together: Together) -> None:
    empty: dict[str, Any] = dict.fromkeys(
        ("background", "topic", "target", "schedule", "place", "signed_by"), " "
    )
    with pytest.raises(Unfit) as refused:
        together.propose(**empty, meetings=(), members=("1" * 18,), coordinator="2" * 18, solution="S1")
    fields = ("background", "topic", "meetings", "target", "members", "schedule", "place", "signed_by")
    assert faults(refused) == [*fields, "coordinator", "solution"]
    with pytest.raises(Unfit) as nobody:
        together.propose(unit="", members=())
    assert faults(nobody) == ["unit", "members"]
    with together.open(write=False) as uow:
        assert uow.communities.page(Reach(everyone=True)).rows == ()


def test_the_organiser_is_of_echelon_two_at_least(
    together: Together, tmp_path: Path, clock: SetClock
) -> None:
    (tmp_path / "own.yaml").write_text(
        "community.organiser_unit_depth_max:\n  values:\n"
        "    - {from: 2024-01-01, value: 1, reference: SK 5/2024, certainty: S}\n"
    )
    parameters = standard_parameters(tmp_path)
    strict = Together(together.open, together.sign, clock, Law(parameters, Forms(parameters)))
    assert together.propose(unit="A11", actor=together.sign.officer).unit == "A11"
    with pytest.raises(Unfit) as refused:
        strict.propose(unit="A11", actor=together.sign.officer)
    (fault,) = refused.value.faults
    assert (fault.field, fault.params) == ("unit", {"unit": "Team", "reference": "SK 5/2024"})


def test_what_is_returned_is_changed_and_proposed_again(together: Together) -> None:
    found = together.propose()
    with pytest.raises(ReasonMissing):
        together.send_back(found, "  ")
    back = together.send_back(found, " Sasaran belum terukur. ")
    assert (back.state, back.remark) == (CommunityState.RETURNED, "Sasaran belum terukur.")
    with pytest.raises(NotNow):
        together.verify(back)
    again = change_proposal(
        *(together.open(), together.sign.supervisor, back.id, back.version),
        *(replace(PROPOSAL, target="Dua daftar."), GROUND, together.at(), together.clock),
    )
    assert (again.state, again.target, again.remark) == (CommunityState.PROPOSED, "Dua daftar.", "")
    assert together.verify(again) == together.now(found)


def test_nobody_verifies_their_own(together: Together) -> None:
    sign = together.sign
    found = together.propose(sign.second_officer)
    with pytest.raises(OwnCommunity):
        together.verify(found, sign.second_officer)
    led = together.propose(coordinator=EKA)
    with pytest.raises(OwnCommunity):
        together.verify(led, sign.officer)
    # Whoever rewrote it is no judge of it either.
    back = together.send_back(together.propose(), "Lengkapi.", sign.second_officer)
    again = change_proposal(
        *(together.open(), sign.officer, back.id, back.version, PROPOSAL, GROUND, together.at()),
        together.clock,
    )
    with pytest.raises(OwnCommunity):
        together.verify(again, sign.officer)
    assert together.verify(again, sign.second_officer).state is CommunityState.VERIFIED


def test_who_may_do_what(together: Together) -> None:
    sign = together.sign
    for actor in (sign.employee, sign.administrator):
        with pytest.raises(Forbidden):
            together.propose(actor)
    with pytest.raises(Forbidden):
        together.propose(sign.supervisor, unit="A2")
    with pytest.raises(Forbidden):
        together.propose(sign.officer, unit="A2")
    found = together.propose()
    for actor in (sign.employee, sign.supervisor, sign.administrator):
        with pytest.raises(Forbidden):
            together.verify(found, actor)
    found = together.verify(found)
    together.clock.wait(days=2)
    for actor in (sign.employee, sign.administrator):
        with pytest.raises(Forbidden):
            together.meet(found, actor=actor)
    other = together.propose(sign.clo, unit="A2", members=(CITRA,))
    for actor in (sign.employee, sign.supervisor, sign.officer):
        with pytest.raises(NotFound):
            together.verify(other, actor)


def test_a_coordinator_holds_the_meetings_and_leaves_their_own_hours_to_others(together: Together) -> None:
    found = together.running(coordinator=ANI)
    held = together.meet(
        found, Meeting.KNOWLEDGE, Attendance(ANI, P), Attendance(BUDI, P), actor=together.sign.employee
    )
    own = next(one for one in held.attendance if one.nip == ANI)
    assert (own.jp_entry, [told.msgid for told in own.problems]) == (None, [OwnLedger.msgid])
    assert (together.jp(ANI), together.jp(BUDI)) == ([], [2])
    # Somebody else tries again what could not be granted; what was granted stays as it is.
    before = together.ledger(BUDI)
    again = together.correct(found, held, *held.attendance, actor=together.sign.officer)
    assert together.jp(ANI) == [2]
    assert together.ledger(BUDI) == before
    assert all(one.jp_entry and not one.problems for one in again.attendance)
    with pytest.raises(OwnLedger):
        together.correct(found, held, Attendance(BUDI, P), actor=together.sign.employee)


def test_it_meets_only_once_verified_and_as_it_was_proposed(together: Together) -> None:
    proposed = together.propose(meetings=(Meeting.KNOWLEDGE,))
    with pytest.raises(NotNow):
        together.meet(proposed)
    found = together.verify(proposed)
    with pytest.raises(Unfit) as early:
        together.meet(found)
    assert faults(early) == ["starts"]
    together.clock.wait(days=9)
    starts = together.clock.now()
    with pytest.raises(Unfit) as refused:
        together.meet(
            *(found, Meeting.EXPERIENCE, Attendance(CITRA, P), Attendance("1" * 18, P)),
            title=" ",
            starts=starts + timedelta(days=1),
            ends=starts + timedelta(days=1, hours=1),
        )
    assert faults(refused) == ["kind", "title", "ends", "attendance", "attendance"]
    for ends in (starts, starts + timedelta(days=1)):
        with pytest.raises(Unfit) as odd:
            together.meet(found, starts=starts, ends=ends)
        assert faults(odd) == ["ends"]
    with pytest.raises(Unfit) as twice:
        together.meet(found, Meeting.KNOWLEDGE, Attendance(ANI, P), Attendance(ANI, Part.PRESENTER))
    assert faults(twice) == ["attendance"]
    with together.open(write=False) as uow:
        assert uow.communities.meetings([found.id]) == ()


def test_a_guest_presents_and_members_come_and_go(together: Together) -> None:
    found = together.running()
    together.meet(found, Meeting.EXPERIENCE, Attendance(DEWI, Part.EXPERT))
    assert together.jp(DEWI) == [4]
    joined = enrol(
        *(together.open(), together.sign.supervisor, found.id, together.now(found).version),
        *([DEWI], [EKA], together.clock),
    )
    assert joined.members == tuple(sorted((ANI, BUDI, DEWI)))
    assert together.now(found) == joined
    for add, remove in ((["1" * 18], []), ([], joined.members)):
        with pytest.raises(Unfit) as refused:
            enrol(
                *(together.open(), together.sign.supervisor, found.id, joined.version),
                *(add, remove, together.clock),
            )
        assert faults(refused) == ["members"]


def test_a_unit_holds_so_many_experience_meetings_a_month(together: Together) -> None:
    """Counted over all its communities, and each month by itself (Lampiran F.4.a.e)."""
    first, second = together.running(), together.running(topic="Jalan")
    together.clock.moment = at_noon(2027, 6, 30)
    for found, day in ((first, 3), (second, 17)):
        together.meet(
            found, Meeting.EXPERIENCE, starts=at_noon(2027, 6, day), ends=at_noon(2027, 6, day) + HOUR
        )
    third: dict[str, Any] = {"starts": at_noon(2027, 6, 24), "ends": at_noon(2027, 6, 24) + HOUR}
    with pytest.raises(MonthFull) as refused:
        together.meet(first, Meeting.EXPERIENCE, **third)
    assert refused.value.params == {"times": "2", "reference": "SE 07/SE/KM/2023, Lampiran F.4.a.e"}
    together.meet(first, Meeting.KNOWLEDGE, **third)
    together.meet(first, Meeting.EXPERIENCE, starts=at_noon(2027, 5, 31), ends=at_noon(2027, 5, 31) + HOUR)
    assert together.jp(ANI) == [2, 2, 2, 2]


@pytest.mark.parametrize("zone", Zone)
def test_the_month_is_that_of_the_meeting_s_own_clock(together: Together, zone: Zone) -> None:
    found = together.running()
    together.clock.moment = at_noon(2027, 7, 5)
    last, first = datetime(2027, 6, 30, 22, tzinfo=zone.info), datetime(2027, 7, 1, 0, 30, tzinfo=zone.info)
    for starts in (at_noon(2027, 6, 1), last, first):
        together.meet(found, Meeting.EXPERIENCE, zone=zone, starts=starts, ends=starts + HOUR)
    with pytest.raises(MonthFull):
        together.meet(found, Meeting.EXPERIENCE, zone=zone, starts=last - HOUR, ends=last)


def test_shared_material_is_signed_for_and_counts_twice_a_month(together: Together) -> None:
    found = together.running()
    together.clock.moment = at_noon(2027, 6, 30)
    unsigned = Attendance(ANI, Part.AUTHOR)
    with pytest.raises(Unfit) as refused:
        together.meet(found, Meeting.MATERIAL, unsigned)
    assert faults(refused) == ["attendance", "assured_by"]
    with pytest.raises(Unfit) as elsewhere:
        together.meet(found, Meeting.KNOWLEDGE, replace(unsigned, original=True), assured_by="Budi")
    assert faults(elsewhere) == ["attendance"]
    for day in (7, 14, 21):
        starts = at_noon(2027, 6, day)
        together.meet(
            *(found, Meeting.MATERIAL, replace(unsigned, original=True)),
            assured_by="Budi",
            title=f"Bahan {day}",
            starts=starts,
            ends=starts + HOUR,
        )
    assert together.jp(ANI) == [4, 4, 0]
    assert [hit.cap for hit in together.ledger(ANI)[2].grant.caps] == [Cap.MONTH]


def test_a_discussion_is_kept_although_no_source_gives_a_figure(together: Together) -> None:
    found = together.running()
    (came,) = together.meet(found, Meeting.DISCUSSION).attendance
    (row,) = together.ledger(ANI)
    assert (came.jp_entry, came.problems) == (row.id, ())
    assert (row.grant.known, row.grant.jp) == (False, 0)


def test_one_refusal_leaves_the_others_their_hours(together: Together) -> None:
    found = together.running()
    together.meet(found, Meeting.KNOWLEDGE, Attendance(ANI, P), ago=timedelta(hours=6))
    held = together.meet(
        *(found, Meeting.EXPERIENCE, Attendance(ANI, P), Attendance(EKA, P)), ago=timedelta(hours=5)
    )
    ani, eka = held.attendance
    assert [one.msgid for one in ani.problems] == ["At the same time the person was at “{title}”."]
    assert ani.jp_entry is None
    assert eka.problems == ()
    assert (together.jp(ANI), together.jp(EKA)) == ([2], [2])
    with together.open(write=False) as uow:
        stored = uow.communities.meetings([found.id])[1]
    assert stored == held


def test_attendance_is_put_right_by_further_rows(together: Together) -> None:
    found = together.running()
    held = together.meet(found, Meeting.KNOWLEDGE, Attendance(ANI, P), Attendance(EKA, P))
    with pytest.raises(ReasonMissing):
        together.correct(found, held, Attendance(ANI, P), reason=" ")
    fixed = together.correct(
        found, held, Attendance(ANI, Part.PRESENTER), Attendance(BUDI, P), actor=together.sign.clo
    )
    assert (together.jp(ANI), together.jp(BUDI), together.jp(EKA)) == ([4], [2], [])
    assert [row.reverses for row in together.ledger(EKA)] == [None, together.ledger(EKA)[0].id]
    assert {row.reason for row in together.ledger(ANI)[1:]} == {"Salah catat."}
    with together.open(write=False) as uow:
        assert uow.communities.meetings([found.id]) == (fixed,)
    with pytest.raises(NotFound):
        together.correct(found, replace(held, id=99), Attendance(ANI, P))


def test_a_row_corrected_in_the_ledger_is_granted_again_only_when_asked(together: Together) -> None:
    found = together.running()
    held = together.meet(found)
    (row,) = together.ledger(ANI)
    correct_jp(
        *(together.open(), together.sign.officer, ANI, row.id, None, "Tidak hadir.", "ahli_muda"),
        *(together.law, together.clock),
    )
    with together.open(write=False) as uow:
        assert uow.communities.grants([found.id]) == {}
    together.correct(found, held, *held.attendance)
    assert together.jp(ANI) == [2]


@pytest.mark.parametrize("zone", Zone)
def test_a_meeting_counts_in_the_year_of_its_own_clock(together: Together, zone: Zone) -> None:
    found = together.running()
    together.clock.moment = at_noon(2028, 1, 3)
    starts = datetime(2027, 12, 31, 22, 30, tzinfo=zone.info)
    together.meet(found, zone=zone, starts=starts, ends=starts + HOUR)
    after = datetime(2028, 1, 1, 0, 30, tzinfo=zone.info)
    together.meet(found, Meeting.EXPERIENCE, zone=zone, starts=after, ends=after + HOUR)
    old, new = together.ledger(ANI)
    assert (old.grant.jp_in(2027), old.grant.jp_in(2028)) == (2, 0)
    assert (new.grant.jp_in(2027), new.grant.jp_in(2028)) == (0, 2)


def test_of_two_officers_at_once_one_enters_the_meeting(together: Together) -> None:
    found = together.running()
    starts = together.clock.now() - timedelta(hours=5)
    meeting = CommunityMeeting(
        *(0, found.id, Meeting.KNOWLEDGE, "Sama", starts, starts + HOUR, Zone.WIB, False),
        attendance=(Attendance(ANI, P), Attendance(BUDI, P)),
    )

    def enter(actor: Actor) -> str:
        try:
            hold_meeting(
                *(together.open(), actor, found.id, found.version, meeting),
                *(GROUND, together.law, together.clock),
            )
        except StaleCommunity as refused:
            return type(refused).__name__
        return "held"

    with ThreadPoolExecutor(2) as pool:
        outcomes = pool.map(enter, (together.sign.officer, together.sign.clo))
    assert sorted(outcomes) == ["StaleCommunity", "held"]
    assert (together.jp(ANI), together.jp(BUDI)) == ([2], [2])


def test_the_third_of_two_communities_at_once_is_refused(together: Together) -> None:
    """The month is the unit's: what two communities enter at the same time is counted one after the other."""
    found = [together.running(topic=f"Topik {n}") for n in range(3)]
    starts = together.clock.now() - timedelta(hours=5)

    def enter(place: int) -> str:
        own = found[place]
        begins = starts - timedelta(hours=2 * place)
        meeting = CommunityMeeting(
            *(0, own.id, Meeting.EXPERIENCE, f"Temu {place}", begins, begins + HOUR, Zone.WIB, True),
            attendance=(Attendance(ANI, P),),
        )
        try:
            hold_meeting(
                *(together.open(), together.sign.clo, own.id, own.version, meeting),
                *(GROUND, together.law, together.clock),
            )
        except MonthFull as refused:
            return type(refused).__name__
        return "held"

    with ThreadPoolExecutor(3) as pool:
        outcomes = sorted(pool.map(enter, range(3)))
    assert outcomes == ["MonthFull", "held", "held"]


def test_three_hundred_cost_as_many_queries_as_three(together: Together) -> None:
    crowd = people(300)
    import_agency(
        together.open(),
        replace(GROUND.agency, people=(*GROUND.agency.people, *crowd)),
        ADMINISTRATOR,
        together.clock,
    )
    found = together.running(members=tuple(one.nip for one in crowd))
    counts = []
    for few, ago in ((3, 5), (300, 9)):
        seen: list[str] = []

        def count(
            _c: object, _cursor: object, statement: str, *_rest: object, seen: list[str] = seen
        ) -> None:
            seen.append(statement)

        event.listen(together.open.engine, "before_cursor_execute", count)
        came = [Attendance(one.nip, P) for one in crowd[:few]]
        together.meet(found, Meeting.KNOWLEDGE, *came, ago=timedelta(hours=ago), title=f"Temu {few}")
        event.remove(together.open.engine, "before_cursor_execute", count)
        counts.append(len(seen))
    print(f"\nqueries of a meeting: {counts}")  # noqa: T201 - the count is to be seen
    assert counts[0] == counts[1]
    assert sum(together.jp(crowd[299].nip)) == 2


def test_who_sees_a_community(together: Together) -> None:
    found = together.running()
    seen = {}
    for name in ("employee", "supervisor", "officer", "clo", "administrator"):
        with together.open(write=False) as uow:
            seen[name] = find_community(uow, getattr(together.sign, name), found.id).community
    assert set(seen.values()) == {together.now(found)}
    other = together.propose(together.sign.clo, unit="A2", members=(CITRA,))
    with together.open(write=False) as uow, pytest.raises(NotFound):
        find_community(uow, together.sign.employee, other.id)
