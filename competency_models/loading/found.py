"""Finding the sheets of an input, and which of our tables each one is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.csv_files import read_csv
from competency_models.loading.mapping import AgencyNames
from competency_models.loading.sheets import Sheet, fault_of_file, plain
from competency_models.loading.tables import Table
from competency_models.loading.workbooks import read_workbook

_MAX_KNOWN = 3_000
"""Above this many known words, looking for the likest one would take too long."""

_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".txt")


def read_sheets(path: Path, names: AgencyNames) -> tuple[list[Sheet], list[Fault]]:
    """Read the sheets of a folder of CSV files or of a workbook, but those to be ignored. Raises OSError."""
    if path.is_dir():
        return _read_folder(path, names)
    if path.suffix.casefold() != ".xlsx":
        return [], [fault_of_file(path, messages.NOT_OURS)]
    return read_workbook(path, {plain(name) for name in names.ignore})


def match(
    sheets: Sequence[Sheet], tables: Sequence[Table], names: AgencyNames
) -> tuple[dict[str, Sheet], list[Fault]]:
    """Map each table's name to its sheet."""
    wanted = {plain(names.of(table.name).sheet or table.name): table.name for table in tables}
    matched: dict[str, Sheet] = {}
    faults = []
    for sheet in sheets:
        table = wanted.get(plain(sheet.title)) or wanted.get(plain(sheet.file))
        if table is None:
            near = likest(plain(sheet.title), wanted)
            message = messages.UNKNOWN_TABLE_NEAR if near else messages.UNKNOWN_TABLE
            faults.append(sheet.fault(message, near=near))
        elif table in matched:
            other = matched[table].sheet or matched[table].file
            faults.append(sheet.fault(messages.SAME_TABLE, table=table, other=other))
        else:
            matched[table] = sheet
    return matched, faults


def missing(path: Path, tables: Sequence[Table], matched: Collection[str]) -> list[Fault]:
    """Find the required tables that no sheet holds."""
    return [
        fault_of_file(path, messages.NO_TABLE, table=table.name)
        for table in tables
        if table.required and table.name not in matched
    ]


def likest(word: str, known: Collection[str]) -> str:
    """Find the known word that looks most like this one; empty where none does."""
    close = get_close_matches(word, known, 1, cutoff=0.8) if len(known) <= _MAX_KNOWN else []
    return close[0] if close else ""


def _read_folder(path: Path, names: AgencyNames) -> tuple[list[Sheet], list[Fault]]:
    ignore = {plain(name) for name in names.ignore}
    sheets, faults = [], []
    for file in sorted(path.iterdir()):
        if plain(file.name) in ignore or plain(file.stem) in ignore or file.name.startswith((".", "~$")):
            continue
        if file.suffix.casefold() == ".csv" and file.is_file():
            sheets.append(read_csv(file))
        elif file.suffix.casefold() in _SPREADSHEETS:
            faults.append(fault_of_file(file, messages.NOT_CSV))
    return sheets, faults
