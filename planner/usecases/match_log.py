"""What a change of a match leaves in the log, and whom it is told."""

from __future__ import annotations

from planner.access import Actor
from planner.guides import Match, MatchState
from planner.notices import NoticeKind
from planner.ports import Clock, Decision, UnitOfWork
from planner.usecases.notices import tell


def match_decision(actor: Actor, before: Match | None, after: Match, move: str) -> Decision:
    """The log row. A refusal is asked for no reason, so none is kept."""
    return Decision(
        at=after.changed_at,
        actor_id=actor.account_id,
        actor=actor.username,
        subject="match",
        subject_id=str(after.id),
        move=move,
        from_state=before.state.value if before else "",
        to_state=after.state.value,
        version=after.version,
        detail={
            "activity": after.activity,
            "kind": after.kind.value,
            "guide": after.guide,
            "asked": after.asked,
        },
    )


def tell_of_match(
    uow: UnitOfWork, match: Match, nip: str, guide_nip: str | None, superior: str | None, clock: Clock
) -> None:
    """Tell who has to answer next, and a guide that they guide somebody from now on."""
    told: dict[MatchState, tuple[NoticeKind, str | None]] = {
        MatchState.AWAITING_SUPERIOR: (NoticeKind.MATCH_TO_APPROVE, superior),
        MatchState.OFFERED: (NoticeKind.MATCH_ASKED, guide_nip)
        if match.asked
        else (NoticeKind.MATCH_OFFERED, nip),
        MatchState.ACCEPTED: (NoticeKind.MATCH_ACCEPTED, guide_nip),
    }
    kind, who = told.get(match.state, (None, None))
    if kind is not None and who is not None:
        tell(uow, kind, [who], {"match": match.id}, f"{match.id}.{match.version}", clock)
