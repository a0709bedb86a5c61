"""The good agency's files, damaged in a thousand ways: what an office really sends, and what an attacker might.

A mutation knows, as far as that can be known, whether its files must be refused and which cell must be named.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from competency_models.loading import Choice, Code, Column, Day, Nip, Number, Table, Text, Whole, YesNo
from planner.agency_files import TABLES
from tests.planner.agency_data import GOOD

Grid = dict[str, list[list[Any]]]
Files = list[tuple[str, bytes]]

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
BOOK = "agency.xlsx"
GOOD_TEXT = {table.name: (GOOD / f"{table.name}.csv").read_text(encoding="utf-8") for table in TABLES}


@dataclass(frozen=True)
class Mutation:
    """``place`` is the (table, row, column) that an answer must name; ``refused`` is None where either may be right."""

    kind: str
    files: Files
    refused: bool | None = None
    place: tuple[str, int, str] | None = None


def mutations(count: int, seed: int) -> Iterator[Mutation]:
    """Make mutations, every kind as often as the others."""
    rng = random.Random(seed)
    kinds = [*GRID_KINDS, *BYTE_KINDS]
    for number in range(count):
        yield kinds[number % len(kinds)](rng)


def good_grid() -> Grid:
    """Give the good agency's cells, the header first."""
    return {name: list(csv.reader(io.StringIO(text))) for name, text in GOOD_TEXT.items()}


def as_csv(grid: Grid, delimiter: str = ",", encoding: str = "utf-8") -> Files:
    files = []
    for name, rows in grid.items():
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        files.append((f"{name}.csv", text.getvalue().encode(encoding)))
    return files


def as_workbook(grid: Grid, edit: Callable[[Any, dict[str, Any]], None] | None = None) -> Files:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheets = {}
        for name, rows in grid.items():
            sheet = sheets[name] = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date | time):
                        sheet.write_datetime(number, place, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(number, place, cell)
                    else:
                        sheet.write(number, place, cell)
        if edit:
            edit(book, sheets)
    return [(BOOK, data.getvalue())]


def either(rng: random.Random, grid: Grid) -> Files:
    return rng.choice((as_csv, as_workbook))(grid)


# A cell that cannot be right

WRONG_TEXT: dict[type, tuple[str, ...]] = {
    Nip: ("123", "1.97503E+17", "19750312199903100X", "197513121999031001", "١٩٧٥٠٣١٢١٩٩٩٠٣١٠٠١", "197503121999031001\0"),
    Whole: ("x", "1.5", "9" * 400, "1e3", "NaN", "-1", "1.000.000", "٣", "0x1F", "=1", "1" + "0" * 17),
    Number: ("x", "nan", "inf", "1e999", "-0.5", "1.2.3", "1 000", "1.500", "1,500", "9" * 5000),
    Day: ("soon", "2027-13-01", "2027-02-30", "46433", "31.12.99", "0000-00-00", "2027-01-01T08:00", "9999-01-01"),
    YesNo: ("maybe", "2", "yess", "-1"),
    Choice: ("zzz", "0", "PNS;PPPK", "\0"),
    Code: ("x" * 81, "a\u200bb", "a\x07b", "a\nb"),
    Text: ("x" * 6000, "a\0b", "a\x1bb", "\ud7ff\ufffe"),
}  # fmt: skip
WRONG_CELLS: dict[type, tuple[Any, ...]] = {
    Nip: (197503121999031001, 1.0, True, date(1975, 3, 12)),
    Whole: (1.5, True, 1e300, date(2027, 1, 1), -1),
    Number: (True, date(2027, 1, 1), 1e300, -1),
    Day: (46433, 1.5, True, datetime(2027, 1, 1, 8, 30)),
    YesNo: (2, date(2027, 1, 1)),
    Choice: (date(2027, 1, 1), 1.5),
    Code: (1.5, 1e300, date(2027, 1, 1), time(8, 30)),
    Text: (1.5, 1e300, date(2027, 1, 1)),
}


def some_cell(
    rng: random.Random, grid: Grid, wanted: Callable[[Column], bool]
) -> tuple[str, int, int, Column]:
    """Choose a cell of a wanted column: table, row (0 is the header), place, column."""
    places = [
        (name, place, BY_NAME[name].column(header))
        for name, (head, *_) in grid.items()
        for place, header in enumerate(head)
        if wanted(BY_NAME[name].column(header))
    ]
    name, place, column = rng.choice(places)
    return name, rng.randrange(1, len(grid[name])), place, column


def wrong_text(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, row, place, column = some_cell(rng, grid, lambda column: True)
    grid[name][row][place] = rng.choice(WRONG_TEXT[type(column.kind)])
    return Mutation("wrong text", as_csv(grid), True, (name, row + 1, column.name))


def wrong_cell(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, row, place, column = some_cell(rng, grid, lambda column: True)
    grid[name][row][place] = rng.choice(WRONG_CELLS[type(column.kind)])
    return Mutation("wrong cell", as_workbook(grid), True, (name, row + 1, column.name))


def emptied(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, row, place, column = some_cell(rng, grid, lambda column: column.required)
    grid[name][row][place] = rng.choice(("", "   ", "\u00a0"))
    return Mutation("emptied cell", either(rng, grid), True, (name, row + 1, column.name))


def dangling(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, row, place, column = some_cell(rng, grid, lambda column: bool(column.reference))
    grid[name][row][place] = "200001012020011999" if isinstance(column.kind, Nip) else "NOWHERE"
    return Mutation("dangling reference", either(rng, grid), True, (name, row + 1, column.name))


# Rows, columns and tables


def repeated_row(rng: random.Random) -> Mutation:
    grid = good_grid()
    name = rng.choice(sorted(grid))
    grid[name].append(list(rng.choice(grid[name][1:])))
    return Mutation("row twice", either(rng, grid), True, (name, len(grid[name]), BY_NAME[name].key[0]))


def row_of_other_width(rng: random.Random) -> Mutation:
    grid = good_grid()
    name = rng.choice(sorted(grid))
    row = rng.choice(grid[name][1:])
    if rng.random() < 0.5:
        row.append("more")
    else:
        row.pop()
    return Mutation("row of another width", as_csv(grid), True)


def circle(rng: random.Random) -> Mutation:
    grid = good_grid()
    if rng.random() < 0.5:
        grid["units"][1][2] = rng.choice(("BPK", "PPT", "PKM"))
        return Mutation("circle of units", either(rng, grid), True)
    grid["prerequisites"].append(["MANDIRI-DATA", rng.choice(("MAGANG-DATA", "PELATIHAN-DATA"))])
    return Mutation("circle of prerequisites", either(rng, grid), True)


def column_dropped(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, _, place, column = some_cell(rng, grid, lambda column: True)
    for row in grid[name]:
        del row[place]
    return Mutation("column dropped", either(rng, grid), True if column.required else None)


def column_misnamed(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, _, place, column = some_cell(rng, grid, lambda column: True)
    grid[name][0][place] = rng.choice((f"{column.name}x", "", column.name[1:] + "q", "\0", "x" * 1000))
    return Mutation(
        "column misnamed", either(rng, grid), True if any(row[place] for row in grid[name][1:]) else None
    )


def headers_swapped(rng: random.Random) -> Mutation:
    grid = good_grid()
    head = grid[rng.choice(sorted(grid))][0]
    one, other = rng.sample(range(len(head)), 2)
    head[one], head[other] = head[other], head[one]
    return Mutation("headers swapped", either(rng, grid))


def column_twice(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, _, place, _ = some_cell(rng, grid, lambda column: True)
    for row in grid[name]:
        row.append(row[place])
    return Mutation("column twice", either(rng, grid), True)


def table_dropped(rng: random.Random) -> Mutation:
    grid = good_grid()
    name = rng.choice(sorted(grid))
    del grid[name]
    return Mutation("table dropped", either(rng, grid), True if BY_NAME[name].required else None)


def table_emptied(rng: random.Random) -> Mutation:
    grid = good_grid()
    name = rng.choice(sorted(grid))
    keep_header = rng.random() < 0.5
    grid[name] = grid[name][:1] if keep_header else []
    return Mutation(
        "table emptied", either(rng, grid), True if not keep_header or BY_NAME[name].required else None
    )


def table_more(rng: random.Random) -> Mutation:
    grid = good_grid()
    grid[rng.choice(("Sheet1", "asessments", "pegawai", "x" * 31))] = [["a", "b"], ["1", "2"]]
    return Mutation("table more", either(rng, grid), True)


def harmless(rng: random.Random) -> Mutation:
    grid = good_grid()
    for rows in grid.values():
        head, *body = rows
        order = rng.sample(range(len(head)), len(head))
        rng.shuffle(body)
        body.insert(rng.randrange(len(body) + 1), [""] * len(head))
        rows[:] = [[row[place] for place in order] for row in ([name.upper() for name in head], *body)]
    if rng.random() < 0.3:
        return Mutation("harmless", as_workbook(grid), False)
    delimiter = rng.choice((",", ";", "\t"))
    return Mutation("harmless", as_csv(grid, delimiter, rng.choice(("utf-8", "utf-8-sig", "cp1252"))), False)


# Workbooks


def formula(rng: random.Random) -> Mutation:
    grid = good_grid()
    name, row, place, column = some_cell(rng, grid, lambda column: True)
    what = rng.choice(("=NA()", "#REF!", "=1/0"))

    def edit(book: Any, sheets: dict[str, Any]) -> None:
        # Excel shows these as errors; the stored result says so.
        sheets[name].write_formula(row, place, what if what[0] == "=" else f"={what}", None, "#N/A")

    return Mutation("formula", as_workbook(grid, edit), True, (name, row + 1, column.name))


def merged(rng: random.Random) -> Mutation:
    grid = good_grid()
    name = rng.choice(sorted(grid))

    def edit(book: Any, sheets: dict[str, Any]) -> None:
        row = rng.randrange(2)
        sheets[name].merge_range(row, 0, row, 1, grid[name][row][0])

    return Mutation("merged cells", as_workbook(grid, edit), True)


def parts_of(files: Files) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(files[0][1])) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> Files:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return [(BOOK, data.getvalue())]


def part_damaged(rng: random.Random) -> Mutation:
    parts = parts_of(as_workbook(good_grid()))
    name = rng.choice(sorted(parts))
    parts[name] = damaged(rng, parts[name])
    return Mutation(f"part damaged: {name}", zipped(parts))


def part_dropped(rng: random.Random) -> Mutation:
    parts = parts_of(as_workbook(good_grid()))
    del parts[rng.choice(sorted(parts))]
    return Mutation("part dropped", zipped(parts))


def entities(rng: random.Random) -> Mutation:
    parts = parts_of(as_workbook(good_grid()))
    name = rng.choice(
        [name for name in sorted(parts) if name.startswith("xl/w") or "shared" in name or "style" in name]
    )
    declaration = rng.choice(
        (
            b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
            b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        )
    )
    parts[name] = parts[name].replace(b"?>", b"?>" + declaration, 1)
    return Mutation("entities", zipped(parts), True)


def bomb(rng: random.Random) -> Mutation:
    parts = parts_of(as_workbook(good_grid()))
    sheet = "xl/worksheets/sheet6.xml"
    which = rng.randrange(5)
    if which == 0:
        parts |= {f"xl/media/{number}": b"" for number in range(2_000)}
    elif which == 1:
        parts[sheet] = parts[sheet].replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
        )
    elif which == 2:
        parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b'ount="', b'ount="9999999999')
    elif which == 3:
        deep = b"<a>" * 50_000 + b"</a>" * 50_000
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheets>", deep + b"<sheets>" * 2)
    else:
        parts[sheet] = parts[sheet].replace(b"<sheetData>", b"<sheetData>" + b"<row/>" * 2_000_000)
    return Mutation(f"bomb {which}", zipped(parts), True)


# Bytes


def damaged(rng: random.Random, data: bytes) -> bytes:
    """Cut, overwrite, repeat or insert bytes somewhere."""
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + rng.randrange(1, 40))
    how = rng.randrange(5)
    if how == 0:
        return data[:start]
    if how == 1:
        return data[:start] + rng.randbytes(end - start) + data[end:]
    if how == 2:
        return data[:start] + data[end:]
    if how == 3:
        return data[:end] + data[start:]
    return (
        data[:start]
        + rng.choice((b"\0", b'"', b"\xff\xfe", b"\r", b"\n", b",", b"\xe9", b"<", b"&a;"))
        + data[start:]
    )


def csv_damaged(rng: random.Random) -> Mutation:
    files = as_csv(good_grid(), rng.choice((",", ";")))
    place = rng.randrange(len(files))
    files[place] = (files[place][0], damaged(rng, files[place][1]))
    return Mutation("bytes of a CSV file", files)


def workbook_damaged(rng: random.Random) -> Mutation:
    return Mutation("bytes of a workbook", [(BOOK, damaged(rng, as_workbook(good_grid())[0][1]))])


def other_encoding(rng: random.Random) -> Mutation:
    files = as_csv(good_grid())
    place = rng.randrange(len(files))
    name, data = files[place]
    encoding = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037"))
    files[place] = (name, data.decode().encode(encoding))
    return Mutation(f"encoding {encoding}", files, True)


def not_a_workbook(rng: random.Random) -> Mutation:
    data = rng.choice(
        (b"", b"PK\x03\x04", rng.randbytes(500), b"<html></html>", b"\xd0\xcf\x11\xe0" + rng.randbytes(500))
    )
    return Mutation("not a workbook", [(BOOK, data)], True)


def mapping_damaged(rng: random.Random) -> Mutation:
    text = (
        b"tables: [", b"tables: {people: 1}", b"tables: {people: {columns: {nip: nik}}}", b"a: &a [*a, *a]", b"\0", b"\xff",
        b"tables: {people: {columns: {nip: [1]}}}", b"ignore: people", b"!!python/object/apply:os.system [id]", b"[" * 5000,
        b"tables: {person: {}}", b"ignore: [people.csv]", b"- 1\n- 2", b"? : :", b"tables: {people: {colums: {}}}",
    )  # fmt: skip
    return Mutation("mapping", [*as_csv(good_grid()), ("columns.yaml", rng.choice(text))], True)


GRID_KINDS = (
    wrong_text, wrong_text, wrong_text, wrong_cell, wrong_cell, wrong_cell, emptied, dangling, repeated_row,
    row_of_other_width, circle, column_dropped, column_misnamed, headers_swapped, column_twice, table_dropped, table_emptied,
    table_more, harmless, formula, merged,
)  # fmt: skip
BYTE_KINDS = (
    part_damaged, part_damaged, part_dropped, entities, bomb, csv_damaged, csv_damaged, workbook_damaged, workbook_damaged,
    other_encoding, not_a_workbook, mapping_damaged,
)  # fmt: skip
