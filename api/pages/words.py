"""The words of closed lists, as message ids: roles, states, models, rules. Tests hold them to the code's own lists."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.activity_stages import Doer
from catalog.ledger import Cap, Meeting, Part
from catalog.solutions import Bucket, Mode
from competency_models.evidence import EvidenceState
from competency_models.framework import CompetencyKind
from competency_models.people import Performance, Source
from planner.access import Role
from planner.activities import Phase, Turn
from planner.approval import Move
from planner.communities import CommunityState
from planner.demand import Wait
from planner.journey import Consideration, Stage, State
from planner.rulebook import CERTAINTY_NAMES as CERTAINTY_NAMES

ROLE_NAMES = {
    Role.EMPLOYEE: "Employee",
    Role.SUPERVISOR: "Supervisor",
    Role.LEARNING_OFFICER: "Learning officer",
    Role.CLO: "Chief learning officer",
    Role.ADMINISTRATOR: "Administrator",
}
STATE_NAMES = {
    State.REQUESTED: "Requested",
    State.DRAFTED: "Drafted",
    State.IN_REVIEW: "In review",
    State.RETURNED: "Returned",
    State.APPROVED: "Approved",
    State.DECLINED: "Declined",
    State.ACTIVE: "Active",
    State.COMPLETED: "Completed",
    State.WITHDRAWN: "Withdrawn",
}
STATE_TONES = {
    State.REQUESTED: "chip-warn",
    State.DRAFTED: "chip-brand",
    State.IN_REVIEW: "chip-brand",
    State.RETURNED: "chip-warn",
    State.APPROVED: "chip-good",
    State.ACTIVE: "chip-good",
    State.DECLINED: "chip-bad",
}
PHASE_NAMES = {
    Phase.PLANNED: "Not begun",
    Phase.RUNNING: "Running",
    Phase.AWAITING_RESULT: "Awaiting its result",
    Phase.PASSED: "Passed",
    Phase.FAILED_EXCUSED: "Not passed, outside own control",
    Phase.FAILED_BARRED: "Not passed, within own control",
    Phase.FAILED_EVALUATED: "Not passed, performance evaluated since",
    Phase.CANCELLED: "Cancelled",
}
PHASE_TONES = {
    Phase.RUNNING: "chip-brand",
    Phase.AWAITING_RESULT: "chip-warn",
    Phase.PASSED: "chip-good",
    Phase.FAILED_EXCUSED: "chip-warn",
    Phase.FAILED_BARRED: "chip-bad",
}
DOER_NAMES = {
    Doer.EMPLOYEE: "Employee",
    Doer.SUPERIOR: "Direct superior",
    Doer.UNIT_HEAD: "Head of the unit",
    Doer.HR_UNIT: "HR unit",
    Doer.HOST: "Host",
    Doer.MENTOR: "Mentor",
    Doer.COACH: "Coach",
    Doer.ORGANISER: "Organiser",
}
RESULT_NAMES = {
    Turn.PASS: "Passed",
    Turn.EXCUSE: "Not passed, outside own control",
    Turn.BAR: "Not passed, within own control",
    Turn.EVALUATE: "Performance evaluated",
}
BUCKET_NAMES = {
    Bucket.EXPERIENCE: "Experience at work",
    Bucket.SOCIAL: "Learning from others",
    Bucket.FORMAL: "Formal training",
}
CONSIDERATION_NAMES = {
    Consideration.GAP: "Competency gap",
    Consideration.NEED: "Need of the organisation",
    Consideration.TECHNOLOGY: "New technology",
    Consideration.CAREER: "Career",
}
CONSIDERATION_HELP = {
    Consideration.GAP: "Close what your present job requires and you have not proven yet.",
    Consideration.NEED: "Your unit or the work in the field needs it now.",
    Consideration.TECHNOLOGY: "Work is changing with new technology; only the models 70 and 10 apply.",
    Consideration.CAREER: "Prepare for your target job; its standard is what counts.",
}
STAGE_NAMES = {
    Stage.PEMULA: "Stage: beginner",
    Stage.MENENGAH: "Stage: intermediate",
    Stage.LANJUTAN: "Stage: advanced",
    Stage.PROFESIONAL: "Stage: professional",
}
MODE_NAMES = {Mode.ONSITE: "on site", Mode.ONLINE: "online", Mode.BLENDED: "blended"}
KIND_NAMES = {
    CompetencyKind.MANAGERIAL: "Managerial",
    CompetencyKind.SOCIOCULTURAL: "Socio-cultural",
    CompetencyKind.TECHNICAL: "Technical",
}
PATH_NAMES = {True: "Classical", False: "Non-classical", None: ""}
PERFORMANCE_NAMES = {
    Performance.BELOW: "Performance below expectation",
    Performance.AS_EXPECTED: "Performance as expected",
    Performance.ABOVE: "Performance above expectation",
    None: "Performance not recorded",
}
WAIT_NAMES = {
    Wait.NOBODY: "No solution in the catalogue",
    Wait.NOT_NOW: "Not offered this year",
    Wait.CLOSED: "Offered, but not open to them",
    Wait.FULL: "All batches full",
}
WAIT_MENDS = {
    Wait.NOBODY: "Add a learning solution that leads to this level.",
    Wait.NOT_NOW: "Schedule a batch, or allow the form for this consideration.",
    Wait.CLOSED: "Offer another form, what must come before it, or the lower level.",
    Wait.FULL: "Add seats or another batch.",
}
SOURCE_NAMES = {
    Source.ASSESSMENT_CENTRE: "Assessment centre",
    Source.TEST: "Competency test",
    Source.SUPERVISOR: "Supervisor's assessment",
    Source.SELF: "Self-assessment",
}
EVIDENCE_NAMES = {
    EvidenceState.NONE: "No evidence",
    EvidenceState.VALID: "Valid evidence",
    EvidenceState.EXPIRED: "Expired: counts as unproven",
    EvidenceState.UNVERIFIED: "Not verified by the supervisor: counts as unproven",
}
EVIDENCE_TONES = {
    EvidenceState.VALID: "chip-good",
    EvidenceState.EXPIRED: "chip-warn",
    EvidenceState.UNVERIFIED: "chip-warn",
}
VERDICT_NAMES = {"pass": "Met", "fail": "Not met", "unknown": "Cannot be checked"}
RULE_UNITS = {
    "hours_max": "hours",
    "jp_min": "JP",
    "jp_max": "JP",
    "budget": "rupiah",
    "mix_70": "percent",
    "mix_20": "percent",
    "mix_10": "percent",
}

COMMUNITY_STATE_NAMES = {
    CommunityState.PROPOSED: "Waits for verification",
    CommunityState.RETURNED: "Returned",
    CommunityState.VERIFIED: "Verified",
    CommunityState.CLOSED: "Closed",
}
COMMUNITY_STATE_TONES = {
    CommunityState.PROPOSED: "chip-warn",
    CommunityState.RETURNED: "chip-warn",
    CommunityState.VERIFIED: "chip-good",
}
PART_NAMES = {
    Part.PARTICIPANT: "Participant",
    Part.PRESENTER: "Presenter",
    Part.EXPERT: "Expert",
    Part.AUTHOR: "Author",
}
MEETING_NAMES = {
    Meeting.KNOWLEDGE: "Sharing knowledge",
    Meeting.EXPERIENCE: "Sharing experience",
    Meeting.MATERIAL: "Sharing material",
    Meeting.DISCUSSION: "Discussing problems",
}
CAP_NAMES = {
    Cap.ACTIVITY: "{limit} JP an activity",
    Cap.DAY: "{limit} JP a day",
    Cap.MONTH: "{limit} times a month",
    Cap.YEAR: "{limit} JP a year",
}
TABLE_NAMES = {
    "units": "Units",
    "competencies": "Competencies",
    "jobs": "Jobs",
    "standards": "Job standards",
    "careers": "Career moves",
    "people": "People",
    "assessments": "Assessments",
    "solutions": "Learning solutions",
    "lifts": "Level steps of solutions",
    "prerequisites": "Prerequisites",
    "offerings": "Batches",
    "participations": "Past participation",
    "budgets": "Budgets",
}


@dataclass(frozen=True, slots=True)
class Button:
    """How a move looks as a button; ``action`` ends its address."""

    action: str
    title: str
    icon: str
    tone: str = "btn-plain"


MOVE_BUTTONS = {
    Move.APPROVE: Button("approve", "Approve", "check", "btn-primary"),
    Move.SUBMIT: Button("submit", "Send to review", "send", "btn-primary"),
    Move.ACTIVATE: Button("activate", "Start the plan", "check", "btn-primary"),
    Move.COMPLETE: Button("complete", "Close as completed", "circle-check", "btn-primary"),
    Move.DRAFT: Button("draft", "Have it drafted", "route"),
    Move.RETURN: Button("return", "Return", "arrow-back-up"),
    Move.DECLINE: Button("decline", "Decline", "ban", "btn-danger"),
    Move.WITHDRAW: Button("withdraw", "Withdraw", "x"),
}
"""In the order in which the buttons stand."""
DRAFT_ANEW = Button("draft", "Draft it anew", "route")

MOVE_TOLD = {
    Move.APPROVE: "approved",
    Move.SUBMIT: "submitted",
    Move.ACTIVATE: "activated",
    Move.COMPLETE: "completed",
    Move.RETURN: "returned",
    Move.DECLINE: "declined",
    Move.WITHDRAW: "withdrawn",
}
UNPLANNED_NAMES = {
    "no_gap": "The person needs no learning this year",
    "no_solution": "No learning solution fits this person",
    "no_model": "Nothing is offered in a model that every plan needs",
    "no_target_job": "The person has no target job",
    "seats": "All suitable batches are full",
    "money": "The money of the unit is used up",
    "mix": "Mix of 70:20:10",
}
