"""``corpu rules``: what holds on a day and where it stands, whether an agency's own values can be used, what changed."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.faults import words_of_installation
from api.cli.files import AsJson, plain_fault
from api.cli.output import figures, print_json, words
from api.cli.rule_tables import difference_table, history_table, readings_table, rules_table
from api.clock import SystemClock
from api.rule_views import difference_out, rule_out, title_of, value_told
from api.settings import load_settings
from competency_models.errors import InputError
from competency_models.parameters import Parameters
from planner.errors import NotFound
from planner.regulations import standard_parameters
from planner.rulebook import CERTAINTY_NAMES, chosen, differences, rulebook

app = typer.Typer(help="Regulations as dated values: list, check, compare, audit.", no_args_is_help=True)
DAY = ["%Y-%m-%d"]
Day = Annotated[datetime | None, typer.Option(formats=DAY, help="The values of this day; today otherwise.")]
ADay = Annotated[datetime, typer.Argument(formats=DAY)]


@app.command("list")
def list_rules(
    day: Day = None,
    text: Annotated[str, typer.Option(help="Part of a name, title, article or note.")] = "",
    form: Annotated[str, typer.Option(help="Only rules of this form of learning.")] = "",
    certainty: Annotated[str, typer.Option(help="Only values of this certainty: S, V, A2, A, M or D.")] = "",
    as_json: AsJson = False,
) -> None:
    """List every rule in force on a day with its article and how certain it is."""
    translate, on = words_of_installation(), asked(day)
    book = chosen(rulebook(installed(), on), text, form, certainty)
    if as_json:
        print_json({"day": on, "rules": [rule_out(e, translate).model_dump(mode="json") for e in book]})
        return
    figures.print(rules_table(book, translate))
    words.print(
        translate.plural("{n} rule in force on {day}", "{n} rules in force on {day}", len(book), day=on)
    )


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="A rule's name, such as jp.pns_min_per_year.")],
    day: Day = None,
    as_json: AsJson = False,
) -> None:
    """Show one rule: its value on a day, article, readings where sources disagree, and history."""
    translate, on = words_of_installation(), asked(day)
    entry = next((entry for entry in rulebook(installed(), on) if entry.name == name), None)
    if entry is None:
        raise NotFound("rule", name)
    if as_json:
        print_json(rule_out(entry, translate).model_dump(mode="json"))
        return
    dated = entry.dated
    figures.print(f"[bold]{title_of(entry.parameter, translate)}[/bold] · {name}")
    figures.print(f"{value_told(dated.value, translate)} {translate(entry.parameter.unit)}", markup=False)
    figures.print(
        f"{dated.citation.reference} · {translate(CERTAINTY_NAMES[dated.citation.certainty])}", markup=False
    )
    if dated.note:
        figures.print(translate(dated.note), markup=False)
    if dated.readings:
        figures.print(readings_table(dated, translate))
    figures.print(history_table(entry.parameter, translate))


@app.command("check")
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of own values; CORPU_REGULATIONS_DIR otherwise.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List all faults of an agency's own values with file and line; exit status 1 when there is any."""
    translate = words_of_installation()
    own = folder or load_settings().regulations_dir
    try:
        parameters = standard_parameters(*([own] if own else []))
    except InputError as error:
        if as_json:
            print_json({"faults": [plain_fault(fault) for fault in error.faults]})
        else:
            for fault in error.faults:
                print(fault.text(translate.gettext))
            words.print(translate.plural("{n} fault", "{n} faults", len(error.faults)))
        sys.exit(1)
    if as_json:
        print_json({"faults": [], "rules": len(parameters.by_name)})
    else:
        words.print(translate.plural("{n} rule, no fault", "{n} rules, no fault", len(parameters.by_name)))


@app.command("diff")
def diff(first: ADay, second: ADay, as_json: AsJson = False) -> None:
    """List what is another on the second day than on the first."""
    translate, one, other = words_of_installation(), first.date(), second.date()
    found = differences(installed(), one, other)
    if as_json:
        told = [difference_out(each, translate).model_dump(mode="json") for each in found]
        print_json({"first": one, "second": other, "differences": told})
    elif found:
        figures.print(difference_table(found, one, other, translate))
    else:
        words.print(translate("The same rules hold on both days."))


def installed() -> Parameters:
    """Return the values of the installation, its own laid over ours. Raises InputError."""
    own = load_settings().regulations_dir
    return standard_parameters(*([own] if own else []))


def asked(day: datetime | None) -> date:
    """Return the day asked for; today of the installation where none is."""
    return day.date() if day else SystemClock.of(load_settings()).today()
