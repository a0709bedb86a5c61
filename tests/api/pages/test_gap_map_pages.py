"""The organisation's gaps on their pages, however many there are."""

from __future__ import annotations

from html import unescape

import pytest

from tests.api.doors import Doors
from tests.api.pages.reading import open_book, read


def test_a_long_gap_map_comes_in_pages_and_its_workbook_as_a_whole(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.gap_map.ROWS", 1)
    visitor = doors.visitor(doors.sign.clo)
    known = doors.system.worlds.current()
    jobs = sorted({person.job for person in known.agency.people})
    assert len(jobs) > 1
    first = read(visitor, "/gap-map?by=job")
    names = [known.jobs[job].name for job in jobs]
    assert [name for name in names if f">{name}</a></th>" in first] == names[:1]
    address = unescape(first.split('class="pager')[1].split('href="')[1].split('"')[0])
    assert address == f"/gap-map?by=job&after={jobs[0]}"
    assert f">{names[1]}</a></th>" in read(visitor, address)
    book = open_book(visitor.get("/gap-map?by=job&format=xlsx").content)
    assert set(names) <= {row[0] for row in book.worksheets[0].values}


def test_many_people_behind_a_cell_come_in_pages_and_only_those_shown_are_recorded(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.gap_map.BEHIND", 1)
    visitor = doors.visitor(doors.sign.clo)
    cell = unescape(read(visitor, "/gap-map").split('href="/gap-map/people')[1].split('"')[0])
    first = read(visitor, f"/gap-map/people{cell}")
    assert first.count("<tr><th") == 2, "the head and one person"
    assert 'class="pager' in first


def test_a_full_gap_map_is_a_table_with_heads_for_rows_and_columns(doors: Doors) -> None:
    text = read(doors.visitor(doors.sign.clo), "/gap-map", "en")
    assert text.count('<th scope="row">') >= 2
    assert 'title="Integrity"' not in text
    assert "Integrity" in text
    assert "/gap-map/people?" in text
