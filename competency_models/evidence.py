"""Which evidence proves a competency on a day.

Evidence proves from the day it was assessed until the day before it expires; without an expiry day of its own the source's
validity parameter holds. A source that must be verified proves nothing until it is. Among what proves,
the most trusted source wins, then the most recent, then the most confident, then the lower level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from itertools import repeat
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from competency_models.parameters import ParametersAt
from competency_models.people import Assessment, Source

Days = NDArray[np.datetime64]


class EvidenceState(IntEnum):
    """What the evidence of one person's one competency is worth."""

    NONE = 0
    VALID = 1
    EXPIRED = 2
    UNVERIFIED = 3


def best_evidence(
    assessments: Sequence[Assessment],
    rows: Mapping[str, int],
    columns: Mapping[str, int],
    day: date,
    parameters_at: ParametersAt,
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Return the deciding evidence of each cell (people, competencies) and its state.

    The first array indexes ``assessments`` (-1: none); ``rows`` maps a NIP and ``columns`` a competency to its
    place. Evidence that was assessed after ``day``, or is of nobody in ``rows``, is left out.
    """
    row = _places(assessments, "nip", rows)
    column = _places(assessments, "competency", columns)
    assessed = _days(assessments, "assessed_on")
    source = _places(assessments, "source", {source: trust for trust, source in enumerate(Source)})
    state = _states(assessments, source, assessed, np.datetime64(day), parameters_at)

    known = np.flatnonzero((row >= 0) & (column >= 0) & (assessed <= np.datetime64(day)))
    confidence = np.fromiter(map(attrgetter("confidence"), assessments), np.float64, len(assessments))
    level = np.fromiter(map(attrgetter("level"), assessments), np.int64, len(assessments))
    weak = state != EvidenceState.VALID
    worst_first = (state, level, -confidence, -assessed.astype(np.int64), source, weak)
    order = known[np.lexsort([key[known] for key in worst_first])][::-1]

    evidence = np.full((len(rows), len(columns)), -1, dtype=np.int64)
    # Assigned from the least to the most convincing, so that the most convincing stays.
    evidence[row[order], column[order]] = order
    states = np.where(evidence >= 0, np.append(state, EvidenceState.NONE)[evidence], EvidenceState.NONE)
    return evidence, states.astype(np.int8)


def expires_on(assessment: Assessment, parameters_at: ParametersAt) -> date:
    """Return the first day on which the evidence proves nothing any more: its own, else by its source's validity."""
    months = np.array([int(parameters_at[f"evidence.validity_months.{assessment.source}"])])
    later: date = _months_later(_days([assessment], "assessed_on"), months)[0].item()
    return assessment.expires or later


def _places(
    assessments: Sequence[Assessment], field: str, index: Mapping[str, int] | Mapping[Source, int]
) -> NDArray[np.int64]:
    found = map(index.get, map(attrgetter(field), assessments), repeat(-1))
    return np.fromiter(found, np.int64, len(assessments))


def _days(assessments: Sequence[Assessment], field: str) -> Days:
    return np.array(list(map(attrgetter(field), assessments)), dtype="datetime64[D]")


def _states(
    assessments: Sequence[Assessment],
    source: NDArray[np.int64],
    assessed: Days,
    day: np.datetime64,
    parameters_at: ParametersAt,
) -> NDArray[np.int8]:
    months = np.array([parameters_at[f"evidence.validity_months.{source}"] for source in Source])
    must = np.array([source in parameters_at["evidence.must_be_verified"] for source in Source])
    verified = np.fromiter(map(attrgetter("verified"), assessments), np.bool_, len(assessments))
    expires = _days(assessments, "expires")
    expires = np.where(np.isnat(expires), _months_later(assessed, months[source]), expires)
    state = np.where(must[source] & ~verified, EvidenceState.UNVERIFIED, EvidenceState.VALID)
    return np.where(day >= expires, EvidenceState.EXPIRED, state).astype(np.int8)


def _months_later(days: Days, months: NDArray[np.int64]) -> Days:
    """Same day of a later month, or that month's last day where it is shorter."""
    month = days.astype("datetime64[M]")
    later = month + months
    last = (later + 1).astype("datetime64[D]") - 1
    same: Days = later.astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    return np.where(same > last, last, same)
