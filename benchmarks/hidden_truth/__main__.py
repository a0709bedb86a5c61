"""The ranker against the demo's hidden truth: ``python -m benchmarks.hidden_truth [--quick] [--json] [--people N] [--seeds N]``.

For each seed an agency is drawn. The ranker learns from what ended before a year, and is held on that year against
the default, a learner who knows the truth's formula, and the truth itself; then officers edit the year's plans, it learns
again with what they did, and is held against the truth of the year after. Standard errors are over people; people of
one agency share its solutions, so the differences are also told by agency.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence

import numpy as np

from api.demo.agency import DEMO_PEOPLE, DEMO_SEED
from benchmarks.hidden_truth.figures import mean_of
from benchmarks.hidden_truth.study import Marks, Study, study, together

SEEDS = (DEMO_SEED, *range(1, 10))
QUICK_PEOPLE, QUICK_SEEDS = 150, (DEMO_SEED,)
LIMIT = 0.03
"""What calibration errors must not exceed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hidden_truth", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small agency")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--people", type=int, default=None)
    parser.add_argument("--seeds", type=int, default=len(SEEDS), help="how many agencies")
    options = parser.parse_args(arguments)
    people = options.people or (QUICK_PEOPLE if options.quick else DEMO_PEOPLE)
    seeds = QUICK_SEEDS if options.quick else SEEDS[: options.seeds]
    began, studies = time.process_time(), []
    for seed in seeds:
        studies.append(study(people, seed))
        print(f"agency {seed}: {time.process_time() - began:.0f} CPU s", file=sys.stderr)
    found: dict[str, object] = {"people": people, "seeds": list(seeds)} | figures(studies)
    found["cpu_s"] = round(time.process_time() - began, 1)
    if options.json:
        print(json.dumps(found))
    else:
        _print(found)
    return 0


def figures(studies: Sequence[Study]) -> dict[str, object]:
    """Everything that is told of the agencies."""
    later = {name: [one.marks[name] for one in studies] for name in studies[0].marks}
    edited = {name: [one.edited[name] for one in studies] for name in studies[0].edited}
    return {
        "examples": [one.examples for one in studies],
        "models": [one.trained.ranker.name for one in studies],
        "later_year": {name: _means(marks) for name, marks in later.items()},
        "trained_over_default": _differences(later["trained"], later["default"]),
        "calibration": _calibration(studies),
        "judgements": [one.judgements for one in studies],
        "after_edits": {name: _means(marks) for name, marks in edited.items()},
        "officers_over_nobody": _differences(edited["officers"], edited["nobody"]),
        "placebo_over_nobody": _differences(edited["placebo"], edited["nobody"]),
    }


def _means(marks: Sequence[Marks]) -> dict[str, object]:
    return {name: _round(mean_of(together(marks, name))) for name in Marks.__slots__}


def _differences(marks: Sequence[Marks], others: Sequence[Marks]) -> dict[str, object]:
    """Mean difference by person with its standard error and a 95% interval, and the mean difference of each agency."""
    found: dict[str, object] = {}
    for name in Marks.__slots__:
        each = [getattr(one, name) - getattr(other, name) for one, other in zip(marks, others, strict=True)]
        mean, se = mean_of(np.concatenate(each))
        found[name] = {
            **_round((mean, se)),
            "interval": [round(mean - 1.96 * se, 4), round(mean + 1.96 * se, 4)],
            "by_agency": [round(float(one.mean()), 4) for one in each],
        }
    return found


def _calibration(studies: Sequence[Study]) -> dict[str, object]:
    found: dict[str, object] = {"limit": LIMIT}
    for name in studies[0].calibration:
        kinds = type(studies[0].calibration[name]).__slots__
        each = {kind: [getattr(one.calibration[name], kind) for one in studies] for kind in kinds}
        if name in studies[0].lived:
            for kind in studies[0].lived[name]:
                each[kind] = [one.lived[name][kind] for one in studies]
        found[name] = {
            kind: {"mean": round(float(np.mean(values)), 4), "by_agency": [round(v, 4) for v in values]}
            for kind, values in each.items()
        }
    return found


def _round(mean: tuple[float, float]) -> dict[str, float]:
    return {"mean": round(mean[0], 4), "se": round(mean[1], 4)}


def _print(found: Mapping[str, object], indent: str = "") -> None:
    for name, value in found.items():
        if isinstance(value, dict) and any(isinstance(one, dict) for one in value.values()):
            print(f"{indent}{name}")
            _print(value, indent + "  ")
        else:
            print(f"{indent}{name:20} {value}")


if __name__ == "__main__":
    raise SystemExit(main())
