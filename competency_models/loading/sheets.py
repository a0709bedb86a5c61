"""Sheets as found in files, before anything is known about their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from competency_models.errors import Fault
from competency_models.loading.messages import Message

MEGABYTE = 1_000_000
MAX_COLUMNS = 300


@dataclass(slots=True)
class Sheet:
    """A sheet's cells; ``rows[0]`` is the header, and row ``i`` of the file is ``rows[i - 1]``.

    ``title`` is what names the table: the file's name without ending, or the sheet's name. ``faults`` are those found
    while reading the cells.
    """

    file: str
    title: str
    sheet: str = ""
    rows: list[list[Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Any:
        """Give the cell of a row and column, both counted from 1; an empty text beyond what was read."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return ""
        return self.rows[row - 1][column - 1]

    def fault(
        self,
        message: Message,
        row: int | None = None,
        column: str = "",
        value: object = "",
        /,
        **params: object,
    ) -> Fault:
        """Make a fault of this sheet."""
        return Fault(
            file=self.file,
            problem=message.problem,
            remedy=message.remedy,
            sheet=self.sheet,
            row=row,
            column=column,
            value=shown(value),
            params=params,
        )


def fault_of_file(path: Path, message: Message, **params: object) -> Fault:
    """Make a fault of a whole file."""
    return Fault(file=path.name, problem=message.problem, remedy=message.remedy, params=params)


def shown(value: object, limit: int = 60) -> str:
    """Give a cell's value as a fault shows it: short, on one line."""
    text = "" if value is None else f"{value:.17g}" if isinstance(value, float) else str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def is_blank(row: Sequence[object]) -> bool:
    """Tell whether a row has only empty cells."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def plain(name: str) -> str:
    """Make names of files, sheets and columns comparable: capitals, spaces, hyphens and underscores do not matter."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
