"""Generations by year of birth, for the learning-needs map by job, generation and unit."""

from __future__ import annotations

from dataclasses import dataclass

from competency_models.parameters import ParametersAt


@dataclass(frozen=True, slots=True)
class Generation:
    """People born from ``first_year`` until the next generation begins."""

    key: str
    first_year: int
    name: str
    name_en: str


def generations(parameters_at: ParametersAt) -> tuple[Generation, ...]:
    """Return all generations, oldest first (parameter ``generations``)."""
    bands = (Generation(b["key"], b["first_year"], b["id"], b["en"]) for b in parameters_at["generations"])
    return tuple(sorted(bands, key=lambda band: band.first_year))


def generation_of(birth_year: int, parameters_at: ParametersAt) -> Generation:
    """Return the generation of a year of birth; the oldest one for any year before it begins."""
    oldest, *younger = generations(parameters_at)
    return next((band for band in reversed(younger) if band.first_year <= birth_year), oldest)
