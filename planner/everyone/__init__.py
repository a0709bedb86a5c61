"""Planning for everybody of an agency: its problem laid out at once, the result as drafts, and what it says."""

from planner.everyone.everybody import Everybody
from planner.everyone.in_hands import InHands
from planner.everyone.proposals import Drafts, proposals_of

__all__ = ["Drafts", "Everybody", "InHands", "proposals_of"]
