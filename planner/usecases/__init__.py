"""What people do with the planner, one function a verb; nothing else commits."""

from planner.usecases.accounts import add_account, change_account, change_own_email, change_own_password
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
from planner.usecases.community_change import authors_of, find_community, own_unit_of
from planner.usecases.drafting import DraftReport, draft_journey, draft_journeys
from planner.usecases.editing import Edited, edit_items
from planner.usecases.guides import add_guide, change_guide, import_guides, undertake_confidentiality
from planner.usecases.jp import correct_jp, grant_jp
from planner.usecases.life import activate, complete, withdraw
from planner.usecases.matches import (
    accept_match,
    answer_match,
    approve_by_superior,
    decline_by_superior,
    may_answer,
    refuse_match,
    take_back_match,
)
from planner.usecases.matching import (
    SUPERIOR,
    GuideProposal,
    ask_for_mentor,
    offer_matches,
    propose_matches,
)
from planner.usecases.meetings import correct_attendance, hold_meeting
from planner.usecases.notices import mark_all_read, mark_read, tell
from planner.usecases.papers import add_file, find_file, remove_file, save_papers, sweep_files
from planner.usecases.reading import log_reads
from planner.usecases.recaps import members_seen, recap_of
from planner.usecases.refusing import refuse_item
from planner.usecases.reminders import remind
from planner.usecases.replanning import replan_journeys
from planner.usecases.requests import request_journey
from planner.usecases.results import Recorded, record_result
from planner.usecases.review import approve, approve_despite_rules, decline, return_journey, submit_for_review
from planner.usecases.yearly import parts_of_year

__all__ = [
    "SUPERIOR",
    "DraftReport",
    "Edited",
    "GuideProposal",
    "Recorded",
    "accept_match",
    "activate",
    "add_account",
    "add_file",
    "add_guide",
    "answer_match",
    "approve",
    "approve_by_superior",
    "approve_despite_rules",
    "ask_for_mentor",
    "authors_of",
    "change_account",
    "change_guide",
    "change_own_email",
    "change_own_password",
    "change_proposal",
    "close_community",
    "complete",
    "correct_attendance",
    "correct_jp",
    "decline",
    "decline_by_superior",
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
    "import_guides",
    "load_agency",
    "log_reads",
    "mark_all_read",
    "mark_read",
    "may_answer",
    "members_seen",
    "offer_matches",
    "own_unit_of",
    "parts_of_year",
    "propose_community",
    "propose_matches",
    "recap_of",
    "record_result",
    "refuse_item",
    "refuse_match",
    "remind",
    "remove_file",
    "replan_journeys",
    "request_journey",
    "return_community",
    "return_journey",
    "save_papers",
    "submit_for_review",
    "sweep_files",
    "take_back_match",
    "tell",
    "undertake_confidentiality",
    "verify_community",
    "withdraw",
]
