"""Why an item is in a plan, and what would have put another one first, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from api.i18n import Translator
from api.worlds import Known
from planner.contrast import told
from planner.explain import FAMILY_NAMES, OTHERS, why
from planner.journey import Alternative, Item, Reason

_PERCENT = ("success", "without", "needed", "lifted")
_SIGNED = ("completion", "closing")
"""Fields that hold probabilities, and those that hold log-odds."""


def say(known: Known, reason: Reason, t: Translator, *beside: float) -> str:
    """Say a reason: codes become names, figures are written in the language, so that none looks like one ``beside`` it."""
    params = dict(reason.params)
    decimals = _decimals([*beside, *(float(params[name]) for name in _PERCENT if name in params)])
    fields = {name: _field(known, name, value, decimals, t) for name, value in params.items()}
    return t.gettext(reason.code).format_map(fields)


def sentence(known: Known, item: Item, t: Translator) -> str:
    """Say in one sentence why an item is there."""
    first, *more = (say(known, reason, t).removesuffix(".") for reason in why(item))
    return "; ".join([first, *(part[0].lower() + part[1:] for part in more)]) + "."


def what_would(known: Known, other: Alternative, t: Translator) -> str:
    """Say what would have put an alternative first; empty for plans of earlier versions."""
    reason = told(other)
    return "" if reason is None else say(known, reason, t, other.success)


def family_name(family: str, t: Translator) -> str:
    """Name a family of features, as it stands in a sentence; one that is no longer known is everything else."""
    name = FAMILY_NAMES.get(family)
    return t(name) if name else t(OTHERS).removesuffix(".").lower()


def signed(log_odds: float, t: Translator) -> str:
    """Write log-odds with their sign."""
    figure = t.number(abs(log_odds), 2)
    return figure if figure == "0" else ("−" if log_odds < 0 else "+") + figure


def _field(known: Known, name: str, value: str, decimals: int, t: Translator) -> str:
    things: Mapping[str, Mapping[str, object]] = {
        "competency": known.competencies,
        "solution": known.solutions,
        "requires": known.solutions,
    }
    if name in things:
        found = things[name].get(value)
        return value if found is None else t.name(found)  # type: ignore[arg-type]
    if name == "family":
        return family_name(value, t)
    if name in _PERCENT:
        return t.percent(float(value), decimals)
    return signed(float(value), t) if name in _SIGNED else value


def _decimals(shares: list[float]) -> int:
    """Whole percent, unless two different shares would look alike."""
    whole = {round(100 * share) for share in shares}
    return 0 if len(whole) == len(set(shares)) else 1
