"""A planning problem solved by looking at every choice, in plain Python: slow, and sharing no code with the composer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.problem import Problem

SLACK = 1e-6


def value(problem: Problem, chosen: Sequence[int]) -> float:
    """Weighted best success of every step, a share of the second best, and what the options are worth in themselves."""
    total = sum(float(problem.enrichment[option]) for option in chosen)
    for step, weight in enumerate(problem.weight):
        here = sorted((float(problem.success[o]) for o in chosen if problem.covers[o, step]), reverse=True)
        first, second = [*here, 0.0, 0.0][:2]
        total += float(weight) * (first + problem.limits.second_share * second)
    return total


def broken(problem: Problem, chosen: Sequence[int]) -> set[str]:
    """Names of the rules that a choice breaks."""
    return {*_sums(problem, chosen), *_calendar(problem, chosen), *_order(problem, chosen)}


def best(problem: Problem) -> tuple[int, ...] | None:
    """The lawful choice of greatest value; None where there is none."""
    lawful = (chosen for chosen in choices(problem) if not broken(problem, chosen))
    return max(lawful, key=lambda chosen: value(problem, chosen), default=None)


def choices(problem: Problem) -> Iterator[tuple[int, ...]]:
    """Every choice with at most one option of a solution."""
    options: dict[int, list[int]] = {}
    for option, solution in enumerate(problem.solution.tolist()):
        options.setdefault(solution, []).append(option)

    def extend(left: list[list[int]], chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if not left:
            yield chosen
            return
        yield from extend(left[1:], chosen)
        for option in left[0]:
            yield from extend(left[1:], (*chosen, option))

    return extend(list(options.values()), ())


def _sums(problem: Problem, chosen: Sequence[int]) -> Iterator[str]:
    limits = problem.limits
    hours = [0.0, 0.0, 0.0]
    for option in chosen:
        hours[int(problem.bucket[option])] += float(problem.hours[option])
    jp = sum(float(problem.jp[option]) for option in chosen)
    if sum(hours) > limits.hours_max + SLACK:
        yield "hours_max"
    if jp < limits.jp_min - SLACK:
        yield "jp_min"
    if jp > limits.jp_max + SLACK:
        yield "jp_max"
    if sum(float(problem.cost[option]) for option in chosen) > limits.budget + SLACK:
        yield "budget"
    for bucket, name in enumerate(("mix_70", "mix_20", "mix_10")):
        low, high = (share[bucket] * sum(hours) for share in (limits.share_low, limits.share_high))
        if not low - SLACK <= hours[bucket] <= high + SLACK:
            yield name
    if len({int(problem.solution[option]) for option in chosen}) < len(chosen):
        yield "one_batch"
    wanted = limits.jp_min <= 0 and len(problem.weight) > 0
    if wanted and not any(problem.covers[option].any() for option in chosen):
        yield "no_candidate"


def _calendar(problem: Problem, chosen: Sequence[int]) -> Iterator[str]:
    for week in range(problem.weeks):
        if sum(problem.start[o] <= week < problem.end[o] for o in chosen) > problem.limits.at_once:
            yield "at_once"
    for form, cap in enumerate(problem.limits.form_month_caps):
        for month in range(problem.month_load.shape[2]):
            if sum(float(problem.month_load[o, form, month]) for o in chosen) > cap + SLACK:
                yield "form_month_cap"


def _order(problem: Problem, chosen: Sequence[int]) -> Iterator[str]:
    for option, step in zip(problem.need_option.tolist(), problem.need_step.tolist(), strict=True):
        if option in chosen and not any(
            problem.covers[other, step] and problem.end[other] <= problem.start[option] for other in chosen
        ):
            yield "level_order"
    for option, solution in zip(problem.after_option.tolist(), problem.after_solution.tolist(), strict=True):
        if option in chosen and not any(
            problem.solution[other] == solution and problem.end[other] <= problem.start[option]
            for other in chosen
        ):
            yield "prerequisite"
