"""From an employee's wish to an active plan, through the pages, with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def test_the_story(visit: Callable[..., Reader]) -> None:
    employee, officer = visit(), visit()
    t = employee.t

    employee.sign_in("pegawai")
    assert employee.sees(t("My gaps"))
    employee.follow(t("Ask for a plan"))
    assert employee.serious_faults() == []
    employee.reach(employee.page.get_by_role("radio").first)
    employee.reach(employee.page.locator("#note"))
    employee.page.keyboard.type("Mohon dimulai setelah Maret.")
    employee.push(t("Send the request"))
    assert employee.sees(t("Your request was sent. A learning officer will look at it."))
    plan = employee.page.url.split("?")[0].rsplit("/", 1)[1]
    assert employee.serious_faults() == []

    officer.sign_in("lo")
    assert officer.sees(t("Inbox"))
    assert officer.serious_faults() == []
    officer.reach(officer.page.locator(f"a[href='/journeys/{plan}']"))
    officer.press("Enter")
    assert officer.sees("Mohon dimulai setelah Maret.")
    officer.push(t("Have it drafted"))
    assert officer.sees(t("A plan was drafted. Check it before you approve."))
    assert officer.sees(t("all rules met"))
    assert officer.serious_faults() == []

    swapped = swap_one(officer)
    assert officer.page.locator(".steps .added h3").inner_text() in swapped
    assert officer.page.locator(".steps .removed").count() == 1
    assert officer.sees(t("all rules met"))
    assert officer.serious_faults() == []
    officer.push(t("Send to review"))
    officer.push(t("Approve"))
    assert officer.sees(t("The plan is approved; its seats are taken."))

    employee.page.goto("/me/journeys")
    employee.follow(t("Plan {year}", year=2027))
    assert employee.sees(t("The plan is approved. Start it when you are ready."))
    employee.push(t("Start the plan"))
    assert employee.sees(t("The plan is active. Good luck!"))
    assert employee.sees(t("Active"))
    assert employee.page.locator(".steps h3").all_inner_texts() == in_force(officer)
    assert employee.serious_faults() == []


def swap_one(officer: Reader) -> str:
    """Swap the first item that has a next best one for it; what the list called the other."""
    page, t = officer.page, officer.t
    item = page.locator(".steps > li", has=page.get_by_label(t("Swap for"))).first
    officer.reach(item.locator("summary").nth(1))
    with page.expect_response(lambda answer: answer.url.endswith("/swaps")):
        page.keyboard.press("Enter")
    item.locator("select[id^=swap-]:not(.htmx-request, .htmx-swapping, .htmx-settling)").wait_for()
    other = item.get_by_label(t("Swap for"))
    expect(other).not_to_have_class(re.compile("htmx"))
    officer.reach(other)
    chosen = other.locator("option:checked").inner_text()
    officer.reach(item.get_by_role("button", name=t("Swap"), exact=True))
    page.keyboard.press("Enter")
    page.wait_for_selector(".steps .added, [role=alert]")
    assert page.locator("[role=alert]").all_inner_texts() == []
    assert page.locator(".steps .added").count() == 1
    return chosen


def test_a_second_officer_who_was_slower_loses_nothing(visit: Callable[..., Reader]) -> None:
    first, second = visit(), visit()
    first.sign_in("lo")
    first.page.goto("/people?q=a")
    first.reach(first.page.locator("tbody th a").nth(3))
    first.press("Enter")
    first.follow(first.t("Draft a plan"))
    first.push(first.t("Draft the plan"))
    plan = first.page.url.split("?")[0]

    second.sign_in("lo2")
    second.page.goto(plan)
    swap_one(first)
    second.reach(second.page.locator("#reason"))
    second.page.keyboard.type("Bentrok dengan audit.")
    second.push(second.t("Decline"))
    assert second.sees(second.t("Somebody changed this plan meanwhile"))
    assert second.page.locator("#reason").input_value() == "Bentrok dengan audit."
    assert second.serious_faults() == []
    assert second.errors.pop().endswith("412 (Precondition Failed)")

    second.push(second.t("Do it with the plan as it is now"))
    assert second.sees(second.t("Declined"))
    assert second.sees("Bentrok dengan audit.")


def in_force(officer: Reader) -> list[str]:
    """The items of the plan that the officer approved, by name."""
    return officer.page.locator(".steps > li:not(.removed) h3").all_inner_texts()
