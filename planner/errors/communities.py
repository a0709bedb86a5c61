"""Why something about a learning community is refused."""

from __future__ import annotations

from planner.errors import Forbidden, Refusal, StaleVersion


class NotNow(Refusal):
    """``planner.community_rules`` lists no such move from the community's state."""

    msgid = "This is not possible while the community is “{state}”."

    def __init__(self, state: str) -> None:
        super().__init__(state=state)


class StaleCommunity(StaleVersion):
    """The community changed after the actor read it."""

    msgid = "Somebody changed this community meanwhile: you saw version {seen}, now it is version {now}."


class OwnCommunity(Forbidden):
    """Nobody verifies a community that they proposed or coordinate."""

    msgid = "Nobody verifies a community that they proposed or coordinate. Ask another learning officer."


class MonthFull(Refusal):
    """The unit has held as many meetings of the kind in the month as it may."""

    msgid = "The unit has held {times} such meetings in this month, more are not allowed ({reference})."

    def __init__(self, times: float, reference: str) -> None:
        super().__init__(times=f"{times:g}", reference=reference)
