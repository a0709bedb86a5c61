"""The words of plans for everybody, as message ids."""

from __future__ import annotations

from planner.runs import RunState

RUN_STATE_NAMES = {
    RunState.WAITING: "Waits for its turn",
    RunState.RUNNING: "Being searched",
    RunState.DONE: "Ready",
    RunState.CANCELLED: "Cancelled",
    RunState.FAILED: "Failed",
    RunState.ADOPTED: "Adopted",
}
RUN_STATE_TONES = {
    RunState.RUNNING: "chip-brand",
    RunState.DONE: "chip-good",
    RunState.FAILED: "chip-bad",
    RunState.ADOPTED: "chip-good",
}
CLASS_NAMES = {
    "required": "Learning that the law requires",
    "critical": "Critical jobs",
    "succession": "Succession",
    "": "Everybody else",
}
"""Priority classes of ``planner.everyone.fairness``."""
STOPPED_NAMES = {
    "gap": "the plan was as near to the best as was asked for",
    "rounds": "all rounds were done",
    "seconds": "the time was over",
}
"""Rules that end a search."""
TOTAL_NAMES = {
    "people": "People planned for",
    "planned": "People with a plan",
    "missing": "Levels missing",
    "levels": "Levels closed",
    "items": "Items",
    "hours": "Hours",
    "jp": "Lesson hours",
    "cost": "Cost",
    "value": "Worth of all plans",
}
