"""What a table is made of. One description serves reading, checking, writing, the template and the documentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from competency_models.loading.cells import Kind
from competency_models.loading.messages import Message


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``indonesian`` and ``english`` explain it to whoever fills it in.

    ``reference`` names the table whose first column (or the vocabulary that) must hold the value. An optional column
    may be left out of the file, or its cells left empty; both give ``default``.
    """

    name: str
    kind: Kind
    indonesian: str
    english: str
    example: str
    required: bool = True
    default: object = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class RowRule:
    """What must hold between cells of one row. ``holds`` gets the values of ``columns``; the fault is shown at ``at``."""

    columns: tuple[str, ...]
    holds: Callable[..., bool]
    at: str
    message: Message


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, the key that no two rows may share, and the record that a row becomes.

    ``build`` takes the columns' values in order; ``values`` takes a record apart into them
    again; without it the record's fields have the columns' names.
    """

    name: str
    indonesian: str
    english: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    build: Callable[..., Any]
    values: Callable[[Any], Sequence[object]] | None = None
    required: bool = False
    rules: tuple[RowRule, ...] = ()
    acyclic: tuple[str, str] | None = None
    """Two columns whose pairs (from, to) must not run in a circle."""

    def column(self, name: str) -> Column:
        """Find a column; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
