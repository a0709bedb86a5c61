"""Every text that a reader may meet is there in Bahasa Indonesia, with the same fields."""

import re
from datetime import date
from string import Formatter

from babel.messages.pofile import read_po

from api.i18n import DEFAULT_LOCALE, catalogue_path, translator
from tests.api.pages.messages import all_messages, all_plurals

with catalogue_path("id").open("rb") as source:
    CATALOGUE = read_po(source, locale="id", abort_invalid=True)
SINGLE = {entry.id: entry.string for entry in CATALOGUE if isinstance(entry.id, str) and entry.id}
PAIRS = {entry.id: entry.string for entry in CATALOGUE if not isinstance(entry.id, str)}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_bahasa_indonesia_comes_first() -> None:
    assert DEFAULT_LOCALE == "id"
    assert translator("nowhere").locale == "id"


def test_the_search_finds_the_messages() -> None:
    """The tests below compare with what the search finds; it must not silently find less."""
    found = all_messages()
    assert len(found) > 600
    assert {"Why this?", "Please give a reason.", "A NIP has only digits.", "Usual success."} <= found
    assert ("{n} day", "{n} days") in all_plurals()


def test_every_message_has_a_translation() -> None:
    assert sorted(all_messages() - {text for text, own in SINGLE.items() if own}) == []
    assert sorted(all_plurals() - {pair for pair, own in PAIRS.items() if own[0]}) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(SINGLE.keys() - all_messages()) == []
    assert sorted(PAIRS.keys() - all_plurals()) == []


def test_a_translation_has_the_fields_of_its_message() -> None:
    assert [text for text, own in SINGLE.items() if fields(own) != fields(text)] == []
    assert [pair for pair, own in PAIRS.items() if fields(own[0]) != fields(pair[1])] == []


def test_figures_and_days_follow_the_language() -> None:
    indonesian, english = translator("id"), translator("en")
    assert indonesian.date(date(2027, 8, 17)) == "17 Agu 2027"
    assert english.date(date(2027, 8, 17)) == "17 Aug 2027"
    assert re.sub(r"\s", " ", indonesian.rupiah(1_500_000)) == "Rp 1.500.000"
    assert english.number(1234.5, 1) == "1,234.5"
    assert indonesian.plural("{n} day", "{n} days", 1200) == "1.200 hari"
    assert english.plural("{n} day", "{n} days", 1) == "1 day"
