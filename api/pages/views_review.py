"""What an officer may choose from on the review page: swaps, batches, additions. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.i18n import Translator
from api.pages.names import Names
from api.worlds import Known
from catalog.solutions import LearningSolution, Offering
from planner.editing import Choice
from planner.errors import BadEdit
from planner.journey import Alternative, Item, Journey

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list to choose from; ``code`` is the batch, empty where the solution runs at any time."""

    value: str
    text: str
    code: str = ""


class Choices:
    """The lists of one journey's review page. ``taken`` are the seats given out, by batch."""

    def __init__(self, known: Known, journey: Journey, names: Names, taken: Mapping[str, int]) -> None:
        self._known, self._journey, self._names, self._taken = known, journey, names, taken
        self._t: Translator = names.t
        self._planned = {item.solution for item in journey.items}
        self.default_start = next_monday(max(known.world.day, date(journey.year, 1, 1)))
        self._offerings: dict[str, list[Offering]] = {}
        for offering in known.offerings.values():
            if offering.starts >= known.world.day and offering.starts.year == journey.year:
                self._offerings.setdefault(offering.solution, []).append(offering)

    def batches(self, solution: str) -> list[Option]:
        """Batches of a solution that are still to come this year, first one first."""
        found = sorted(self._offerings.get(solution, ()), key=lambda one: (one.starts, one.code))
        return [self._batch(one) for one in found]

    def swaps(self, item: Item, found: Sequence[Alternative] | None = None) -> list[Option]:
        """What could stand in an item's place: the best first, then all that lifts the same competencies.

        The best are those ``found`` for the plan as it stands, else what was next best when it was drafted.
        """
        best = [
            self._option(other.solution, other.offering, other.starts, other.success)
            for other in (item.alternatives if found is None else found)
            if other.solution not in self._planned
        ]
        seen = {option.value.split(_SEPARATOR)[0] for option in best}
        wanted = {part.competency for part in item.closes}
        lifts = self._known.world.lifts_of
        others = [
            solution
            for code, solution in self._known.solutions.items()
            if code not in self._planned | seen
            and any(one.competency in wanted for one in lifts.get(code, ()))
        ]
        return best + self._dated(others, lambda _: item.starts)

    def additions(self) -> list[tuple[str, list[Option]]]:
        """Everything that is not in the plan, by form of learning."""
        by_form: dict[str, list[LearningSolution]] = {}
        for code, solution in self._known.solutions.items():
            if code not in self._planned:
                by_form.setdefault(self._names.form(solution.form), []).append(solution)
        return [(form, self._dated(by_form[form], lambda _: None)) for form in sorted(by_form)]

    def _dated(
        self, solutions: Iterable[LearningSolution], start: Callable[[LearningSolution], date | None]
    ) -> list[Option]:
        options: list[Option] = []
        for solution in sorted(solutions, key=self._t.name):
            batches = self.batches(solution.code)
            if batches:
                options += [
                    Option(one.value, f"{self._t.name(solution)}, {one.text}", one.code) for one in batches
                ]
            elif not solution.needs_offering:
                options.append(
                    Option(choice_text(solution.code, None, start(solution)), self._t.name(solution))
                )
        return options

    def _option(self, solution: str, offering: str | None, starts: date, success: float) -> Option:
        text = self._t(
            "{name}, from {day}, predicted success {share}",
            name=self._names.solution(solution),
            day=self._t.date(starts),
            share=self._t.percent(success),
        )
        return Option(choice_text(solution, offering, starts), text, offering or "")

    def _batch(self, offering: Offering) -> Option:
        left = max(offering.seats - self._taken.get(offering.code, 0), 0)
        seats = self._t.plural("{n} seat left", "{n} seats left", left)
        text = f"{self._t.date(offering.starts)} – {self._t.date(offering.ends)} ({seats})"
        return Option(choice_text(offering.solution, offering.code, offering.starts), text, offering.code)


def choice_text(solution: str, offering: str | None, starts: date | None) -> str:
    """Write a choice as a form's value."""
    return _SEPARATOR.join((solution, offering or "", starts.isoformat() if starts else ""))


def read_choice(value: str, starts: date | None = None) -> Choice:
    """Read a form's value; ``starts`` is the day given beside it. Raises BadEdit."""
    parts = value.split(_SEPARATOR)
    try:
        solution, offering, day = parts
        start = date.fromisoformat(day) if day else starts
    except ValueError:
        raise BadEdit(problem="The choice cannot be read. Choose from the list.") from None
    if start is None:
        raise BadEdit(problem="Give the day on which the item starts.")
    return Choice(solution, start, offering or None)


def next_monday(day: date) -> date:
    """Return the day itself if it is a Monday, else the Monday after it."""
    return day + timedelta(days=-day.weekday() % 7)
