"""The demo agency's learning solutions and their dated batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from api.demo.data_files import demo_data
from catalog.solutions import Bucket, LearningSolution, Mode, Offering
from competency_models.framework import Lift, Prerequisite


@dataclass(frozen=True, slots=True)
class Offer:
    """The demo's catalogue; tuples are sorted by code."""

    solutions: tuple[LearningSolution, ...]
    lifts: tuple[Lift, ...]
    prerequisites: tuple[Prerequisite, ...]
    offerings: tuple[Offering, ...]


def offer(year: int, people: int, seed: int) -> Offer:
    """Return the catalogue with batches in ``year``; seats grow with the number of people."""
    entries = list(_entries())
    solutions = tuple(_solution(code, entry) for code, entry in entries)
    lifts = tuple(
        Lift(code, competency, low, high)
        for code, entry in entries
        for competency, (low, high) in sorted(entry["lifts"].items())
    )
    by_name = {entry["name"]: code for code, entry in entries}
    return Offer(
        solutions, lifts, tuple(_prerequisites(by_name)), tuple(_offerings(entries, year, people, seed))
    )


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every solution a code ``S001`` … in the order of the file: kinds over topics, then the single ones."""
    data = demo_data("offer")
    topics = list(data["topics"].values())
    made = [
        kind
        | {
            "name": kind["name"].format(topic=name),
            "en": kind["en"].format(topic=name_en),
            "lifts": dict.fromkeys(codes, kind["lift"]),
        }
        for kind in data["kinds"]
        for name, name_en, codes in topics[kind.get("offset", 0) :: kind.get("every", 1)]
    ]
    for number, entry in enumerate([*made, *data["single"]], start=1):
        yield f"S{number:03d}", entry


def _solution(code: str, entry: dict[str, Any]) -> LearningSolution:
    return LearningSolution(
        code,
        entry["name"],
        entry["form"],
        float(entry["hours"]),
        entry["weeks"],
        entry["sessions"],
        entry["cost"],
        Mode(entry["mode"]),
        Bucket(entry["bucket"]) if "bucket" in entry else None,
        entry["en"],
        demo_data("offer")["organisers"].get(entry["form"], ""),
        needs_offering="batches" in entry,
    )


def _prerequisites(by_name: dict[str, str]) -> Iterator[Prerequisite]:
    data = demo_data("offer")
    for rule in data["after"]:
        for topic in rule["topics"]:
            name = data["topics"][topic][0]
            yield Prerequisite(
                by_name[rule["solution"].format(topic=name)], by_name[rule["requires"].format(topic=name)]
            )


def _offerings(
    entries: list[tuple[str, dict[str, Any]]], year: int, people: int, seed: int
) -> Iterator[Offering]:
    rng = np.random.default_rng([seed, 2])
    places = ["Jakarta", "Bandung", "Yogyakarta", "Surabaya", "Medan", "Makassar"]
    for code, entry in entries:
        batches = entry.get("batches", 0)
        for batch in range(batches):
            # Batches are spread over the year; a long programme starts early enough to end in it.
            span = max(50 - entry["weeks"], 1)
            week = 2 + (batch * span) // batches + int(rng.integers(0, max(span // (batches + 1), 1)))
            starts = date.fromisocalendar(year, min(week, 51 - entry["weeks"]), 1)
            ends = starts + timedelta(days=7 * (entry["weeks"] - 1) + 4)
            place = "" if entry["mode"] == "online" else places[rng.integers(len(places))]
            seats = max(2, round(people / 200)) * int(rng.integers(3, 7))
            yield Offering(f"{code}-{batch + 1}", code, starts, ends, seats, place)
