"""YAML with line numbers: every value knows the line it stands on, so that a fault can name it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from competency_models.errors import Fault

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same loader in C where PyYAML was built with it: fifteen times as fast."""

_MAX_DEPTH = 50
"""Far deeper than any parameter."""

Plain = Any
"""A number, text, truth value or date, or a tuple or read-only mapping of those."""


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML value and its line (1 is the first). ``value`` is a scalar, a tuple or a dict of ``Located``."""

    value: Any
    line: int

    def plain(self) -> Plain:
        """Return the value without lines; lists become tuples and mappings read-only."""
        if isinstance(self.value, dict):
            return MappingProxyType({key: inner.plain() for key, inner in self.value.items()})
        if isinstance(self.value, tuple):
            return tuple(inner.plain() for inner in self.value)
        return self.value


class YamlFile:
    """One YAML file while it is read, with the faults found so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self._unreadable: set[int] = set()

    def fault(self, line: int | None, problem: str, remedy: str, key: str = "", /, **params: object) -> None:
        """Note a fault; ``line`` goes into the fault's row and ``key`` into its column.

        A line that could not even be read as YAML is not judged any further.
        """
        if line not in self._unreadable:
            self.faults.append(Fault(str(self.path), problem, remedy, row=line, column=key, params=params))

    def read(self) -> Located | None:
        """Read the file; None where it is empty or, with a fault noted, where it is no readable YAML."""
        try:
            text = self.path.read_text(encoding="utf-8")
            if not self._is_plain(text):
                return None
            node = yaml.compose(text, _LOADER)
            return None if node is None else self._convert(node)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line_of_error = mark.line + 1 if mark else None
            self.fault(line_of_error, "This is not valid YAML: {reason}.", "Mend it.", reason=error.problem)
            return None
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            self.fault(None, "The file cannot be read: {reason}.", "Save it as UTF-8 text.", reason=error)
            return None

    def _is_plain(self, text: str) -> bool:
        """Tell, without recursion, whether the file may be composed: the C loader crashes on endless nesting."""
        depth = 0
        for event in yaml.parse(text, _LOADER):
            line = event.start_mark.line + 1 if event.start_mark else None
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                self.fault(line, "Anchors and aliases are not used here.", "Write the value out.")
                return False
            if depth > _MAX_DEPTH:
                self.fault(line, "Values are nested too deeply.", "Close the brackets.")
                return False
        return True

    def _convert(self, node: yaml.Node) -> Located:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return Located(self._mapping(node), line)
        if isinstance(node, yaml.SequenceNode):
            return Located(tuple(self._convert(item) for item in node.value), line)
        return Located(self._scalar(node, line), line)

    def _mapping(self, node: yaml.MappingNode) -> dict[str | int, Located]:
        entries: dict[str | int, Located] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._convert(key_node).value
            if not isinstance(key, str | int) or isinstance(key, bool):
                self._refuse(line, "A key must be text or a whole number.", "Put the key in quotes.")
            elif key in entries:
                self.fault(line, "The key {key} stands here twice.", "Keep one of them.", str(key), key=key)
            else:
                entries[key] = Located(self._convert(value_node).value, line)
        return entries

    def _scalar(self, node: yaml.Node, line: int) -> str | int | float | bool | date | None:
        try:
            value = yaml.constructor.SafeConstructor().construct_object(node)
        except yaml.YAMLError:
            self._refuse(line, "The tag {tag} is not known here.", "Leave it out.", tag=node.tag)
            return None
        except ValueError:
            value = math.nan
        if isinstance(value, float) and not math.isfinite(value):
            self._refuse(line, "{value} is neither a day nor a number.", "Mend the value.", value=node.value)
            return None
        return value  # type: ignore[no-any-return]

    def _refuse(self, line: int, problem: str, remedy: str, **params: object) -> None:
        self.fault(line, problem, remedy, **params)
        self._unreadable.add(line)


def as_mapping(located: Located | None) -> Mapping[Any, Located]:
    """Return the entries of a mapping; nothing where it is not one."""
    return located.value if located is not None and isinstance(located.value, dict) else {}
