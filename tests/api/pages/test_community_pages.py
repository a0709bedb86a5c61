"""A community through the pages: proposed, verified by another, met with everybody on one form, put right, recapitulated."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from httpx2 import Response

from api.deps import LOCALE_COOKIE
from tests.api.doors import Doors
from tests.api.route_table import PROPOSAL_FORM
from tests.small_agency import ANI, BUDI, CITRA, DEWI, EKA

REASON = {"reason": "Salah catat."}


@pytest.fixture
def today(doors: Doors) -> Any:
    return doors.system.clock.today()


def visitor(doors: Doors, name: str) -> Any:
    found = doors.visitor(getattr(doors.sign, name))
    found.cookies.set(LOCALE_COOKIE, "en")
    return found


def text(answer: Response) -> str:
    """What a page says, without its marks."""
    main = answer.text.partition("<main")[2]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def propose(doors: Doors, **own: str) -> str:
    """Have Budi propose a community; its address."""
    answer = visitor(doors, "supervisor").post("/communities/new", data={**PROPOSAL_FORM, **own})
    assert answer.status_code == 303, text(answer)
    return str(answer.headers["location"].partition("?")[0])


def verified(doors: Doors, **own: str) -> str:
    """A community that the HR unit has verified."""
    address = propose(doors, **own)
    assert visitor(doors, "officer").post(f"{address}/verify", data={"version": "1"}).status_code == 303
    return address


def meeting(day: Any, hour: int = 9, **own: Any) -> dict[str, Any]:
    """A meeting of two hours as it is typed."""
    return {
        "kind": "knowledge",
        "title": "Mutu data",
        "starts": f"{day}T{hour:02d}:00",
        "ends": f"{day}T{hour + 2:02d}:00",
        **own,
    }


def test_a_proposal_is_told_all_its_faults_and_keeps_what_was_typed(doors: Doors) -> None:
    typed = {"unit": "A1", "topic": "Data <b>", "members": f"{ANI} Ani\nbukan NIP\n", "version": "0"}
    answer = visitor(doors, "supervisor").post("/communities/new", data=typed)
    assert answer.status_code == 422
    assert "No NIP of 18 digits stands in line 2." in text(answer)
    again = visitor(doors, "supervisor").post("/communities/new", data=typed | {"members": ANI})
    told = text(again)
    assert again.status_code == 422
    for part in (
        "why the unit needs",
        "at least one kind of meeting",
        "what is to be reached",
        "the head of",
    ):
        assert part in told
    assert "Data &lt;b&gt;" in again.text


def test_from_the_proposal_to_the_recapitulation(doors: Doors, today: Any) -> None:
    address = propose(doors, members=f"{ANI} Ani\n{EKA}\tEka\n", meetings="knowledge")
    officer, head, member = (visitor(doors, name) for name in ("second_officer", "supervisor", "employee"))
    assert "Waits for verification" in text(officer.get(address))
    assert officer.post(f"{address}/return", data={"version": "1", "reason": "Kurang."}).status_code == 303
    assert "Reason: Kurang." in text(head.get(address))
    assert head.post(f"{address}/edit", data={**PROPOSAL_FORM, "version": "2"}).status_code == 303
    assert officer.post(f"{address}/verify", data={"version": "3"}).status_code == 303
    joined = head.post(f"{address}/members", data={"version": "4", "add": f"{EKA} Eka"})
    assert joined.status_code == 303, text(joined)
    form = head.get(f"{address}/meetings/new")
    ids = re.findall(r'name="person" value="([^"]+)"', form.text)
    assert len(ids) == 2
    held = head.post(
        f"{address}/meetings/new",
        data=meeting(
            today, version="5", person=ids, part=["participant", ""], guests=DEWI, guest_part="presenter"
        ),
    )
    assert held.status_code == 303, text(held)
    page = text(head.get(held.headers["location"]))
    assert "Ani" in page
    assert "Dewi" in page
    assert "6" in re.findall(r"JP granted (\S+)", page)
    number = held.headers["location"].partition("?")[0]
    wrong = head.post(number, data={"version": "6", "came": EKA, "guests": DEWI, "guest_part": "presenter"})
    assert (wrong.status_code, "Please give a reason." in text(wrong)) == (422, True)
    fixed = head.post(
        number, data={"version": "6", "came": EKA, "guests": DEWI, "guest_part": "presenter"} | REASON
    )
    assert fixed.status_code == 303, text(fixed)
    recap = text(head.get(address))
    assert f"Eka {EKA} 2 0 0 0 2" in recap
    assert f"Dewi {DEWI} 4 0 0 0 4" in recap
    handed = head.post(
        f"{address}/recap", data={"version": "7", "until": str(today), "signed_by": "Kepala Pusat"}
    )
    assert handed.status_code == 303, text(handed)
    assert "Recapitulated" in text(officer.get(address))
    book = head.get(f"{address}?format=xlsx&table=recap")
    assert book.content.startswith(b"PK")
    # A member sees the community, and of the others nobody.
    seen = text(member.get(address))
    assert "Data yang sama" in seen
    assert EKA not in seen
    assert "Dewi" not in seen


def test_the_months_limit_is_said_on_the_form_and_nothing_typed_is_lost(doors: Doors, today: Any) -> None:
    address = verified(doors, meetings="experience", members=ANI)
    head = visitor(doors, "supervisor")
    for place in range(3):
        typed = meeting(today, 6 + 3 * place, kind="experience", came=ANI, title=f"Temu {place}")
        answer = head.post(f"{address}/meetings/new", data={**typed, "version": str(2 + place)})
    assert answer.status_code == 409
    assert "The unit has held 2 such meetings in this month" in text(answer)
    assert 'value="Temu 2"' in answer.text


def book(*rows: tuple[object, ...]) -> bytes:
    """A workbook as an officer keeps it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as own:
        sheet = own.add_worksheet("Hadir 1")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return made.getvalue()


def test_who_came_is_read_from_a_list_with_names_to_check_by(doors: Doors, today: Any) -> None:
    address = verified(doors, members=f"{ANI}\n{DEWI}")
    head = visitor(doors, "supervisor")
    typed = meeting(today, version="2")
    lists = {
        "daftar.xlsx": book(("No", "Nama", "NIP"), (1, "Anni", ANI), (2, "Dewi", f"'{DEWI}"), ("", "", "")),
        "daftar.csv": f"nama;nip\nAni;{ANI}\nDewi;{DEWI}\n".encode(),
    }
    for name, content in lists.items():
        answer = head.post(f"{address}/meetings/list", data=typed, files={"files": (name, content)})
        assert answer.status_code == 200, text(answer)
        assert f"{ANI} Ani\n{DEWI} Dewi</textarea>" in answer.text
        assert 'value="Mutu data"' in answer.text
    # A list is no way to learn the names of people whom one does not see.
    stranger = head.post(
        f"{address}/meetings/list", data=typed, files={"files": ("d.csv", f"{CITRA}\n{ANI}\n".encode())}
    )
    assert f"{CITRA}\n{ANI} Ani</textarea>" in stranger.text
    bad = book(("NIP",), (int(ANI),), ("siapa",), (DEWI,))
    refused = head.post(f"{address}/meetings/list", data=typed, files={"files": ("x.xlsx", bad)})
    assert refused.status_code == 422
    assert "Excel has turned the NIP into a number" in text(refused)
    assert "No NIP stands in this row." in text(refused)
    nothing = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
    )
    kind = {"content-type": "multipart/form-data; boundary=x"}
    for answer in (
        head.post(f"{address}/meetings/list", data=typed, files={"files": ("daftar.pdf", b"%PDF")}),
        head.post(f"{address}/meetings/list", content=nothing, headers=kind),
    ):
        assert (answer.status_code, "no list that can be read" in text(answer)) == (422, True)


def test_who_was_faster_is_told_and_the_form_comes_back_whole(doors: Doors, today: Any) -> None:
    address = verified(doors, members=ANI)
    head = visitor(doors, "supervisor")
    stale = head.post(f"{address}/meetings/new", data=meeting(today, version="1", came=ANI))
    assert stale.status_code == 412
    assert "Somebody changed this community meanwhile" in text(stale)
    assert 'name="version" value="2"' in stale.text
    assert head.post(f"{address}/meetings/new", data=meeting(today, version="2", came=ANI)).status_code == 303


def test_nobody_verifies_their_own_and_the_page_says_so(doors: Doors) -> None:
    clo = visitor(doors, "clo")
    answer = clo.post("/communities/new", data=PROPOSAL_FORM)
    address = answer.headers["location"].partition("?")[0]
    assert "Another learning officer verifies it" in text(clo.get(address))
    assert clo.post(f"{address}/verify", data={"version": "1"}).status_code == 403


def test_a_list_shows_what_one_belongs_to_and_what_is_late(doors: Doors, today: Any) -> None:
    number, _ = doors.community()
    with doors.system.open() as uow:
        found = uow.communities.get(number)
        assert found is not None
        uow.communities.change(
            replace(found, version=2, recapped_until=today - timedelta(days=200), members=(ANI,))
        )
        uow.commit()
    doors.community(nip=BUDI)
    seen = text(visitor(doors, "employee").get("/communities"))
    assert "1 community on this page" in seen
    assert "overdue" in seen
    everything = text(visitor(doors, "officer").get("/communities?state=verified&q=data"))
    assert "2 communities on this page" in everything
    assert "No community here" in text(visitor(doors, "officer").get("/communities?state=closed"))
    assert visitor(doors, "officer").get("/communities?format=xlsx").content.startswith(b"PK")


def test_looking_at_a_community_is_recorded(doors: Doors) -> None:
    number, _ = doors.community(nip=CITRA)
    visitor(doors, "officer").get(f"/communities/{number}")
    with doors.system.open(write=False) as uow:
        assert [(row.actor, row.what) for row in uow.reads.of(CITRA)] == [("lo", "community")]


def test_a_unit_recapitulates_all_its_communities(doors: Doors, today: Any) -> None:
    head = visitor(doors, "supervisor")
    for place, hour in enumerate((6, 10)):
        address = verified(doors, members=ANI, topic=f"Topik {place}")
        typed = meeting(today, hour, version="2", guests=f"{ANI}\n{DEWI}", guest_part="presenter")
        assert head.post(f"{address}/meetings/new", data=typed).status_code == 303
    page = text(head.get("/communities/recap"))
    assert "Topik 0" in page
    assert f"Ani {ANI} 8 0 0 0 8" in page
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    wanted = {"unit": "A1", "since": str(first), "until": str(today)}
    lines = head.get("/api/v1/communities/recap", params=wanted).json()["items"]
    with doors.system.open(write=False) as uow:
        ledger = {nip: sum(row.grant.jp for row in uow.jp.of(nip)) for nip in (ANI, DEWI)}
    assert {line["nip"]: line["total"] for line in lines} == ledger == {ANI: 8, DEWI: 8}
    assert head.get("/communities/recap?format=xlsx").content.startswith(b"PK")
    assert head.get("/communities/recap?unit=A2").status_code == 404
    assert head.get("/api/v1/communities/recap", params=wanted | {"unit": "A2"}).status_code == 404
    assert "Nothing was granted" in text(visitor(doors, "officer").get("/communities/recap?since=2026-01-05"))
