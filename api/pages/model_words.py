"""The words of prediction models, their comparison and their weekly figures, as message ids."""

from __future__ import annotations

from planner.ports import ServingMove
from planner.training.groups import GroupKind

MODEL_NAMES = {"": "Default", "default": "Default", "linear": "Linear", "curves": "Curves from boosted trees"}
QUESTION_NAMES = {"completion": "Completes it", "closing": "Its levels close"}
QUESTION_HELP = {
    "completion": "Will this person take and complete it?",
    "closing": "Once it is completed: which share of the levels that it could lift really closes?",
}
GROUP_KIND_NAMES = {
    GroupKind.UNIT: "Unit",
    GroupKind.GENERATION: "Generation",
    GroupKind.SEX: "Sex",
    GroupKind.STATUS: "Status",
    GroupKind.GRADE: "Job class",
}
SEX_NAMES = {"men": "Men", "women": "Women"}
SERVING_NAMES = {ServingMove.PROMOTE: "Put to use", ServingMove.ROLL_BACK: "Rolled back"}
TREND_NAMES = {
    "completion": "Completion: how far off",
    "closing": "Closing of levels: how far off",
    "overridden": "Proposals that officers changed",
    "coverage": "Catalogue that plans proposed",
    "by_default": "Plans by the default model",
}
