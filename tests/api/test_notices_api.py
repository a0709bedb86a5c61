"""One's own notices over JSON and on the page: in one's language, where they lead, and read by oneself only."""

from __future__ import annotations

import io
import re

import pytest
from fastapi.routing import iter_route_contexts
from openpyxl import load_workbook

from api.notice_views import LINKS
from planner.notices import NEEDS, NoticeKind
from planner.usecases import tell
from tests.api.doors import Doors
from tests.small_agency import ANI


def result_told(doors: Doors) -> None:
    with doors.system.open() as uow:
        params = {"activity": 1, "solution": "S1"}
        tell(uow, NoticeKind.RESULT_RECORDED, [ANI], params, "1", doors.system.clock)
        uow.commit()


def test_notices_are_listed_newest_first_in_pages(doors: Doors) -> None:
    doors.notice()
    result_told(doors)
    ani = doors.visitor(doors.sign.employee)
    first = ani.get("/api/v1/notices", params={"limit": 1}).json()
    assert first["items"][0]["text"] == "The result of one of your activities was recorded."
    assert (first["items"][0]["solution"], first["items"][0]["read_at"]) == ("S1", None)
    rest = ani.get(first["next"]).json()
    assert [one["link"] for one in rest["items"]] == ["/journeys/1"]
    indonesian = ani.get("/api/v1/notices", headers={"accept-language": "id"}).json()
    assert indonesian["items"][1]["text"] == "Rencana Anda untuk 2027 telah disetujui."


def test_reading_is_ones_own_and_counts_down(doors: Doors) -> None:
    number = doors.notice()
    result_told(doors)
    ani, budi = doors.visitor(doors.sign.employee), doors.visitor(doors.sign.supervisor)
    assert budi.get("/api/v1/notices").json()["items"] == []
    assert budi.post(f"/api/v1/notices/{number}/read").status_code == 404
    assert [ani.post(f"/api/v1/notices/{number}/read").json() for _ in range(2)] == [{"unread": 1}] * 2
    assert ani.post("/api/v1/notices/read").json() == {"unread": 0}


def test_the_header_counts_what_is_unread(doors: Doors) -> None:
    ani = doors.visitor(doors.sign.employee)
    ani.cookies.set("corpu_language", "en")
    bell = re.compile(r'class="btn btn-sm btn-plain bell".*?</a>', re.S)
    assert "<b>" not in bell.findall(ani.get("/me").text)[0]
    number = doors.notice()
    assert "<b>1<" in bell.findall(ani.get("/me").text)[0]
    page = ani.get("/me/notices").text
    assert "Your plan for 2027 was approved." in page
    assert f'action="/me/notices/{number}/read"' in page
    assert "This installation sends no mail" in page
    assert ani.post(f"/me/notices/{number}/read").headers["location"] == "/me/notices"
    after = ani.get("/me/notices").text
    assert "<b>" not in bell.findall(after)[0]
    assert "Mark all as read" not in after


def test_nothing_told_yet_is_said(doors: Doors) -> None:
    ani = doors.visitor(doors.sign.employee)
    ani.cookies.set("corpu_language", "en")
    assert "Nothing to tell yet" in ani.get("/me/notices").text


def test_all_are_marked_with_one_button(doors: Doors) -> None:
    doors.notice()
    result_told(doors)
    ani = doors.visitor(doors.sign.employee)
    assert ani.post("/me/notices/read").headers["location"] == "/me/notices?told=notices-read"
    with doors.system.open(write=False) as uow:
        assert uow.outbox.unread(doors.sign.employee.account_id or 0) == 0


def test_notices_as_a_workbook(doors: Doors) -> None:
    doors.notice()
    result_told(doors)
    answer = doors.visitor(doors.sign.employee).get("/me/notices", params={"format": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)  # type: ignore[union-attr]
    assert any("Magang" in [str(cell) for cell in row] for row in rows)


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_notice_leads_to_a_page_that_there_is(kind: NoticeKind, doors: Doors) -> None:
    fields = set(re.findall(r"{(\w+)}", LINKS[kind]))
    assert fields <= NEEDS[kind]
    pattern = LINKS[kind].format_map(dict.fromkeys(NEEDS[kind], 1))
    pages = [
        re.sub(r"{\w+}", r"[^/]+", str(context.path))
        for context in iter_route_contexts(doors.app.routes)
        if "GET" in (context.methods or ())
    ]
    assert any(re.fullmatch(page, pattern) for page in pages)
