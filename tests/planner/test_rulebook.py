"""The book of rules on a day, and what differs between two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from competency_models.parameter_files import CERTAINTIES
from competency_models.parameters import Parameters, load_parameters
from planner.regulations import standard_parameters
from planner.rulebook import CERTAINTY_NAMES, differences, plain, rulebook

LAW = """
jp.minimum:
  title: {id: JP minimum, en: Minimum of lesson hours}
  unit: JP
  values:
    - {from: 2018-01-01, value: 20, reference: a law, certainty: A2}
    - {from: 2023-01-01, value: 24, reference: a later law, certainty: V, note: raised}
form.magang.weeks_max:
  title: {id: Lama paling banyak, en: Longest duration}
  unit: weeks
  values:
    - from: 2020-06-01
      value: 52
      reference: a circular
      certainty: S
      readings:
        - {value: 52, reference: a circular, certainty: S}
        - {value: 104, reference: another circular, certainty: A, note: the extension counts}
"""


@pytest.fixture
def law(tmp_path: Path) -> Parameters:
    (tmp_path / "law.yaml").write_text(LAW, encoding="utf-8")
    return load_parameters(tmp_path)


def test_the_book_of_a_day_has_what_is_in_force_and_nothing_else(law: Parameters) -> None:
    assert rulebook(law, date(2017, 12, 31)) == ()
    (early,) = rulebook(law, date(2019, 1, 1))
    assert (early.name, early.dated.value, early.until) == ("jp.minimum", 20, date(2023, 1, 1))
    weeks, late = rulebook(law, date(2023, 1, 1))
    assert (late.dated.value, late.dated.citation.reference, late.until) == (24, "a later law", None)
    assert [one.value for one in late.parameter.values] == [20, 24]
    assert (weeks.form, late.form) == ("magang", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 2),
        (" LATER law ", 1),
        ("lesson", 1),
        ("minimum", 1),
        ("raised", 1),
        ("extension", 1),
        ("magang", 1),
        ("x y", 0),
    ],
)
def test_a_text_is_looked_for_in_names_titles_articles_and_notes(
    law: Parameters, text: str, found: int
) -> None:
    assert sum(entry.holds(text) for entry in rulebook(law, date(2024, 1, 1))) == found


def test_what_differs_between_two_days(law: Parameters) -> None:
    weeks, minimum = differences(law, date(2019, 1, 1), date(2024, 1, 1))
    assert weeks.before is None
    assert weeks.after is not None
    assert weeks.after.value == 52
    assert minimum.before is not None
    assert minimum.after is not None
    assert (minimum.before.value, minimum.after.value) == (20, 24)
    assert differences(law, date(2023, 1, 1), date(2024, 1, 1)) == ()
    (back,) = differences(law, date(2024, 1, 1), date(2022, 1, 1))
    assert (back.parameter.name, back.after and back.after.value) == ("jp.minimum", 20)


def test_every_value_of_ours_is_in_the_book_in_words_and_plain() -> None:
    parameters = standard_parameters()
    book = rulebook(parameters, date(2027, 1, 4))
    assert {entry.name for entry in book} == set(parameters.by_name)
    assert CERTAINTY_NAMES.keys() == set(CERTAINTIES)
    values = {entry.name: plain(entry.dated.value) for entry in book}
    assert values["mix.targets"] == {"70": 70, "20": 20, "10": 10}
    assert values["considerations"]["technology"] == ["70", "10"]
    assert plain((date(2027, 1, 4),)) == ["2027-01-04"]


CONFLICTS = {
    "mix.scheme": ["pupr", "kemenkeu"],
    "form.belajar_mandiri.buckets.pupr": [["70"], ["10"], ["70", "10"]],
    "form.pertukaran_pegawai.weeks_max": [52, 104],
    "required_level.jpt_madya": [4, 5],
}


def test_where_the_sources_conflict_every_reading_is_written_down() -> None:
    book = {entry.name: entry for entry in rulebook(standard_parameters(), date(2027, 1, 4))}
    for name, values in CONFLICTS.items():
        assert [plain(reading.value) for reading in book[name].dated.readings] == values
    all_posts, functional = book["form.magang_praktik_kerja.job_classes"].dated.readings
    assert plain(all_posts.value) == []
    assert "ahli_muda" in functional.value
    assert functional.citation.reference == "SE 07/SE/KM/2023, G.1"
