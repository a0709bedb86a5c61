"""Who passes is granted hours and certified, on both databases; who fails is not; corrections renew the certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from api.db import SqlUnitsOfWork
from catalog.ledger import Activity as Attended
from catalog.ledger import Meeting, Part, Zone
from catalog.ledger.objections import TOO_MANY_HOURS, TWICE
from planner.access import Scope
from planner.activities import FilledPaper, Phase, Turn
from planner.activities.refused import read
from planner.certificates import ALPHABET, GROUP, GROUPS, random_code, read_code
from planner.errors import NotFound, OwnResult
from planner.quota import jp_year
from planner.usecases import import_agency
from tests.planner.passing import CLASS, COURSE, INTERNSHIP, LAW, Passing, learning, msgids
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, CITRA, DEWI, EKA, SetClock, Sign


def _attended(first: date, last: date, lived: int | None) -> Attended:
    return Attended.of_days(
        first, last, Zone.WIB, nip=ANI, form=COURSE, title="Magang", hours=16, lived=lived
    )


MARCH = learning("S1", COURSE, date(2027, 3, 1), date(2027, 3, 5), hours=16)


@pytest.fixture
def story(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Passing:
    return Passing(open_uow, sign, clock)


def test_who_passes_is_granted_hours_and_certified(story: Passing) -> None:
    done = story.passed(MARCH)
    (entry,) = story.ledger()
    (certificate,) = story.certificates()
    assert done.activity.phase is Phase.PASSED
    assert (done.entries, done.refused, done.certificate) == ((entry,), (), certificate)
    own = entry.grant.activity
    assert (own.title, own.solution, own.lived, own.abroad) == ("Magang", "S1", done.activity.id, False)
    assert own.days == tuple(date(2027, 3, day) for day in range(1, 6))
    assert (entry.grant.jp, certificate.jp) == (16, 16)
    assert (certificate.name, certificate.title, certificate.form) == ("Ani", "Magang", COURSE)
    assert (certificate.starts, certificate.ends) == (MARCH.starts, MARCH.ends)
    assert (certificate.issued_by, certificate.withdrawn_at) == ("clo", None)


def test_one_row_of_the_log_tells_of_each(story: Passing) -> None:
    done = story.passed(MARCH)
    assert done.certificate is not None
    (passed,) = story.log("activity", done.activity.id)
    assert (passed.move, passed.detail["jp"], passed.detail["certificate"]) == (
        "pass",
        16,
        done.certificate.id,
    )
    assert [one.move for one in story.log("jp", done.entries[0].id)] == ["grant"]
    assert [one.move for one in story.log("certificate", done.certificate.id)] == ["issue"]


def test_the_code_of_a_certificate_is_not_in_the_log(story: Passing) -> None:
    done = story.passed(MARCH)
    assert done.certificate is not None
    with story.open(write=False) as uow:
        rows = uow.decisions.page().rows
    assert rows
    assert all(done.certificate.code not in str(row) for row in rows)


def test_who_is_told(story: Passing) -> None:
    story.passed(MARCH)
    account = story.sign.employee.account_id
    assert account is not None
    with story.open(write=False) as uow:
        kinds = [notice.kind.value for notice in uow.outbox.page(account).rows]
    assert {"result_recorded", "certificate_issued"} <= set(kinds)


@pytest.mark.parametrize("turn", [Turn.EXCUSE, Turn.BAR])
def test_who_fails_is_granted_nothing_and_not_certified(story: Passing, turn: Turn) -> None:
    (lived,) = story.start(MARCH)
    story.finish(lived)
    done = story.result(lived, turn, "Tidak selesai.")
    assert (done.entries, done.certificate, story.ledger(), story.certificates()) == ((), None, (), ())
    assert [row.detail for row in story.log("activity", lived.id)] == [{"journey": lived.journey}]


def test_a_running_internship_can_be_failed_early(story: Passing) -> None:
    (lived,) = story.start(learning("S1", INTERNSHIP, date(2027, 3, 1), date(2027, 5, 28), 160))
    with story.open() as uow:
        uow.activities.change([replace(lived, phase=Phase.RUNNING, version=2)])
        uow.commit()
    done = story.result(lived, Turn.BAR, "Tidak hadir.")
    (row,) = story.log("activity", lived.id)
    assert done.activity.phase is Phase.FAILED_BARRED
    assert (row.from_state, row.to_state, row.reason) == ("running", "failed_barred", "Tidak hadir.")
    assert story.ledger() == ()


def test_nobody_passes_themselves(story: Passing) -> None:
    (lived,) = story.start(MARCH, nip=DEWI)
    story.finish(lived)
    with pytest.raises(OwnResult):
        story.result(lived)
    assert story.certificates(DEWI) == ()


def test_what_the_ledger_refuses_does_not_undo_the_result(story: Passing) -> None:
    (lived,) = story.start(learning("S1", COURSE, date(2027, 3, 1), date(2027, 3, 1), hours=40))
    story.day(date(2027, 3, 1))
    story.finish(lived)
    done = story.result(lived)
    assert done.activity.phase is Phase.PASSED
    (refused,) = done.refused
    assert msgids(refused.objections) == [TOO_MANY_HOURS]
    assert done.certificate is not None
    assert (done.certificate.jp, story.ledger()) == (0, ())
    (row,) = story.log("activity", lived.id)
    assert read(row.detail) == done.refused


def test_refused_hours_entered_by_hand_renew_the_certificate(story: Passing) -> None:
    (lived,) = story.start(learning("S1", COURSE, date(2027, 3, 1), date(2027, 3, 1), hours=40))
    story.day(date(2027, 3, 1))
    story.finish(lived)
    story.result(lived)
    right = replace(_attended(MARCH.starts, MARCH.ends, lived.id), hours=30)
    story.day(date(2027, 4, 1))
    assert story.grant(right).grant.jp == 30
    old, new = story.certificates()
    assert (old.jp, old.withdrawn_at) == (0, story.clock.now())
    assert (new.jp, new.withdrawn_at, new.code != old.code) == (30, None, True)


def test_hours_for_an_activity_that_was_not_passed_or_is_another_s_are_refused(story: Passing) -> None:
    (lived,) = story.start(MARCH)
    story.day(date(2027, 4, 1))
    for number, nip in ((lived.id, ANI), (lived.id, EKA), (999, ANI)):
        with pytest.raises(NotFound):
            story.grant(replace(_attended(MARCH.starts, MARCH.ends, number), nip=nip))


def test_a_corrected_row_withdraws_the_certificate_and_issues_one_with_the_new_figure(story: Passing) -> None:
    done = story.passed(MARCH)
    right = replace(done.entries[0].grant.activity, hours=10, lived=None, solution="")
    _, entered = story.correct(done.entries[0], right, "Hanya 10 jam.")
    own = entered.grant.activity
    assert (own.lived, own.solution) == (done.activity.id, "S1"), "it stands for what the wrong row stood for"
    old, new = story.certificates()
    assert (old.jp, old.withdrawn_at, old.withdrawn_reason) == (16, story.clock.now(), "Hanya 10 jam.")
    assert (new.jp, new.withdrawn_at) == (10, None)
    assert [one.move for one in story.log("certificate", old.id)] == ["issue", "withdraw"]
    assert replace(old, withdrawn_at=None, withdrawn_reason="") == done.certificate, (
        "nothing else of it changed"
    )


def test_a_correction_that_leaves_the_figure_leaves_the_certificate(story: Passing) -> None:
    done = story.passed(MARCH)
    story.correct(done.entries[0], replace(done.entries[0].grant.activity, title="Kursus data"))
    assert story.certificates() == (done.certificate,)


def test_a_row_only_taken_back_leaves_a_certificate_without_hours(story: Passing) -> None:
    done = story.passed(MARCH)
    story.correct(done.entries[0], None)
    assert [(one.jp, one.withdrawn_at is None) for one in story.certificates()] == [(16, False), (0, True)]


def test_what_was_entered_by_hand_before_is_not_granted_again(story: Passing) -> None:
    (lived,) = story.start(MARCH)
    story.day(MARCH.ends)
    story.finish(lived)
    story.clock.wait(days=1)
    story.grant(
        replace(_attended(MARCH.starts, MARCH.ends, None), title="Kursus, dari sertifikat", solution="S1")
    )
    done = story.result(lived)
    (refused,) = done.refused
    assert msgids(refused.objections) == [TWICE]
    assert len(story.ledger()) == 1


def test_who_finished_early_is_granted_on_the_day_of_finishing(story: Passing) -> None:
    (lived,) = story.start(learning("S1", INTERNSHIP, date(2027, 3, 1), date(2027, 5, 28), 160))
    story.day(date(2027, 4, 20))
    story.finish(lived)
    story.clock.wait(days=3)
    (entry,) = story.result(lived).entries
    assert entry.grant.activity.days[-1] == date(2027, 4, 20)


def test_a_pppk_at_their_limit_is_told_by_the_row(story: Passing) -> None:
    """Citra has 24 JP a year: of an internship after a course of 16, 8 count; the certificate says so."""
    story.passed(MARCH, CITRA)
    (lived,) = story.start(
        learning("S3", INTERNSHIP, date(2027, 5, 3), date(2027, 6, 25), 160), nip=CITRA, year=2028
    )
    story.day(date(2027, 6, 25))
    story.finish(lived)
    done = story.result(lived)
    assert [(entry.grant.jp, [hit.limit for hit in entry.grant.caps]) for entry in done.entries] == [
        (8, [24])
    ]
    assert done.certificate is not None
    assert done.certificate.jp == 8


@pytest.mark.parametrize("zone", Zone)
def test_what_was_finished_on_31_december_at_2330_counts_in_that_year_in_every_zone(
    story: Passing, zone: Zone
) -> None:
    story.clock.zone = zone
    (lived,) = story.start(learning("S1", INTERNSHIP, date(2027, 12, 1), date(2028, 1, 14), 120))
    story.day(date(2027, 12, 31), 23)
    story.clock.wait(minutes=30)
    story.finish(lived)
    story.clock.wait(hours=1)
    (entry,) = story.result(lived).entries
    assert entry.grant.activity.zone is zone
    assert (entry.grant.jp_in(2027), entry.grant.jp_in(2028)) == (20, 0)


@pytest.mark.parametrize("zone", Zone)
def test_an_hour_later_it_is_the_next_year(story: Passing, zone: Zone) -> None:
    story.clock.zone = zone
    (lived,) = story.start(learning("S1", INTERNSHIP, date(2027, 12, 1), date(2028, 1, 14), 120))
    story.day(date(2028, 1, 1), 0)
    story.clock.wait(minutes=30)
    story.finish(lived)
    (entry,) = story.result(lived).entries
    assert (entry.grant.jp_in(2027), entry.grant.jp_in(2028)) == (0, 20)


def test_codes_are_drawn_from_signs_that_do_not_look_alike() -> None:
    drawn = {random_code() for _ in range(200)}
    assert len(drawn) == 200
    assert not set("0O1IL2Z5S8BU") & set("".join(drawn))
    assert all(read_code(code) == code for code in drawn)
    assert len(ALPHABET) ** (GROUPS * GROUP) > 2**80


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" acdefg hjkmnp-QRTVWX ", "ACDEFG-HJKMNP-QRTVWX"),
        ("ACDEFGHJKMNPQRTVWX", "ACDEFG-HJKMNP-QRTVWX"),
        ("ACDEFG-HJKMNP-QRTVW", None),
        ("ACDEFG-HJKMNP-QRTVW0", None),
        ("", None),
        ("ı" * 18, None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, meant: str | None) -> None:
    assert read_code(typed) == meant


def test_a_contract_known_by_its_first_day_counts_by_its_years(story: Passing) -> None:
    """20 JP in February and 20 in March lie in two years of a contract that began on 1 March."""
    people = tuple(
        replace(one, contract_starts=date(2026, 3, 1), contract_ends=date(2031, 2, 28))
        if one.nip == CITRA
        else one
        for one in AGENCY.people
    )
    import_agency(story.open(), replace(AGENCY, people=people), ADMINISTRATOR, story.clock)
    first, second = (
        learning(code, COURSE, date(2027, month, 1), date(2027, month, 5), 20)
        for code, month in (("S1", 2), ("S3", 3))
    )
    one, other = (story.passed(own, CITRA, 2027 + n).entries[0] for n, own in enumerate((first, second)))
    assert (one.grant.jp, other.grant.jp) == (20, 20)
    with story.open(write=False) as uow:
        citra = uow.people.get(CITRA)
        assert citra is not None
        both = uow.jp.between(Scope(everyone=True), date(2027, 1, 1), date(2027, 12, 31))[CITRA]
    years = [
        jp_year(citra, CLASS, year, [entry.grant for entry in both], (), LAW.at(date(2027, 4, 1)))
        for year in (2026, 2027)
    ]
    assert [(found.first, found.last, found.earned, found.room) for found in years] == [
        (date(2026, 3, 1), date(2027, 2, 28), 20, 4),
        (date(2027, 3, 1), date(2028, 2, 29), 20, 4),
    ]


def test_a_community_s_certificate_stands_for_its_meetings_and_grants_nothing_twice(story: Passing) -> None:
    """Meetings of the plan's community while the item lasted; not those of another, nor of another time."""
    own = learning("S3", "komunitas_belajar", date(2027, 3, 1), date(2027, 4, 30))
    (lived,) = story.start(own)
    story.day(date(2027, 6, 1))
    story.grant(_met(date(2027, 3, 3), Part.PRESENTER))
    story.grant(_met(date(2027, 4, 7)))
    story.grant(_met(date(2027, 4, 14), solution="S1"))
    story.grant(_met(date(2027, 5, 5)))
    story.finish(lived)
    done = story.result(lived)
    assert (done.entries, done.refused) == ((), ())
    assert done.certificate is not None
    assert done.certificate.jp == 4 + 2
    assert len(story.ledger()) == 4


def test_a_corrected_meeting_renews_the_community_s_certificate(story: Passing) -> None:
    (lived,) = story.start(learning("S3", "komunitas_belajar", date(2027, 3, 1), date(2027, 4, 30)))
    story.day(date(2027, 6, 1))
    entry = story.grant(_met(date(2027, 3, 3), Part.PRESENTER))
    story.finish(lived)
    story.result(lived)
    story.correct(entry, replace(entry.grant.activity, part=Part.PARTICIPANT, solution=""))
    assert [(one.jp, one.withdrawn_at is None) for one in story.certificates()] == [(4, False), (2, True)]


def _met(day: date, part: Part = Part.PARTICIPANT, solution: str = "S3") -> Attended:
    starts = datetime.combine(day, time(9), Zone.WIB.info)
    return Attended(
        nip=ANI,
        form="komunitas_belajar",
        title=f"Berbagi {day}",
        starts=starts,
        ends=starts + timedelta(hours=2),
        part=part,
        hours=2,
        meeting=Meeting.KNOWLEDGE,
        organiser="A1",
        solution=solution,
    )


def test_meetings_written_in_the_papers_are_granted_one_by_one(story: Passing) -> None:
    days = ("2027-03-03", "2027-03-17", "2027-04-07")
    rows = tuple({"number": str(n), "date": day, "topic": "Data"} for n, day in enumerate(days, 1))
    (lived,) = story.start(learning("S3", "coaching", date(2027, 3, 1), date(2027, 4, 30)))
    story.day(date(2027, 5, 3))
    story.finish(lived, FilledPaper("notes", rows, story.clock.now(), "ani"))
    done = story.result(lived)
    assert [entry.grant.activity.days for entry in done.entries] == [
        (date.fromisoformat(day),) for day in days
    ]
    assert done.certificate is not None
    assert done.certificate.jp == 6
