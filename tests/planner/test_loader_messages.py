"""Every complaint of the loaders of regulations has a broken file of its own, asserted by its words.

The complaints are gathered from the source, the words from the tables that the tests of broken files run through; each of
those tests holds its table to the files in its folder of ``tests/data``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

import competency_models
from catalog import document_faults, form_fields, stage_faults
from planner.regulations.expected import EXPECTED
from tests.catalog.test_activity_stages import BROKEN as OF_STAGES
from tests.catalog.test_forms import BROKEN as OF_FORMS
from tests.competency_models.test_parameters import COMPLAINTS
from tests.planner.test_regulations import CASES

ROOT = Path(competency_models.__file__).parents[1]
LOADERS = (
    "competency_models/yaml_source.py",
    "competency_models/parameter_files.py",
    "competency_models/parameters.py",
    "catalog/form_fields.py",
    "catalog/stage_faults.py",
    "catalog/document_faults.py",
)
TELLS = {"fault": 1, "fault_at": 2, "Fault": 1, "_at": 1, "_refuse": 0}
"""Functions that word a fault, with the place of the problem among their arguments."""

ELSEWHERE = {
    "It stands in {first} too.": "two files in a folder: test_one_folder_must_not_define_a_parameter_twice",
    "There is no such folder.": "no file at all: test_a_missing_folder_is_named",
    "Values are nested too deeply.": "a file made in the test: test_a_file_nested_without_end_is_refused",
    "The parameter {name} has no value on {day}; its first one holds from {first}.": (
        "a day, no file: test_before_its_first_value_a_parameter_is_not_there"
    ),
}
"""Complaints that no single file can cause, with the test that asserts each."""


def complaints_in(text: str) -> set[str]:
    """The problems that a module words: literals, and variables of that name."""
    return set(_worded(ast.parse(text)))


def _worded(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in TELLS:
                yield from _texts(node.args[TELLS[name] : TELLS[name] + 1])
            case ast.Assign(targets=[ast.Name(id="problem")], value=value):
                yield from _texts([value])
            case ast.Assign(
                targets=[ast.Tuple(elts=[ast.Name(id="problem"), _])], value=ast.Tuple(elts=values)
            ):
                yield from _texts(values[:1])


def _texts(found: Iterable[ast.expr]) -> Iterator[str]:
    for one in found:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def all_complaints() -> set[str]:
    worded = {text for path in LOADERS for text in complaints_in((ROOT / path).read_text(encoding="utf-8"))}
    shaped = (*form_fields.FIELDS.values(), *EXPECTED.values())
    return worded | {problem for _, problem in shaped}


def all_remedies() -> set[str]:
    """How a field of a stage or of a paper is mended: each field of its own shape is a complaint of its own."""
    shapes: Iterable[Mapping[str, tuple[object, str]]] = (stage_faults.SHAPES, document_faults.SHAPES)
    return {remedy for table in shapes for _, remedy in table.values()}


def unasserted_remedies(words: Iterable[str]) -> list[str]:
    """Ways to mend a field that no test of a broken file asserts, if only its beginning."""
    tails = [tail for text in words if (tail := re.sub(r"^.*malformed[^.]*\. ?", "", text)) not in ("", text)]
    # An unknown role is told with the roles that there are.
    wanted = all_remedies() - {stage_faults.SHAPES["role"][1]}
    return sorted(one for one in wanted if not any(one.startswith(tail) for tail in tails))


def asserted() -> list[str]:
    forms = (says for _, _, says in OF_FORMS)
    return [*COMPLAINTS.values(), *CASES.values(), *(says for _, says in OF_STAGES), *forms]


def unasserted(complaints: Iterable[str], words: Iterable[str]) -> list[str]:
    """Complaints whose beginning no test of a broken file asserts."""
    told = list(words)
    return sorted(one for one in complaints if not any(_begins(one, text) for text in told))


def _begins(complaint: str, text: str) -> bool:
    """Whether a text holds the complaint with its fields filled; of a reason that differs by library, what comes before."""
    parts = [literal for literal, *_ in Formatter().parse(complaint)]
    pattern = ".*".join(re.escape(part) for part in parts)
    before_reason = complaint.partition(" {reason}")[0]
    return re.search(pattern, text) is not None or (before_reason != complaint and before_reason in text)


def test_every_complaint_of_the_loaders_has_a_broken_file() -> None:
    assert unasserted(all_complaints() - ELSEWHERE.keys(), asserted()) == []


def test_every_field_of_a_stage_and_of_a_paper_has_a_broken_file() -> None:
    assert unasserted_remedies(asserted()) == []
    assert "Write where it stands." in unasserted_remedies(
        [text for text in asserted() if "Write where" not in text]
    )


def test_what_no_single_file_can_cause_is_still_said() -> None:
    assert ELSEWHERE.keys() <= all_complaints()


def test_the_gathering_finds_what_the_loaders_say() -> None:
    found = all_complaints()
    assert len(found) > 60
    assert {
        "Unknown field of a form.",
        "The stage {stage} stands there twice.",
        "The value is empty.",
    } <= found


def test_a_complaint_without_a_broken_file_is_named() -> None:
    planted = 'def check(source):\n    source.fault(1, "The value is purple.", "Paint it.")\n'
    assert unasserted(complaints_in(planted), asserted()) == ["The value is purple."]
    gone = [text for text in asserted() if "stands there twice" not in text]
    assert "The stage {stage} stands there twice." in unasserted(all_complaints(), gone)
