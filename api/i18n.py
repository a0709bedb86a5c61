"""Bahasa Indonesia first, English second: messages, dates and figures in the reader's language.

The English text is the message id and may hold ``{named}`` fields. The catalogue ``locale/<locale>/LC_MESSAGES/messages.po``
is compiled into memory when it is first needed, so there is no compiled file to forget.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Protocol

from babel import dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = ("id", "en")
DEFAULT_LOCALE = "id"
SOURCE_LOCALE = "en"
LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"


class Named(Protocol):
    """Something with a name in Bahasa Indonesia and perhaps one in English."""

    @property
    def name(self) -> str:
        """Name in Bahasa Indonesia."""

    @property
    def name_en(self) -> str:
        """Name in English, or empty."""


class Translator:
    """Everything that differs between two readers' languages."""

    def __init__(self, locale: str, messages: NullTranslations) -> None:
        self.locale = locale
        self.gettext = messages.gettext
        self.ngettext = messages.ngettext

    def __call__(self, msgid: str, /, **params: object) -> str:
        """Translate a message and fill its fields; without params the text is returned as it stands."""
        text = self.gettext(msgid) if msgid else ""
        return text.format_map(params) if params else text

    def plural(self, singular: str, plural: str, n: int, **params: object) -> str:
        """Translate a message that depends on a number, its field ``{n}``."""
        return self.ngettext(singular, plural, n).format_map({"n": self.number(n), **params})

    def name(self, thing: Named) -> str:
        """Name a thing in the reader's language, in Bahasa Indonesia where it has no English name."""
        return (thing.name_en or thing.name) if self.locale == "en" else thing.name

    def date(self, day: date | None, form: str = "medium") -> str:
        """Write a day, as ``4 Jan 2027``."""
        return dates.format_date(day, form, locale=self._babel) if day else ""

    def iso_date(self, text: str) -> str:
        """Write a day that is kept as text (YYYY-MM-DD)."""
        return self.date(date.fromisoformat(text))

    def datetime(self, moment: datetime | None) -> str:
        """Write a moment to the minute."""
        return dates.format_datetime(moment, "d MMM y HH:mm", locale=self._babel) if moment else ""

    def month(self, number: int) -> str:
        """Write a month's short name; 1 is January."""
        return str(dates.get_month_names("abbreviated", locale=self._babel)[number])

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a figure with the language's separators and at most so many decimals."""
        return numbers.format_decimal(round(value, decimals), "#,##0." + "#" * decimals, locale=self._babel)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share in 0…1 as percent, whole ones or with at most so many decimals."""
        form = f"#,##0.{'#' * decimals}%" if decimals else "#,##0%"
        return numbers.format_percent(share, form, locale=self._babel)

    def rupiah(self, amount: float) -> str:
        """Write an amount of money."""
        return "Rp\N{NO-BREAK SPACE}" + self.number(amount)

    @property
    def _babel(self) -> str:
        return "id_ID" if self.locale == "id" else "en_GB"


def catalogue_path(locale: str) -> Path:
    """Say where a locale's messages are."""
    return LOCALE_FOLDER / locale / "LC_MESSAGES" / "messages.po"


@cache
def translator(locale: str) -> Translator:
    """Return the translator of a locale; an unknown locale gets the default one."""
    if locale not in LOCALES:
        locale = DEFAULT_LOCALE
    if locale == SOURCE_LOCALE:
        return Translator(locale, NullTranslations())
    with catalogue_path(locale).open("rb") as source:
        catalogue = read_po(source, locale=locale, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(locale, GNUTranslations(compiled))
