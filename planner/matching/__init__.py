"""Who guides whom: everybody who waits paired with the guide with whom all are served best."""

from planner.matching.fitness import needed_level
from planner.matching.pairing import LEVEL, REASONS, blocks_of, match, pair_of
from planner.matching.terms import (
    POINTS,
    TEXTS,
    Block,
    Candidate,
    Context,
    Held,
    Law,
    Matching,
    Pair,
    Unmatched,
    Waiting,
)

__all__ = [
    "LEVEL",
    "POINTS",
    "REASONS",
    "TEXTS",
    "Block",
    "Candidate",
    "Context",
    "Held",
    "Law",
    "Matching",
    "Pair",
    "Unmatched",
    "Waiting",
    "blocks_of",
    "match",
    "needed_level",
    "pair_of",
]
