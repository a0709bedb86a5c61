"""The tables of what is offered: learning solutions, what they lift, prerequisites, offerings, participation, budgets."""

from __future__ import annotations

from datetime import date

from catalog.budgets import Budget
from catalog.solutions import Bucket, LearningSolution, Mode, Offering, Participation
from competency_models.framework import MAX_LEVEL, Lift, Prerequisite
from competency_models.loading import (
    Choice,
    Code,
    Column,
    Day,
    Message,
    Nip,
    Number,
    RowRule,
    Table,
    Text,
    Whole,
    YesNo,
)

FORMS = "forms"
"""The vocabulary of forms of learning."""

NOT_HIGHER = Message(
    "The solution leads to level {to_level}, which is not above level {from_level}.",
    "Give a to_level above the from_level.",
)
OWN_PREREQUISITE = Message("A solution cannot require itself.", "Name another solution, or remove the row.")
ENDS_BEFORE = Message("The batch ends before it starts, on {starts}.", "Correct one of the two dates.")
ENDED_BEFORE = Message(
    "The participation ended before it started, on {started}.", "Correct one of the two dates."
)

SOLUTIONS = Table(
    name="solutions",
    indonesian="Solusi belajar.",
    english="Learning solutions.",
    columns=(
        Column("code", Code(), "Kode solusi belajar, unik.", "Unique code of the solution.", "COACHING-01"),
        Column("name", Text(), "Nama solusi belajar.", "Name of the solution.", "Coaching perancangan jalan"),
        Column("form", Code(), "Bentuk pengembangan kompetensi.", "Form of learning.", "coaching", reference=FORMS),
        Column(
            "hours", Number(0, 10_000, open_low=True), "Upaya peserta dalam jam.", "A person's effort in clock hours.", "16",
        ),
        Column("weeks", Whole(1, 520), "Lamanya dalam minggu.", "Weeks from start to end.", "8"),
        Column(
            "sessions", Whole(1, 5_000), "Banyaknya pertemuan, hari atau kegiatan.", "Meetings, days or activities.", "4",
            required=False, default=1,
        ),
        Column(
            "cost", Whole(0, 10**12), "Biaya per orang (rupiah).", "Cost a person (rupiah).", "0", required=False, default=0
        ),
        Column(
            "mode",
            Choice(Mode, {"tatap muka": "onsite", "luring": "onsite", "daring": "online", "campuran": "blended"}),
            "Cara penyelenggaraan.", "How people meet.", "onsite", required=False, default=Mode.ONSITE,
        ),
        Column(
            "bucket", Choice(Bucket), "Model 70, 20 atau 10; hanya untuk bentuk yang boleh lebih dari satu.",
            "Model 70, 20 or 10; only for a form that may stand in more than one.", "", required=False,
        ),
        Column("name_en", Text(), "Nama dalam bahasa Inggris.", "Name in English.", "", required=False, default=""),
        Column("provider", Text(), "Penyelenggara.", "Provider.", "BPSDM", required=False, default=""),
        Column(
            "needs_offering", YesNo(), "Hanya pada tanggal penyelenggaraan?", "Only on the dates of an offering?", "no",
            required=False, default=False,
        ),
    ),
    key=("code",),
    build=LearningSolution,
)  # fmt: skip

LIFTS = Table(
    name="lifts",
    indonesian="Kompetensi yang dinaikkan solusi belajar, dari level ke level.",
    english="Which competency a solution lifts, from which level to which.",
    columns=(
        Column("solution", Code(), "Kode solusi belajar.", "Code of the solution.", "COACHING-01", reference="solutions"),
        Column("competency", Code(), "Kode kompetensi.", "Code of the competency.", "M.01", reference="competencies"),
        Column("from_level", Whole(0, MAX_LEVEL - 1), "Level awal peserta.", "Level needed to start.", "1"),
        Column("to_level", Whole(1, MAX_LEVEL), "Level yang dicapai.", "Level reached.", "2"),
    ),
    key=("solution", "competency", "from_level"),
    build=Lift,
    rules=(RowRule(("from_level", "to_level"), lambda low, high: low < high, "to_level", NOT_HIGHER),),
)  # fmt: skip

PREREQUISITES = Table(
    name="prerequisites",
    indonesian="Solusi belajar yang harus diselesaikan lebih dahulu.",
    english="Which solution must have ended before another starts.",
    columns=(
        Column("solution", Code(), "Kode solusi belajar.", "Code of the solution.", "COACHING-02", reference="solutions"),
        Column("requires", Code(), "Kode solusi yang disyaratkan.", "Code it requires.", "COACHING-01", reference="solutions"),
    ),
    key=("solution", "requires"),
    build=Prerequisite,
    rules=(RowRule(("solution", "requires"), lambda one, other: one != other, "requires", OWN_PREREQUISITE),),
    acyclic=("solution", "requires"),
)  # fmt: skip


def _in_order(first: date, last: date) -> bool:
    return first <= last


OFFERINGS = Table(
    name="offerings",
    indonesian="Penyelenggaraan bertanggal dengan jumlah kursi.",
    english="Dated batches with seats.",
    columns=(
        Column("code", Code(), "Kode penyelenggaraan, unik.", "Unique code of the batch.", "PKA-2027-1"),
        Column("solution", Code(), "Kode solusi belajar.", "Code of the solution.", "PKA", reference="solutions"),
        Column("starts", Day(), "Hari pertama.", "First day.", "2027-03-01"),
        Column("ends", Day(), "Hari terakhir.", "Last day.", "2027-03-12"),
        Column("seats", Whole(0, 1_000_000), "Jumlah kursi; 0 bila dibatalkan.", "Number of seats; 0: cancelled.", "30"),
        Column("place", Text(), "Tempat.", "Place.", "Bandung", required=False, default=""),
        Column(
            "cost", Whole(0, 10**12), "Biaya per orang, bila berbeda dari solusinya.",
            "Cost a person, where it differs from the solution's.", "", required=False,
        ),
    ),
    key=("code",),
    build=Offering,
    rules=(RowRule(("starts", "ends"), _in_order, "ends", ENDS_BEFORE),),
)  # fmt: skip

PARTICIPATIONS = Table(
    name="participations",
    indonesian="Keikutsertaan yang lalu dan hasilnya.",
    english="Past participation and what came of it.",
    columns=(
        Column("nip", Nip(), "NIP pegawai.", "NIP of the person.", "199001012015031001", reference="people"),
        Column("solution", Code(), "Kode solusi belajar.", "Code of the solution.", "COACHING-01", reference="solutions"),
        Column("started", Day(), "Hari pertama.", "First day.", "2026-02-02"),
        Column("ended", Day(), "Hari terakhir.", "Last day.", "2026-03-27"),
        Column("completed", YesNo(), "Selesai?", "Completed?", "yes"),
        Column(
            "competency", Code(), "Kompetensi yang dituju.", "Competency it was taken for.", "M.01",
            required=False, default="", reference="competencies",
        ),
        Column("level_before", Whole(0, MAX_LEVEL), "Level sebelum.", "Level before.", "1", required=False),
        Column("level_after", Whole(0, MAX_LEVEL), "Level sesudah.", "Level after.", "2", required=False),
        Column("chosen", YesNo(), "Pilihan sendiri?", "The person's own choice?", "no", required=False, default=False),
    ),
    key=("nip", "solution", "started", "competency"),
    build=Participation,
    rules=(RowRule(("started", "ended"), _in_order, "ended", ENDED_BEFORE),),
)  # fmt: skip

BUDGETS = Table(
    name="budgets",
    indonesian="Anggaran pengembangan kompetensi per unit kerja dan tahun.",
    english="Money for learning, by unit and year.",
    columns=(
        Column(
            "unit", Code(), "Kode unit kerja; anggaran juga berlaku bagi semua unit di bawahnya.",
            "Code of the unit; the budget is also that of all units below it.", "PUSBANGKOM", reference="units",
        ),
        Column("year", Whole(2000, 2100), "Tahun anggaran.", "Calendar year.", "2027"),
        Column(
            "rupiah", Whole(0, 10**15), "Anggaran setahun (rupiah).", "Money for the year (rupiah).", "2500000000",
        ),
    ),
    key=("unit", "year"),
    build=Budget,
)  # fmt: skip

OFFER_TABLES = (SOLUTIONS, LIFTS, PREREQUISITES, OFFERINGS, PARTICIPATIONS, BUDGETS)
