"""How commands speak: figures on standard output, words and progress on standard error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

words = Console(stderr=True, highlight=False)
"""For people: never read by programs."""

figures = Console(highlight=False, soft_wrap=True)
"""Standard output."""


def print_json(report: Mapping[str, object]) -> None:
    """Print one JSON object on standard output."""
    print(json.dumps(report, ensure_ascii=False, sort_keys=True, default=str))


def print_figures(title: str, report: Mapping[str, object]) -> None:
    """Print a report as a two-column table on standard output; nested mappings are indented."""
    table = Table(title=title, title_justify="left", show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column()
    for name, value in report.items():
        if isinstance(value, Mapping):
            table.add_row(name, "" if value else "–")
            for inner, number in value.items():
                table.add_row(f"  {inner}", str(number))
        else:
            table.add_row(name, str(value))
    figures.print(table)


def report(title: str, figures_: Mapping[str, object], as_json: bool) -> None:
    """Print the report for a program or for a person."""
    if as_json:
        print_json(figures_)
    else:
        print_figures(title, figures_)


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error; the yielded function is called with how many are done in all."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=words, transient=not words.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
