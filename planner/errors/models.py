"""Why something about trained rankers is refused."""

from __future__ import annotations

from collections.abc import Sequence

from planner.errors import Refusal, StaleVersion


class ServesMeanwhile(StaleVersion):
    """Another ranker serves than the one that the actor compared with or looked at."""

    msgid = "Another model serves meanwhile: you saw {seen}, now it is {now}. Compare again."

    def __init__(self, seen: str, now: str) -> None:
        Refusal.__init__(self, seen=seen or "default", now=now or "default")
        self.now_serving = now


class ServesAlready(Refusal):
    """The ranker is the one that serves."""

    msgid = "This model serves already."


class NothingBefore(Refusal):
    """No ranker was ever promoted, or all were rolled back: the default serves."""

    msgid = "The default model serves; there is nothing to roll back."


class GateShut(Refusal):
    """The gate does not let the ranker serve; ``reasons`` are all that stand against it, in words."""

    msgid = "The gate does not let this model serve: {reasons}."

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(reasons="; ".join(reasons))
        self.reasons = tuple(reasons)


class ModelDamaged(Refusal):
    """The kept ranker is not what was stored."""

    msgid = "The model {version} is damaged: {problem}"

    def __init__(self, version: str, problem: str) -> None:
        super().__init__(version=version, problem=problem)
        self.problem = problem
