"""Puts the commands together."""

from __future__ import annotations

import typer

from api.cli import (
    auditing,
    demo,
    documents,
    evaluating,
    files,
    guides,
    models,
    notifying,
    onet,
    planning,
    replanning,
    rules,
    serving,
    tidying,
    users,
    working,
    yearly,
)
from api.cli.failures import told_in_words
from api.cli.installation import ended

app = typer.Typer(
    name="corpu",
    help="Design the learning journeys of a civil service.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("serve")(serving.serve)
app.command("work")(working.work)
app.command("template")(files.template)
app.command("check")(files.check)
app.command("import")(files.import_files)
app.command("export")(files.export)
app.command("import-onet")(onet.import_onet)
app.command("plan")(planning.plan)
app.command("show")(planning.show)
app.command("replan")(replanning.replan)
app.command("yearly-plan")(yearly.yearly_plan)
app.command("notify")(notifying.notify)
app.command("tidy")(tidying.tidy)
rules.app.command("audit")(auditing.audit_rules)
app.add_typer(documents.app, name="documents")
app.add_typer(evaluating.app, name="evaluate")
app.add_typer(rules.app, name="rules")
app.add_typer(guides.app, name="guides")
app.add_typer(models.app, name="model")
app.add_typer(users.app, name="user")


def main() -> None:
    """Run the command line."""
    with told_in_words(), ended:
        app()
