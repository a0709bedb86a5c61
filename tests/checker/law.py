"""The numbers that a plan is held against, copied by hand from the regulations; see the citation beside each.

They are deliberately not read from the dated YAML files, so that a slip there is found here. What no regulation
states is the program's own choice and is marked so.
"""

from __future__ import annotations

from dataclasses import dataclass

from competency_models.people import Performance, Person, Potential, Status

PNS_JP_MIN = 20  # PP 11/2017 art. 203(4)
PPPK_JP_MAX = 24  # PP 49/2018 art. 40(1)
PPPK_EXEMPT = {"jpt_utama", "jpt_madya"}  # PP 49/2018 art. 40(2)-(3)

HOURS_MAX = 160.0  # choice: four working weeks
BUDGET = 15_000_000  # choice
AT_ONCE = 3  # choice
TARGET = {"70": 0.70, "20": 0.20, "10": 0.10}  # names: SE 07/SE/KM/2023 A; as shares of hours: choice
TOLERANCE = {"70": 0.10, "20": 0.10, "10": 0.05}  # choice
# SE 07/SE/KM/2023, F: technology knows experience and formal learning only.
MODELS = {
    "gap": {"70", "20", "10"},
    "need": {"70", "20", "10"},
    "technology": {"70", "10"},
    "career": {"70", "20", "10"},
}
VALID_MONTHS = {"assessment_centre": 36, "test": 24, "supervisor": 12, "self": 12}  # choice
TRUST = ("assessment_centre", "test", "supervisor", "self")  # choice
WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class FormLaw:
    """Of one form: its models, JP by activity, session or hour, most JP a day, most sessions a month."""

    models: frozenset[str]
    activity: float = 0
    session: float = 0
    hour: float = 0
    day_max: float | None = None
    day_is_session: bool = False
    month_max: float | None = None
    weeks: tuple[int, int] = (0, 1000)


def _training() -> FormLaw:
    return FormLaw(frozenset({"10"}), hour=1)  # the programme's JP: PerLAN 10/2018 J01, J02, J05, J11


FORMS = {
    # SE 07/SE/KM/2023, G; JP: PerLAN 10/2018 J12, J14-J17
    "magang_praktik_kerja": FormLaw(frozenset({"70"}), activity=20, weeks=(2, 53)),  # Lampiran A.6
    "pertukaran_pegawai": FormLaw(frozenset({"70"}), activity=20, weeks=(5, 105)),  # Lampiran B.2-B.3
    "patok_banding": FormLaw(frozenset({"70"}), activity=10),
    "detasering": FormLaw(frozenset({"70"}), activity=20),
    "outbound": FormLaw(frozenset({"70"}), hour=1),
    "komunitas_belajar": FormLaw(frozenset({"70"}), hour=1, day_max=2, day_is_session=True),  # Lampiran F
    "belajar_mandiri": FormLaw(frozenset({"70", "10"}), hour=1, day_max=2),  # G.7 and J; J18
    # H, I; J07-J09: 2 JP a meeting, at most twice a month
    "coaching": FormLaw(frozenset({"20"}), session=2, month_max=2),
    "mentoring": FormLaw(frozenset({"20"}), session=2, month_max=2),
    "bimbingan_di_tempat_kerja": FormLaw(frozenset({"20"}), session=2, month_max=2),
    # J; J03, J04, J06, J10
    "seminar_konferensi_sarasehan": FormLaw(frozenset({"10"}), session=4),
    "sosialisasi": FormLaw(frozenset({"10"}), session=4),
    "workshop_lokakarya": FormLaw(frozenset({"10"}), session=5),
    "e_learning": FormLaw(frozenset({"10"}), hour=1, day_max=3),
    **{
        name: _training()
        for name in (
            "pelatihan_struktural_kepemimpinan",
            "pelatihan_dasar",
            "pelatihan_manajerial",
            "pelatihan_teknis",
            "pelatihan_fungsional",
            "pelatihan_sosial_kultural",
            "pelatihan_jarak_jauh",
            "bimbingan_teknis",
            "kursus",
            "penataran",
        )
    },
}

EXCHANGE_CLASSES = {  # Lampiran B.1.b: managerial, or functional at middle and top level
    "pengawas",
    "administrator",
    "jpt_pratama",
    "jpt_madya",
    "jpt_utama",
    "ahli_madya",
    "ahli_utama",
}


def may_take(person: Person, job_class: str, form: str) -> bool:
    """Say whether the circular lets a person take part in a form (Lampiran A.5, B.1, D)."""
    if form == "magang_praktik_kerja":
        return person.status is Status.PNS or person.scarce_skill
    if form == "pertukaran_pegawai":
        high = person.performance is Performance.ABOVE and person.potential is Potential.HIGH
        return person.status is Status.PNS and high and job_class in EXCHANGE_CLASSES
    if form in {"detasering", "pelatihan_dasar"}:
        return person.status is Status.PNS
    return True


def mix_bounds(consideration: str) -> dict[str, tuple[float, float]]:
    """Least and greatest share of the hours by model; what is not allowed has none and the others share its part."""
    allowed = MODELS[consideration]
    whole = sum(TARGET[model] for model in allowed)
    return {
        model: (
            max(0.0, TARGET[model] / whole - TOLERANCE[model]),
            min(1.0, TARGET[model] / whole + TOLERANCE[model]),
        )
        if model in allowed
        else (0.0, 0.0)
        for model in TARGET
    }
