"""The whole organisation planned in a browser: started, watched, left, compared, adopted, its yearly plan fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Download

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser
_PATIENCE = 300_000
"""Milliseconds: a fresh server compiles the search for everybody first, on a busy machine slowly."""
FIRST, SECOND = "Apa adanya", "Anggaran 70 persen"


# Every page of it is read in the other language too, where all pages are.
@pytest.mark.parametrize("language", ["id"], indirect=True)
def test_from_a_question_to_the_yearly_plan(visit: Callable[..., Reader]) -> None:
    reader = visit()
    page, t = reader.page, reader.t
    reader.sign_in("clo")
    reader.follow(t("Organisation plan"))
    assert reader.sees(t("Nothing was asked yet"))
    assert reader.serious_faults() == []

    reader.follow(t("New scenario"))
    assert reader.serious_faults() == []
    ask(reader, FIRST, {"rounds": "3"})
    watch(reader)
    reader.follow(t("Another one like it"))
    ask(reader, SECOND, {"name": SECOND, "budget_percent": "70"})
    leave_and_return(reader)

    reader.follow(t("Organisation plan"))
    reader.push(t("Compare"))
    assert reader.page.locator("h1").inner_text() == t("Compare scenarios")
    assert reader.sees(FIRST)
    assert reader.sees(SECOND)
    assert reader.serious_faults() == []

    page.goto("/runs")
    reader.follow(FIRST)
    reader.push(t("Adopt the plan"))
    assert reader.sees(t("The plan is adopted. Its drafts are with the learning officers."))
    reader.follow(t("Inbox"))
    assert page.locator("tbody tr").count() > 1

    reader.follow(t("Yearly plan"))
    assert reader.serious_faults() == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").first.click()
    nips = nips_in(download.value)
    assert nips
    assert all(isinstance(nip, str) and re.fullmatch(r"\d{18}", nip) for nip in nips)


def ask(reader: Reader, name: str, fields: dict[str, str]) -> None:
    """Fill the form in and start the search."""
    for field, value in {"name": name, **fields}.items():
        reader.reach(reader.page.locator(f"#{field}"))
        reader.page.keyboard.press("Control+A")
        reader.page.keyboard.type(value)
    reader.push(reader.t("Start the search"))
    assert reader.sees(reader.t("The search was started. You may leave this page and come back."))


def watch(reader: Reader) -> None:
    """Stay on the page: it shows how far the search is, and by itself what was found."""
    page = reader.page
    assert page.locator("#progress progress").count() == 1
    assert reader.serious_faults() == []
    page.evaluate("window.stayed = true")
    page.wait_for_selector("#adopt", timeout=_PATIENCE)
    assert page.evaluate("window.stayed") is True
    assert reader.sees(reader.t("How the search went"))
    assert reader.serious_faults() == []


def leave_and_return(reader: Reader) -> None:
    """Look at something else meanwhile; the search goes on and is in the list."""
    reader.follow(reader.t("Gap map"))
    reader.follow(reader.t("Organisation plan"))
    assert reader.serious_faults() == []
    reader.follow(SECOND)
    reader.page.wait_for_selector("#adopt", timeout=_PATIENCE)


def nips_in(download: Download) -> list[object]:
    """What the workbook has in its columns of NIPs; every such cell is formatted as text."""
    found: list[object] = []
    for sheet in openpyxl.load_workbook(io.BytesIO(download.path().read_bytes())).worksheets:
        for column in sheet.iter_cols():
            if column[0].value == "NIP":
                assert {cell.number_format for cell in column[1:]} == {"@"}
                found += [cell.value for cell in column[1:]]
    return found
