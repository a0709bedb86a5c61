"""Take the pictures of the documentation from a running demo: ``python scripts/pictures.py http://127.0.0.1:8000``.

For maintainers only (needs the extra ``test`` and a Chromium). The plan shown is drafted anew and one of its items swapped.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "images"
PASSWORD = "belajar-bersama"  # noqa: S105 - of the demo


def sign_in(browser: Browser, address: str, username: str, language: str, height: int) -> Page:
    """Open a browser as one of the demo's people."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": height})
    context.add_cookies([{"name": "corpu_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_selector("#sign-out")
    return page


def review(page: Page) -> None:
    """A learning officer's review page, one item swapped."""
    page.goto("/inbox")
    short = page.locator("tbody tr", has=page.locator("td[data-label=Items]", has_text=re.compile("^[67]$")))
    short.nth(1).locator("th a").click()
    if page.locator(".steps .added").count() == 0:
        item = page.locator(".steps > li", has=page.locator("select[id^=swap-]")).nth(1)
        item.locator("summary").nth(1).click()
        item.locator("button[id^=do-swap-]").click()
        page.wait_for_selector(".steps .added")
    page.goto(page.url.split("?")[0])
    page.screenshot(path=PICTURES / "review.png")


def gap_map(page: Page) -> None:
    """The gap map of the units of an agency's part."""
    page.goto("/gap-map?unit=BPSDM")
    page.screenshot(path=PICTURES / "gap-map.png")


def main() -> None:
    """Take all pictures."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    chromium = shutil.which("chromium") or sys.exit("Chromium is needed")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        review(sign_in(browser, address, "lo", "en", 1620))
        gap_map(sign_in(browser, address, "clo", "id", 940))
        browser.close()


if __name__ == "__main__":
    main()
