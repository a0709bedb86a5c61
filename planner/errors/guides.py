"""Why something about coaches, mentors and their matches is refused."""

from __future__ import annotations

from collections.abc import Sequence

from planner.errors import Refusal, StaleVersion


class MatchClosed(Refusal):
    """``planner.guides`` lists no such answer to the match as it stands."""

    msgid = "This is not possible where the match stands now. Look at it anew."


class StaleMatch(StaleVersion):
    """The match changed after the actor read it."""

    msgid = "Somebody changed this match meanwhile: you saw version {seen}, now it is version {now}."


class StaleGuide(StaleVersion):
    """The register's entry changed after the actor read it."""

    msgid = (
        "Somebody changed this coach or mentor meanwhile: you saw version {seen}, now it is version {now}."
    )


class GuideUnfit(Refusal):
    """The guide cannot be had for this person; ``reasons`` are message ids."""

    msgid = "This coach or mentor cannot be had: {reasons}."

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(reasons=", ".join(reasons))
        self.reasons = tuple(reasons)


class GuideTaken(Refusal):
    """A person is in the register once as coach and once as mentor."""

    msgid = "This person is in the register already. Change that entry."


class ConfidentialityMissing(Refusal):
    """Nobody guides who has not undertaken confidentiality (SE 07/SE/KM/2023, L.I.4, L.II.3)."""

    msgid = "The coach or mentor has not undertaken confidentiality yet; nothing was accepted."


class AlreadyMatched(Refusal):
    """One guide of a kind at a time."""

    msgid = "Somebody is proposed or found for this part already. Take that back first."


class NoGuideNeeded(Refusal):
    """The activity has no open task of that part, or it is over."""

    msgid = "This activity needs nobody for this part now."
