"""No number of a regulation stands in code: those in ``catalog`` and ``planner`` are of another kind, each with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import catalog

ROOT = Path(catalog.__file__).parents[1]
PLAIN = {0, 1, 100}
"""Nothing, one, and percent."""

SEARCH = "how the search is tuned and its numerics"
CALENDAR = "the calendar: weeks, months and the days that reach into the next month"
LONGEST = "how long a text or a table may be that is handed in"
DIGITS = "figures written to so many digits"
PAGE = "rows of a page"

ROOMS: Mapping[str, str] = {
    "planner/allocation": SEARCH,
    "planner/composing": SEARCH,
    "planner/interactions": "how logs of other platforms are scored and sampled",
    "planner/ranking": "how models are fitted, and figures rounded",
    "planner/training": "splits, folds, confidence intervals, and figures rounded",
    "planner/matching": "points in thousandths, bits of flags, the order of arrays",
}
"""Rooms that no rule is written in."""

ALLOWED: Mapping[str, tuple[set[float], str]] = {
    "catalog/document_faults.py": ({2}, "a score has two steps or more"),
    "catalog/ledger/activity.py": ({23, 59}, "the last minute of a day"),
    "catalog/ledger/objections.py": ({1e-9, 60}, "rounding; minutes of an hour"),
    "catalog/ledger/years.py": ({3}, CALENDAR),
    "catalog/loading.py": ({10, 12, 15, 520, 2000, 2100, 5000, 10_000, 1_000_000}, LONGEST),
    "catalog/weeks.py": ({7, 12, 1461, 2001}, CALENDAR),
    "planner/activities/earned.py": ({2, 31}, CALENDAR),
    "planner/activities/papers.py": ({20, 40, 60, 500, 20_000}, LONGEST),
    "planner/addresses.py": ({64, 254}, "how long an address of mail may be (RFC 5321)"),
    "planner/allocate.py": ({9}, SEARCH),
    "planner/alternatives.py": ({9, 40}, SEARCH),
    "planner/build_problem.py": ({2}, SEARCH),
    "planner/canonical.py": ({6}, DIGITS),
    "planner/cases.py": ({500_000}, SEARCH),
    "planner/certificates.py": ({3, 6}, "groups and signs of a code"),
    "planner/cluster.py": ({2, 30}, "tasks for each thread; seconds that a scheduler has to answer"),
    "planner/community_rules.py": ({31}, CALENDAR),
    "planner/compose.py": ({8, 40}, SEARCH),
    "planner/duty_audit.py": ({12, 31}, CALENDAR),
    "planner/contrast.py": ({2, 6, 9, 50}, "the halving of an interval, figures written to so many digits"),
    "planner/scenario.py": ({4, 2027}, SEARCH),
    "planner/everyone/everybody.py": ({250}, SEARCH),
    "planner/everyone/totals.py": ({6, 10}, DIGITS),
    "planner/everyone/asked.py": ({10, 15, 200, 10_000, 1_000_000}, LONGEST),
    "planner/explain.py": ({12}, DIGITS),
    "planner/features.py": ({2, 1e6}, "the modes' numbers; rupiah in millions"),
    "planner/guide_files.py": ({4, 300}, LONGEST),
    "planner/guide_register.py": ({60}, LONGEST),
    "planner/horizon.py": ({7, 12, 31}, CALENDAR),
    "planner/options.py": ({9, 10}, SEARCH),
    "planner/past/comparisons.py": ({2}, "two to compare"),
    "planner/past/history.py": ({2, 3, 11}, "the order of arrays"),
    "planner/past/tally.py": ({3}, SEARCH),
    "planner/ports/accounts.py": ({50}, PAGE),
    "planner/ports/activities.py": ({50}, PAGE),
    "planner/ports/agency.py": ({50}, PAGE),
    "planner/ports/communities.py": ({50}, PAGE),
    "planner/ports/guides.py": ({50}, PAGE),
    "planner/ports/journeys.py": ({3, 50}, PAGE),
    "planner/ports/logs.py": ({20, 50, 200}, PAGE),
    "planner/ports/notices.py": ({50}, PAGE),
    "planner/propose.py": ({7}, "the usual seed"),
    "planner/replanning/choices.py": ({2, 12}, CALENDAR),
    "planner/replanning/replan.py": ({2, 3, 4}, "the order of arrays"),
    "planner/recap.py": ({3, 12, 31}, CALENDAR),
    "planner/shortlist.py": ({2, 9}, SEARCH),
    "planner/slots.py": ({3, 7, 12}, CALENDAR),
    "planner/usecases/drafting.py": ({3, 25}, "plans stored at a time; batches named"),
    "planner/usecases/papers.py": ({20, 120}, LONGEST),
    "planner/usecases/reminders.py": ({2}, "the order of a tuple"),
    "planner/usecases/sending.py": ({5, 10, 16}, "mails sent at a time, tries, signs of a token"),
    "planner/worth.py": ({1e-9, 2}, SEARCH),
}
"""File: the numbers in it that are none of a regulation, and what they are. ``round`` may say how many digits."""


def modules() -> Iterator[str]:
    for package in ("catalog", "planner"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix()


def numbers_in(text: str) -> set[float]:
    """Numbers written in code, without the digits of ``round``."""
    tree = ast.parse(text)
    digits = {
        id(call.args[1])
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "round" and len(call.args) > 1
    }
    found = {
        float(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and id(node) not in digits
    }
    return found - PLAIN


def listed(name: str) -> bool:
    return name in ALLOWED or any(name.startswith(f"{room}/") for room in ROOMS)


@pytest.mark.parametrize(
    "name", [name for name in modules() if not any(name.startswith(f"{r}/") for r in ROOMS)]
)
def test_a_module_has_no_number_but_those_listed(name: str) -> None:
    allowed, _ = ALLOWED.get(name, (set(), ""))
    assert numbers_in((ROOT / name).read_text(encoding="utf-8")) - allowed == set()


def test_every_listed_number_stands_where_it_is_listed() -> None:
    """What is gone is taken off the list, so that nothing can hide behind it."""
    known = set(modules())
    assert set(ALLOWED) <= known
    unused = {
        name: sorted(left)
        for name, (allowed, _) in ALLOWED.items()
        if (left := allowed - numbers_in((ROOT / name).read_text(encoding="utf-8")))
    }
    assert unused == {}
    assert all(any(name.startswith(f"{room}/") for name in known) for room in ROOMS)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "catalog/eligibility.py",
            "catalog/jp.py",
            "catalog/ledger/granting.py",
            "catalog/ledger/tariff.py",
        ),
        *("planner/limits.py", "planner/quota.py", "planner/rules/totals.py", "planner/duties/stays.py"),
        *("planner/duties/coaching.py", "planner/duties/communities.py", "planner/duties/yearly.py"),
    ],
)
def test_where_rules_are_written_no_number_is_excused(name: str) -> None:
    assert not listed(name)


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("def briefing(days):\n    return days >= 3\n", {3}),
        ("LEAST = 20\n", {20}),
        ("def hours(jp):\n    return round(jp * 1.2, 2)\n", {1.2}),
        ("def free(weeks=52):\n    return weeks\n", {52}),
    ],
)
def test_a_planted_number_is_found(planted: str, found: set[float]) -> None:
    assert numbers_in(planted) == found
