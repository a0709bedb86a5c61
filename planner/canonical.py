"""One spelling for a value, whatever database, platform or number type it came from, and hashes over it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

import numpy as np

DIGITS = 6
"""Numbers are rounded to so many digits before they are hashed."""


def plain(value: object) -> Any:
    """Turn dataclasses, enumerations, dates, numbers and collections into what JSON knows; numbers become rounded text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, int | float | np.number):
        return f"{float(value) + 0.0:.{DIGITS}f}"
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Iterable):
        return [plain(entry) for entry in value]
    raise TypeError(f"no spelling for {type(value).__name__}")


def spell(value: object) -> str:
    """The one spelling of a value: JSON with sorted keys and no blanks."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


class Lines:
    """SHA-256 (hexadecimal) over lines that come one after another."""

    def __init__(self) -> None:
        self._total = hashlib.sha256()

    def add(self, line: str) -> None:
        """The next line."""
        self._total.update(line.encode())
        self._total.update(b"\n")

    @property
    def sha256(self) -> str:
        """The hash over all lines so far."""
        return self._total.hexdigest()


def digest(lines: Iterable[str]) -> str:
    """SHA-256 (hexadecimal) over lines."""
    total = Lines()
    for line in lines:
        total.add(line)
    return total.sha256
