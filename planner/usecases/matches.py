"""Answering to a match: the superior approves, the person guided or the guide accepts, an officer takes it back."""

from __future__ import annotations

from dataclasses import replace

from competency_models.parameters import ParametersAt
from planner.access import Actor, Capability, Role, may, sees
from planner.activities import AT_WORK, Party
from planner.errors import ActivityClosed, Forbidden, NotFound
from planner.errors.guides import ConfidentialityMissing, StaleMatch
from planner.guides import Answer, Match, MatchState, next_state
from planner.ports import Clock, MatchRow, UnitOfWork
from planner.usecases.match_log import match_decision, tell_of_match


def answer_match(
    uow: UnitOfWork,
    actor: Actor,
    match_id: int,
    version: int,
    answer: Answer,
    at: ParametersAt,
    clock: Clock,
) -> Match:
    """Give an answer, whichever it is. Raises what that answer's own function raises."""
    match answer:
        case Answer.APPROVE:
            return approve_by_superior(uow, actor, match_id, version, clock)
        case Answer.DECLINE:
            return decline_by_superior(uow, actor, match_id, version, clock)
        case Answer.ACCEPT:
            return accept_match(uow, actor, match_id, version, at, clock)
        case Answer.REFUSE:
            return refuse_match(uow, actor, match_id, version, clock)
        case Answer.CANCEL:
            return take_back_match(uow, actor, match_id, version, clock)


def approve_by_superior(uow: UnitOfWork, actor: Actor, match_id: int, version: int, clock: Clock) -> Match:
    """Let one's report have another mentor than oneself (SE 07/SE/KM/2023, Lampiran I.2.a.2).

    Raises NotFound, Forbidden, StaleMatch, MatchClosed.
    """
    return _answer(uow, actor, match_id, version, Answer.APPROVE, clock)


def decline_by_superior(uow: UnitOfWork, actor: Actor, match_id: int, version: int, clock: Clock) -> Match:
    """Do not let one's report have this mentor. Raises as approve_by_superior."""
    return _answer(uow, actor, match_id, version, Answer.DECLINE, clock)


def refuse_match(uow: UnitOfWork, actor: Actor, match_id: int, version: int, clock: Clock) -> Match:
    """Refuse; no reason is asked for, and the two are not proposed to each other again. Raises as approve_by_superior."""
    return _answer(uow, actor, match_id, version, Answer.REFUSE, clock)


def accept_match(
    uow: UnitOfWork, actor: Actor, match_id: int, version: int, at: ParametersAt, clock: Clock
) -> Match:
    """Accept: from now on the guide does the guide's tasks of the activity.

    Raises NotFound, Forbidden, StaleMatch, MatchClosed, ActivityClosed, ConfidentialityMissing.
    """
    with uow:
        row, after = _changed(uow, actor, match_id, version, Answer.ACCEPT, clock)
        guide = uow.guides.get(row.match.guide)
        if guide is None:
            raise NotFound("guide", row.match.guide)
        if at["guides.confidentiality_before"][guide.kind] != "nothing" and guide.confidential_since is None:
            raise ConfidentialityMissing
        _touch_activity(uow, after, clock)
        uow.activities.set_party(row.match.activity, Party(guide.kind.doer, guide.id, guide.nip, guide.name))
        uow.commit()
    return after


def take_back_match(uow: UnitOfWork, actor: Actor, match_id: int, version: int, clock: Clock) -> Match:
    """Take a match back, accepted or not, so that another guide may be found; who asked may do so before it is accepted.

    Raises NotFound, Forbidden, StaleMatch, MatchClosed, ActivityClosed.
    """
    with uow:
        row, after = _changed(uow, actor, match_id, version, Answer.CANCEL, clock)
        if row.match.state is MatchState.ACCEPTED:
            _touch_activity(uow, after, clock)
            uow.activities.remove_party(row.match.activity, row.match.kind.doer)
        uow.commit()
    return after


def may_answer(actor: Actor, row: MatchRow, answer: Answer) -> bool:
    """Tell whether the answer is this actor's to give, wherever the match stands.

    An officer takes back, and speaks for a guide from outside; nobody but the person themselves accepts for them.
    """
    if actor.role is Role.ADMINISTRATOR:
        return False
    own = actor.nip is not None and actor.nip == row.nip
    officer = may(actor, Capability.MATCH_PROPOSE) and not own
    match answer:
        case Answer.APPROVE | Answer.DECLINE:
            return actor.nip is not None and actor.nip == row.supervisor
        case Answer.ACCEPT | Answer.REFUSE:
            if not row.match.asked:
                return own
            return officer if row.guide_nip is None else actor.nip == row.guide_nip
        case Answer.CANCEL:
            return officer or (own and row.match.asked and row.match.state is not MatchState.ACCEPTED)


def _answer(
    uow: UnitOfWork, actor: Actor, match_id: int, version: int, answer: Answer, clock: Clock
) -> Match:
    with uow:
        _, after = _changed(uow, actor, match_id, version, answer, clock)
        uow.commit()
    return after


def _changed(
    uow: UnitOfWork, actor: Actor, match_id: int, version: int, answer: Answer, clock: Clock
) -> tuple[MatchRow, Match]:
    row = uow.matches.get(match_id)
    if row is None or not _sees(uow, actor, row):
        raise NotFound("match", match_id)
    if not may(actor, Capability.MATCH_ANSWER) or not may_answer(actor, row, answer):
        raise Forbidden
    before = row.match
    if before.version != version:
        raise StaleMatch(version, before.version)
    state = next_state(before.state, answer)
    after = replace(before, state=state, version=version + 1, changed_at=clock.now())
    uow.matches.change(after)
    uow.decisions.add([match_decision(actor, before, after, answer.value)])
    tell_of_match(uow, after, row.nip, row.guide_nip, row.supervisor, clock)
    return row, after


def _sees(uow: UnitOfWork, actor: Actor, row: MatchRow) -> bool:
    """Whoever sees the person sees their match; so does the guide."""
    person = uow.people.get(row.nip)
    guides = actor.nip is not None and actor.nip == row.guide_nip
    return guides or (person is not None and sees(actor, person))


def _touch_activity(uow: UnitOfWork, match: Match, clock: Clock) -> None:
    """Who works on the activity just now learns that somebody else plays a part. Raises ActivityClosed."""
    activity = uow.activities.get(match.activity)
    if activity is None or activity.phase not in AT_WORK:
        raise ActivityClosed
    uow.activities.change([replace(activity, version=activity.version + 1, changed_at=clock.now())])
