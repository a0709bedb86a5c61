"""Both answers to an item taken apart, as rows to show. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.explain import USUAL_FAMILY, probability
from planner.journey import FamilyShare


@dataclass(frozen=True, slots=True)
class Cell:
    """What a family adds to one answer's log-odds, and the answer without it: for the usual pair the answer with it alone."""

    share: float
    answer: float


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family's word in both answers."""

    family: str
    foremost: str
    completion: Cell
    closing: Cell


def shares_told(shares: Sequence[FamilyShare]) -> Iterator[FamilyRow]:
    """Lay out what an item keeps of its prediction, in its order."""
    completion = sum(one.completion for one in shares)
    closing = sum(one.closing for one in shares)
    for one in shares:
        cells = _cell(one, one.completion, completion), _cell(one, one.closing, closing)
        yield FamilyRow(one.family, one.foremost, *cells)


def _cell(one: FamilyShare, share: float, whole: float) -> Cell:
    return Cell(share, probability(share if one.family == USUAL_FAMILY else whole - share))
