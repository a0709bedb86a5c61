"""What may be written into a paper, what is missing from it, and that no text whatever brings it to a halt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.activity_stages import ActivityStage, Choice, Document, Doer, Due, Field, FieldKind, Words
from catalog.forms import load_forms
from competency_models.parameters import Citation
from planner.activities import EvidenceFile, FilledPaper, Task
from planner.activities import papers as p
from planner.activities.papers import cleaned, faults_of, missing_papers
from tests.papers import sample_rows

NOW = datetime(2027, 2, 1, 1, tzinfo=UTC)
TWO = (Choice("a", "A", "A"), Choice("b", "B", "B"))
FIELDS = (
    Field("text", "Teks", "Text", FieldKind.TEXT),
    Field("long", "Panjang", "Long", FieldKind.LONG),
    Field("number", "Angka", "Number", FieldKind.NUMBER),
    Field("date", "Tanggal", "Date", FieldKind.DATE),
    Field("choice", "Pilihan", "Choice", FieldKind.CHOICE, choices=TWO),
    Field("score", "Skor", "Score", FieldKind.SCORE, choices=TWO),
    Field("more", "Lagi", "More", required=False),
)
SHEET = Document("sheet", Words("Lembar", "Sheet"), FIELDS)
TABLE = replace(SHEET, key="table", repeats=True)
ATTACHED = Document("attached", Words("Lampiran", "Attachment"))
(GOOD,) = sample_rows(SHEET)
FORMS = load_forms().at(date(2027, 1, 4))


def told(document: Document, *rows: dict[str, str], draft: bool = False) -> list[tuple[int, str, str]]:
    faults = faults_of(document, cleaned(document, rows), draft=draft)
    return [(fault.row, fault.field, fault.problem) for fault in faults]


def task(*documents: Document, evidence: bool = False, **more: Any) -> Task:
    cited = Citation("SK 1", "D")
    stage = ActivityStage(
        *("one", Words("Satu", "One"), Doer.EMPLOYEE, Words("Hasil", "Result"), Due(0, "end", cited), cited),
        documents=documents,
        evidence=evidence,
    )
    return Task(1, stage, 1, date(2027, 2, 1), **more)


def filled(document: Document, *rows: dict[str, str]) -> FilledPaper:
    return FilledPaper(document.key, rows, NOW, "ani")


def test_a_paper_that_is_filled_in_has_no_fault() -> None:
    assert told(SHEET, dict(GOOD)) == []
    assert told(TABLE, dict(GOOD), dict(GOOD)) == []


def test_everything_missing_is_told_at_once_and_a_draft_may_miss_it() -> None:
    needed = [(1, one.key, p.NEEDED) for one in FIELDS if one.required]
    assert told(SHEET) == needed
    assert told(SHEET, {"more": "x"}) == needed
    assert told(SHEET, {"text": "  \n ", "more": "x"}) == needed
    assert told(SHEET, {"more": "x"}, draft=True) == []


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("date", "31-01-2027", p.NOT_A_DATE),
        ("date", "2027-02-30", p.NOT_A_DATE),
        ("date", "20270131", p.NOT_A_DATE),
        ("date", "2027-W05-1", p.NOT_A_DATE),
        ("date", "٢٠٢٧-01-31", p.NOT_A_DATE),
        ("date", "0000-01-01", p.NOT_A_DATE),
        ("number", "dua", p.NOT_A_NUMBER),
        ("number", "1.500,5", p.NOT_A_NUMBER),
        ("number", "inf", p.NOT_A_NUMBER),
        ("number", "1e400", p.NOT_A_NUMBER),
        ("number", "1" * 21, p.TOO_LONG),
        ("choice", "c", p.NOT_A_CHOICE),
        ("choice", "A", p.NOT_A_CHOICE),
        ("score", "6", p.NOT_A_CHOICE),
        ("text", "x" * 501, p.TOO_LONG),
        ("long", "x" * 20_001, p.TOO_LONG),
        ("long", "a\0b", p.CHARACTERS),
        ("text", "a\ud800b", p.CHARACTERS),
        ("text", "a\x1bb", p.CHARACTERS),
        ("colour", "red", p.UNKNOWN_FIELD),
    ],
)
def test_what_cannot_be_stored_is_refused_even_in_a_draft(field: str, text: str, problem: str) -> None:
    assert told(SHEET, {**GOOD, field: text}, draft=True) == [(1, field, problem)]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", "-3"),
        ("number", "7,5"),
        ("number", "7.50"),
        ("date", "2028-02-29"),
        ("text", "x" * 500),
        ("text", "Ünïcødé 日本"),
        ("long", "baris\r\nbaris\tkolom"),
        ("long", "x" * 20_000),
    ],
)
def test_what_can_be_stored_is_taken(field: str, text: str) -> None:
    assert told(SHEET, {**GOOD, field: text}) == []


def test_what_is_kept_has_no_blanks_around_it_and_one_way_of_writing_numbers() -> None:
    rows = cleaned(TABLE, [{"text": " a\r\nb ", "number": "7,5", "more": " "}, {"text": ""}, {}])
    assert rows == ({"text": "a\nb", "number": "7.5"},)


def test_a_table_needs_a_row_where_it_asks_for_anything_and_takes_so_many() -> None:
    assert told(TABLE) == [(0, "", p.NO_ROW)]
    assert told(TABLE, {}, {"text": ""}) == [(0, "", p.NO_ROW)]
    assert told(replace(TABLE, contents=FIELDS[-1:])) == []
    many = [dict(GOOD)] * p.ROWS_MAX
    assert told(TABLE, *many) == []
    assert told(TABLE, *many, dict(GOOD), draft=True) == [(0, "", p.TOO_MANY)]


def test_a_sheet_has_one_row() -> None:
    assert told(SHEET, dict(GOOD), dict(GOOD), draft=True) == [(0, "", p.ONE_ROW)]


def test_a_fault_names_row_field_and_both_names() -> None:
    (fault,) = faults_of(TABLE, (GOOD, {**GOOD, "date": "besok"}))
    assert (fault.document, fault.row, fault.field, fault.name, fault.name_en) == (
        "table",
        2,
        "date",
        "Tanggal",
        "Date",
    )


def test_a_task_misses_what_its_papers_miss_and_its_evidence() -> None:
    def missing(one: Task) -> list[tuple[str, str]]:
        return [(fault.document, fault.problem) for fault in missing_papers(one)]

    short = replace(SHEET, contents=FIELDS[:1])
    assert missing(task(short, ATTACHED)) == [("sheet", p.NEEDED)]
    assert missing(task(short, ATTACHED, papers=(filled(short, {"text": "x"}),))) == []
    assert missing(task(ATTACHED)) == []
    assert missing(task(ATTACHED, evidence=True)) == [("", p.NO_FILE)]
    file = EvidenceFile(1, "a.pdf", "application/pdf", 1, "", "x", NOW, "ani")
    assert missing(task(ATTACHED, evidence=True, files=(file,))) == []


@pytest.mark.parametrize("key", sorted(FORMS))
def test_every_paper_of_every_form_can_be_filled_in(key: str) -> None:
    form = FORMS[key]
    for stage in (*form.stages, *form.stages_of_own_unit):
        for document in stage.documents:
            if document.contents:
                assert faults_of(document, sample_rows(document)) == ()
                assert faults_of(document, sample_rows(document, 3)) == () or not document.repeats


ANY_TEXT = st.text() | st.text(st.characters(codec=None)) | st.sampled_from(["a", "2027-02-01", "7,5", "\0"])
ANY_KEY = st.sampled_from([one.key for one in FIELDS]) | st.text(max_size=5)
ANY_ROWS = st.lists(st.dictionaries(ANY_KEY, ANY_TEXT, max_size=8), max_size=4)


@given(st.sampled_from([SHEET, TABLE]), ANY_ROWS)
def test_no_text_brings_it_to_a_halt_and_what_is_free_of_faults_is_storable(
    document: Document, rows: list[dict[str, str]]
) -> None:
    kept = cleaned(document, rows)
    assert cleaned(document, kept) == kept
    faults = faults_of(document, kept)
    assert {fault for fault in faults if not fault.missing} == set(faults_of(document, kept, draft=True))
    if not faults_of(document, kept, draft=True):
        known = {one.key for one in FIELDS}
        for row in kept:
            assert row.keys() <= known
            for text in row.values():
                assert text.encode()
                assert "\0" not in text
