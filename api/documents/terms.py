"""The words of the circular for what documents name: always Bahasa Indonesia, whatever language their reader chose."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.activity_stages import Doer
from catalog.ledger import Meeting
from catalog.solutions import Bucket
from competency_models.framework import CompetencyKind
from competency_models.people import Performance
from planner.activities import Phase
from planner.demand import Wait
from planner.journey import Consideration, State

MODELS: Mapping[Bucket, str] = {
    Bucket.EXPERIENCE: "Model 70% (experiential learning)",
    Bucket.SOCIAL: "Model 20% (social learning)",
    Bucket.FORMAL: "Model 10% (formal learning)",
}
CONSIDERATIONS: Mapping[Consideration, str] = {
    Consideration.GAP: "Kesenjangan kompetensi",
    Consideration.NEED: "Kebutuhan organisasi",
    Consideration.TECHNOLOGY: "Perkembangan teknologi",
    Consideration.CAREER: "Pengembangan karier",
}
STATES: Mapping[State, str] = {
    State.REQUESTED: "Diminta",
    State.DRAFTED: "Konsep",
    State.IN_REVIEW: "Konsep, sedang ditinjau",
    State.RETURNED: "Konsep, dikembalikan",
    State.APPROVED: "Disetujui",
    State.DECLINED: "Tidak disetujui",
    State.ACTIVE: "Disetujui, sedang dilaksanakan",
    State.COMPLETED: "Selesai",
    State.WITHDRAWN: "Ditarik",
}
PHASES: Mapping[Phase, str] = {
    Phase.PLANNED: "Belum dimulai",
    Phase.RUNNING: "Sedang berlangsung",
    Phase.AWAITING_RESULT: "Menunggu hasil",
    Phase.PASSED: "Lulus",
    Phase.FAILED_EXCUSED: "Tidak lulus, di luar kendali pegawai",
    Phase.FAILED_BARRED: "Tidak lulus, dalam kendali pegawai",
    Phase.FAILED_EVALUATED: "Tidak lulus, kinerja telah dievaluasi",
    Phase.CANCELLED: "Dibatalkan",
}
DOERS: Mapping[Doer, str] = {
    Doer.EMPLOYEE: "Pegawai",
    Doer.SUPERIOR: "Atasan langsung",
    Doer.UNIT_HEAD: "Pimpinan unit kerja",
    Doer.HR_UNIT: "Unit yang menangani pengembangan SDM",
    Doer.HOST: "Instansi penerima",
    Doer.MENTOR: "Mentor",
    Doer.COACH: "Coach",
    Doer.ORGANISER: "Penyelenggara",
}
MEETINGS: Mapping[Meeting, str] = {
    Meeting.KNOWLEDGE: "Berbagi Pengetahuan",
    Meeting.EXPERIENCE: "Berbagi Pengalaman",
    Meeting.MATERIAL: "Berbagi Bahan Pembelajaran",
    Meeting.DISCUSSION: "Diskusi Permasalahan",
}
AUTHORISED = "Pejabat yang Berwenang"
KINDS_OF_COMPETENCY: Mapping[CompetencyKind, str] = {
    CompetencyKind.MANAGERIAL: "Manajerial",
    CompetencyKind.SOCIOCULTURAL: "Sosial kultural",
    CompetencyKind.TECHNICAL: "Teknis",
}
PATHS: Mapping[bool | None, str | None] = {True: "klasikal", False: "nonklasikal", None: None}
PERFORMANCES: Mapping[Performance | None, str] = {
    Performance.BELOW: "Di bawah ekspektasi",
    Performance.AS_EXPECTED: "Sesuai ekspektasi",
    Performance.ABOVE: "Di atas ekspektasi",
    None: "Belum tercatat",
}
WAITS: Mapping[Wait, str] = {
    Wait.NOBODY: "belum ada solusi belajar dalam katalog",
    Wait.NOT_NOW: "ada solusi belajar, tetapi tanpa jadwal tahun ini",
    Wait.CLOSED: "diselenggarakan, tetapi belum dapat diikuti pegawainya",
    Wait.FULL: "kursi penyelenggaraannya habis",
}
