"""What the gate asks of a model that is to serve: dated parameters, choices of ours."""

from __future__ import annotations

from dataclasses import dataclass

from competency_models.parameters import ParametersAt


@dataclass(frozen=True, slots=True)
class Lines:
    """The parameters ``ranker.gate_*``.

    ``confidence`` of every interval; by how much the loss must surely fall (``margin``); the fewest ``rows`` to judge from; the
    ``calibration_error`` allowed in so many ``bins``; the rise of a group's loss (``harm_loss``) and the fall of its chances or
    places (``harm_exposure``) that are still no harm; the fewest ``people`` of a group that is told; the share of attempts whose
    places are the ``best`` ones.
    """

    confidence: float
    margin: float
    rows: int
    calibration_error: float
    bins: int
    harm_loss: float
    harm_exposure: float
    people: int
    best: float

    @classmethod
    def of(cls, parameters: ParametersAt) -> Lines:
        """The lines of a day."""
        return cls(
            float(parameters["ranker.gate_confidence"]),
            float(parameters["ranker.gate_margin"]),
            int(parameters["ranker.gate_rows"]),
            float(parameters["ranker.gate_calibration_error"]),
            int(parameters["ranker.gate_bins"]),
            float(parameters["ranker.gate_harm_loss"]),
            float(parameters["ranker.gate_harm_exposure"]),
            int(parameters["ranker.gate_group_people"]),
            float(parameters["ranker.gate_best_share"]),
        )
