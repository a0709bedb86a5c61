"""``corpu evaluate ranking``: the ranker against its baselines on any log of who took what in which order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.faults import faults_in_words
from api.cli.output import figures, print_json, words
from planner.interactions.evaluation import Evaluation, Scored, evaluate
from planner.interactions.reading import read_held, read_interactions

app = typer.Typer(help="Measure the ranker on data of any platform.", no_args_is_help=True)


def main() -> None:
    """Run this command alone."""
    alone = typer.Typer(name="corpu", add_completion=False, pretty_exceptions_enable=False)
    alone.add_typer(app, name="evaluate")
    with faults_in_words():
        alone()


@app.callback()
def evaluations() -> None:
    """Measure the ranker on data of any platform."""


@app.command("ranking")
def evaluate_ranking(
    train: Annotated[Path, typer.Option(help="CSV to learn from: user,item,order (a number or a time).")],
    test: Annotated[
        Path, typer.Option(help="CSV of what came later, same columns; read only once all is learned.")
    ],
    items: Annotated[
        Path, typer.Option(help="CSV with item and further columns, which are tags or numbers.")
    ],
    people: Annotated[
        Path | None, typer.Option(help="CSV with user and further columns, which are tags or numbers.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same figures.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Learn on one part of a log, foretell the other, and print HR@10, NDCG@10, MRR, coverage and calibration."""
    known = read_interactions(train, items, people)
    with words.status("reading") as status:
        found = evaluate(known, lambda: read_held(test, known), seed, status.update)
    if as_json:
        print_json(_report(found))
    else:
        _print(found)


def _report(found: Evaluation) -> dict[str, object]:
    return {
        "models": {name: _figures(one) for name, one in found.models.items()},
        "ranker": {
            "chosen": found.learned.ranker.chosen,
            "reason": found.learned.reason,
            "inner_ndcg@10": {name: round(one.ndcg, 4) for name, one in found.learned.inner.items()},
        },
        "held_back": {
            "people": len(found.held.people),
            "interactions": len(found.held.asked.items),
            "taken_before": found.held.repeats,
            "items_never_seen": found.held.unknown_items,
            "people_never_seen": found.held.strangers,
        },
    }


def _figures(one: Scored) -> dict[str, float | None]:
    own = one.measures
    return {
        "hr@10": round(own.hr, 4),
        "hr@10_se": round(own.hr_error, 4),
        "ndcg@10": round(own.ndcg, 4),
        "se": round(own.ndcg_error, 4),
        "mrr": round(own.mrr, 4),
        "mrr_se": round(own.mrr_error, 4),
        "coverage": round(own.coverage, 4),
        "calibration": None if own.calibration is None else round(own.calibration, 5),
        "calibration_se": None if own.calibration_error is None else round(own.calibration_error, 5),
        "cpu_s": one.cpu_s,
    }


def _print(found: Evaluation) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("model")
    for name in ("HR@10", "NDCG@10", "MRR", "coverage", "calibration", "CPU s"):
        table.add_column(name, justify="right")
    for name, one in found.models.items():
        own = one.measures
        told = "–" if own.calibration is None else f"{own.calibration:.4f}"
        cells = [
            f"{value:.4f} ± {error:.4f}"
            for value, error in ((own.hr, own.hr_error), (own.ndcg, own.ndcg_error), (own.mrr, own.mrr_error))
        ]
        table.add_row(name, *cells, f"{own.coverage:.3f}", told, f"{one.cpu_s:.1f}")
    figures.print(table)
    words.print(f"ranker: {found.learned.reason}", markup=False)
    held = found.held
    words.print(
        f"{len(held.people)} people, {len(held.asked.items)} interactions held back; left out: "
        f"{held.repeats} taken before; missed: {held.unknown_items} of items never seen; "
        f"{held.strangers} people without history"
    )
