"""Whether an agency's own templates can be filled: each is tried with a full and with an empty document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from api.documents.faults import TemplateFault
from api.documents.kinds import KINDS, Kind, kind_of
from api.documents.pdf import render_pdf
from api.documents.word import render_docx
from catalog.forms import Forms, general_stages
from competency_models.errors import Fault

RENDERERS = {".docx": render_docx, ".typ": render_pdf}
_OPEN_IN_WORD = "~$"


def check_templates(folder: Path, forms: Forms, day: date) -> list[Fault]:
    """Try every template of a folder; name all that cannot be filled or belong to no document."""
    papers = _papers(forms, day)
    own = [path for path in sorted(folder.iterdir()) if path.suffix in RENDERERS]
    return [
        fault for path in own if not path.name.startswith(_OPEN_IN_WORD) for fault in _faults(path, papers)
    ]


def _papers(forms: Forms, day: date) -> Mapping[str, dict[str, str]]:
    """The papers of every form that is in force on the day, by key: their fields with their names."""
    every = [*general_stages(forms.parameters.at(day))]
    for form in forms.at(day).values():
        every += [*form.stages, *form.stages_of_own_unit]
    found: dict[str, dict[str, str]] = {}
    for document in (one for stage in every for one in stage.documents):
        found.setdefault(document.key, {}).update({field.key: field.name for field in document.contents})
    return found


def _faults(path: Path, papers: Mapping[str, dict[str, str]]) -> Iterator[Fault]:
    kind = kind_of(path.stem)
    _, _, paper = path.stem.partition(".")
    if (
        kind is None
        or path.suffix not in kind.formats
        or (paper and (kind.key != "paper" or paper not in papers))
    ):
        yield Fault(
            path.name,
            "No document has a template of this name.",
            "Use one of these names: {names}; a form of its own is named paper.<key>, with a key such as {keys}.",
            params={"names": ", ".join(one.key for one in KINDS), "keys": ", ".join(sorted(papers)[:4])},
        )
        return
    for missing in (False, True):
        try:
            RENDERERS[path.suffix](
                path.stem, _tried(kind, papers.get(paper, {}), missing), folder=path.parent
            )
        except TemplateFault as fault:
            yield from fault.faults
            return


def _tried(kind: Kind, by_key: Mapping[str, str], missing: bool) -> dict[str, object]:
    made = kind.sample(missing=missing)
    own = {key: None if missing else name for key, name in by_key.items()}
    return made | {"by_key": own} if "by_key" in made else made
