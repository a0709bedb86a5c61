"""Every page, for everybody who has it in their menu: no serious fault by axe, no error on the console, no sideways scroll."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.reader import PHONE, Reader

pytestmark = pytest.mark.browser
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


LOOKS = {"id": ("light", None), "en": ("dark", PHONE)}
"""Colours and width for each language; neither depends on the other, so not every pair is tried."""


# The employee and the CLO have every page of the others but the administrator's.
@pytest.mark.parametrize(
    ("language", "username"),
    [
        *(("id", username) for username in ("pegawai", "atasan", "lo", "clo", "admin")),
        *(("en", username) for username in ("pegawai", "clo", "admin")),
    ],
    indirect=["language"],
)
def test_every_page_of_the_menu(visit: Callable[..., Reader], language: str, username: str) -> None:
    colours, viewport = LOOKS[language]
    reader = visit(viewport=viewport, colours=colours)
    reader.sign_in(username)
    addresses = {link.get_attribute("href") for link in reader.page.locator(".rail nav a").all()}
    assert len(addresses) >= 3

    if username == "clo":
        addresses |= pages_of_models(reader) | {"/runs/new", "/needs-analysis"}
    found = []
    for address in sorted(filter(None, addresses)):
        reader.page.goto(address)
        assert reader.page.locator("h1").count() == 1
        assert reader.page.evaluate(_WIDER) == 0, f"{address} scrolls sideways"
        found += reader.serious_faults()
    assert found == []


def pages_of_models(reader: Reader) -> set[str]:
    """Train a model; its card, its comparison and the weekly figures."""
    reader.page.goto("/models")
    reader.page.locator("form[action='/models/train'] button").click()
    reader.page.wait_for_url("**/models/*told=model-trained")
    card = reader.page.url.partition("?")[0]
    return {card, f"{card}/compare", "/models/drift"}


@pytest.mark.parametrize("address", ["/sign-in", "/certificates"])
def test_a_page_before_signing_in(visit: Callable[..., Reader], address: str) -> None:
    reader = visit()
    reader.page.goto(address)
    assert reader.serious_faults() == []


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(visit: Callable[..., Reader]) -> None:
    reader = visit()
    reader.sign_in("clo")
    reader.page.goto("/people")
    reader.page.keyboard.press("Tab")
    skip = reader.page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    reader.page.keyboard.press("Enter")
    assert reader.page.url.endswith("#main")


def test_a_filter_changes_list_and_address_without_leaving_the_page(visit: Callable[..., Reader]) -> None:
    reader = visit()
    reader.sign_in("clo")
    reader.page.goto("/gap-map")
    reader.page.evaluate("window.stayed = true")
    reader.page.locator("#f-by").select_option("generation")
    reader.page.wait_for_url("**by=generation**")
    assert reader.page.evaluate("window.stayed") is True
    assert reader.page.locator(".heat tbody tr").count() >= 2

    shared = reader.page.url
    reader.page.goto(shared)
    assert reader.page.locator("#f-by").input_value() == "generation"


def test_from_a_unit_to_a_person(visit: Callable[..., Reader]) -> None:
    reader = visit()
    reader.sign_in("clo")
    reader.page.goto("/gap-map")
    reader.reach(reader.page.locator(".heat tbody th a").first)
    reader.press("Enter")
    assert "unit=" in reader.page.url
    reader.reach(reader.page.locator(".heat td a").first)
    reader.press("Enter")
    reader.reach(reader.page.locator("tbody th a").first)
    reader.press("Enter")
    assert "/people/" in reader.page.url
    assert reader.sees(reader.t("Evidence"))
    assert reader.serious_faults() == []
