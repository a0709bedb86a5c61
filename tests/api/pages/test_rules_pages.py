"""The rules of a day on their page."""

from __future__ import annotations

from tests.api.doors import Doors
from tests.api.pages.reading import open_book, read


def test_the_rules_of_a_day_with_article_certainty_readings_and_history(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    text = read(visitor, "/rules?q=mix.scheme", "en")
    assert "1 rule in force on 4 Jan 2027" in text
    assert "D: a design choice, no regulation states it" in text
    readings = text.split("The sources disagree")[1].split("</ul>")[0]
    assert "<b>pupr</b>" in readings
    assert "kemenkeu" in readings
    assert "SE 07/SE/KM/2023, G" in readings
    assert "JP paling sedikit setahun bagi PNS" in read(visitor, "/rules?q=jp.pns", "id")
    assert "pasal 203 ayat (4)" in read(visitor, "/rules?q=jp.pns", "id")


def test_rules_are_filtered_by_form_certainty_and_day_and_come_as_a_workbook(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.officer)
    coaching = read(visitor, "/rules?form=coaching", "en")
    assert "form.coaching.jp" in coaching
    assert "form.mentoring" not in coaching
    unsure = read(visitor, "/rules?certainty=M&form=belajar_mandiri", "en")
    assert "form.belajar_mandiri.jp_abroad" in unsure
    assert "form.belajar_mandiri.buckets" not in unsure
    assert "Nothing found" in read(visitor, "/rules?day=1990-01-01", "en")
    book = open_book(visitor.get("/rules?form=coaching&format=xlsx").content)
    names = [row[-1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert "form.coaching.jp" in names
    assert all(str(name).startswith("form.coaching.") for name in names)
