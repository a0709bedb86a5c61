"""All documents that have templates, what each may show, and a made-up filling of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from api.documents.assignment import Assignment
from api.documents.certificate import CertificatePaper
from api.documents.community import CommunityRecap, Proposal, Statement
from api.documents.letter import JourneyLetter
from api.documents.paper import Paper
from api.documents.unit import Monitoring, UnitRecap
from api.documents.yearly import NeedsPaper, YearlyPaper

_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>'
SAMPLE_DAY = date(2027, 1, 4)


@dataclass(frozen=True, slots=True)
class Kind:
    """A document: the name of its templates, and the type of what they are filled with.

    ``formats`` are the endings of its templates; ``given`` fills what a made-up text cannot.
    """

    key: str
    name: str
    name_en: str
    context: type
    formats: tuple[str, ...] = (".docx", ".typ")
    given: Mapping[str, str] = field(default_factory=dict)

    def sample(self, *, missing: bool = False) -> dict[str, object]:
        """Make up what a template is filled with; ``missing``: whatever may be missing is."""
        made = sample(self.context, missing=missing)
        return {one.name: getattr(made, one.name) for one in fields(made)} | dict(self.given)


KINDS = (
    Kind(
        "journey_letter", "Rencana Pengembangan Individu (IDP)", "Individual development plan", JourneyLetter
    ),
    Kind("assignment", "Surat penugasan", "Letter of assignment", Assignment),
    Kind("paper", "Formulir kegiatan", "Form of an activity", Paper),
    Kind("community_proposal", "Pengajuan komunitas belajar", "Proposal of a learning community", Proposal),
    Kind(
        "community_recap",
        "Rekapitulasi komunitas belajar",
        "Recapitulation of learning communities",
        CommunityRecap,
    ),
    Kind("statement", "Surat pernyataan karya orisinal", "Statement of original work", Statement),
    Kind(
        "monitoring",
        "Monitoring belajar mandiri (Tabel 7)",
        "Monitoring of self-learning (Table 7)",
        Monitoring,
    ),
    Kind("unit_recap", "Rekapitulasi triwulanan unit", "Quarterly recapitulation of a unit", UnitRecap),
    Kind("yearly_plan", "Rencana pengembangan kompetensi tahunan", "Yearly development plan", YearlyPaper),
    Kind(
        "needs_analysis",
        "Analisis kebutuhan pengembangan kompetensi (AKPK)",
        "Analysis of development needs",
        NeedsPaper,
    ),
    Kind(
        "certificate",
        "Sertifikat",
        "Certificate",
        CertificatePaper,
        (".typ",),
        {"picture": _PICTURE, "language": "id"},
    ),
)


def kind_of(name: str) -> Kind | None:
    """The document that a template is for: ``paper.table_3`` is one of the papers."""
    return next((one for one in KINDS if name == one.key or name.startswith(f"{one.key}.")), None)


def fields_of(context: type, before: str = "") -> Iterator[tuple[str, str]]:
    """Name every field of a context with its meaning: ``person.name``; of a list ``gaps[].competency``."""
    for name, (hint, meaning) in _noted(context).items():
        path = before + name
        yield path, meaning
        inner = _inner(hint)
        if inner is not None:
            yield from fields_of(inner, f"{path}[]." if get_origin(hint) is tuple else f"{path}.")


def sample(context: type, *, missing: bool = False) -> Any:
    """Make up a context: every text is its field's meaning; ``missing``: whatever may be missing is."""
    return context(
        **{name: _made_up(hint, meaning, missing) for name, (hint, meaning) in _noted(context).items()}
    )


def _noted(context: type) -> dict[str, tuple[Any, str]]:
    hints = get_type_hints(context, include_extras=True)
    if not is_dataclass(context):
        raise TypeError(f"{context.__name__} is no context")
    return {field.name: get_args(hints[field.name])[:2] for field in fields(context)}


def _inner(hint: Any) -> type | None:
    kind = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return kind if isinstance(kind, type) and is_dataclass(kind) else None


def _made_up(hint: Any, meaning: str, missing: bool) -> Any:
    if get_origin(hint) is Annotated:
        return _made_up(get_args(hint)[0], meaning, missing)
    if get_origin(hint) is UnionType:
        return (
            None
            if missing
            else _made_up(next(one for one in get_args(hint) if one is not NoneType), meaning, missing)
        )
    if get_origin(hint) is tuple:
        return () if missing else tuple(_made_up(get_args(hint)[0], meaning, missing) for _ in range(2))
    if get_origin(hint) is Mapping:
        return {}
    if is_dataclass(hint) and isinstance(hint, type):
        return sample(hint, missing=missing)
    figures = {int: 0, float: 0} if missing else {int: 2, float: 12.5}
    return {str: meaning, bool: True, date: SAMPLE_DAY, **figures}[hint]
