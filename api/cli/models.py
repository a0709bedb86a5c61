"""``corpu model``: train, look at, compare, promote and roll back the models that predict success."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api import model_desk
from api.cli.faults import words_of_installation
from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.model_tables import card_table, comparison_table, groups_table, shelf_table
from api.cli.output import figures, print_figures, print_json, report, words
from api.operator import OPERATOR
from api.settings import load_settings
from api.system import System
from planner.ports import KeptModel, Serving
from planner.training.findings import say
from planner.training.gate import Comparison
from planner.training.making import Made, card_of_default
from planner.usecases.models import (
    Shelf,
    card_of,
    find_model,
    keep_model,
    look_at_models,
    promote_model,
    roll_back_model,
)

app = typer.Typer(help="Train, compare, promote and roll back models.", no_args_is_help=True)
Version = Annotated[str, typer.Argument(help="Version, as list prints it.")]
DEFAULT = "default"
"""The version of the ranker that is a formula of dated parameters."""
Why = Annotated[str, typer.Option(help="Why; the log keeps it.")]


@app.command("train")
def train(as_json: AsJson = False) -> None:
    """Train a model on all but the latest outcomes and keep it with its card; it does not serve yet."""
    system = open_system(load_settings())
    with words.status("training"):
        made, kept = train_here(system)
    told = {
        "version": kept.version,
        "name": kept.name,
        "choice": made.trained.choice.value,
        "trials": [asdict(trial) for trial in made.trained.trials],
    }
    if as_json:
        print_json(told | verdict(made.comparison))
        return
    losses = {one.model: one.loss for one in made.trained.trials}
    print_figures("corpu model train", told | {"trials": losses})
    _print_verdict(made.comparison)


def train_here(system: System) -> tuple[Made, KeptModel]:
    """Train on the installation's data and keep the model; the same one again changes nothing."""
    made = model_desk.make(system, OPERATOR)
    return made, keep_model(system.open(), OPERATOR, made, system.clock)


@app.command("list")
def list_models(as_json: AsJson = False) -> None:
    """List the kept models, what serves, and what is wrong with those that are damaged."""
    system = open_system(load_settings())
    shelf = look_at_models(system.open(write=False), OPERATOR)
    if as_json:
        print_json(_told(shelf))
    else:
        figures.print(shelf_table(shelf, words_of_installation()))
        _print_faults(shelf)


@app.command("compare")
def compare(version: Version, as_json: AsJson = False) -> None:
    """Hold a model against the serving one on outcomes that neither has seen."""
    system = open_system(load_settings())
    comparison = _compared(system, version).found
    if as_json:
        print_json(asdict(comparison) | verdict(comparison))
        return
    _print_comparison(comparison)


@app.command("promote")
def promote(version: Version, reason: Why, as_json: AsJson = False) -> None:
    """Let a model serve, if the gate lets it."""
    system = open_system(load_settings())
    compared = _compared(system, version)
    served = promote_model(system.open(), OPERATOR, compared.found, compared.after, reason, system.clock)
    report("corpu model promote", _serving(served), as_json)


@app.command("rollback")
def roll_back(reason: Why, as_json: AsJson = False) -> None:
    """Let the model serve again that served before, at last the default one."""
    system = open_system(load_settings())
    number = look_at_models(system.open(write=False), OPERATOR).serves.number
    served = roll_back_model(system.open(), OPERATOR, number, reason, system.clock)
    report("corpu model rollback", _serving(served), as_json)


@app.command("card")
def card(
    version: Annotated[str, typer.Argument(help="Version; the serving one otherwise.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show a model's card: what it learned from, how it did, for whom, and its known limits."""
    system, translate = open_system(load_settings()), words_of_installation()
    wanted = version or system.worlds.current().serves.version or DEFAULT
    if wanted == DEFAULT:
        found = card_of_default(system.parameters.at(system.clock.today()))
    else:
        found = card_of(find_model(system.open(write=False), OPERATOR, wanted))
    if as_json:
        print_json(asdict(found) | {"limits": [say(limit, translate) for limit in found.limits]})
        return
    figures.print(card_table(found, translate))
    if found.comparison is not None:
        _print_comparison(found.comparison)


def verdict(comparison: Comparison | None) -> dict[str, object]:
    """Say whether the gate lets a model serve, and by name and in words what stands against it."""
    translate = words_of_installation()
    refusals = comparison.refusals if comparison else ()
    return {
        "passed": comparison is not None and comparison.passed,
        "refusals": [{"name": one.name, "text": say(one, translate)} for one in refusals],
    }


def _compared(system: System, version: str) -> model_desk.Compared:
    with words.status("comparing"):
        return model_desk.compare(system, OPERATOR, version)


def _serving(served: Serving) -> dict[str, object]:
    return {"serves": served.version or DEFAULT, "number": served.number, "reason": served.reason}


def _told(shelf: Shelf) -> dict[str, object]:
    serves = shelf.serves
    return {
        "serves": serves.version or DEFAULT,
        "promoted": serves.promoted or DEFAULT,
        "fell_back": serves.fell_back,
        "number": serves.number,
        "models": [
            {
                "version": model.version,
                "name": model.name,
                "sha256": model.sha256,
                "learned_until": model.learned_until,
                "made_at": model.made_at,
                "made_by": model.made_by,
                "faults": [fault.text() for fault in shelf.faults.get(model.version, ())],
            }
            for model in shelf.models
        ],
        "servings": [asdict(one) for one in shelf.servings],
    }


def _print_faults(shelf: Shelf) -> None:
    translate = words_of_installation()
    for faults in shelf.faults.values():
        for fault in faults:
            words.print(fault.text(translate.gettext), markup=False)
    if shelf.serves.fell_back:
        serves = shelf.serves.version or translate("the default model")
        words.print(
            translate(
                "Model {promoted} cannot serve; {serves} serves instead.",
                promoted=shelf.serves.promoted,
                serves=serves,
            ),
            markup=False,
        )


def _print_comparison(comparison: Comparison) -> None:
    translate = words_of_installation()
    figures.print(comparison_table(comparison, translate))
    if comparison.groups:
        figures.print(groups_table(comparison.groups, translate))
    _print_verdict(comparison)


def _print_verdict(comparison: Comparison) -> None:
    translate = words_of_installation()
    if comparison.passed:
        words.print(translate("The gate lets this model serve."))
    for one in comparison.refusals:
        words.print(say(one, translate), markup=False)
