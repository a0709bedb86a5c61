"""Reads pages as a browser without scripts does, and workbooks."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import openpyxl
from starlette.testclient import TestClient

from api.deps import LOCALE_COOKIE


class Strict(HTMLParser):
    """Refuses what the content security policy would block, and forms without their token."""

    def __init__(self) -> None:
        super().__init__()
        self.posts = 0
        self.tokens = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag != "style", "an inline style sheet"
        assert tag != "script" or given.get("src", "").startswith("/static/"), "an inline script"  # type: ignore[union-attr]
        for name in given:
            assert name != "style", f"an inline style on {tag}"
            assert not name.startswith("on"), f"an inline handler on {tag}"
        self.posts += tag == "form" and given.get("method") == "post"
        self.tokens += tag == "input" and given.get("name") == "csrf_token"


def read(visitor: TestClient, path: str, language: str = "id") -> str:
    visitor.cookies.set(LOCALE_COOKIE, language)
    answer = visitor.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.text


def open_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))
