"""What people do with the planner, one function a verb; nothing else commits."""

from planner.usecases.accounts import add_account, change_account, change_own_password
from planner.usecases.activities import finish_task, record_result
from planner.usecases.agency import import_agency, load_agency
from planner.usecases.change import find_journey, find_person
from planner.usecases.drafting import DraftReport, draft_journey, draft_journeys
from planner.usecases.editing import Edited, edit_items
from planner.usecases.jp import correct_jp, grant_jp
from planner.usecases.life import activate, complete, withdraw
from planner.usecases.notices import mark_all_read, mark_read, tell
from planner.usecases.reading import log_reads
from planner.usecases.requests import request_journey
from planner.usecases.review import approve, approve_despite_rules, decline, return_journey, submit_for_review

__all__ = [
    "DraftReport",
    "Edited",
    "activate",
    "add_account",
    "approve",
    "approve_despite_rules",
    "change_account",
    "change_own_password",
    "complete",
    "correct_jp",
    "decline",
    "draft_journey",
    "draft_journeys",
    "edit_items",
    "find_journey",
    "find_person",
    "finish_task",
    "grant_jp",
    "import_agency",
    "load_agency",
    "log_reads",
    "mark_all_read",
    "mark_read",
    "record_result",
    "request_journey",
    "return_journey",
    "submit_for_review",
    "tell",
    "withdraw",
]
