"""An agency's own names: which of its sheets and columns hold which table and column (``columns.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.messages import Message
from competency_models.loading.sheets import MEGABYTE, fault_of_file
from competency_models.loading.tables import Table
from competency_models.yaml_source import Located, YamlFile

MAPPING_FILE = "columns.yaml"


@dataclass(frozen=True, slots=True)
class TableNames:
    """The agency's names for one table.

    ``columns`` maps our column to the agency's; ``values`` maps, for one of our columns, the agency's words to ours;
    ``ignore`` lists the agency's columns that are not read.
    """

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """The agency's names for all tables; ``ignore`` lists the sheets or files that are not read."""

    tables: Mapping[str, TableNames] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    def of(self, table: str) -> TableNames:
        """Give a table's names; none where the agency uses ours."""
        return self.tables.get(table, TableNames())


def mapping_beside(path: Path) -> Path:
    """Say where the mapping of a folder or workbook lies, whether it exists or not."""
    return path / MAPPING_FILE if path.is_dir() else path.with_name(f"{path.stem}.{MAPPING_FILE}")


def read_mapping(path: Path, tables: Sequence[Table]) -> tuple[AgencyNames, list[Fault]]:
    """Read a mapping file; empty where there is none. Faults name the line. Raises OSError."""
    if not path.exists():
        return AgencyNames(), []
    if path.stat().st_size > MEGABYTE:
        return AgencyNames(), [fault_of_file(path, messages.TOO_LARGE, limit=1)]
    source = YamlFile(path)
    content = source.read()
    reader = _Reader(path.name, [replace(fault, file=path.name) for fault in source.faults])
    if content is None or reader.faults:
        return AgencyNames(), reader.faults
    return reader.agency(
        content, {table.name: [column.name for column in table.columns] for table in tables}
    ), reader.faults


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the file's entries one by one, noting what is not understood."""

    file: str
    faults: list[Fault]

    def agency(self, content: Located, known: Mapping[str, Sequence[str]]) -> AgencyNames:
        entries = self._entries(content, "", ("tables", "ignore"))
        tables = {}
        for name, entry in self._entries(entries.get("tables"), "tables").items():
            if name in known:
                tables[name] = self._table(entry, name, known[name])
            else:
                self._fault(messages.MAPPING_TABLE, entry.line, name, tables=", ".join(known))
        return AgencyNames(tables, self._list(entries.get("ignore"), "ignore"))

    def _table(self, content: Located, table: str, known: Sequence[str]) -> TableNames:
        entries = self._entries(content, table, ("sheet", "columns", "values", "ignore"))
        columns = self._entries(entries.get("columns"), "columns")
        values = self._entries(entries.get("values"), "values")
        for name, entry in (*columns.items(), *values.items()):
            if name not in known:
                self._fault(messages.MAPPING_COLUMN, entry.line, name, table=table, columns=", ".join(known))
        return TableNames(
            self._word(entries["sheet"], "sheet") if "sheet" in entries else "",
            {name: self._word(entry, name) for name, entry in columns.items()},
            {name: self._words(entry, name) for name, entry in values.items()},
            self._list(entries.get("ignore"), "ignore"),
        )

    def _entries(
        self, content: Located | None, entry: str, allowed: Sequence[str] = ()
    ) -> dict[str, Located]:
        if content is None:
            return {}
        if not isinstance(content.value, dict):
            self._fault(messages.MAPPING_SHAPE, content.line, entry)
            return {}
        for name, inner in content.value.items():
            if allowed and name not in allowed:
                self._fault(messages.MAPPING_SHAPE, inner.line, str(name))
        return {str(name): inner for name, inner in content.value.items()}

    def _words(self, content: Located, entry: str) -> dict[str, str]:
        return {name: self._word(inner, name) for name, inner in self._entries(content, entry).items()}

    def _list(self, content: Located | None, entry: str) -> tuple[str, ...]:
        if content is None:
            return ()
        if not isinstance(content.value, tuple):
            self._fault(messages.MAPPING_SHAPE, content.line, entry)
            return ()
        return tuple(self._word(inner, entry) for inner in content.value)

    def _word(self, content: Located, entry: str) -> str:
        if (
            isinstance(content.value, str | int)
            and not isinstance(content.value, bool)
            and content.value != ""
        ):
            return str(content.value)
        self._fault(messages.MAPPING_SHAPE, content.line, entry)
        return ""

    def _fault(self, message: Message, line: int, entry: str, **params: object) -> None:
        params["entry"] = entry
        self.faults.append(
            Fault(self.file, message.problem, message.remedy, row=line, column=entry, params=params)
        )
