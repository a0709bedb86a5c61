"""A list of who came, read from a spreadsheet: every cell that holds a NIP, whatever stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.datastructures import UploadFile

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.cells import Nip, Refused
from competency_models.loading.csv_files import read_csv
from competency_models.loading.messages import Message
from competency_models.loading.sheets import Sheet, is_blank
from competency_models.loading.workbooks import read_workbook

NO_NIP = Message("No NIP stands in this row.", "Write it as text of 18 digits, or remove the row.")
NO_LIST = Message("This is no list that can be read.", "Choose a CSV or XLSX file with one NIP a row.")
_SHORTEST_NUMBER = 10**15
"""A NIP that was stored as a number is at least so large; smaller numbers are those of the rows."""


def read_lists(files: Iterable[UploadFile]) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """The NIPs of CSV files and workbooks, each once, and everything that is wrong with the files.

    A first row without a NIP is taken for the header.
    """
    nips: dict[str, None] = {}
    faults: list[Fault] = []
    for sheet in _sheets(files, faults):
        faults += sheet.faults
        for place, row in enumerate(sheet.rows, start=1):
            found = _nip_of(row)
            if isinstance(found, str):
                nips[found] = None
            elif not is_blank(row) and (place > 1 or found is not NO_NIP):
                faults.append(sheet.fault(found, place))
    return tuple(nips), tuple(faults)


def _sheets(files: Iterable[UploadFile], faults: list[Fault]) -> Iterator[Sheet]:
    given = [one for one in files if one.filename]
    if not given:
        faults.append(Fault("", NO_LIST.problem, NO_LIST.remedy))
    for number, one in enumerate(given):
        with TemporaryDirectory(prefix="corpu-list-") as folder:
            kind = Path(one.filename or "").suffix.casefold()
            path = Path(folder) / f"list-{number}{'.xlsx' if kind == '.xlsx' else '.csv'}"
            path.write_bytes(one.file.read())
            if kind == ".csv":
                yield read_csv(path)
            elif kind == ".xlsx":
                sheets, more = read_workbook(path, set())
                faults += more
                yield from sheets
            else:
                faults.append(Fault(Path(one.filename or "").name[:100], NO_LIST.problem, NO_LIST.remedy))


def _nip_of(row: Iterable[object]) -> str | Message:
    """The first NIP of a row; else why it has none."""
    why = NO_NIP
    for cell in row:
        if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= _SHORTEST_NUMBER:
            why = messages.NIP_NUMBER
        elif isinstance(cell, str):
            try:
                return Nip().parse(cell)
            except Refused as refused:
                why = refused.message if refused.message is messages.NIP_NUMBER else why
    return why
