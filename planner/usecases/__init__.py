"""What people do with the planner, one function a verb; nothing else commits."""

from planner.usecases.accounts import add_account, change_account, change_own_password
from planner.usecases.activities import finish_task
from planner.usecases.agency import import_agency, load_agency
from planner.usecases.change import find_journey, find_person
from planner.usecases.communities import (
    change_proposal,
    close_community,
    enrol,
    hand_in_recap,
    propose_community,
    return_community,
    verify_community,
)
from planner.usecases.community_change import find_community, own_unit_of
from planner.usecases.drafting import DraftReport, draft_journey, draft_journeys
from planner.usecases.editing import Edited, edit_items
from planner.usecases.jp import correct_jp, grant_jp
from planner.usecases.life import activate, complete, withdraw
from planner.usecases.meetings import correct_attendance, hold_meeting
from planner.usecases.notices import mark_all_read, mark_read, tell
from planner.usecases.papers import add_file, find_file, remove_file, save_paper, sweep_files
from planner.usecases.reading import log_reads
from planner.usecases.reminders import remind
from planner.usecases.requests import request_journey
from planner.usecases.results import Recorded, record_result
from planner.usecases.review import approve, approve_despite_rules, decline, return_journey, submit_for_review

__all__ = [
    "DraftReport",
    "Edited",
    "Recorded",
    "activate",
    "add_account",
    "add_file",
    "approve",
    "approve_despite_rules",
    "change_account",
    "change_own_password",
    "change_proposal",
    "close_community",
    "complete",
    "correct_attendance",
    "correct_jp",
    "decline",
    "draft_journey",
    "draft_journeys",
    "edit_items",
    "enrol",
    "find_community",
    "find_file",
    "find_journey",
    "find_person",
    "finish_task",
    "grant_jp",
    "hand_in_recap",
    "hold_meeting",
    "import_agency",
    "load_agency",
    "log_reads",
    "mark_all_read",
    "mark_read",
    "own_unit_of",
    "propose_community",
    "record_result",
    "remind",
    "remove_file",
    "request_journey",
    "return_community",
    "return_journey",
    "save_paper",
    "submit_for_review",
    "sweep_files",
    "tell",
    "verify_community",
    "withdraw",
]
