"""The nine boxes of talent management: performance against potential (PermenPANRB 3/2020)."""

from __future__ import annotations

from dataclasses import dataclass

from competency_models.parameters import Citation, ParametersAt
from competency_models.people import Performance, Potential


@dataclass(frozen=True, slots=True)
class TalentBox:
    """A box (1–9) and what is recommended for those in it, in Indonesian and English."""

    box: int
    recommendations: tuple[str, ...]
    recommendations_en: tuple[str, ...]
    citation: Citation


def nine_box(performance: Performance, potential: Potential, parameters_at: ParametersAt) -> TalentBox:
    """Return the talent box (parameter ``nine_box``). Raises LookupError where the parameter leaves it out."""
    for box in parameters_at["nine_box"]:
        if (box["performance"], box["potential"]) == (performance, potential):
            return TalentBox(box["box"], box["id"], box["en"], parameters_at.citation("nine_box"))
    raise LookupError(f"nine_box has no box for {performance} × {potential}")
