"""The tables of what is needed: units, competencies, jobs and their standards, people, assessments."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from competency_models.framework import MAX_LEVEL, CareerMove, Competency, CompetencyKind, Job, JobStandard
from competency_models.loading.cells import Choice, Code, Day, Nip, Number, Text, Whole, YesNo
from competency_models.loading.messages import Message
from competency_models.loading.tables import Column, RowRule, Table
from competency_models.people import Assessment, OrgUnit, Performance, Person, Potential, Source, Status

JOB_CLASSES = "job classes"
"""The vocabulary of job classes: keys of the parameter that sets each class's required level."""

LEVELS = range(1, MAX_LEVEL + 1)

OWN_PARENT = Message("A unit cannot be its own parent.", "Leave the parent of the top unit empty.")
SAME_JOB = Message("A career move leads from a job to itself.", "Name another job, or remove the row.")
OWN_SUPERVISOR = Message(
    "A person cannot be their own supervisor.", "Name the supervisor's NIP, or leave the cell empty."
)
ENDED_BEFORE = Message(
    "The contract ends before it starts, on {contract_starts}.", "Correct one of the two dates."
)
EXPIRED_BEFORE = Message(
    "The evidence expires before it was given, on {assessed_on}.", "Correct one of the two dates."
)

UNITS = Table(
    name="units",
    indonesian="Unit kerja instansi sebagai pohon.",
    english="The agency's units, as a tree.",
    columns=(
        Column("code", Code(), "Kode unit kerja, unik.", "Unique code of the unit.", "PUSBANGKOM"),
        Column("name", Text(), "Nama unit kerja.", "Name of the unit.", "Pusat Pengembangan Kompetensi"),
        Column(
            "parent",
            Code(),
            "Kode unit induk; kosong untuk unit teratas.",
            "Code of the unit above; empty for the top.",
            "BPSDM",
            required=False,
            reference="units",
        ),
    ),
    key=("code",),
    build=OrgUnit,
    required=True,
    rules=(RowRule(("code", "parent"), lambda code, parent: code != parent, "parent", OWN_PARENT),),
    acyclic=("code", "parent"),
)


def _competency(code: str, name: str, kind: CompetencyKind, name_en: str, *rest: str) -> Competency:
    *descriptions, source, certainty = rest
    levels = {level: text for level, text in zip(LEVELS, descriptions, strict=True) if text}
    return Competency(code, name, kind, name_en, MappingProxyType(levels), source, certainty)


def _competency_values(competency: Competency) -> tuple[object, ...]:
    descriptions = (competency.levels.get(level, "") for level in LEVELS)
    return (
        competency.code, competency.name, competency.kind, competency.name_en, *descriptions,
        competency.source, competency.certainty,
    )  # fmt: skip


COMPETENCIES = Table(
    name="competencies",
    indonesian="Kompetensi milik instansi, terutama teknis. Sembilan kompetensi nasional sudah tersedia.",
    english="The agency's own competencies, mostly technical. The nine national ones are built in.",
    columns=(
        Column("code", Code(), "Kode kompetensi, unik.", "Unique code of the competency.", "T.01"),
        Column("name", Text(), "Nama kompetensi.", "Name of the competency.", "Perancangan jalan"),
        Column(
            "kind",
            Choice(
                CompetencyKind,
                {"manajerial": "managerial", "sosial kultural": "sociocultural", "sosiokultural": "sociocultural",
                 "teknis": "technical"},
            ),
            "Jenis kompetensi.", "Kind of competency.", "technical",
        ),
        Column("name_en", Text(), "Nama dalam bahasa Inggris.", "Name in English.", "Road design", required=False, default=""),
        *(
            Column(
                f"level_{level}", Text(5000), f"Perilaku pada level {level}.", f"Behaviour at level {level}.",
                "Menyusun rancangan sederhana" if level == 1 else "", required=False, default="",
            )
            for level in LEVELS
        ),
        Column("source", Text(), "Dasar hukum atau sumber.", "Regulation or source.", "", required=False, default=""),
        Column("certainty", Code(), "Seberapa pasti sumbernya.", "How certain the source is.", "", required=False, default=""),
    ),
    key=("code",),
    build=_competency,
    values=_competency_values,
)  # fmt: skip

JOBS = Table(
    name="jobs",
    indonesian="Jabatan.",
    english="Jobs.",
    columns=(
        Column("code", Code(), "Kode jabatan, unik.", "Unique code of the job.", "ANALIS-MUDA"),
        Column("name", Text(), "Nama jabatan.", "Name of the job.", "Analis Kebijakan Ahli Muda"),
        Column("job_class", Code(), "Jenjang jabatan.", "Class of the job.", "ahli_muda", reference=JOB_CLASSES),
        Column("family", Text(), "Rumpun jabatan.", "Job family.", "Analis Kebijakan", required=False, default=""),
        Column("name_en", Text(), "Nama dalam bahasa Inggris.", "Name in English.", "Policy analyst", required=False, default=""),
        Column("critical", YesNo(), "Jabatan kritikal?", "Is the job critical?", "no", required=False, default=False),
    ),
    key=("code",),
    build=Job,
    required=True,
)  # fmt: skip

STANDARDS = Table(
    name="standards",
    indonesian="Standar kompetensi jabatan: level kompetensi yang disyaratkan tiap jabatan.",
    english="Job standards: the level of a competency that a job requires.",
    columns=(
        Column("job", Code(), "Kode jabatan.", "Code of the job.", "ANALIS-MUDA", reference="jobs"),
        Column("competency", Code(), "Kode kompetensi.", "Code of the competency.", "M.01", reference="competencies"),
        Column("level", Whole(1, MAX_LEVEL), "Level yang disyaratkan.", "Level required.", "3"),
        Column(
            "weight", Number(0, 100, open_low=True), "Bobot bagi jabatan; biasanya 1.", "Weight for the job; usually 1.",
            "1", required=False, default=1.0,
        ),
    ),
    key=("job", "competency"),
    build=JobStandard,
    required=True,
)  # fmt: skip

CAREERS = Table(
    name="careers",
    indonesian="Perpindahan jabatan yang dimungkinkan.",
    english="Moves from job to job that the agency regards as possible.",
    columns=(
        Column(
            "from_job", Code(), "Kode jabatan asal.", "Code of the job left.", "ANALIS-MUDA", reference="jobs"
        ),
        Column(
            "to_job",
            Code(),
            "Kode jabatan tujuan.",
            "Code of the job taken.",
            "ANALIS-MADYA",
            reference="jobs",
        ),
    ),
    key=("from_job", "to_job"),
    build=CareerMove,
    rules=(RowRule(("from_job", "to_job"), lambda left, taken: left != taken, "to_job", SAME_JOB),),
)


def _not_ended_before(starts: date | None, ends: date | None) -> bool:
    return starts is None or ends is None or ends >= starts


PEOPLE = Table(
    name="people",
    indonesian="Pegawai.",
    english="People.",
    columns=(
        Column("nip", Nip(), "NIP sebagai teks.", "NIP, as text.", "199001012015031001"),
        Column("name", Text(), "Nama pegawai.", "Name of the person.", "Sri Rahayu"),
        Column("unit", Code(), "Kode unit kerja.", "Code of the unit.", "PUSBANGKOM", reference="units"),
        Column("job", Code(), "Kode jabatan.", "Code of the job held.", "ANALIS-MUDA", reference="jobs"),
        Column(
            "status", Choice(Status, {"p3k": "PPPK"}), "Status kepegawaian.", "Employment status.", "PNS",
            required=False, default=Status.PNS,
        ),
        Column(
            "supervisor", Nip(), "NIP atasan langsung.", "NIP of the direct superior.", "198001012005011001",
            required=False, reference="people",
        ),
        Column(
            "target_job", Code(), "Kode jabatan yang dituju.", "Code of the job aimed at.", "ANALIS-MADYA",
            required=False, reference="jobs",
        ),
        Column(
            "performance",
            Choice(
                Performance,
                {"di bawah ekspektasi": "below", "sesuai ekspektasi": "as", "di atas ekspektasi": "above"},
            ),
            "Kinerja terhadap ekspektasi.", "Performance against expectation.", "as", required=False,
        ),
        Column(
            "potential",
            Choice(Potential, {"rendah": "low", "menengah": "mid", "sedang": "mid", "tinggi": "high"}),
            "Potensi.", "Potential.", "mid", required=False,
        ),
        Column(
            "scarce_skill", YesNo(), "PPPK dengan keahlian yang langka di antara PNS?",
            "A PPPK whose skill is rare among PNS?", "no", required=False, default=False,
        ),
        Column(
            "contract_starts", Day(), "Awal perjanjian kerja PPPK; JP dihitung per tahun perjanjian.",
            "First day of a PPPK's contract; JP count by its years.", "2027-03-01", required=False,
        ),
        Column(
            "contract_ends", Day(), "Akhir perjanjian kerja PPPK.", "Last day of a PPPK's contract.",
            "2032-02-29", required=False,
        ),
    ),
    key=("nip",),
    build=Person,
    required=True,
    rules=(
        RowRule(("nip", "supervisor"), lambda nip, other: nip != other, "supervisor", OWN_SUPERVISOR),
        RowRule(("contract_starts", "contract_ends"), _not_ended_before, "contract_ends", ENDED_BEFORE),
    ),
)  # fmt: skip


def _not_expired_before(assessed_on: date, expires: date | None) -> bool:
    return expires is None or expires >= assessed_on


ASSESSMENTS = Table(
    name="assessments",
    indonesian="Bukti penguasaan kompetensi.",
    english="Evidence of competency.",
    columns=(
        Column("nip", Nip(), "NIP pegawai.", "NIP of the person.", "199001012015031001", reference="people"),
        Column("competency", Code(), "Kode kompetensi.", "Code of the competency.", "M.01", reference="competencies"),
        Column("level", Whole(0, MAX_LEVEL), "Level yang terbukti.", "Level proven.", "2"),
        Column(
            "source",
            Choice(
                Source,
                {"assessment center": "assessment_centre", "assessment_center": "assessment_centre", "uji": "test",
                 "tes": "test", "atasan": "supervisor", "mandiri": "self"},
            ),
            "Sumber bukti.", "Where the evidence comes from.", "assessment_centre",
        ),
        Column("assessed_on", Day(), "Tanggal penilaian.", "Day of the assessment.", "2026-03-17"),
        Column(
            "confidence", Number(0, 1), "Tingkat keyakinan 0–1.", "Confidence from 0 to 1.", "1",
            required=False, default=1.0,
        ),
        Column(
            "expires", Day(), "Berlaku sampai; kosong: menurut aturan sumbernya.",
            "Valid until; empty: as the source's parameter says.", "2029-03-17", required=False,
        ),
        Column(
            "verified", YesNo(), "Sudah diverifikasi atasan? (untuk penilaian mandiri)",
            "Verified by the supervisor? (for self-assessment)", "yes", required=False, default=True,
        ),
    ),
    key=("nip", "competency", "source", "assessed_on"),
    build=Assessment,
    rules=(RowRule(("assessed_on", "expires"), _not_expired_before, "expires", EXPIRED_BEFORE),),
)  # fmt: skip

NEED_TABLES = (UNITS, COMPETENCIES, JOBS, STANDARDS, CAREERS, PEOPLE, ASSESSMENTS)
