"""The files of an O*NET release: tab-separated text or workbooks, read whole, every fault with its file and row."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from competency_models.errors import Fault
from competency_models.loading.workbooks import read_workbook

_AS_PUBLISHED = "Take the file as O*NET publishes it."


@dataclass(slots=True)
class OnetTable:
    """One file; ``rows`` holds text and is indexed by the row in the file (the header is row 1)."""

    file: str
    rows: pd.DataFrame
    faults: list[Fault]

    def where(self, column: str, values: Sequence[str]) -> OnetTable:
        """Return the rows that hold one of ``values``, still with the faults of this table."""
        return OnetTable(self.file, self.rows[self.rows[column].isin(values)].copy(), self.faults)

    def must_be_known(self, column: str, known: Collection[str], where: str) -> None:
        """Note a fault for each value of a column that does not stand in the file ``where``."""
        unknown = self.rows.loc[~self.rows[column].isin(list(known)), column]
        self._note(unknown, "It is not in {where}.", "Use files of one and the same release.", where=where)

    def must_be_once(self, *columns: str) -> None:
        """Note a fault for each row that repeats an earlier one in ``columns``."""
        again = self.rows.loc[self.rows.duplicated(list(columns)), columns[-1]]
        self._note(again, "The row repeats an earlier one.", _AS_PUBLISHED)

    def to_numbers(self, column: str, low: float, high: float) -> None:
        """Turn a column into numbers; note a fault for each that is none or lies outside ``low`` to ``high``."""
        numbers = pd.to_numeric(self.rows[column], errors="coerce")
        wrong = self.rows.loc[~numbers.between(low, high), column]
        self._note(wrong, "It must be a number from {low} to {high}.", _AS_PUBLISHED, low=low, high=high)
        self.rows[column] = numbers

    def must(self, holds: bool, problem: str, **params: object) -> None:
        """Note a fault of the whole file unless it ``holds``."""
        if not holds:
            self.faults.append(Fault(self.file, problem, _AS_PUBLISHED, params=params))

    def _note(self, cells: pd.Series[str], problem: str, remedy: str, **params: object) -> None:
        self.faults += [
            Fault(self.file, problem, remedy, "", int(str(row)), str(cells.name), str(value), params)
            for row, value in cells.items()
        ]


def read_table(folder: Path, name: str, columns: Sequence[str], faults: list[Fault]) -> OnetTable:
    """Read ``name.xlsx`` or ``name.txt``; no rows, with the reason among ``faults``, where that is impossible."""
    workbook, text = folder / f"{name}.xlsx", folder / f"{name}.txt"
    path = workbook if workbook.exists() else text
    header, *body = _cells(path, faults)
    missing = [column for column in columns if header and header.count(column) != 1]
    problem = "The column must stand here exactly once."
    faults += [Fault(path.name, problem, _AS_PUBLISHED, column=column) for column in missing]
    if missing or not header:
        return OnetTable(path.name, pd.DataFrame(columns=list(columns), dtype=str), faults)
    rows = {row: cells for row, cells in enumerate(body, 2) if any(cells)}
    whole = {row: cells for row, cells in rows.items() if len(cells) == len(header)}
    problem = "The row does not have the cells of the header."
    faults += [Fault(path.name, problem, _AS_PUBLISHED, row=row) for row in rows.keys() - whole.keys()]
    frame = pd.DataFrame(list(whole.values()), index=list(whole), columns=header, dtype=str)
    return OnetTable(path.name, frame[list(columns)], faults)


def _cells(path: Path, faults: list[Fault]) -> list[list[str]]:
    before = len(faults)
    rows = _workbook(path, faults) if path.suffix == ".xlsx" else _text(path, faults)
    if not rows and len(faults) == before:
        faults.append(Fault(path.name, "The file is empty.", _AS_PUBLISHED))
    return rows or [[]]


def _text(path: Path, faults: list[Fault]) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except FileNotFoundError:
        problem = "There is no such file, as text or workbook."
        faults.append(Fault(path.name, problem, "Copy it from the release."))
    except (OSError, ValueError, csv.Error) as error:
        faults.append(
            Fault(path.name, "It cannot be read: {reason}.", _AS_PUBLISHED, params={"reason": error})
        )
    return []


def _workbook(path: Path, faults: list[Fault]) -> list[list[str]]:
    sheets, found = read_workbook(path)
    faults += found + [fault for sheet in sheets for fault in sheet.faults]
    return [[str(cell) for cell in row] for row in sheets[0].rows] if sheets else []
