"""What must hold between rows and tables: no row twice, every reference found, no circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.cells import Code
from competency_models.loading.found import likest
from competency_models.loading.reading import BAD, ReadTable
from competency_models.loading.tables import Column, Table

_MAX_HINTS = 20
_MAX_PATH = 12
_MAX_CIRCLES = 50
"""Where so many circles are, more would not help; and a file made to have millions must not take hours."""


def check_tables(
    read: Mapping[str, ReadTable],
    tables: Sequence[Table],
    vocabularies: Mapping[str, Collection[str]],
    built_in: Mapping[str, Collection[str]],
) -> list[Fault]:
    """Check rows against each other.

    ``vocabularies`` maps a reference that is no table (forms, job classes) to its words; ``built_in`` maps a table to keys
    that may be referred to without standing in it.
    """
    known = {
        table.name: _known(read.get(table.name), table, built_in.get(table.name, ())) for table in tables
    }
    faults: list[Fault] = []
    for found in read.values():
        if not found.columns:
            continue
        faults += _repeated(found)
        faults += _broken_rules(found)
        faults += _circles(found)
        for column in found.table.columns:
            if column.reference in vocabularies:
                faults += _unknown_words(found, column, vocabularies[column.reference])
            elif column.reference and (keys := known[column.reference]) is not None:
                faults += _dangling(found, column, keys)
    return faults


def _known(read: ReadTable | None, table: Table, built_in: Collection[str]) -> set[str] | None:
    """Give the keys that others may refer to; None where they are not all known, so that nothing follows."""
    if read is None:
        return None if table.required else set(built_in)
    if not read.complete:
        return None
    return {*built_in, *(key for key in read.columns[table.key[0]] if key is not BAD)}


def _repeated(read: ReadTable) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    for index, key in enumerate(zip(*(read.columns[name] for name in read.table.key), strict=True)):
        if first.setdefault(key, index) != index and BAD not in key:
            columns = ", ".join(map(read.header, read.table.key))
            at = read.table.key[0]
            yield read.fault(messages.REPEATED, index, at, columns=columns, row=read.numbers[first[key]])


def _broken_rules(read: ReadTable) -> Iterator[Fault]:
    for rule in read.table.rules:
        for index, cells in enumerate(zip(*(read.columns[name] for name in rule.columns), strict=True)):
            if BAD not in cells and not rule.holds(*cells):
                params = {name: str(cell) for name, cell in zip(rule.columns, cells, strict=True)}
                yield read.fault(rule.message, index, rule.at, **params)


def _unknown_words(read: ReadTable, column: Column, words: Collection[str]) -> Iterator[Fault]:
    params = {"column": read.header(column.name), "choices": ", ".join(sorted(words))}
    for index, near in _outside(read, column, words):
        message = messages.UNKNOWN_WORD_NEAR if near else messages.UNKNOWN_WORD
        yield read.fault(message, index, column.name, near=near, **params)


def _dangling(read: ReadTable, column: Column, keys: Collection[str]) -> Iterator[Fault]:
    params = {"column": read.header(column.name), "table": column.reference}
    for index, near in _outside(read, column, keys):
        message = messages.DANGLING_NEAR if near else messages.DANGLING
        yield read.fault(message, index, column.name, near=near, **params)


def _outside(read: ReadTable, column: Column, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Find the cells whose value is not known, each with the known word that it may have meant, or an empty text."""
    nears: dict[object, str] = {}
    for index, value in enumerate(read.columns[column.name]):
        if value is BAD or value == column.default or value in known:
            continue
        # Another person's NIP is no hint, but a leak.
        if value not in nears and len(nears) < _MAX_HINTS and isinstance(column.kind, Code):
            nears[value] = likest(value, known)
        yield index, nears.get(value, "")


def _circles(read: ReadTable) -> Iterator[Fault]:
    """Find the rows that close a circle; longer than one row, for a row's own rule finds those."""
    if read.table.acyclic is None:
        return
    start, end = read.table.acyclic
    edges: dict[str, list[tuple[str, int]]] = {}
    for index, (source, target) in enumerate(zip(read.columns[start], read.columns[end], strict=True)):
        if BAD not in (source, target) and target is not None and source != target:
            edges.setdefault(source, []).append((target, index))
    for path, index in islice(_back_edges(edges), _MAX_CIRCLES):
        shown = path if len(path) <= _MAX_PATH else [*path[: _MAX_PATH - 2], "…", path[-1]]
        yield read.fault(messages.CYCLE, index, end, path=" → ".join(shown))


def _back_edges(edges: Mapping[str, Sequence[tuple[str, int]]]) -> Iterator[tuple[list[str], int]]:
    """Walk the graph depth first; for each edge back to the walk's own path, give the circle and the edge's row."""
    done: set[str] = set()
    for root in edges:
        path: dict[str, Iterator[tuple[str, int]]] = {}
        if root not in done:
            path[root] = iter(edges[root])
        while path:
            node, ways = next(reversed(path.items()))
            target, index = next(ways, (None, -1))
            if target is None:
                done.add(node)
                del path[node]
            elif target in path:
                nodes = list(path)
                yield [*nodes[nodes.index(target) :], target], index
            elif target not in done:
                path[target] = iter(edges.get(target, ()))
