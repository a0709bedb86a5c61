"""From sheets to tables: which column is which, and what each cell holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.cells import Nip, Refused, as_text
from competency_models.loading.found import likest, match, missing, read_sheets
from competency_models.loading.mapping import TableNames, mapping_beside, read_mapping
from competency_models.loading.messages import Message
from competency_models.loading.sheet_scan import letters
from competency_models.loading.sheets import Sheet, fault_of_file, is_blank, plain
from competency_models.loading.tables import Column, Table


class _Bad:
    """The type of ``BAD``."""


BAD: Final = _Bad()
"""Stands in a column for a cell that was refused."""


@dataclass(slots=True)
class ReadTable:
    """A table as read: ``columns`` hold the values of all rows that are not blank, ``numbers`` the rows' places.

    ``headers`` maps a column to the name it has in the file. ``complete`` is False where rows or columns could not be
    read at all, so that what others refer to may be missing from it.
    """

    table: Table
    sheet: Sheet
    headers: dict[str, str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    complete: bool = True

    def fault(self, message: Message, index: int, column: str, /, **params: object) -> Fault:
        """Make a fault of the cell at ``index`` of a column."""
        value = self.columns[column][index]
        shown = "" if value is None or value is BAD else self.table.column(column).kind.show(value)
        return self.sheet.fault(message, self.numbers[index], self.header(column), shown, **params)

    def header(self, column: str) -> str:
        """Give a column's name in the file."""
        return self.headers[column]

    def records(self) -> list[Any]:
        """Build the rows' records, in the file's order; only where there was no fault."""
        columns = [self.columns[column.name] for column in self.table.columns]
        return [self.table.build(*row) for row in zip(*columns, strict=True)]


def read_tables(path: Path, tables: Sequence[Table]) -> tuple[dict[str, ReadTable], list[Fault]]:
    """Read a folder of CSV files or an XLSX workbook; every fault of files, headers and cells comes second."""
    try:
        if not path.exists():
            return {}, [fault_of_file(path, messages.NOTHING_THERE)]
        names, faults = read_mapping(mapping_beside(path), tables)
        sheets, more = read_sheets(path, names)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return {}, [fault_of_file(Path(error.filename or path), messages.UNREADABLE, reason=reason)]
    if faults or (more and not sheets):
        # Whatever else could be said would follow from these.
        return {}, faults + more
    matched, unmatched = match(sheets, tables, names)
    faults = more + unmatched + missing(path, tables, matched)
    read = {}
    for table in tables:
        if table.name in matched:
            read[table.name] = ReadTable(table, matched[table.name])
            faults += _fill(read[table.name], names.of(table.name))
    return read, faults


def _fill(read: ReadTable, names: TableNames) -> list[Fault]:
    sheet, table = read.sheet, read.table
    faults = list(sheet.faults)
    read.complete = not faults
    if not sheet.rows or is_blank(sheet.rows[0]):
        if not faults:
            header = ", ".join(column.name for column in table.columns)
            faults.append(sheet.fault(messages.NO_HEADER, columns=header))
        read.complete = False
        return faults
    positions, more = _positions(read, names)
    faults += more
    data = [(number, row) for number, row in enumerate(sheet.rows[1:], start=2) if not is_blank(row)]
    if table.required and not data and not faults:
        faults.append(sheet.fault(messages.NO_ROWS, table=table.name))
    read.numbers = [number for number, _ in data]
    known = {(fault.row, fault.column) for fault in sheet.faults}
    for column in table.columns:
        raws = _raws(data, positions.get(column.name), names.values.get(column.name))
        found = _parse(read, column, raws)
        faults += [fault for fault in found if (fault.row, fault.column) not in known]
    return faults


def _positions(read: ReadTable, names: TableNames) -> tuple[dict[str, int], list[Fault]]:
    """Find where each column stands; the faults are columns missing, unknown, nameless or given twice."""
    sheet, table = read.sheet, read.table
    read.headers = {column.name: names.columns.get(column.name, column.name) for column in table.columns}
    wanted: dict[str, list[str]] = {}
    for name, header in read.headers.items():
        wanted.setdefault(plain(header), []).append(name)
    ignore = {plain(name) for name in names.ignore}
    positions: dict[str, int] = {}
    faults = []
    for position, cell in enumerate(sheet.rows[0]):
        header = str(cell).strip()
        found = wanted.get(plain(header), [])
        if any(name in positions for name in found):
            faults.append(sheet.fault(messages.SAME_COLUMN, 1, header, column=header))
        elif found:
            positions |= dict.fromkeys(found, position)
            read.headers |= dict.fromkeys(found, header)
        elif fault := _stray(sheet, table, header, position, ignore, wanted):
            faults.append(fault)
    for column in table.columns:
        if column.required and column.name not in positions:
            faults.append(sheet.fault(messages.NO_COLUMN, column=read.headers[column.name]))
            read.complete = False
    return positions, faults


def _stray(
    sheet: Sheet, table: Table, header: str, position: int, ignore: Collection[str], wanted: Collection[str]
) -> Fault | None:
    """Find what is wrong with a column that is none of the table's; nothing where it is to be ignored or is empty."""
    if header and plain(header) not in ignore:
        near = likest(plain(header), wanted)
        message = messages.UNKNOWN_COLUMN_NEAR if near else messages.UNKNOWN_COLUMN
        return sheet.fault(message, 1, header, table=table.name, near=near)
    if not header and any(not is_blank(row[position : position + 1]) for row in sheet.rows[1:]):
        return sheet.fault(messages.NAMELESS_COLUMN, 1, letters(position + 1))
    return None


def _raws(
    data: Sequence[tuple[int, Sequence[object]]], position: int | None, words: Mapping[str, str] | None
) -> list[object] | None:
    """Take a column's cells, with the agency's words put into ours; None where the file has no such column."""
    if position is None:
        return None
    raws = [row[position] for _, row in data]
    if words:
        ours = {word.strip().casefold(): mine for word, mine in words.items()}
        raws = [ours.get(_word(raw), raw) for raw in raws]
    return raws


def _word(raw: object) -> str:
    try:
        return as_text(raw).casefold()
    except Refused:
        return ""


def _parse(read: ReadTable, column: Column, raws: list[object] | None) -> list[Fault]:
    """Fill a column with values, each different cell parsed once."""
    if raws is None:
        filler = BAD if column.required else column.default
        read.columns[column.name] = [filler] * len(read.numbers)
        return []
    values: list[Any] = []
    faults = []
    header = read.header(column.name)
    seen: dict[object, object] = {}
    for number, raw in zip(read.numbers, raws, strict=True):
        # 1, 1.0 and True are equal but not the same cell.
        key = raw if raw.__class__ is str else (raw.__class__, raw)
        value = seen.get(key, seen)
        if value is seen:
            try:
                value = seen[key] = _value(column, raw)
            except Refused as error:
                value = BAD
                faults.append(read.sheet.fault(error.message, number, header, raw, **error.params))
        values.append(value)
    read.columns[column.name] = values
    return faults + _rounded(read, column, header)


def _value(column: Column, raw: object) -> object:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        if column.required:
            raise Refused(messages.EMPTY)
        return column.default
    return column.kind.parse(raw)


def _rounded(read: ReadTable, column: Column, header: str) -> list[Fault]:
    """Find NIPs that were rounded to 15 digits before they became text: most of a column then ends in 000."""
    if not isinstance(column.kind, Nip):
        return []
    nips = {value for value in read.columns[column.name] if isinstance(value, str)}
    rounded = {nip for nip in nips if nip.endswith("000")}
    if len(rounded) < 2 or 2 * len(rounded) <= len(nips):
        return []
    return [
        read.sheet.fault(messages.NIP_ROUNDED, number, header, value)
        for number, value in zip(read.numbers, read.columns[column.name], strict=True)
        if value in rounded
    ]
