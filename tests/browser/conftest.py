"""A real Chromium on a real server with a small demo agency."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.api.demo_installation import demo_installation
from tests.api.live_server import live_server
from tests.browser.reader import Reader

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium; as root it runs without its sandbox, which root cannot use."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = "no Chromium: install the distribution's package (Debian: apt-get install chromium)"
        if os.environ.get("CORPU_TEST_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--disable-dev-shm-usage", *as_root])
        yield found
        found.close()


@pytest.fixture(scope="module", params=["id", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The readers' language; every test runs in both."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(language: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with an agency that no other module and no other language touches."""
    data = tmp_path_factory.mktemp(f"site-{language}")
    url = f"sqlite:///{data / 'corpu.sqlite'}"
    with demo_installation(url, Path(data)), live_server(url, Path(data)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str, language: str) -> Iterator[Callable[..., Reader]]:
    """Opens browsers for readers; afterwards none of them may have met an error on the console."""
    readers: list[Reader] = []

    def open_reader(**settings: object) -> Reader:
        reader = Reader.open(browser, site, language, **settings)  # type: ignore[arg-type]
        readers.append(reader)
        return reader

    yield open_reader
    errors = [error for reader in readers for error in reader.close()]
    assert errors == []
