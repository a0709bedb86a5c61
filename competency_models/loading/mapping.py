"""An agency's own names: which of its sheets and columns hold which table and column (``columns.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.sheets import MEGABYTE, fault_of_file
from competency_models.loading.tables import Table

MAPPING_FILE = "columns.yaml"


def _to_text(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Word = Annotated[str, BeforeValidator(_to_text)]


class TableNames(BaseModel):
    """The agency's names for one table.

    ``columns`` maps our column to the agency's; ``values`` maps, for one of our columns, the agency's words to ours;
    ``ignore`` lists the agency's columns that are not read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: Word = ""
    columns: dict[str, Word] = Field(default_factory=dict)
    values: dict[str, dict[Word, Word]] = Field(default_factory=dict)
    ignore: tuple[Word, ...] = ()


class AgencyNames(BaseModel):
    """The agency's names for all tables; ``ignore`` lists the sheets or files that are not read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tables: dict[str, TableNames] = Field(default_factory=dict)
    ignore: tuple[Word, ...] = ()

    def of(self, table: str) -> TableNames:
        """Give a table's names; none where the agency uses ours."""
        return self.tables.get(table, TableNames())


def mapping_beside(path: Path) -> Path:
    """Say where the mapping of a folder or workbook lies, whether it exists or not."""
    return path / MAPPING_FILE if path.is_dir() else path.with_name(f"{path.stem}.{MAPPING_FILE}")


def read_mapping(path: Path, tables: Sequence[Table]) -> tuple[AgencyNames, list[Fault]]:
    """Read a mapping file; empty where there is none. Raises OSError."""
    if not path.exists():
        return AgencyNames(), []
    if path.stat().st_size > MEGABYTE:
        return AgencyNames(), [fault_of_file(path, messages.TOO_LARGE, limit=1)]
    try:
        content = yaml.safe_load(path.read_bytes())
        names = AgencyNames.model_validate({} if content is None else content)
    except ValidationError as error:
        places = {" → ".join(map(str, problem["loc"])) for problem in error.errors()}
        return AgencyNames(), [
            fault_of_file(path, messages.MAPPING_SHAPE, entry=place) for place in sorted(places)
        ]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return AgencyNames(), [fault_of_file(path, messages.MAPPING_NOT_YAML, line=line)]
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return AgencyNames(), [fault_of_file(path, messages.MAPPING_NOT_YAML, line=1)]
    return names, list(_unknown_names(path, names, tables))


def _unknown_names(path: Path, names: AgencyNames, tables: Sequence[Table]) -> Iterator[Fault]:
    known = {table.name: [column.name for column in table.columns] for table in tables}
    for table, mapped in names.tables.items():
        if table not in known:
            yield fault_of_file(path, messages.MAPPING_TABLE, table=table, tables=", ".join(known))
            continue
        columns = ", ".join(known[table])
        for column in {**mapped.columns, **mapped.values}:
            if column not in known[table]:
                yield fault_of_file(
                    path, messages.MAPPING_COLUMN, table=table, column=column, columns=columns
                )
