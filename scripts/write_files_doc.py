"""Write the tables' section of ``docs/files.md`` from the tables' own description: ``python scripts/write_files_doc.py``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from competency_models.loading import Choice, Column, Table  # noqa: E402
from planner.agency_files import TABLES  # noqa: E402
from planner.guide_files import GUIDES  # noqa: E402

FILE = ROOT / "docs" / "files.md"
START = "<!-- The rest of this file is written by scripts/write_files_doc.py. -->\n"


def files_doc() -> str:
    """Give the file's text: what was written by hand, then the tables."""
    by_hand, _, _ = FILE.read_text(encoding="utf-8").partition(START)
    return by_hand + START + "".join(f"{line}\n" for table in (*TABLES, GUIDES) for line in _table(table))


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"### {table.name}{'' if table.required else ' (optional)'}"
    yield ""
    yield f"{table.english} *{table.indonesian}* No two rows have the same {', '.join(table.key)}."
    yield ""
    yield "| Column | Required | Holds | Example | Meaning | Arti |"
    yield "|---|---|---|---|---|---|"
    for column in table.columns:
        yield f"| {' | '.join(_cells(column))} |"


def _cells(column: Column) -> tuple[str, ...]:
    holds = column.kind.name[1]
    if column.reference:
        holds += f", of {column.reference}"
    if isinstance(column.kind, Choice) and column.kind.also:
        holds += f" (also read: {', '.join(column.kind.also)})"
    required = "yes" if column.required else "no"
    if column.default not in (None, ""):
        required = f"no, then {column.kind.show(column.default)}"
    example = f"`{column.example}`" if column.example else ""
    return f"`{column.name}`", required, holds, example, column.english, column.indonesian


if __name__ == "__main__":
    FILE.write_text(files_doc(), encoding="utf-8")
