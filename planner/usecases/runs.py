"""Plans for everybody: asked for, searched by a job outside any transaction, cancelled, found, adopted.

What a person decides (ask, cancel, adopt) is a row of the log; how far the job is, is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from competency_models.errors import InputError
from planner.access import Actor, Capability, may
from planner.errors import Forbidden, NotFound
from planner.errors.runs import AgencyChanged, OnlyAssumed, RunStands
from planner.everyone.asked import faults_of
from planner.everyone.body import unpack
from planner.everyone.compare import Comparison, compare, taken_by
from planner.everyone.current import figures_of_journeys
from planner.everyone.figures import Figures
from planner.everyone.in_hands import InHands
from planner.journey import Proposal
from planner.ports import Clock, Decision, UnitOfWork
from planner.runs import FINISHED, OPEN, Progress, Run, RunState
from planner.scenario import Scenario
from planner.usecases.drafting import SLICE, DraftReport, draft_journeys
from planner.world import World

MakeDrafts = Callable[[int, int], Sequence[Proposal]]
"""The proposals of the plan's people from one place up to another."""


def list_runs(uow: UnitOfWork, actor: Actor) -> tuple[Run, ...]:
    """Every run without its plan, newest first. Raises Forbidden."""
    _check(actor, Capability.ORG_PLAN_VIEW)
    with uow:
        return uow.runs.all()


def find_run(uow: UnitOfWork, actor: Actor, run_id: int) -> Run:
    """One run with its plan. Raises Forbidden, NotFound."""
    _check(actor, Capability.ORG_PLAN_VIEW)
    with uow:
        found = uow.runs.get(run_id)
    if found is None:
        raise NotFound("run", run_id)
    return found


def find_figures(uow: UnitOfWork, actor: Actor, run_id: int) -> Figures:
    """What was found by a run. Raises Forbidden, NotFound, RunStands where no plan was found yet."""
    return Figures.from_json(_finished(find_run(uow, actor, run_id)).figures)


def compare_runs(uow: UnitOfWork, actor: Actor, first: int, second: int) -> Comparison:
    """Two plans side by side. Raises Forbidden, NotFound, RunStands where one has no plan, InputError where one is damaged."""
    runs = [_finished(find_run(uow, actor, run_id)) for run_id in (first, second)]
    before, after = (Figures.from_json(run.figures) for run in runs)
    plans, others = (unpack(f"run {run.id}", run.body, run.plan_hash).items for run in runs)
    return compare(before, after, plans, others)


def compare_with_current(uow: UnitOfWork, actor: Actor, world: World, run_id: int) -> Comparison:
    """The journeys that stand for the people of a plan, and the plan; ``world`` is the agency as it is, for the plan's year.

    Raises as ``compare_runs``.
    """
    run = _finished(find_run(uow, actor, run_id))
    body = unpack(f"run {run.id}", run.body, run.plan_hash)
    with uow:
        journeys = uow.journeys.of_year(world.year)
    planned = set(body.nips)
    mine = [one for one in journeys if one.nip in planned]
    others = InHands.of([one for one in journeys if one.nip not in planned], world.year)
    now = figures_of_journeys(world, run.scenario.consideration, body.nips, mine, others)
    return compare(now, Figures.from_json(run.figures), taken_by(mine), body.items)


def _finished(run: Run) -> Run:
    if run.state not in FINISHED:
        raise RunStands(run.state)
    return run


def ask_for_run(uow: UnitOfWork, actor: Actor, world: World, scenario: Scenario, clock: Clock) -> Run:
    """Keep a question, to be searched by the job. Raises Forbidden, InputError with everything wrong with the scenario."""
    _check(actor, Capability.ORG_PLAN_MANAGE)
    if faults := faults_of(scenario, world):
        raise InputError(faults)
    now = clock.now()
    new = Run(0, scenario, RunState.WAITING, world.day, actor.username, now, now)
    with uow:
        new = replace(new, id=uow.runs.add(new))
        _log(uow, actor, new, "ask", "", clock, {"name": scenario.name, "year": scenario.year})
        uow.commit()
    return new


def begin_run(uow: UnitOfWork, run_id: int, input_hash: str, clock: Clock) -> bool:
    """The job begins, or goes on after a crash; False where nothing is left to do.

    ``input_hash`` is that of what it is made from (``planner.everyone.asked``): where that is another than before, the state that
    was kept of the search is dropped.
    """
    with uow:
        run = _hold(uow, run_id)
        if run.state not in OPEN:
            return False
        if run.cancel:
            _end(uow, replace(run, state=RunState.CANCELLED), clock)
        else:
            if run.input_hash != input_hash:
                uow.runs.keep_checkpoint(run_id, None)
            _change(uow, replace(run, state=RunState.RUNNING, input_hash=input_hash), clock)
        uow.commit()
    return not run.cancel


def note_progress(
    uow: UnitOfWork, run_id: int, progress: Progress, clock: Clock, state: bytes | None = None
) -> bool:
    """How far the job is, and where it stands (``state``, where a round ended); False tells it to stop.

    A run that is to be cancelled is, by this.
    """
    with uow:
        run = _hold(uow, run_id)
        if run.state not in OPEN:
            return False
        if run.cancel:
            _end(uow, replace(run, state=RunState.CANCELLED, progress=progress), clock)
        else:
            if state is not None:
                uow.runs.keep_checkpoint(run_id, state)
            _change(uow, replace(run, state=RunState.RUNNING, progress=progress), clock)
        uow.commit()
    return not run.cancel


def finish_run(
    uow: UnitOfWork, run_id: int, body: bytes, plan_hash: str, figures: str, progress: Progress, clock: Clock
) -> Run:
    """The job is done. ``body`` is the plan (``planner.everyone.body``), ``figures`` what is shown of it as JSON.

    Raises NotFound, RunStands where it was cancelled or finished meanwhile.
    """
    with uow:
        run = _hold(uow, run_id)
        if run.state not in OPEN:
            raise RunStands(run.state)
        done = replace(
            run,
            state=RunState.DONE,
            body=body,
            plan_hash=plan_hash,
            figures=figures,
            progress=progress,
            cancel=False,
        )
        done = _end(uow, done, clock)
        uow.commit()
    return done


def fail_run(uow: UnitOfWork, run_id: int, failure: str, clock: Clock) -> None:
    """The job broke; ``failure`` says why in words for people. A run that ended meanwhile stays as it is."""
    with uow:
        run = _hold(uow, run_id)
        if run.state in OPEN:
            _end(uow, replace(run, state=RunState.FAILED, failure=failure), clock)
            uow.commit()


def cancel_run(uow: UnitOfWork, actor: Actor, run_id: int, clock: Clock) -> Run:
    """Stop a run: a waiting one at once, a running one at its next round. Raises Forbidden, NotFound, RunStands."""
    _check(actor, Capability.ORG_PLAN_MANAGE)
    with uow:
        run = _hold(uow, run_id)
        if run.state not in OPEN or run.cancel:
            raise RunStands(run.state)
        waits = run.state is RunState.WAITING
        after = replace(run, cancel=True, state=RunState.CANCELLED if waits else run.state)
        after = _change(uow, after, clock)
        _log(uow, actor, after, "cancel", run.state, clock, {"name": run.scenario.name})
        uow.commit()
    return after


def adopt_run(
    uow: UnitOfWork, actor: Actor, run_id: int, input_hash: str, assumed: Sequence[str], clock: Clock
) -> Run:
    """Approve a done plan, so that it becomes drafts (``draft_adopted``).

    ``input_hash`` is that of the agency as it is now, ``assumed`` what the plan rests on and the agency does not have
    (``planner.everyone.assumed``). Raises Forbidden, NotFound, RunStands, AgencyChanged, OnlyAssumed.
    """
    _check(actor, Capability.ORG_PLAN_MANAGE)
    with uow:
        run = _hold(uow, run_id)
        if run.state is not RunState.DONE:
            raise RunStands(run.state)
        if run.input_hash != input_hash:
            raise AgencyChanged
        if assumed:
            raise OnlyAssumed(what=", ".join(assumed))
        after = _change(uow, replace(run, state=RunState.ADOPTED), clock)
        detail = {"name": run.scenario.name, "plan_hash": run.plan_hash}
        _log(uow, actor, after, "adopt", run.state, clock, detail)
        uow.commit()
    return after


def draft_adopted(
    uow: UnitOfWork,
    actor: Actor,
    run_id: int,
    people: int,
    make: MakeDrafts,
    clock: Clock,
    progress: Callable[[int], None] | None = None,
) -> DraftReport:
    """Store the drafts of an adopted plan of so many people, in short slices, from where an earlier call was broken off.

    Who is being worked on is left alone and told. Raises NotFound, RunStands.
    """
    reports: list[DraftReport] = []
    while (report := _draft_slice(uow, actor, run_id, people, make, clock)) is not None:
        reports.append(report)
        if progress is not None:
            progress(SLICE)
    return DraftReport(
        tuple(number for one in reports for number in one.drafted),
        sum(one.unchanged for one in reports),
        tuple(alone for one in reports for alone in one.left),
    )


def _draft_slice(
    uow: UnitOfWork, actor: Actor, run_id: int, people: int, make: MakeDrafts, clock: Clock
) -> DraftReport | None:
    with uow:
        begin = _adopted(uow, run_id).drafted
    if begin >= people:
        return None
    end = min(begin + SLICE, people)
    proposals = make(begin, end)
    with uow:
        run = _adopted(uow, run_id)
        if run.drafted != begin:  # somebody else stored these meanwhile
            return DraftReport()
        report = draft_journeys(uow, actor, proposals, clock)
        uow.runs.change(replace(run, drafted=end))
        uow.commit()
    return report


def _adopted(uow: UnitOfWork, run_id: int) -> Run:
    run = _hold(uow, run_id)
    if run.state is not RunState.ADOPTED:
        raise RunStands(run.state)
    return run


def _check(actor: Actor, capability: Capability) -> None:
    if not may(actor, capability):
        raise Forbidden


def _hold(uow: UnitOfWork, run_id: int) -> Run:
    run = uow.runs.hold(run_id)
    if run is None:
        raise NotFound("run", run_id)
    return run


def _change(uow: UnitOfWork, run: Run, clock: Clock) -> Run:
    after = replace(run, changed_at=clock.now())
    uow.runs.change(after)
    return after


def _end(uow: UnitOfWork, run: Run, clock: Clock) -> Run:
    uow.runs.keep_checkpoint(run.id, None)
    return _change(uow, run, clock)


def _log(
    uow: UnitOfWork,
    actor: Actor,
    after: Run,
    move: str,
    before: str,
    clock: Clock,
    detail: Mapping[str, object],
) -> None:
    row = Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="run",
        subject_id=str(after.id),
        move=move,
        from_state=before,
        to_state=after.state.value,
        detail=detail,
    )
    uow.decisions.add([row])
