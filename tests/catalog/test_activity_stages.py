"""The stages of each form's activities: what the circular says of them, and every way in which a file can be wrong."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from catalog.activity_stages import ActivityStage, Doer, FieldKind, due_days
from catalog.forms import load_forms
from competency_models.errors import InputError

FORMS = load_forms().at(date(2027, 1, 4))
BAD = Path(__file__).parents[1] / "data" / "bad_stages"
NEW = """
form.kunjungan_lapangan.definition:
  title: {id: Bentuk, en: Form}
  values:
    - {from: 2027-01-01, value: {id: Kunjungan lapangan, en: Field visit, path: nonclassical}, reference: "SK 1", certainty: S}
form.kunjungan_lapangan.stages:
  title: {id: Tahapan, en: Stages}
  values:
    - from: 2027-01-01
      reference: "SK 1, art. 2"
      certainty: S
      value:
        - key: letter
          title: {id: Surat, en: Letter}
          role: hr_unit
          output: {id: Surat tugas, en: Letter}
          due: {days: -3, from: start}
        - key: visit
          title: {id: Kunjungan, en: Visit}
          role: employee
          output: {id: Laporan, en: Report}
          due: {days: 2, from: letter, reference: design choice, certainty: D}
          after: [letter]
          every_days: 7
"""


def stages(form: str, *, own_unit: bool = False) -> dict[str, ActivityStage]:
    found = FORMS[form].stages_of_own_unit if own_unit else FORMS[form].stages
    return {stage.key: stage for stage in found}


def fields(form: str, stage: str, document: str) -> list[str]:
    (found,) = (one for one in stages(form)[stage].documents if one.key == document)
    return [field.key for field in found.contents]


def test_every_form_can_be_lived() -> None:
    assert [key for key, form in FORMS.items() if not form.stages or not form.stages_of_own_unit] == []


def test_a_form_without_stages_of_its_own_asks_for_taking_part_and_its_evidence() -> None:
    assert list(stages("pelatihan_teknis")) == ["take_part", "evidence"]


def test_an_agreement_of_an_internship_has_seven_contents() -> None:
    """Lampiran A.7.b.2."""
    agreement = stages("magang_praktik_kerja")["agreement"]
    assert (len(fields("magang_praktik_kerja", "agreement", "agreement")), agreement.evidence) == (7, True)
    assert agreement.citation.reference == "SE 07/SE/KM/2023, Lampiran A.7.b.2"


@pytest.mark.parametrize("form", ["magang_praktik_kerja", "pertukaran_pegawai"])
def test_a_stay_begins_with_three_days_of_orientation_and_ends_with_a_test(form: str) -> None:
    """Lampiran A.7.b.3 and B.3.c: the third day of the stay is the orientation's last."""
    days = due_days(FORMS[form].stages, date(2027, 3, 1), date(2027, 5, 28))
    assert days["orientation"] == (date(2027, 3, 3),)
    assert days["monitoring"] == (date(2027, 3, 29), date(2027, 4, 26), date(2027, 5, 24))
    assert max(day for each in days.values() for day in each) == days["final_test"][0]
    assert FORMS[form].failure_bars


EVALUATIONS = {
    "evaluation_by_coach": Doer.COACH,
    "evaluation_by_mentor": Doer.MENTOR,
    "evaluation_by_coachee": Doer.EMPLOYEE,
    "evaluation_by_organiser": Doer.ORGANISER,
}


def test_the_programme_of_the_hr_unit_has_ten_steps_in_eight_weeks() -> None:
    """Lampiran H.III, Table 2; the evaluations of H.III.2.e follow."""
    days = due_days(FORMS["coaching"].stages, date(2027, 3, 1), date(2027, 4, 25))
    assert list(days)[10:] == list(EVALUATIONS)
    assert (days["first_dialogue"], days["final_review"]) == ((date(2027, 3, 7),), (date(2027, 4, 25),))
    assert list(stages("mentoring")) == list(days)


def test_one_s_own_unit_coaches_in_five_steps_and_mentors_in_seven_once_its_head_has_seen_the_need() -> None:
    """I.1 of the circular, Lampiran I.1.a and I.2.a."""
    for form, steps in (("coaching", 5), ("mentoring", 7)):
        first, *others = stages(form, own_unit=True)
        assert (first, len(others)) == ("validation", steps)
    assert stages("mentoring", own_unit=True)["approval"].doer is Doer.SUPERIOR


def test_a_community_proposes_in_seven_fields_and_sums_up_every_three_months() -> None:
    """Lampiran F.2.a, F.3 to F.7."""
    community = stages("komunitas_belajar")
    assert len(community["proposal"].documents[0].contents) == 7
    assert "verification" in community["meetings"].after
    days = due_days(FORMS["komunitas_belajar"].stages, date(2027, 1, 4), date(2027, 12, 17))
    assert [
        (later - earlier).days for earlier, later in zip(days["recap"], days["recap"][1:], strict=False)
    ] == [
        90,
        90,
    ]


def test_self_learning_is_monitored_by_the_superior_in_the_columns_of_table_7() -> None:
    """Lampiran G, Tables 6 and 7: what is not written in the data already is asked for."""
    monitoring = stages("belajar_mandiri")["monitoring"]
    assert monitoring.doer is Doer.SUPERIOR
    assert fields("belajar_mandiri", "monitoring", "table_7") == [
        "competency",
        "target",
        "schedule",
        "done",
        "on_schedule",
        "remarks",
    ]


def test_each_party_of_coaching_fills_its_own_evaluation() -> None:
    """Lampiran H.III.2.e: seven evaluations, one of them by coach and by mentor."""
    programme = stages("coaching")
    for key, doer in EVALUATIONS.items():
        assert (programme[key].doer, programme[key].after) == (doer, ("final_review",))
    items = {
        document.key: len(document.contents) for key in EVALUATIONS for document in programme[key].documents
    }
    assert items == {
        "coachee_by_coach": 3,
        "programme_by_coach": 4,
        "coachee_by_mentor": 3,
        "programme_by_mentor": 5,
        "coach_by_coachee": 5,
        "mentor_by_coachee": 7,
        "programme_by_coachee": 4,
        "programme_by_organiser": 6,
    }


def test_a_scored_item_has_the_scale_in_force() -> None:
    (_, *_, honesty) = stages("coaching")["evaluation_by_coach"].documents[0].contents
    assert (honesty.kind, [one.key for one in honesty.choices]) == (FieldKind.SCORE, list("12345"))


def test_coaching_asks_for_no_more_about_a_person_than_it_needs() -> None:
    """Its form in the circular also asks for birth date, marital status and home address (UU 27/2022)."""
    assert fields("coaching", "self_assessment", "personal_sheet") == ["called", "phone", "email"]


def test_table_4_and_the_report_s_six_contents() -> None:
    """Lampiran H.III.2.c.1 and Table 4."""
    assert fields("coaching", "report", "table_4") == ["meeting", "date", "topic", "result"]
    assert len(fields("coaching", "report", "report")) == 6


def test_mentoring_by_the_hr_unit_is_the_programme_of_coaching() -> None:
    assert FORMS["mentoring"].stages == FORMS["coaching"].stages


def test_a_form_may_have_the_stages_of_another(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        """
form.outbound.stages:
  values:
    - {from: 2020-01-01, value: [{same_as: coaching}], reference: "SK 1", certainty: S}
""",
        encoding="utf-8",
    )
    forms = load_forms(tmp_path)
    day = date(2023, 11, 29)
    assert forms.at(day)["outbound"].stages == forms.at(day)["kursus"].stages
    (tmp_path / "own.yaml").write_text((tmp_path / "own.yaml").read_text("utf-8").replace("2020", "2028"))
    later = load_forms(tmp_path).at(date(2028, 1, 1))
    assert later["outbound"].stages == later["coaching"].stages


def test_a_deadline_of_ours_says_that_it_is_ours() -> None:
    agreement = stages("magang_praktik_kerja")["agreement"]
    assert (agreement.citation.certainty, agreement.due.citation.certainty) == ("S", "D")


def test_before_the_circular_the_general_stages_hold() -> None:
    before = load_forms().at(date(2023, 11, 29))["magang_praktik_kerja"]
    assert [stage.key for stage in before.stages] == ["take_part", "evidence"]


def test_a_new_form_lives_by_one_file(tmp_path: Path) -> None:
    (tmp_path / "kunjungan.yaml").write_text(NEW, encoding="utf-8")
    form = load_forms(tmp_path).at(date(2027, 1, 4))["kunjungan_lapangan"]
    days = due_days(form.stages, date(2027, 2, 8), date(2027, 2, 22))
    assert days == {
        "letter": (date(2027, 2, 5),),
        "visit": (date(2027, 2, 7), date(2027, 2, 14), date(2027, 2, 21)),
    }
    assert form.stages[1].due.citation.certainty == "D"


def test_an_agency_s_own_file_replaces_the_stages(tmp_path: Path) -> None:
    own = NEW.replace("kunjungan_lapangan", "coaching").partition("form.coaching.stages:")[2]
    (tmp_path / "own.yaml").write_text(
        "form.coaching.stages:" + own.replace("2027-01-01", "2028-01-01"), "utf-8"
    )
    forms = load_forms(tmp_path)
    assert [stage.key for stage in forms.at(date(2028, 1, 1))["coaching"].stages] == ["letter", "visit"]
    assert len(forms.at(date(2027, 12, 31))["coaching"].stages) == 14


BROKEN = [
    ("no_list", "The stages must be a list of one or more. Begin each with its key."),
    ("no_title", "The stage one lacks the field title. Add it."),
    (
        "title_in_one_language",
        "The field title of the stage one is malformed. Give both texts, id and en.",
    ),
    ("unknown_role", "The stage one has an unknown role minister. Use one of: employee, superior,"),
    ("unknown_field", "The stage one has an unknown field place. Use one of: key, title,"),
    ("due_without_from", "The field due of the stage one is malformed. Give days"),
    ("due_cited_by_halves", "The field due of the stage one is malformed. Give days"),
    ("cited_by_halves", "The stage one is cited by halves. Give both reference and certainty."),
    (
        "repeated_never",
        "The field every_days of the stage one is malformed. Give a whole number above 0.",
    ),
    ("key_as_number", "The field key of the stage 1 is malformed. Give it a short name of its own."),
    (
        "after_as_text",
        "The field after of the stage one is malformed. List the keys of the stages that come first.",
    ),
    ("reference_empty", "The field reference of the stage one is malformed. Write where it stands."),
    (
        "certainty_unknown",
        "The field certainty of the stage one is malformed. Use one of: S, V, A2, A, M, D.",
    ),
    ("documents_no_list", "The field documents of the stage one is malformed. Give a list, each with key,"),
    ("document_without_name", "The document report of the stage one lacks en. Give key, id and en."),
    (
        "document_bad_key",
        "key is malformed in the document Laporan akhir of the stage one. Use small letters,",
    ),
    (
        "document_name_as_number",
        "id is malformed in the document report of the stage one. Give key, id and en.",
    ),
    ("document_unknown_field", "The document report has an unknown field pages. Use one of: key, id, en,"),
    ("document_twice", "The document report stands twice in the stage one. Keep one of them."),
    (
        "document_empty_contents",
        "contents is malformed in the document report of the stage one. Give a list of",
    ),
    ("document_repeats_nothing", "The document report repeats, but has no contents. Give its contents,"),
    (
        "document_repeats_sometimes",
        "repeats is malformed in the document report of the stage one. Use true or",
    ),
    ("field_no_mapping", "A field of the document report has no names. Give key, id and en."),
    ("field_without_name", "The field a of the document report lacks en. Give key, id and en."),
    ("field_bad_key", "key is malformed in the field 1a of the document report. Use small letters,"),
    ("field_unknown_field", "The field a of the document report has an unknown field size. Use one of: key,"),
    ("field_twice", "The field a stands twice in the document report. Keep one of them."),
    (
        "field_unknown_kind",
        "The field a of the document report has an unknown kind colour. Use one of: text,",
    ),
    ("field_required_sometimes", "required is malformed in the field a of the document report. Use true or"),
    ("field_choice_without_choices", "The field a of the document report offers no choices. Add them."),
    ("field_text_with_choices", "The field a of the document report has choices, but its kind is text."),
    ("field_one_choice", "choices is malformed in the field a of the document report. Give two or more,"),
    ("field_choice_twice", "choices is malformed in the field a of the document report. Give two or more,"),
    ("evidence_sometimes", "The field evidence of the stage one is malformed. Use true or false."),
    ("same_as_nothing", "The stages are to be those of kursus, which writes none out. Use one of: belajar_"),
    ("scale_of_one", "The scale must be a list of two or more steps, each with a key of its own, id and en."),
    ("twice", "The stage one stands there twice."),
    ("after_nothing", "The stage one follows nowhere, which is no stage of this form."),
    ("circle", "The stages wait for each other in a circle: one → two → one."),
    ("due_in_a_circle", "The stages wait for each other in a circle: one → one."),
]


@pytest.mark.parametrize(("name", "says"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, name: str, says: str) -> None:
    shutil.copy(BAD / f"{name}.yaml", tmp_path)
    with pytest.raises(InputError) as refused:
        load_forms(tmp_path)
    (fault,) = refused.value.faults
    assert (Path(fault.file).name, fault.row) == (f"{name}.yaml", 3)
    assert says in fault.text()


def test_every_broken_file_has_its_test() -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} == {name for name, _ in BROKEN}
