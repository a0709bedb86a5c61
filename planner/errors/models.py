"""Why something about trained rankers is refused."""

from __future__ import annotations

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


class TrainingRuns(Refusal):
    """One training at a time."""

    msgid = "A model is being trained already. Look again in a few minutes."
