"""The words of coaches, mentors and their matches, as message ids."""

from __future__ import annotations

from planner.guides import Answer, GuideKind, MatchState

GUIDE_KIND_NAMES = {GuideKind.COACH: "Coach", GuideKind.MENTOR: "Mentor"}
MATCH_STATE_NAMES = {
    MatchState.AWAITING_SUPERIOR: "Waits for the direct superior",
    MatchState.OFFERED: "Waits for an answer",
    MatchState.ACCEPTED: "Accepted",
    MatchState.REFUSED: "Did not come about",
    MatchState.DECLINED_BY_SUPERIOR: "Did not come about",
    MatchState.CANCELLED: "Taken back",
}
MATCH_STATE_TONES = {
    MatchState.AWAITING_SUPERIOR: "chip-warn",
    MatchState.OFFERED: "chip-brand",
    MatchState.ACCEPTED: "chip-good",
}
MATCH_ANSWER_NAMES = {
    Answer.APPROVE: "Approve",
    Answer.DECLINE: "Do not approve",
    Answer.ACCEPT: "Accept",
    Answer.REFUSE: "Refuse",
    Answer.CANCEL: "Take back",
}
