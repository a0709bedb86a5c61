"""Gathers every message id that a reader may meet: from the templates, from calls in the code, from the closed lists."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

import api
from api import guide_views
from api.pages import (
    accounts,
    citations,
    gap_map,
    guide_forms,
    guide_words,
    jp_forms,
    log_words,
    menu,
    model_words,
    open_journey,
    problems,
    replan_forms,
    run_forms,
    run_words,
    told,
    words,
)
from api.problems import MALFORMED, TITLES
from api.refusals import KINDS
from catalog import document_faults
from catalog.form_fields import FIELDS
from catalog.ledger.objections import OBJECTIONS
from catalog.stage_faults import SHAPES
from planner import (
    community_rules,
    contrast,
    explain,
    guide_register,
    never_planned,
    notices,
    registry,
    unplanned,
)
from planner.activities import papers
from planner.duties import MENDS as DUTY_MENDS
from planner.duties.yearly import NAMES as ITEM_FIELDS
from planner.errors import Refusal
from planner.matching import REASONS, TEXTS
from planner.regulations import standard_parameters
from planner.regulations.expected import EXPECTED
from planner.replanning import CAUSES
from planner.rules import MENDS
from planner.rules import TITLES as RULE_TITLES
from planner.rules.checks import AGENCY, OURS
from planner.training import findings

ROOT = Path(api.__file__).parent.parent
PACKAGES = ("competency_models", "catalog", "planner", "api")
TRANSLATES = {"t", "_t", "_", "translate"}
CARRIES = {
    "NotFound": 0,
    "Fault": 1,
    "FieldFault": 1,
    "Message": 0,
    "BadEdit": 0,
    "BadFile": 0,
    "Problem": 1,
    "_hit": 1,
    "_damaged": 1,
    "_wrong": 1,
}
"""Calls whose arguments are message ids, with how many positional arguments come before them."""
NAMED = {"problem", "remedy", "reason"}
"""Arguments that are message ids where they are given by name in such a call."""
ELIGIBILITY = ROOT / "catalog" / "eligibility.py"
REGULATIONS = (
    "competency_models/parameters.py",
    "competency_models/parameter_files.py",
    "competency_models/yaml_source.py",
    "catalog/form_fields.py",
    "catalog/stage_faults.py",
    "catalog/document_faults.py",
)
"""Where faults of regulation files are worded, by functions of their own."""
WORDS_FAULTS = {"fault": 1, "_refuse": 1, "_at": 1, "fault_at": 2}


@cache
def all_messages() -> set[str]:
    """Every message id without a plural; empty ones left out."""
    plural = {text for pair in all_plurals() for text in pair}
    return {text for text in (*_templates(), *_code(), *_regulations(), *_law(), *_lists()) if text} - plural


@cache
def all_plurals() -> set[tuple[str, str]]:
    """Every pair of singular and plural message ids."""
    found = set()
    for call in _template_calls():
        if getattr(call.node, "attr", "") == "plural":
            first, second = (argument.as_const() for argument in call.args[:2])
            found.add((first, second))
    for call in _code_calls():
        if getattr(call.func, "attr", "") == "plural":
            found.add((ast.literal_eval(call.args[0]), ast.literal_eval(call.args[1])))
    return found


def _template_calls() -> Iterator[nodes.Call]:
    parser = Environment()
    for path in (ROOT / "api" / "templates").glob("*.html"):
        yield from parser.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)


def _code_calls() -> Iterator[ast.Call]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from (call for call in ast.walk(tree) if isinstance(call, ast.Call))


def _templates() -> Iterator[str]:
    for call in _template_calls():
        if getattr(call.node, "name", "") in TRANSLATES and call.args:
            yield from _texts_of(call.args[0])


def _texts_of(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Const(value=str(text)):
            yield text
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from _texts_of(first)
            if second is not None:
                yield from _texts_of(second)


def _code() -> Iterator[str]:
    for call in _code_calls():
        name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
        if name in TRANSLATES:
            yield from _strings(call.args[:1])
        elif name in CARRIES:
            yield from _strings(call.args[CARRIES[name] : CARRIES[name] + 2])
            yield from _strings(one.value for one in call.keywords if one.arg in NAMED)
    for node in ast.walk(ast.parse(ELIGIBILITY.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign):
            yield from _strings([node.value])


def _regulations() -> Iterator[str]:
    for path in REGULATIONS:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in WORDS_FAULTS:
                    yield from _strings(node.args[WORDS_FAULTS[name] : WORDS_FAULTS[name] + 2])
                case ast.Assign(targets=[ast.Name(id="problem" | "remedy")], value=value):
                    yield from _strings([value])
                case ast.Assign(targets=[ast.Tuple()], value=ast.Tuple(elts=values)):
                    yield from _strings(values)
    for _, problem in (
        *FIELDS.values(),
        *EXPECTED.values(),
        *SHAPES.values(),
        *document_faults.SHAPES.values(),
    ):
        yield problem


def _strings(arguments: Iterable[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        match argument:
            case ast.Constant(value=str(text)):
                yield text
            case ast.IfExp(body=first, orelse=second):
                yield from _strings([first, second])


def _law() -> Iterator[str]:
    """Units and notes of our own values; titles stand in both languages in the files themselves."""
    for parameter in standard_parameters().by_name.values():
        yield parameter.unit
        for dated in parameter.values:
            yield dated.note
            yield from (reading.note for reading in dated.readings)


def _lists() -> Iterator[str]:
    tables = (
        table
        for room in (words, guide_words, log_words, model_words, run_words, told)
        for table in vars(room).items()
    )
    for name, value in tables:
        if name.isupper() and isinstance(value, Mapping) and not name.endswith(("TONES", "MOVE_TOLD")):
            yield from (one for one in value.values() if isinstance(one, str))
    yield from (button.title for button in (*words.MOVE_BUTTONS.values(), words.DRAFT_ANEW))
    for group in menu.GROUPS:
        yield group.title
        yield from (link.title for link in group.links)
    for _, title in TITLES.values():
        yield title
    for table in (
        gap_map.MEASURES,
        gap_map.ROW_TITLES,
        open_journey.WAITING,
        problems.ADVICE,
        jp_forms.FAULTS,
        run_forms.FAULTS,
        replan_forms.FAULTS,
        replan_forms.KINDS,
        CAUSES,
        accounts.UNKNOWN,
    ):
        yield from table.values()
    for table in (
        community_rules.TEXTS,
        RULE_TITLES,
        MENDS,
        DUTY_MENDS,
        ITEM_FIELDS,
        explain.FEATURES,
        explain.FAMILY_NAMES,
        MALFORMED,
        unplanned.MENDS,
        notices.TEXTS,
        findings.TEXTS,
        findings.WORDS,
    ):
        yield from table.values()
    yield from (*OBJECTIONS, *papers.FAULTS, jp_forms.TOO_FAR)
    yield from (explain.CLOSES, explain.CLOSES_MORE, explain.STRENGTHENS, explain.FILLS, explain.BY_HAND)
    yield from (explain.SPEAKS, explain.NOTHING, explain.THIN, explain.DRAWN, explain.USUAL, explain.OTHERS)
    yield from (contrast.AS_GOOD, contrast.NEVER, contrast.NONE, contrast.TOGETHER, contrast.ALONE)
    yield from (unplanned.CHANGE, unplanned.NOTHING_SMALL, AGENCY.reference, OURS.reference)
    yield from (never_planned.MODEL_OPEN, never_planned.MODEL_NONE, never_planned.LIFTS_NONE)
    yield registry.REMEDY
    yield from citations.WORDS
    yield from (*REASONS, *TEXTS.values(), *guide_register.FAULTS, *guide_forms.FAULTS, guide_views.ENOUGH)
    yield from (refusal.msgid for refusal in (Refusal, *KINDS))
