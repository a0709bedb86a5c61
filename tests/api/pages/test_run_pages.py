"""Plans for everybody on pages: asked, found, looked at, cancelled, adopted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import build_system
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.deps import LOCALE_COOKIE
from api.jobs import Runs
from api.operator import OPERATOR
from api.pages.run_words import CLASS_NAMES, RUN_STATE_NAMES, TOTAL_NAMES
from api.pages.sheets_runs import TABLES
from api.pages.views_runs import BOTTOM, LEFT, RIGHT, TOP, course, share_done
from api.settings import load_settings
from api.system import System
from planner.access import Actor, Role
from planner.everyone.compare import TOTALS
from planner.everyone.figures import Turn
from planner.ports import Account
from planner.regulations.expected_of_allocation import CLASSES
from planner.runs import Progress, RunState
from planner.usecases import add_account, import_agency
from tests.api.doors import Doors
from tests.api.pages.reading import Strict, open_book
from tests.small_agency import ADMINISTRATOR, Sign

PEOPLE = 40
ASKED = {"name": "Apa adanya", "year": "2027", "rounds": "1"}


class AtOnce:
    """Implements planner.ports.Jobs: what is asked for is done before ``start`` returns, unless it is ``held``."""

    def __init__(self, system: System) -> None:
        self.runs = Runs(system.open, system.worlds, system.clock, 1)
        self.held = False

    def start(self, run: int) -> None:
        """See the port."""
        if not self.held:
            self.runs.carry_out(run, lambda: False)

    def take_up(self) -> None:
        """See the port."""

    def close(self) -> None:
        """See the port."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The stores are asked on both databases; the pages hang on neither."""
    return sqlite_url


@pytest.fixture
def chief(database_url: str, tmp_path: Path) -> Iterator[Doors]:
    """A demo agency behind its doors, and a CLO."""
    settings = load_settings(database_url=database_url, data_dir=tmp_path, today=DEMO_DAY)
    built = build_system(settings)
    system = replace(built, jobs=AtOnce(built))
    import_agency(system.open(), demo_agency(PEOPLE, DEMO_SEED), OPERATOR, system.clock)
    made = add_account(system.open(), ADMINISTRATOR, Account(0, "clo", "x", Role.CLO), system.clock)
    clo = Actor(made.id, made.username, Role.CLO)
    yield Doors(create_app(settings, system), system, Sign(*[clo] * 6))
    system.close()


def english(doors: Doors) -> TestClient:
    visitor = doors.visitor(doors.sign.clo)
    visitor.cookies.set(LOCALE_COOKIE, "en")
    return visitor


def get(visitor: TestClient, path: str, language: str = "en") -> str:
    visitor.cookies.set(LOCALE_COOKIE, language)
    answer = visitor.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    Strict().feed(answer.text)
    return plain(answer.text)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_ask_look_compare_adopt(chief: Doors) -> None:
    visitor = english(chief)
    assert "Nothing was asked yet" in get(visitor, "/runs")
    asked = visitor.post("/runs", data=ASKED | {"rounds": "2"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/runs/1?told=run-asked")
    told = get(visitor, "/runs/1")
    assert re.search(r"At most [0-9.]+% below the best possible plan", told)
    assert re.search(r"Paling jauh [0-9,]+% di bawah rencana terbaik", get(visitor, "/runs/1", "id"))
    visitor.cookies.set(LOCALE_COOKIE, "en")
    for key in TABLES:
        book = open_book(visitor.get(f"/runs/1?format=xlsx&table={key}").content)
        assert ["Scenario", "Apa adanya"] in [list(row) for row in book.worksheets[1].values]
    assert book_rows(visitor, "units") >= 2
    visitor.post("/runs", data=ASKED | {"name": "Kursi", "budget_percent": "80"})
    told = get(visitor, "/runs/compare?a=1&b=2")
    assert "1 · Apa adanya As it stands" in told
    assert "2 · Kursi all budgets at 80%" in told
    assert "1 · Plans as they stand" in get(visitor, "/runs/compare?b=2")
    compared = open_book(visitor.get("/runs/compare?a=now&b=2&format=xlsx&table=units").content)
    assert ["2", "Kursi"] in [list(row) for row in compared.worksheets[1].values]
    assert visitor.get("/runs/compare?a=7&b=2").status_code == 404
    visitor.post("/runs", data=ASKED | {"budget_percent": "1000"})
    richer = visitor.post("/runs/3/adopt")
    assert richer.status_code == 409
    assert re.search(r"rests on what is only assumed: [^.]*; Kementerian Pekerjaan Umum", plain(richer.text))
    adopted = visitor.post("/runs/1/adopt")
    assert (adopted.status_code, adopted.headers["location"]) == (303, "/runs/1?told=run-adopted")
    assert "its drafts are with the learning officers" in get(visitor, "/runs/1")
    again = visitor.post("/runs/1/adopt")
    assert (again.status_code, "only a finished one adopted, once" in plain(again.text)) == (409, True)
    with chief.system.open(write=False) as uow:
        rows = [one for one in uow.decisions.page(limit=200).rows if one.subject == "run"]
        assert [one.move for one in rows] == ["adopt", "ask", "ask", "ask"]
        assert uow.journeys.every_open()


def book_rows(visitor: TestClient, key: str) -> int:
    return len(list(open_book(visitor.get(f"/runs/1?format=xlsx&table={key}").content).worksheets[0].values))


def test_a_search_under_way_renews_itself_and_is_cancelled(chief: Doors) -> None:
    visitor = english(chief)
    chief.system.jobs.held = True  # type: ignore[attr-defined]
    visitor.post("/runs", data=ASKED)
    told = visitor.get("/runs/1").text
    assert 'hx-trigger="every 2s"' in told
    assert '<noscript><meta http-equiv="refresh"' in told
    assert visitor.post("/runs/1/cancel").headers["location"] == "/runs/1?told=run-cancelled"
    told = visitor.get("/runs/1").text
    assert ("every 2s" in told, "http-equiv" in told, "no plan is kept of it" in told) == (False, False, True)
    late = visitor.post("/runs/1/cancel")
    assert (late.status_code, "Only a run under way can be cancelled" in plain(late.text)) == (409, True)
    assert visitor.get("/runs/2").status_code == 404


def test_what_is_wrong_with_a_scenario_is_told_beside_what_was_typed(chief: Doors) -> None:
    visitor = english(chief)
    unit = chief.system.worlds.current().agency.units[0].code
    wrong = visitor.post("/runs", data=ASKED | {"rounds": "none", "budget_unit": ["??", unit]})
    assert wrong.status_code == 422
    assert "Give a whole number of rounds" in plain(wrong.text)
    assert 'href="#budget_unit-0"' in wrong.text
    twice = visitor.post("/runs", data=ASKED | {"budget_unit": [unit, unit]})
    assert (twice.status_code, "This stands twice." in plain(twice.text)) == (422, True)
    more = visitor.post("/runs", data=ASKED | {"more": "seat"})
    assert (more.status_code, 'id="seat_count-1"' in more.text, "Apa adanya" in more.text) == (
        200,
        True,
        True,
    )
    assert "Nothing was asked yet" in get(visitor, "/runs")


def test_another_scenario_like_one_begins_with_what_it_assumed(chief: Doors) -> None:
    visitor = english(chief)
    visitor.post("/runs", data=ASKED | {"budget_percent": "80"})
    assert "all budgets at 80%" in get(visitor, "/runs")
    assert 'name="budget_percent" type="text" value="80"' in visitor.get("/runs/new?like=1").text


def test_how_far_a_search_is_grows_to_one() -> None:
    shares = [share_done(Progress(number, 4)) for number in range(6)]
    assert shares == [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
    assert share_done(Progress()) == 0.0


def test_the_course_of_a_search_stays_inside_its_drawing_and_the_bound_above_the_plan() -> None:
    trace = [Turn(n, 90.0 + n, None if n == 1 else 160.0 - n, n) for n in range(1, 31)]
    drawn = course(trace)
    assert drawn is not None
    plan, bound = (
        [tuple(map(float, one.split(","))) for one in points.split()] for points in (drawn.plan, drawn.bound)
    )
    assert (len(plan), len(bound), len(drawn.across)) == (30, 29, 10)
    assert all(above[1] < below[1] for above, below in zip(bound, plan[1:], strict=True))
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in plan + bound)
    assert course(trace[:1]) is None


def test_who_is_left_out_is_told_by_name_and_looking_is_recorded(
    chief: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.runs.ROWS", 7)
    visitor = english(chief)
    visitor.post("/runs", data=ASKED | {"consideration": "career"})
    told = get(visitor, "/runs/1")
    found = re.search(r"Left out (\d+) why stands below", told)
    assert found is not None
    left = int(found[1])
    assert left > 7
    page = visitor.get("/runs/1/left-out").text
    assert page.count('<span class="nip">') == 7
    assert "The person has no target job" in plain(page)
    assert "Enter a target job for the person." in plain(page)
    assert 'href="/runs/1/left-out?after=7"' in page
    with chief.system.open(write=False) as uow:
        assert sum(len(uow.reads.of(one.nip)) for one in uow.agency.load().people) == 7
    reason = re.search(r'<option value="(\w+)">', page)
    assert reason is not None
    book = open_book(visitor.get(f"/runs/1/left-out?reason={reason[1]}&format=xlsx").content)
    nips = list(book.worksheets[0]["A"][1:])
    assert 0 < len(nips) <= left
    assert all(isinstance(cell.value, str) and len(cell.value) == 18 for cell in nips)
    assert visitor.get("/runs/2/left-out").status_code == 404


def test_every_word_of_a_closed_list_is_there() -> None:
    assert set(RUN_STATE_NAMES) == set(RunState)
    assert set(CLASS_NAMES) == {*CLASSES, ""}
    assert set(TOTAL_NAMES) == set(TOTALS)
