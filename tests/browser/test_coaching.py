"""Eight weeks of coaching, as organiser, coachee, coach and mentor: from the match to the certificate that anybody can check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from api.demo.programme import PROGRAMME
from tests.api.demo_installation import demo_installation
from tests.api.documents.opened import text_of_pdf
from tests.api.live_server import live_server
from tests.browser.programme import STARTS, prepare, turn
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ASSESSMENT, PERFORMANCE, SELF, AIMS = (STARTS + timedelta(days=days) for days in (-28, -21, -14, -7))
FIRST, MENTOR, PROGRESS, THREE_WAY, REPORT, REVIEW = (
    STARTS + timedelta(days=days) for days in (3, 10, 17, 24, 45, 52)
)
MEETINGS = (FIRST, PROGRESS, THREE_WAY, THREE_WAY + timedelta(days=7))
"""Three in February, of which two count, and one in March."""


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The calendar of the server, open at the day on which the programme is prepared."""
    path = tmp_path_factory.mktemp("calendar") / "today"
    turn(path, ASSESSMENT)
    return path


@pytest.fixture(scope="module")
def site(language: str, calendar: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on an agency of its own, on the day that the calendar shows."""
    turn(calendar, ASSESSMENT)
    data = tmp_path_factory.mktemp(f"coaching-{language}")
    url = f"sqlite:///{data / 'corpu.sqlite'}"
    with demo_installation(url, Path(data)) as system:
        prepare(system)
    with live_server(url, Path(data), calendar) as address:
        yield address


@dataclass(frozen=True)
class Programme:
    """Everybody who has a part in it, and the day."""

    readers: Mapping[str, Reader]
    calendar: Path

    def do(self, who: str, day: date, *held: date, file: bool = False) -> None:
        """Do the one task that waits for somebody, on a day: fill every paper, one row for each day that was held."""
        turn(self.calendar, day)
        reader = self.readers[who]
        page, t = reader.page, reader.t
        page.goto("/me/tasks" if who in ("coachee", "coach") else "/tasks")
        page.get_by_role("row").filter(has_text=t.name(PROGRAMME)).locator("th a").first.click()
        page.wait_for_url("**/tasks/*")
        for number in range(max(len(held), 1)):
            for row in page.locator("form#papers .paper").all():
                fill(row, held[number] if held else day, number)
            if number + 1 < len(held):
                with page.expect_navigation():
                    page.get_by_role("button", name=t("Keep and add a row")).click()
        if file:
            page.locator("#file").set_input_files(
                {"name": "paparan.pdf", "mimeType": "application/pdf", "buffer": PDF}
            )
        with page.expect_navigation():
            page.get_by_role("button", name=t("Save and finish")).click()
        assert "told=task-done" in page.url, reader.page.locator("main").inner_text()[:600]


def fill(place: Locator, day: date, number: int) -> None:
    """Fill in whatever is still empty."""
    for one in place.locator("input:not([type=hidden]):not([type=file]):not([type=radio]), textarea").all():
        if one.get_attribute("id") != "note" and not one.input_value():
            one.fill(answer(one, day, number))
    for group in place.locator("fieldset.score").all():
        group.locator("input[type=radio]").last.check()
    for select in place.locator("select").all():
        select.select_option(index=1)


def answer(field: Locator, day: date, number: int) -> str:
    """What is written into a field."""
    if field.get_attribute("type") == "date":
        return day.isoformat()
    if field.get_attribute("inputmode") == "decimal":
        return str(number + 1)
    return "Dibahas dan disepakati."


def test_the_eight_weeks(visit: Callable[..., Reader], calendar: Path, language: str) -> None:
    turn(calendar, ASSESSMENT)
    readers = {name: visit() for name in ("lo", "coachee", "coach", "atasan")}
    for name, reader in readers.items():
        reader.sign_in(name)
    programme = Programme(readers, calendar)
    officer, coachee = readers["lo"], readers["coachee"]

    begin(coachee)
    match(programme)
    live(programme)
    decide(officer)
    earn(coachee)


def begin(coachee: Reader) -> None:
    """The coachee starts the approved plan."""
    coachee.page.goto("/me/journeys")
    coachee.follow(coachee.t("Plan {year}", year=2027))
    coachee.push(coachee.t("Start the plan"))
    assert coachee.sees(coachee.t("Active"))


def match(programme: Programme) -> None:
    """The officer offers a coach and a mentor; both undertake confidentiality, the coachee accepts."""
    officer, coachee = programme.readers["lo"], programme.readers["coachee"]
    for kind in ("coach", "mentor"):
        officer.page.goto(f"/matching?kind={kind}")
        assert officer.serious_faults() == []
        officer.push(officer.t("Offer the chosen ones"))
        assert officer.page.locator("[role=alert]").count() == 0
    for name in ("coach", "atasan"):
        guide = programme.readers[name]
        guide.page.goto("/matches")
        assert guide.serious_faults() == []
        guide.push(guide.t("I undertake this"))
    for _ in ("coach", "mentor"):
        coachee.page.goto("/matches")
        assert coachee.serious_faults() == []
        coachee.push(coachee.t("Accept"))
    assert coachee.sees(coachee.t("Nothing to answer"))


def live(programme: Programme) -> None:
    """Every task on its day, by whose it is."""
    programme.do("lo", ASSESSMENT)
    programme.do("atasan", PERFORMANCE)
    programme.do("coachee", SELF)
    programme.do("coach", AIMS)
    programme.do("coach", FIRST)
    programme.do("atasan", MENTOR)
    programme.do("coach", PROGRESS)
    programme.do("coach", THREE_WAY, file=True)
    programme.do("coachee", REPORT, *MEETINGS, file=True)
    programme.do("lo", REVIEW)
    for name in ("coach", "atasan", "coachee", "lo"):
        programme.do(name, REVIEW)


def decide(officer: Reader) -> None:
    """The organiser looks at everything that was written, and records that the coachee passed."""
    officer.page.goto("/tasks")
    named = officer.t.name(PROGRAMME)
    officer.page.get_by_role("row").filter(has_text=named).locator("td a").first.click()
    officer.page.wait_for_url("**/activities/*")
    assert officer.serious_faults() == []
    officer.page.get_by_label(officer.t("Result"), exact=True).first.select_option("pass")
    officer.push(officer.t("Record"))
    officer.page.wait_for_url("**/activities/*/result*")
    assert officer.serious_faults() == []
    assert officer.page.locator("[role=alert]").count() == 0


def earn(coachee: Reader) -> None:
    """Six hours: two meetings of February's three, and March's; the paper says so, and so does the page for everybody."""
    coachee.page.goto("/me/certificates")
    assert coachee.serious_faults() == []
    (row,) = coachee.page.locator("main tbody tr").all()
    code = row.locator("a[href^='/certificates/']").inner_text()
    assert "6" in row.inner_text()
    paper = coachee.page.request.get(
        str(row.locator("a[href*='certificate.pdf']").first.get_attribute("href"))
    )
    text = text_of_pdf(paper.body())
    assert code in text
    assert PROGRAMME.name in text

    coachee.context.clear_cookies(name="corpu_session")
    coachee.page.goto("/certificates")
    coachee.reach(coachee.page.get_by_role("textbox").first)
    coachee.page.keyboard.type(code.lower())
    coachee.press("Enter")
    assert coachee.sees(coachee.t("This certificate is genuine and holds."))
    assert coachee.sees(PROGRAMME.name)
    assert coachee.serious_faults() == []
