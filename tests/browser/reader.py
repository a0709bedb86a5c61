"""A reader who uses nothing but the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from api.demo.sign_ins import PASSWORD
from api.i18n import Translator, translator

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_FURTHEST = 400
_PATIENCE = 120_000
"""Milliseconds: a fresh server compiles the composer at the first draft, on a busy machine slowly."""
_IS_FOCUSED = "element => element === document.activeElement"


@dataclass
class Reader:
    """A browser of one person, in their language; ``t`` says what they read there."""

    context: BrowserContext
    page: Page
    t: Translator
    errors: list[str] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        browser: Browser,
        site: str,
        language: str,
        viewport: dict[str, int] | None = None,
        colours: Literal["light", "dark"] = "light",
    ) -> Reader:
        """Open a browser with a language chosen; every complaint on its console is kept."""
        context = browser.new_context(
            base_url=site,
            viewport=viewport or DESK,  # type: ignore[arg-type]
            color_scheme=colours,
        )
        context.add_cookies([{"name": "corpu_language", "value": language, "url": site}])
        reader = cls(context, context.new_page(), translator(language))
        reader.page.set_default_timeout(_PATIENCE)
        reader.page.on(
            "console", lambda said: reader.errors.append(said.text) if said.type == "error" else None
        )
        reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
        return reader

    def close(self) -> list[str]:
        """Close the browser; what its console complained about."""
        self.context.close()
        return self.errors

    def sign_in(self, username: str) -> None:
        """Sign in; the first field has the focus already."""
        self.page.goto("/sign-in")
        # The focus comes a moment after the page: a letter typed before it is lost.
        self.page.wait_for_selector("#username:focus")
        self.page.keyboard.type(username)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.press("Enter")

    def press(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def reach(self, target: Locator) -> None:
        """Go on with the tabulator key until the target has the focus, and see that the focus shows."""
        for _ in range(_FURTHEST):
            if target.evaluate(_IS_FOCUSED):
                assert target.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never reaches {target}")

    def follow(self, name: str) -> None:
        """Follow the first link of that name."""
        self.reach(self.page.get_by_role("link", name=name).first)
        self.press("Enter")

    def push(self, name: str) -> None:
        """Push the first button of that name."""
        self.reach(self.page.get_by_role("button", name=name).first)
        self.press("Enter")

    def sees(self, text: str) -> bool:
        """Whether the text stands on the page."""
        return text in self.page.locator("main").inner_text()

    def serious_faults(self) -> list[str]:
        """What axe calls serious or critical on the page as it is, with the places."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{self.page.url} {one['id']}: {node['target']} {node['failureSummary']}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
