"""Every route that changes something writes exactly one row of the log, in the transaction of the change."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from api.db.tables.logs import decision_log
from planner.journey import State
from tests.api.doors import Doors, rehearsing
from tests.api.route_table import PASSWORD, PEOPLE, TABLE
from tests.api.test_routes import ask, communities

CHANGES_NOTHING = {
    "POST /api/v1/session",
    "DELETE /api/v1/session",
    "POST /sign-in",
    "POST /sign-out",
    "POST /api/v1/imports/preview",
    "POST /import/check",
    "POST /communities/{community_id}/meetings/list",
    # Whether somebody has read what they were told is no decision.
    "POST /api/v1/replanning/look",
    "POST /api/v1/notices/read",
    "POST /api/v1/notices/{notice_id}/read",
    "POST /me/notices/read",
    "POST /me/notices/{notice_id}/read",
    "POST /inbox/decide",  # no plan is chosen; each decision is the step of its own route
    # Refused: the model serves already. The story of the models' pages counts the rows of a promotion.
    "POST /api/v1/models/{version}/promote",
    "POST /models/{version}/promote",
    "POST /api/v1/runs/{run_id}/adopt",
    "POST /runs/{run_id}/adopt",  # refused: no plan is found yet; the story of an adoption counts its rows
    "POST /import/store",  # of a file that is no longer kept; the JSON route stores one
}
"""Opens or closes a session, or only looks."""


def test_every_change_writes_one_row_of_the_log_in_its_own_transaction(doors: Doors, engine: Engine) -> None:
    states = ("drafted", "requested", "in_review", "approved", "active")
    standing = {
        state: doors.journey(State(state), year=year) for year, state in enumerate(states, start=2028)
    }
    doors.password_of_all(PASSWORD)
    standing["entry"] = doors.entry()
    standing |= doors.guided()
    doors.models()
    standing["run"] = doors.run()
    standing["notice"] = doors.notice()
    standing |= communities(doors)
    standing["activity"], standing["task"] = doors.task()
    standing["written"], standing["file"] = doors.writing()
    with engine.connect() as connection:
        before = connection.execute(select(func.count()).select_from(decision_log)).scalar_one()
    actors, wrong, changes = doors.actors(), [], 0
    for key, row in TABLE.items():
        if key.startswith("GET") or key in CHANGES_NOTHING:
            continue
        allowed = [
            name
            for name, word in zip(PEOPLE, row.answers.split(), strict=True)
            if word in ("200", "201", "202", "303")
        ]
        heard: list[int] = []
        stage = rehearsing(doors, engine, heard)
        signed = doors.visitor(actors[allowed[-1]])
        visitor = stage.visitor()
        visitor.cookies, visitor.headers = signed.cookies, signed.headers
        ask(doors, visitor, key, row, standing)
        changes += 1
        # The record of who looked at whose data is no decision: it commits on its own.
        if max(heard, default=before) - before != 1:
            wrong.append(f"{key} by {allowed[-1]}: {[count - before for count in heard]}")
    assert wrong == []
    assert changes >= 27
