"""Why a proposal to change plans that stand is not carried out."""

from __future__ import annotations

from planner.errors import Refusal


class ChangedMeanwhile(Refusal):
    """Data or plans changed after the proposal was made."""

    msgid = "Data or plans changed since you looked. Look at the new proposal and send it again."
