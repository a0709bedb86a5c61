"""The book of rules as an answer: values, articles, certainty in words, readings and history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from api.i18n import Translator
from competency_models.parameters import Citation, DatedValue, Parameter
from planner.rulebook import CERTAINTY_NAMES, Difference, Entry, plain


class ReadingOut(BaseModel):
    """A value with its article, and how certain that is, as a letter and in words."""

    value: Any
    reference: str
    certainty: str
    certainty_told: str
    note: str


class DatedOut(ReadingOut):
    """A value that holds from a day on; where the sources disagree, with every reading."""

    since: date
    readings: list[ReadingOut]


class RuleOut(DatedOut):
    """A rule in force on a day. ``until`` is the first day of the next value, ``form`` a form of learning's key."""

    name: str
    title: str
    unit: str
    form: str
    until: date | None
    history: list[DatedOut] = Field(description="All values that the rule had, has and will have.")


class DifferenceOut(BaseModel):
    """A rule that is another on one day than on the other; null where it does not hold yet."""

    name: str
    title: str
    unit: str
    before: DatedOut | None
    after: DatedOut | None


def rule_out(entry: Entry, t: Translator) -> RuleOut:
    """Show a rule."""
    parameter = entry.parameter
    return RuleOut(
        name=entry.name,
        title=title_of(parameter, t),
        unit=t(parameter.unit),
        form=entry.form,
        until=entry.until,
        history=[DatedOut(**_dated(one, t)) for one in parameter.values],
        **_dated(entry.dated, t),
    )


def difference_out(one: Difference, t: Translator) -> DifferenceOut:
    """Show what a rule was and is."""
    return DifferenceOut(
        name=one.parameter.name,
        title=title_of(one.parameter, t),
        unit=t(one.parameter.unit),
        before=DatedOut(**_dated(one.before, t)) if one.before else None,
        after=DatedOut(**_dated(one.after, t)) if one.after else None,
    )


def title_of(parameter: Parameter, t: Translator) -> str:
    """Return a parameter's title in the reader's language."""
    return parameter.title.get(t.locale, parameter.name)


def value_told(value: Any, t: Translator) -> str:
    """Write a value for people: lists with commas, mappings as ``key: value``, truth as yes or no, nothing as a dash."""
    match value:
        case bool():
            return t("yes") if value else t("no")
        case int() | float():
            return t.number(value, 4)
        case date():
            return t.date(value)
        case Mapping():
            return "; ".join(_parts(value, t)) or "–"
        case tuple():
            return ", ".join(_inner(inner, t) for inner in value) or "–"
    return str(value)


def _parts(value: Mapping[Any, Any], t: Translator) -> Iterator[str]:
    """Yield ``key: value``; of a text in both languages only the reader's, without its key."""
    both = {"id", "en"} if value.keys() >= {"id", "en"} else set()
    if both:
        yield value_told(value[t.locale], t)
    yield from (f"{key}: {_inner(inner, t)}" for key, inner in value.items() if key not in both)


def _inner(value: Any, t: Translator) -> str:
    text = value_told(value, t)
    return f"({text})" if isinstance(value, Mapping | tuple) else text


def _dated(one: DatedValue, t: Translator) -> dict[str, Any]:
    readings = [_reading(other.value, other.citation, other.note, t) for other in one.readings]
    return {"since": one.since, "readings": readings, **_reading(one.value, one.citation, one.note, t)}


def _reading(value: Any, citation: Citation, note: str, t: Translator) -> dict[str, Any]:
    return {
        "value": plain(value),
        "reference": citation.reference,
        "certainty": citation.certainty,
        "certainty_told": t(CERTAINTY_NAMES[citation.certainty]),
        "note": t(note),
    }
