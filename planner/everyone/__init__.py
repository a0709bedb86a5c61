"""Planning for everybody of an agency: its problem laid out at once, the result as drafts, and what it says."""

from planner.everyone.everybody import Everybody
from planner.everyone.proposals import proposals_of

__all__ = ["Everybody", "proposals_of"]
