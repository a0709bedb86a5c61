"""A log of interactions as arrays: one row an interaction, sorted by person and order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.problem import Bools, Ints

Numbers = NDArray[np.floating[Any]]
"""Of either precision: single where tables are large."""


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """``item`` (N,) are rows of the catalogue; those of person ``p`` are ``first[p]`` to ``first[p + 1]``, oldest first.

    An item that somebody took twice stands there once, where they took it first.
    """

    item: Ints
    first: Ints
    items: int

    @property
    def people(self) -> int:
        """How many people there are; some may have taken nothing."""
        return len(self.first) - 1

    @property
    def length(self) -> Ints:
        """How many items each person took (P,)."""
        return np.diff(self.first)

    @property
    def person(self) -> Ints:
        """The person of each interaction (N,)."""
        return np.repeat(np.arange(self.people), self.length)

    @property
    def age(self) -> Ints:
        """How many later interactions the same person has (N,); 0 for the latest."""
        return np.repeat(self.first[1:], self.length) - 1 - np.arange(len(self.item))

    def of(self, people: Ints) -> Log:
        """The log of these people alone, in this order."""
        length = self.length[people]
        first = np.concatenate([[0], np.cumsum(length)])
        rows = np.repeat(self.first[people] - first[:-1], length) + np.arange(first[-1])
        return Log(self.item[rows], first, self.items)

    def before(self, back: int) -> Log:
        """The log without the last ``back`` interactions of everybody."""
        keep = self.age >= back
        first = np.concatenate([[0], np.cumsum(np.maximum(self.length - back, 0))])
        return replace(self, item=self.item[keep], first=first)

    def latest(self, back: int) -> Ints:
        """The ``back``-th latest item of each person (P,), counted from 1; -1 where there is none."""
        has = self.length >= back
        found = np.full(self.people, -1, dtype=np.int64)
        found[has] = self.item[self.first[1:][has] - back]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What is known of each of ``n`` items or people, by name of the column.

    ``tags`` hold a row (n, T) of unit length over the tags of that column, nothing where unknown; ``numbers`` (n,) are NaN
    where unknown.
    """

    tags: Mapping[str, sparse.csr_array]
    numbers: Mapping[str, Numbers]


@dataclass(frozen=True, slots=True, eq=False)
class Interactions:
    """What there is to learn from: the training log, and what is known of items and people."""

    log: Log
    item_codes: tuple[str, ...]
    person_codes: tuple[str, ...]
    about_items: Columns
    about_people: Columns


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is to be foretold: ``items`` (M,) of the people ``person`` (M,), none of which they had taken before.

    ``next`` (M,) tells which came first for its person.
    """

    person: Ints
    items: Ints
    next: Bools
