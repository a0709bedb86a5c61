"""Tells one problem from another: the state of a search is of use for the very same problem and program only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import numpy as np

from planner.allocation.organisation import Organisation


def fingerprint(organisation: Organisation) -> bytes:
    """SHA-256 over every array and number of the problem, and the source of the program that solves it (32 bytes)."""
    made = hashlib.sha256(_program())
    for leaf in _leaves(organisation):
        if isinstance(leaf, np.ndarray):
            made.update(f"{leaf.dtype}{leaf.shape}".encode())
            made.update(np.ascontiguousarray(leaf).data)
        else:
            made.update(repr(leaf).encode())
    return made.digest()


@cache
def _program() -> bytes:
    room = Path(__file__).parent
    files = [*room.rglob("*.py"), *room.with_name("composing").rglob("*.py")]
    return b"".join(file.read_bytes() for file in sorted(files))


def _leaves(value: object) -> Iterator[object]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
