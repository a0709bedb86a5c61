"""The ledger follows an agency's own folder: no figure of a regulation stands in the code."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from catalog.ledger import Activity, Grant, Law, Meeting, Part, Refused, Zone, settle
from planner.quota import year_limit
from planner.regulations import standard_forms, standard_parameters
from tests.planner.jp_scenario_files import LAW, scenarios

STARTS = datetime(2027, 3, 1, 9, tzinfo=Zone.WIB.info)


def meeting(form: str, day: int = 0, **own: object) -> Activity:
    starts = STARTS + timedelta(days=day)
    values: dict[str, object] = {"hours": 3.0} | own
    return Activity("1", form, f"{form} {day}", starts, starts + timedelta(hours=3), **values)  # type: ignore[arg-type]


MEETINGS = [meeting("coaching", day) for day in (0, 7, 14)]
DISCUSSION = [meeting("komunitas_belajar", meeting=Meeting.DISCUSSION)]
PRESENTED = [meeting("komunitas_belajar", meeting=Meeting.KNOWLEDGE, part=Part.PRESENTER)]
EXPERIENCE = [meeting("komunitas_belajar", day, meeting=Meeting.EXPERIENCE, organiser="A") for day in (0, 1)]
COURSE = [meeting("kursus", programme_jp=4.0)]
FAST = [meeting("e_learning", length_hours=4.0)]


@pytest.mark.parametrize(
    ("name", "value", "done", "before", "after"),
    [
        ("form.coaching.jp", "{per: session, jp: 3}", MEETINGS, 4, 6),
        ("form.coaching.sessions_per_month_max", "3", MEETINGS, 4, 6),
        ("form.e_learning.jp_per_day_max", "{jp: 1, days_by: working_days}", [meeting("e_learning")], 3, 1),
        (
            "form.seminar_konferensi_sarasehan.jp",
            "{per: day, jp: 5}",
            [meeting("seminar_konferensi_sarasehan")],
            4,
            5,
        ),
        ("community.discussion.jp", "{participant: 1}", DISCUSSION, 0, 1),
        ("community.knowledge.jp", "{presenter: 6}", PRESENTED, 4, 6),
        ("community.day_limit_binds", "[participant, presenter]", PRESENTED, 4, 2),
        ("community.experience.month_max", "{times: 1, per: organiser}", EXPERIENCE, 4, 2),
        ("ledger.minutes_per_programme_jp", "60", COURSE, 4, None),
        ("ledger.pace_min", "0.75", FAST, None, 3),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_agencys_own_figure_is_counted_with(
    tmp_path: Path, name: str, value: str, done: list[Activity], before: float | None, after: float | None
) -> None:
    changed = law(tmp_path, name, value)
    assert (counted(done, LAW), counted(done, changed)) == (before, after)


def test_an_agencys_own_quota_limits_pppk(tmp_path: Path) -> None:
    changed = law(tmp_path, "jp.pppk_max_per_contract_year", "30")
    person = next(one.person for one in scenarios() if one.rule == "Q2")
    limits = [year_limit(person, "ahli_muda", own.at(STARTS.date())) for own in (LAW, changed)]
    assert [limit.jp if limit else None for limit in limits] == [24, 30]


def law(folder: Path, name: str, value: str) -> Law:
    text = (
        f'{name}:\n  values: [{{from: 2026-01-01, value: {value}, reference: "SE 9/2026", certainty: S}}]\n'
    )
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    return Law(standard_parameters(folder), standard_forms(folder))


def counted(done: list[Activity], own: Law) -> float | None:
    answers = settle(done, own)
    if any(isinstance(answer, Refused) for answer in answers):
        return None
    return sum(answer.jp for answer in answers if isinstance(answer, Grant))
