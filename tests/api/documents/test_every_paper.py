"""Every paper of every form is printed as Word and PDF, with each of its questions and what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from api.documents import render_docx, render_pdf
from api.documents.paper import Paper, filled_paper
from api.worlds import Known
from catalog.activity_stages import ActivityStage, Document, Field, FieldKind
from catalog.forms import Form, load_forms
from planner.activities import Activity, FilledPaper, Phase, Task
from planner.regulations import standard_parameters
from planner.world import World
from tests.api.documents.opened import text_of_docx, text_of_pdf
from tests.small_agency import AGENCY, ANI, YEAR

NOW = datetime(2027, 1, 4, 1, tzinfo=UTC)
DAY = date(2027, 1, 4)
FORMS = load_forms().at(DAY)
WRITTEN = {FieldKind.NUMBER: "12", FieldKind.DATE: "2027-05-06"}
SHOWN = {FieldKind.NUMBER: "12", FieldKind.DATE: "6 Mei 2027"}


@pytest.fixture(scope="module")
def known() -> Known:
    world = World.build(AGENCY, DAY, YEAR, standard_parameters(), load_forms())
    return Known(1, world, {one.nip: one.nip for one in AGENCY.people})


def papers_of(form: Form) -> Iterator[tuple[ActivityStage, Document]]:
    """Each paper that is filled in, once."""
    seen = set()
    for stage in (*form.stages, *form.stages_of_own_unit):
        for document in (one for one in stage.documents if one.contents):
            if (mark := (stage.doer, document)) not in seen:
                seen.add(mark)
                yield stage, document


def answer(field: Field) -> str:
    if field.choices:
        return field.choices[-1].key
    return WRITTEN.get(field.kind, f"Isian <{field.key}> & #{field.key}")


def told(field: Field) -> str:
    return field.choices[-1].name if field.choices else SHOWN.get(field.kind, answer(field))


def printed(known: Known, form: Form, stage: ActivityStage, document: Document, *, filled: bool) -> Paper:
    row = {field.key: answer(field) for field in document.contents}
    papers = (FilledPaper(document.key, (row,), NOW, "ani", 1),) if filled else ()
    task = Task(1, stage, 1, DAY, papers=papers)
    days = (date(2027, 2, 1), date(2027, 2, 27))
    activity = Activity(7, 1, ANI, "S1", form.key, *days, Phase.RUNNING, 1, NOW, (task,))
    return filled_paper(known, activity, task, document, known.people[ANI], DAY, whole=True)


def text_of(paper: Paper, form: str) -> str:
    values = {field.name: getattr(paper, field.name) for field in fields(paper)}
    names = (f"paper.{paper.key}", "paper")
    if form == "docx":
        return squeezed(text_of_docx(render_docx(names, values)))
    return squeezed(text_of_pdf(render_pdf(names, values)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text).casefold()


@pytest.mark.parametrize("key", [key for key, form in FORMS.items() if any(papers_of(form))])
def test_every_paper_of_a_form_is_printed_filled_and_empty(known: Known, key: str) -> None:
    for stage, document in papers_of(FORMS[key]):
        for form in ("docx", "pdf"):
            text = text_of(printed(known, FORMS[key], stage, document, filled=True), form)
            wanted = [document.title.name, "Ani", ANI, *(field.name for field in document.contents)]
            wanted += [told(field) for field in document.contents]
            assert [one for one in wanted if squeezed(one) not in text] == [], f"{document.key} as {form}"
        empty = text_of(printed(known, FORMS[key], stage, document, filled=False), "pdf")
        assert [field.name for field in document.contents if squeezed(field.name) not in empty] == []
        assert "none" not in empty


def test_there_are_the_papers_of_the_circular() -> None:
    keys = {document.key for form in FORMS.values() for _, document in papers_of(form)}
    assert {"table_1", "table_3", "table_4", "table_7", "self_assessment", "preliminary"} <= keys
    assert sum(1 for form in FORMS.values() for _ in papers_of(form)) > 60
