"""Why something about a plan for everybody is refused."""

from __future__ import annotations

from planner.errors import Refusal
from planner.runs import RunState


class RunStands(Refusal):
    """The run's state does not allow this: only an open one is cancelled, only a done one adopted."""

    msgid = "Only a run under way can be cancelled, and only a finished one adopted, once."

    def __init__(self, state: RunState) -> None:
        super().__init__()
        self.state = state


class AgencyChanged(Refusal):
    """What the plan was made from is no longer so: data, seats, the serving model or a parameter."""

    msgid = (
        "The agency's data changed since this plan was made. Start the scenario again and adopt its new plan."
    )


class OnlyAssumed(Refusal):
    """The plan rests on what the scenario assumes and the agency does not have."""

    msgid = "The plan rests on what is only assumed: {what}. Make it so, start the scenario again, and adopt that plan."


class SearchBroke(Refusal):
    """The job met an error that nobody foresaw."""

    msgid = (
        "An error of the program ended the search; the server's log tells which. Start the scenario again."
    )


class SearchGivenUp(Refusal):
    """The process died under the job again and again."""

    msgid = "The program ended several times during this search and does not try again. The server's log may tell why."


class ClusterMissing(Refusal):
    """What speaks to a cluster is not installed."""

    msgid = "Planning on a cluster needs more software here: install corpu-planner[cluster]."


class ClusterSilent(Refusal):
    """No scheduler answers, it has no workers, or it lost one."""

    msgid = "The cluster at {address} does not answer, has no workers, or lost one. Look after it and start again."

    def __init__(self, address: str) -> None:
        super().__init__(address=address)
