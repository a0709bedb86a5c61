"""What the parameters of the duties must look like."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from catalog.activity_stages import Doer
from catalog.ledger import Meeting
from catalog.solutions import Bucket
from catalog.value_shapes import Shape, is_list, mapping, one_of, some_of, text, texts, truth, whole
from competency_models.framework import CompetencyKind
from competency_models.people import Performance, Potential

ITEM_FIELDS = ("competency", "target", "type_and_path", "organiser", "schedule", "curriculum", "budget")
"""What an item of a plan may be asked to say (PP 11/2017, art. 207(3))."""

_PROBLEM = "A duty needs exactly the keys of the value that came with the program, each of the same kind."


def _by_key(shape: Shape) -> Shape:
    def fits(value: Any) -> bool:
        return isinstance(value, Mapping) and bool(value) and all(shape(inner) for inner in value.values())

    return fits


def _names(value: Any) -> bool:
    return is_list(value) and texts(value)


def _of(**shapes: Shape) -> tuple[Shape, str]:
    return mapping(shapes), _PROBLEM


def _of_forms(**shapes: Shape) -> tuple[Shape, str]:
    return _of(forms=texts, **shapes)


_ROLES, _COUNTS = _by_key(one_of(tuple(Doer))), _by_key(whole)
_MODEL = _of_forms(model=one_of(tuple(Bucket)))
_HELD = _of(meeting=one_of(tuple(Meeting)))

OF_DUTIES: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        **dict.fromkeys(("r01", "r06", "r08", "r09", "r11", "r12", "r18", "r20", "r36"), _of_forms()),
        **dict.fromkeys(("r02", "r03", "r04"), _MODEL),
        "r05": _of(silent=text, parameters=_names),
        "r07": _of_forms(mark=text, stage=text),
        "r10": _of_forms(performance=some_of(tuple(Performance)), potential=some_of(tuple(Potential))),
        "r13": _of_forms(
            kinds=some_of(tuple(CompetencyKind)), performance=some_of(tuple(Performance)), both=truth
        ),
        "r14": _of_forms(stage=text, fields=_names),
        "r15": _of_forms(roles=_ROLES, contents=_COUNTS),
        **dict.fromkeys(("r16", "r21"), _of_forms(days=_COUNTS)),
        "r17": _of_forms(periodic=text, longest_days=whole, final=text, reports=_names),
        "r19": _of_forms(stage=text, field=text, bundled=text, path=text),
        "r22": _of_forms(roles=_ROLES, attended=mapping({"stage": text, "field": text, "answer": text})),
        "r23": _of(contents=whole),
        **dict.fromkeys(("r24", "r25", "r26"), _HELD),
        "r27": _of(meeting=one_of(tuple(Meeting)), silent=text),
        "r29": _of_forms(roles=_ROLES, contents=_COUNTS),
        "r30": _of_forms(meetings_per_month=whole, before=_names, first=text),
        "r31": _of_forms(weeks=whole, by_week=_COUNTS),
        "r32": _of_forms(before=_names, during=_names, after=_names),
        **dict.fromkeys(("r33", "r35"), _of_forms(mark=text)),
        "r34": _of_forms(mark=text, items=_COUNTS),
        "q9": (some_of(ITEM_FIELDS), "The fields must be a list of those that an item may be asked for."),
    }
)
"""Rule: the shape of its parameter, and what to say when it has another.

Those that are true or false are not named: no value of another kind is read.
"""
