"""A strict look over a sheet's XML before a reader is let at it: how far it reaches, and cells a reader would drop."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from xml.parsers.expat import ExpatError, ParserCreate

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The limits of the XLSX format."""

_COUNT = re.compile(r"[0-9]{1,7}")
"""The counts that are believed."""

_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(slots=True)
class SheetScan:
    """What was found: ``rows`` and ``columns`` bound the rectangle of cells; ``cells`` counts the cells and rows in it.

    ``shared`` counts cells that hold text shared between cells. ``errors`` and ``formulas`` are the places (column
    letters, row) of cells that show an Excel error, and of formulas whose result is not text.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    shared: int = 0
    errors: list[tuple[str, int]] = field(default_factory=list)
    formulas: list[tuple[str, int]] = field(default_factory=list)


class _Scanner:
    """Gathers a ``SheetScan`` from expat's events."""

    def __init__(self) -> None:
        self.found = SheetScan()
        self._row = 0
        self._column = 0
        self._place = ("A", 1)
        self._kind: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        tag = name if ":" not in name else name.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes)
        elif tag == "f" and self._kind not in ("str", "e"):
            self.found.formulas.append(self._place)
        elif tag == "row":
            self._start_row(attributes)
        elif attributes:
            _refuse_count(name, attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is not None and not _ROW_NUMBER.fullmatch(place):
            raise ExpatError("row number")
        row = self._row + 1 if place is None else int(place)
        # Of two rows with one number, a reader would keep the last and lose the first.
        if not self._row < row <= LAST_ROW:
            raise ExpatError("row order")
        self._row = self.found.rows = row
        self._column = 0
        self.found.cells += 1

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            name, row, column = letters(self._column + 1), self._row, self._column + 1
        elif found := _PLACE.fullmatch(place):
            name, row, column = found[1], int(found[2]), column_number(found[1])
        else:
            raise ExpatError("cell reference")
        if row != self._row or not self._column < column <= LAST_COLUMN:
            raise ExpatError("cell order")
        self._column, self._place, self._kind = column, (name, row), attributes.get("t")
        self._count(column)

    def _count(self, column: int) -> None:
        found = self.found
        found.cells += 1
        if column > found.columns:
            found.columns = column
        if self._kind == "s":
            found.shared += 1
        elif self._kind == "e":
            found.errors.append(self._place)


def scan_sheet(part: bytes) -> SheetScan:
    """Scan a sheet; raises ``ExpatError`` for XML that is not well formed or references outside the format."""
    scanner = _Scanner()
    parser = ParserCreate()
    parser.StartElementHandler = scanner.start
    parser.Parse(part, True)
    return scanner.found


def refuse_counts(part: bytes) -> None:
    """Check that the counts a part announces are possible, since readers reserve memory for them; raises ``ExpatError``."""
    parser = ParserCreate()
    parser.StartElementHandler = _refuse_count
    parser.Parse(part, True)


def _refuse_count(_name: str, attributes: dict[str, str]) -> None:
    if "count" not in attributes and "uniqueCount" not in attributes:
        return
    for count in (attributes.get("count", "0"), attributes.get("uniqueCount", "0")):
        if not _COUNT.fullmatch(count):
            raise ExpatError("count")


@cache
def column_number(name: str) -> int:
    """Give the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters(number: int) -> str:
    """Give a column's letters from its number: 1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
