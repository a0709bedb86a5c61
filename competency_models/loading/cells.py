"""Kinds of cell: what a column may hold, how it is read from a file and how it is written.

``parse`` takes what a file's cell holds (text from CSV; text, number, bool or date from a workbook; never empty) and
raises ``Refused`` with the message to show. ``show`` gives the text to write; ``parse(show(value)) == value``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from competency_models.loading import messages
from competency_models.loading.messages import Message

LOWEST_YEAR, HIGHEST_YEAR = 1900, 2200
NIP_DIGITS = 18

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_WHOLE = re.compile(r"[+-]?\d{1,18}(?:[.,]0{1,2})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)


class Refused(ValueError):
    """A cell that its kind refuses, with the message and its fields."""

    def __init__(self, message: Message, **params: object) -> None:
        super().__init__(message.problem)
        self.message = message
        self.params = params


class Kind(Protocol):
    """What a column holds."""

    def parse(self, raw: object) -> object:
        """Read a cell; raises ``Refused``."""

    def show(self, value: object) -> str:
        """Write a value so that ``parse`` reads it again."""

    @property
    def name(self) -> tuple[str, str]:
        """What the kind is called, in Indonesian and English."""


def as_text(raw: object) -> str:
    """Give a cell's text: a workbook's whole numbers without decimals; raises ``Refused`` for dates and fractions."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float) and math.isfinite(raw) and raw == int(raw) and abs(raw) < 10**15:
        return str(int(raw))
    if isinstance(raw, int | float):
        raise Refused(messages.NOT_TEXT, found=f"{raw:g}")
    raise Refused(messages.NOT_TEXT, found=str(raw))


@dataclass(frozen=True, slots=True)
class Text:
    """Words, at most ``limit`` characters; line breaks are allowed, other control characters are not."""

    limit: int = 500
    name = ("teks", "text")

    def parse(self, raw: object) -> str:
        """Read a cell; raises ``Refused``."""
        text = as_text(raw).replace("\r\n", "\n")
        if len(text) > self.limit:
            raise Refused(messages.TOO_LONG, limit=self.limit)
        if found := _INVISIBLE.search(text):
            raise Refused(messages.CONTROL, code=f"U+{ord(found.group()):04X}")
        return text

    def show(self, value: object) -> str:
        """Write a value."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Code:
    """A short key on one line; nothing in it may be invisible, for two codes that look alike must be alike."""

    limit: int = 80
    name = ("kode", "code")

    def parse(self, raw: object) -> str:
        """Read a cell; raises ``Refused``."""
        text = as_text(raw)
        if len(text) > self.limit:
            raise Refused(messages.TOO_LONG, limit=self.limit)
        if not text.isprintable():
            hidden = next(character for character in text if not character.isprintable())
            raise Refused(messages.CONTROL, code=f"U+{ord(hidden):04X}")
        return text

    def show(self, value: object) -> str:
        """Write a value."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Nip:
    """A civil servant's number: text of 18 digits, the first eight a date of birth (BKN's numbering).

    Spaces between its parts and an apostrophe before it are usual in exports, and are taken away.
    """

    name = ("NIP (teks, 18 angka)", "NIP (text, 18 digits)")

    def parse(self, raw: object) -> str:
        """Read a cell; raises ``Refused``, always for a number, since Excel keeps only 15 digits of one."""
        if not isinstance(raw, str):
            raise Refused(messages.NIP_NUMBER)
        text = "".join(raw.split()).removeprefix("'")
        if re.fullmatch(r"\d[.,]\d+[eE]\+?\d+", text):
            raise Refused(messages.NIP_NUMBER)
        if len(text) != NIP_DIGITS:
            raise Refused(messages.NIP_LENGTH, count=len(text))
        if not (text.isascii() and text.isdigit()):
            raise Refused(messages.NIP_DIGITS)
        try:
            date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        except ValueError:
            raise Refused(messages.NIP_DATE, found=text[:8]) from None
        return text

    def show(self, value: object) -> str:
        """Write a value."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``low`` to ``high``."""

    low: int = 0
    high: int = 10**9

    @property
    def name(self) -> tuple[str, str]:
        """What the kind is called, in Indonesian and English."""
        return f"bilangan bulat {self.low}–{self.high}", f"whole number {self.low}–{self.high}"

    def parse(self, raw: object) -> int:
        """Read a cell; raises ``Refused``."""
        value = self._whole(raw)
        if value < self.low:
            raise Refused(messages.TOO_SMALL, limit=self.low, low=self.low, high=self.high)
        if value > self.high:
            raise Refused(messages.TOO_BIG, limit=self.high, low=self.low, high=self.high)
        return value

    def _whole(self, raw: object) -> int:
        if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
            return int(re.split("[.,]", raw.strip())[0])
        if (
            isinstance(raw, int | float)
            and not isinstance(raw, bool)
            and math.isfinite(raw)
            and raw == int(raw)
        ):
            return int(raw)
        raise Refused(messages.NOT_WHOLE, example=max(self.low, 1))

    def show(self, value: object) -> str:
        """Write a value."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Number:
    """A number from ``low`` to ``high``; ``open_low`` leaves ``low`` itself out. A decimal comma is read too."""

    low: float = 0
    high: float = 1e9
    open_low: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """What the kind is called, in Indonesian and English."""
        if self.open_low:
            return f"angka > {self.low:g}, ≤ {self.high:g}", f"number > {self.low:g}, ≤ {self.high:g}"
        return f"angka {self.low:g}–{self.high:g}", f"number {self.low:g}–{self.high:g}"

    def parse(self, raw: object) -> float:
        """Read a cell; raises ``Refused``, also where a separator may stand for thousands or for decimals."""
        value = self._number(raw)
        if self.open_low and value <= self.low:
            raise Refused(messages.NOT_ABOVE, limit=f"{self.low:g}", high=f"{self.high:g}")
        if value < self.low:
            raise Refused(
                messages.TOO_SMALL, limit=f"{self.low:g}", low=f"{self.low:g}", high=f"{self.high:g}"
            )
        if value > self.high:
            raise Refused(
                messages.TOO_BIG, limit=f"{self.high:g}", low=f"{self.low:g}", high=f"{self.high:g}"
            )
        return value

    def _number(self, raw: object) -> float:
        if isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw):
            return float(raw)
        if not isinstance(raw, str) or not _NUMBER.fullmatch(raw.strip()):
            raise Refused(messages.NOT_NUMBER)
        text = raw.strip()
        if _GROUPED.fullmatch(text):
            whole, part = re.split("[.,]", text)
            raise Refused(
                messages.AMBIGUOUS, thousands=f"{whole}{part}", decimal=f"{whole}.{part}".rstrip("0")
            )
        return float(text.replace(",", "."))

    def show(self, value: object) -> str:
        """Write a value; 1.125 gets a fourth decimal, so that it cannot be taken for a thousand."""
        text = repr(value)
        return text + "0" if _GROUPED.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class Day:
    """A date: year-month-day, or day/month/year as Indonesia writes it."""

    name = ("tanggal (2027-01-31)", "date (2027-01-31)")

    def parse(self, raw: object) -> date:
        """Read a cell; raises ``Refused``."""
        day = self._day(raw)
        if not LOWEST_YEAR <= day.year <= HIGHEST_YEAR:
            raise Refused(messages.DAY_TOO_FAR, low=LOWEST_YEAR, high=HIGHEST_YEAR)
        return day

    def _day(self, raw: object) -> date:
        if isinstance(raw, datetime):
            if raw.time() != raw.min.time():
                raise Refused(messages.DAY_WITH_TIME)
            return raw.date()
        if isinstance(raw, date):
            return raw
        if isinstance(raw, int | float):
            raise Refused(messages.DAY_AS_NUMBER)
        return _day_of_text(str(raw).strip())

    def show(self, value: object) -> str:
        """Write a value."""
        return value.isoformat() if isinstance(value, date) else str(value)


def _day_of_text(text: str) -> date:
    if re.fullmatch(r"\d{5}", text):
        raise Refused(messages.DAY_AS_NUMBER)
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise Refused(messages.NOT_DAY)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no, in English or Indonesian."""

    name = ("ya / tidak", "yes / no")

    def parse(self, raw: object) -> bool:
        """Read a cell; raises ``Refused``."""
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, int | float) and raw in (0, 1):
            return bool(raw)
        word = str(raw).strip().casefold()
        if word in ("yes", "ya", "y", "true", "benar", "1"):
            return True
        if word in ("no", "tidak", "t", "n", "false", "salah", "0"):
            return False
        raise Refused(messages.NOT_YES_NO)

    def show(self, value: object) -> str:
        """Write a value."""
        return "yes" if value else "no"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a short list of words; ``also`` maps an agency's usual words to them. Capitals do not matter."""

    words: type[StrEnum]
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> tuple[str, ...]:
        """The allowed words."""
        return tuple(word.value for word in self.words)

    @property
    def name(self) -> tuple[str, str]:
        """What the kind is called, in Indonesian and English."""
        return f"salah satu: {', '.join(self.choices)}", f"one of: {', '.join(self.choices)}"

    def parse(self, raw: object) -> StrEnum:
        """Read a cell; raises ``Refused``."""
        try:
            text = as_text(raw).casefold()
        except Refused:
            raise Refused(messages.NOT_A_CHOICE, choices=", ".join(self.choices)) from None
        for word in self.words:
            if text in (word.value.casefold(), word.name.casefold()):
                return word
        if text in self.also:
            return self.words(self.also[text])
        raise Refused(messages.NOT_A_CHOICE, choices=", ".join(self.choices))

    def show(self, value: object) -> str:
        """Write a value."""
        return str(value)
