"""Faults in an agency's input: where, what is wrong, and how to mend it.

A fault's texts are message ids in English with ``{named}`` fields, so that pages and the command line can
show them in Bahasa Indonesia. All faults of one input are gathered before any is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one input.

    ``row`` counts as a spreadsheet does: the header is row 1. ``row`` is None and ``column`` empty where the
    fault is not in a cell (a missing file or column, a damaged workbook).
    """

    file: str
    problem: str
    remedy: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: _NOTHING)

    def place(self, translate: Callable[[str], str] = str) -> str:
        """Say where the fault is: file, sheet, row, column, as far as they apply."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"[{self.sheet}]")
        if self.row is not None:
            parts.append(translate("row {n}").format(n=self.row))
        if self.column:
            parts.append(translate("column {name}").format(name=self.column))
        return " ".join(parts)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Say the whole fault in one line; ``translate`` maps message ids to another language."""
        problem = translate(self.problem).format_map(self.params)
        remedy = translate(self.remedy).format_map(self.params)
        shown = f" ({self.value!r})" if self.value else ""
        return f"{self.place(translate)}{shown}: {problem} {remedy}"


class InputError(Exception):
    """An input that cannot be used; carries every fault found in it, never only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.text() for fault in faults))
        self.faults: tuple[Fault, ...] = tuple(faults)
