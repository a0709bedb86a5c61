"""Logs drawn by rule, so that what a ranker should find in them is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np

ITEMS = 40


def orderly(people: int = 160, seed: int = 1) -> list[tuple[str, str, int]]:
    """Everybody walks along a circle of items, mostly one step at a time, from a place of their own."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        place = int(rng.integers(ITEMS))
        for order in range(int(rng.integers(5, 9))):
            rows.append((f"u{person}", f"i{place:02}", order))
            place = (place + (1 if rng.random() < 0.8 else int(rng.integers(2, 6)))) % ITEMS
    return rows


def by_chance(people: int = 300, items: int = 500, seed: int = 2) -> list[tuple[str, str, int]]:
    """Two or three items each, drawn by popularity alone: nothing else can be learned."""
    rng = np.random.default_rng(seed)
    weight = 1 / np.arange(1, items + 1) ** 1.3
    rows = []
    for person in range(people):
        picks = rng.choice(items, size=int(rng.integers(3, 5)), replace=False, p=weight / weight.sum())
        rows += [(f"u{person}", f"i{item:03}", order) for order, item in enumerate(picks)]
    return rows


def split(rows: list[tuple[str, str, int]]) -> tuple[list[tuple[str, str, int]], list[tuple[str, str, int]]]:
    """The last interaction of everybody is held back."""
    last = {user: order for user, _, order in rows}
    return [row for row in rows if row[2] < last[row[0]]], [row for row in rows if row[2] == last[row[0]]]


def write(folder: Path, rows: list[tuple[str, str, int]], extra: str = "") -> tuple[Path, Path, Path]:
    """Write train.csv, test.csv and items.csv."""
    train, test = split(rows)
    items = sorted({item for _, item, _ in rows})
    paths = folder / "train.csv", folder / "test.csv", folder / "items.csv"
    for path, part in zip(paths, (train, test), strict=False):
        path.write_text("user,item,order\n" + "".join(f"{u},{i},{o}\n" for u, i, o in part))
    paths[2].write_text("item,half\n" + "".join(f"{item},{int(item[1:]) % 2}\n" for item in items) + extra)
    return paths
