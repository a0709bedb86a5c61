"""What a reader may filter by: only units and jobs of people whom they may see."""

from __future__ import annotations

from api.i18n import Translator
from api.worlds import Known
from competency_models.people import OrgUnit, Person
from planner.access import Actor, scope_of

Options = list[tuple[str, str]]


def people_seen(known: Known, actor: Actor) -> list[Person]:
    """Return the people whom the actor may see."""
    scope = scope_of(actor)
    return [person for person in known.agency.people if scope.holds(person)]


def unit_options(known: Known, actor: Actor) -> Options:
    """Return the units with people whom the actor may see, and those above them, as an indented tree."""
    wanted: set[str] = set()
    for code in {person.unit for person in people_seen(known, actor)}:
        while code and code not in wanted:
            wanted.add(code)
            code = known.units[code].parent or ""
    children: dict[str | None, list[OrgUnit]] = {}
    for unit in known.agency.units:
        if unit.code in wanted:
            children.setdefault(unit.parent, []).append(unit)
    return _tree(children, None, 0)


def job_options(known: Known, actor: Actor, t: Translator) -> Options:
    """Return the jobs of people whom the actor may see, by name."""
    held = {person.job for person in people_seen(known, actor)}
    return sorted(((code, t.name(known.jobs[code])) for code in held), key=lambda option: option[1])


def _tree(children: dict[str | None, list[OrgUnit]], parent: str | None, depth: int) -> Options:
    options: Options = []
    for unit in children.get(parent, ()):
        options.append((unit.code, "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" * depth + unit.name))
        options += _tree(children, unit.code, depth + 1)
    return options
