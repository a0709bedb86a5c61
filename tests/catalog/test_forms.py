"""Forms of learning: what the sources say of each, and every way in which a form's file can be wrong."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import catalog
from catalog.form_fields import FIELDS
from catalog.forms import Form, load_forms
from catalog.solutions import Bucket
from competency_models.errors import InputError
from competency_models.people import Person, Status

FORMS = load_forms().at(date(2027, 1, 4))
DOCS = Path(__file__).parents[2] / "docs" / "regulations.md"
BAD = Path(__file__).parents[1] / "data" / "bad_forms"

SEVENTY = {
    *("magang_praktik_kerja", "pertukaran_pegawai", "patok_banding", "detasering", "outbound"),
    *("komunitas_belajar", "belajar_mandiri"),
}
TWENTY = {"coaching", "mentoring"}
TEN = {
    *("pelatihan_struktural_kepemimpinan", "pelatihan_dasar", "pelatihan_manajerial", "pelatihan_teknis"),
    *("pelatihan_fungsional", "pelatihan_sosial_kultural", "seminar_konferensi_sarasehan", "sosialisasi"),
    *("workshop_lokakarya", "bimbingan_teknis", "belajar_mandiri"),
}
LAN_ONLY = {"bimbingan_di_tempat_kerja", "e_learning", "pelatihan_jarak_jauh", "kursus", "penataran"}
KEMENKEU_ONLY = {"knowledge_sharing", "action_learning", "gugus_tugas", "tugas_tambahan"}


def named_by_the_circular(bucket: Bucket) -> set[str]:
    """Forms whose model is read in the circular itself, not chosen by us."""
    return {
        k
        for k, f in FORMS.items()
        if bucket in f.buckets("pupr") and f.citations["buckets.pupr"].certainty == "S"
    }


def test_the_circular_names_these_forms_for_each_model() -> None:
    """SE 07/SE/KM/2023, G, H-I and J."""
    assert named_by_the_circular(Bucket.EXPERIENCE) == SEVENTY
    assert named_by_the_circular(Bucket.SOCIAL) == TWENTY
    assert named_by_the_circular(Bucket.FORMAL) == TEN


def test_every_form_of_the_three_sources_is_there_and_no_other() -> None:
    assert set(FORMS) == SEVENTY | TWENTY | TEN | LAN_ONLY | KEMENKEU_ONLY


def test_one_file_holds_one_form() -> None:
    for path in (catalog.regulations_folder() / "forms").glob("*.yaml"):
        names = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1].strip()]
        assert all(name.startswith(f"form.{path.stem}.") for name in names), path.name


def test_the_two_schemes_differ_where_the_sources_do() -> None:
    """The finance ministry regards benchmarking and communities as social learning."""
    differ = {
        k
        for k, f in FORMS.items()
        if f.buckets("pupr") and set(f.buckets("pupr")) != set(f.buckets("kemenkeu"))
    }
    assert differ == {"patok_banding", "komunitas_belajar", "belajar_mandiri"}
    assert FORMS["patok_banding"].buckets("kemenkeu") == (Bucket.SOCIAL,)


def test_a_scheme_that_nobody_knows_has_no_model() -> None:
    assert FORMS["coaching"].buckets("other") == ()


def test_technology_is_no_reason_for_coaching() -> None:
    """SE 07/SE/KM/2023, F.3."""
    assert FORMS["coaching"].considerations == {"gap", "need", "career"}
    assert FORMS["magang_praktik_kerja"].considerations == {"gap", "need", "technology", "career"}


@pytest.mark.parametrize(
    ("key", "hours", "sessions", "weeks", "jp", "abroad"),
    [
        ("pelatihan_struktural_kepemimpinan", 80, 1, 12, 80, 0),
        ("pelatihan_teknis", 20, 1, 1, 20, 24),
        ("seminar_konferensi_sarasehan", 10, 2, 1, 8, 12),
        ("workshop_lokakarya", 12, 2, 1, 10, 14),
        ("bimbingan_teknis", 20, 1, 1, 20, 24),
        ("sosialisasi", 4, 1, 1, 4, 0),
        ("coaching", 12, 4, 8, 8, 9.6),
        ("mentoring", 12, 4, 8, 8, 9.6),
        ("bimbingan_di_tempat_kerja", 12, 4, 8, 8, 9.6),
        ("e_learning", 10, 1, 1, 10, 10),
        ("e_learning", 40, 1, 2, 30, 30),
        ("pelatihan_jarak_jauh", 10, 1, 1, 10, 12),
        ("detasering", 200, 1, 12, 20, 24),
        ("outbound", 20, 1, 1, 20, 24),
        ("patok_banding", 30, 3, 1, 10, 12),
        ("pertukaran_pegawai", 300, 1, 20, 20, 24),
        ("magang_praktik_kerja", 300, 1, 12, 20, 24),
        ("komunitas_belajar", 16, 8, 8, 16, 16),
        ("komunitas_belajar", 8, 8, 8, 8, 9.6),
        ("belajar_mandiri", 30, 1, 2, 20, 20),
        ("belajar_mandiri", 10, 1, 2, 10, 12),
        ("gugus_tugas", 30, 1, 2, 0, 0),
    ],
)
def test_lesson_hours(key: str, hours: float, sessions: int, weeks: int, jp: float, abroad: float) -> None:
    """PerLAN 10/2018, annex (J01-J18), at home and abroad, with the caps by day and month; 0 where nothing is known."""
    assert FORMS[key].jp(hours, sessions, weeks) == pytest.approx(jp)
    assert FORMS[key].jp(hours, sessions, weeks, abroad=True) == pytest.approx(abroad)


def test_only_these_forms_are_capped_by_month() -> None:
    capped = {key: form.month_cap for key, form in FORMS.items() if form.month_cap is not None}
    assert capped == {"coaching": 2, "mentoring": 2, "bimbingan_di_tempat_kerja": 2}


def test_before_the_circular_a_form_has_no_model_and_no_condition() -> None:
    before = load_forms().at(date(2023, 11, 29))["pertukaran_pegawai"]
    assert (before.buckets("pupr"), before.min_weeks, before.considerations) == ((), None, frozenset())
    assert before.barred(person(Status.PPPK), "pelaksana") is None


def test_before_the_first_regulation_there_is_no_form() -> None:
    assert load_forms().at(date(2010, 1, 1)) == {}


def person(status: Status) -> Person:
    return Person("199001012015011001", "Contoh", "U", "J", status)


def barred(form: Form, status: Status, job_class: str = "ahli_madya") -> str:
    hit = form.barred(person(status), job_class)
    return hit.reason.format_map(hit.params) if hit else ""


def test_most_forms_are_open_to_everyone() -> None:
    shut = {key for key, form in FORMS.items() if barred(form, Status.PPPK)}
    assert shut == {"magang_praktik_kerja", "pertukaran_pegawai", "detasering", "pelatihan_dasar"}
    assert {key for key, form in FORMS.items() if barred(form, Status.PNS)} == {"pertukaran_pegawai"}


BROKEN = [
    ("unknown_field", 1, "Unknown field of a form. Use one of: definition, buckets.pupr"),
    ("no_definition", 1, "The form hypnosis has no definition. Add form.hypnosis.definition."),
    ("no_definition_yet", 1, "No such parameter."),
    ("unknown_bucket", 2, 'The models must be a list of "70", "20", "10".'),
    ("bucket_as_number", 2, 'The models must be a list of "70", "20", "10".'),
    ("unknown_per", 2, "JP needs per (hour, session, day or activity) and jp (a number above 0)."),
    ("jp_without_per", 2, "JP needs per (hour, session, day or activity) and jp (a number above 0)."),
    ("negative_jp", 2, "JP needs per (hour, session, day or activity) and jp (a number above 0)."),
    (
        "unknown_days_by",
        2,
        "JP a day needs jp (a number above 0) and days_by (sessions or working_days).",
    ),
    ("abroad_both", 2, "JP abroad needs jp or factor, a number above 0."),
    ("no_sessions", 2, "The sessions must be a number above 0."),
    ("unknown_status", 2, "The statuses must be a list of PNS, PPPK."),
    ("half_a_week", 2, "The weeks must be a whole number above 0."),
    ("truth_as_text", 2, "The value must be a truth value"),
    ("truth_as_number", 3, "The value must be true or false."),
    ("no_path", 2, "The definition needs id, en and path (classical or nonclassical)."),
    ("no_reference", 2, "The key reference is missing"),
]


@pytest.mark.parametrize(("name", "line", "says"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, name: str, line: int, says: str) -> None:
    shutil.copy(BAD / f"{name}.yaml", tmp_path)
    with pytest.raises(InputError) as refused:
        load_forms(tmp_path)
    (fault,) = refused.value.faults
    assert (Path(fault.file).name, fault.row) == (f"{name}.yaml", line)
    assert says in fault.text()


def test_every_broken_file_has_its_test() -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} == {name for name, _, _ in BROKEN}


def test_every_field_of_a_form_is_documented_and_used() -> None:
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == set(FIELDS)
    assert {field for form in FORMS.values() for field in form.citations} == set(FIELDS)
