"""Which items are worth a look for a person, and what is known of each such pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.interactions.log import Interactions, Log, Numbers
from planner.interactions.scorers import Scorers, histories
from planner.problem import Bools, Ints

LISTED = 40
"""Items that each way of retrieving brings."""
CELLS = 1_500_000
"""People times items that are scored at once: bounds the memory."""
RECENT, STEADY, ALL = 0.6, 0.9, 1.0
"""How fast a history fades, a step."""
RETRIEVERS = ("follows_recent", "follows_latest", "alike", "ease", "taken_last")
RANKED = ("follows_recent", "follows_latest", "alike", "ease")


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """``values`` (N, F) of the pairs of ``person`` (N,), a row of the log asked about, and ``item`` (N,), sorted by person."""

    person: Ints
    item: Ints
    values: Numbers
    names: tuple[str, ...]


def batches(log: Log) -> Iterator[Ints]:
    """People in groups whose scores fit into memory together."""
    size = max(CELLS // max(log.items, 1), 16)
    for start in range(0, log.people, size):
        yield np.arange(start, min(start + size, log.people))


def look_at(known: Interactions, scorers: Scorers, log: Log, people: Ints) -> Pairs:
    """The pairs of one batch of histories; ``people`` (P,) are their rows among the known people, -1 for a stranger."""
    scores = score_all(scorers, log)
    taken = histories(log, ALL)
    seen = taken.toarray() > 0
    person, item = np.nonzero(_listed(scores, seen))
    columns = {name: np.asarray(table[person, item]) for name, table in scores.items()}
    columns |= {f"{name}_rank": _ranks(person, columns[name]) for name in RANKED}
    columns |= _of_items(scorers, item) | _of_times(scorers, log, person, item)
    columns |= _of_columns(known, scorers, log, people, person, item)
    columns["history"] = np.log1p(log.length)[person]
    values = np.column_stack([column.astype(np.float32) for column in columns.values()])
    return Pairs(person, item, values, tuple(columns))


def score_all(scorers: Scorers, log: Log) -> dict[str, Numbers]:
    """The scores (P, I) of a batch of histories by each way of scoring."""
    recent, steady, whole = (histories(log, decay) for decay in (RECENT, STEADY, ALL))
    latest = histories(log, 0.0)
    length = np.maximum(log.length, 1)[:, None]
    return {
        "follows_recent": (recent @ scorers.follows).toarray(),
        "follows_steady": (steady @ scorers.follows).toarray(),
        "follows_latest": (latest @ scorers.follows).toarray(),
        "leads": (steady @ scorers.leads).toarray(),
        "alike": (steady @ scorers.alike).toarray(),
        "ease": scorers.by_ease(whole),
        "ease_recent": scorers.by_ease(recent),
        "later": (whole @ scorers.order).toarray() / length,
        "taken_last": np.broadcast_to(np.log1p(scorers.taken_last), (log.people, log.items)),
    }


def _listed(scores: dict[str, Numbers], seen: Bools) -> Bools:
    """The items that any way of retrieving puts among its first; what was taken is never offered again."""
    listed = np.zeros(seen.shape, dtype=bool)
    count = min(LISTED, seen.shape[1])
    for name in RETRIEVERS:
        best = np.argpartition(-np.where(seen, -np.inf, scores[name]), count - 1, axis=1)[:, :count]
        np.put_along_axis(listed, best, True, axis=1)
    return listed & ~seen


def _ranks(person: Ints, score: Numbers) -> Numbers:
    """log(1 + place) of each pair among its person's pairs, the best score first."""
    order = np.lexsort((-score, person))
    place = np.empty(len(person))
    place[order] = np.arange(len(person))
    starts = np.searchsorted(person, person)
    return np.log1p(place - starts)


def _of_items(scorers: Scorers, item: Ints) -> dict[str, Numbers]:
    taken, last = scorers.taken[item], scorers.taken_last[item]
    return {"taken": np.log1p(taken), "last_share": (last + 1) / (taken + 5), "time": scorers.time[item]}


def _of_times(scorers: Scorers, log: Log, person: Ints, item: Ints) -> dict[str, Numbers]:
    """How far the item lies after what the person took, in the order common to all."""
    when = histories(log, ALL)
    when.data = scorers.time[log.item].astype(np.float32)
    has = np.diff(log.first) > 0
    latest, furthest, mean = (np.zeros(log.people) for _ in range(3))
    latest[has] = scorers.time[log.item[log.first[1:][has] - 1]]
    furthest[has] = np.maximum.reduceat(scorers.time[log.item], log.first[:-1][has]) if has.any() else 0.0
    mean[has] = (when.sum(axis=1) / np.maximum(log.length, 1))[has]
    own = scorers.time[item]
    return {
        "after_latest": own - latest[person],
        "after_furthest": own - furthest[person],
        "after_mean": own - mean[person],
    }


def _of_columns(
    known: Interactions, scorers: Scorers, log: Log, people: Ints, person: Ints, item: Ints
) -> dict[str, Numbers]:
    """Tags that the item shares with what was taken; its numbers, and how far they lie from these; the person's own."""
    share = histories(log, ALL)
    share = sparse.csr_array(sparse.diags_array(1 / np.maximum(log.length, 1)) @ share)
    found: dict[str, Numbers] = {}
    for name, tags in known.about_items.tags.items():
        found[f"item {name}"] = _row_products(sparse.csr_array(share @ tags), tags, person, item)
    for name, numbers in known.about_items.numbers.items():
        filled = np.nan_to_num(numbers, nan=float(np.nanmean(numbers)))
        found[f"item {name}"] = numbers[item]
        found[f"item {name} beyond"] = numbers[item] - (share @ filled)[person]
    for name, tags in known.about_people.tags.items():
        own = sparse.csr_array(tags[np.maximum(people, 0)])
        found[f"person {name}"] = _row_products(own, scorers.by_tag[name], person, item)
    for name, numbers in known.about_people.numbers.items():
        found[f"person {name}"] = np.where(people < 0, np.nan, numbers[np.maximum(people, 0)])[person]
    return found


def _row_products(left: sparse.csr_array, right: sparse.csr_array, person: Ints, item: Ints) -> Numbers:
    """The product of a row of ``left`` (P, T) and a row of ``right`` (I, T) for each pair (N,)."""
    table: Numbers = (left @ right.T).toarray()
    return table[person, item]
