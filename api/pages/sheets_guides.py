"""Coaches, mentors and proposals as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.excel import Column, Sheet
from api.guide_views import reason_text
from api.pages.guide_forms import levels_text
from api.pages.guide_words import GUIDE_KIND_NAMES
from api.pages.names import Names
from planner.guides import Guide, GuideKind
from planner.matching import POINTS, TEXTS
from planner.usecases import GuideProposal


def guides_sheet(rows: Iterable[Guide], load: Mapping[int, int], names: Names) -> Sheet:
    """The register with everybody's load."""
    t = names.t
    columns = (
        Column(t("Kind"), width=12),
        Column(t("Name"), width=30),
        Column("NIP", width=20),
        Column(t("Organisation"), width=30),
        Column(t("Guides now"), "number", 12),
        Column(t("Places"), "number", 10),
        Column(t("Years in management"), "number", 12),
        Column(t("Years in technical work"), "number", 12),
        Column(t("Certificate"), width=24),
        Column(t("Confidentiality undertaken"), "date", 14),
        Column(t("Available from"), "date", 12),
        Column(t("Available until"), "date", 12),
        Column(t("Levels"), width=40),
        Column(t("Takes people of"), width=40),
        Column(t("In use"), width=10),
    )
    lines = (
        (
            t(GUIDE_KIND_NAMES[one.kind]),
            one.name,
            one.nip or "",
            one.organisation,
            load.get(one.id, 0),
            one.capacity,
            one.managerial_years,
            one.technical_years,
            one.certificate,
            one.confidential_since,
            one.available_from,
            one.available_until,
            levels_text(one),
            ", ".join(map(names.unit, sorted(one.units))) or t("all units"),
            t("yes") if one.active else t("no"),
        )
        for one in rows
    )
    return Sheet(t("Coaches and mentors"), columns, lines, {})


def proposal_sheet(kind: GuideKind, found: GuideProposal, names: Names) -> Sheet:
    """Who waits, whom the program proposes, and why; those without a guide at the end."""
    t = names.t
    columns = (
        Column(t("Person"), width=30),
        Column("NIP", width=20),
        Column(t("Unit"), width=30),
        Column(t("Activity"), width=40),
        Column(t("Starts"), "date", 12),
        Column(t("Ends"), "date", 12),
        Column(t("Proposed"), width=30),
        Column(t("Points"), "number", 10),
        Column(t("Why"), width=80),
        Column(t("Next best"), width=30),
        Column(t("Points lost with them"), "number", 12),
    )
    return Sheet(t("Matching"), columns, _lines(found, names), {t("Kind"): t(GUIDE_KIND_NAMES[kind])})


def _lines(found: GuideProposal, names: Names) -> Iterable[tuple[object, ...]]:
    t = names.t
    for pair in found.matching.pairs:
        why = " ".join(reason_text(names.known, one, t) for one in pair.reasons)
        best = (pair.next_best.name, pair.lost / POINTS) if pair.next_best else ("", None)
        yield (*_who(found, pair.waiting.activity, names), pair.guide.name, pair.worth / POINTS, why, *best)
    for left in found.matching.unmatched:
        why = "; ".join(f"{t(TEXTS[block])}: {count}" for block, count in left.reasons)
        yield (*_who(found, left.waiting.activity, names), t("nobody"), None, why, "", None)


def _who(found: GuideProposal, activity: int, names: Names) -> tuple[object, ...]:
    need = found.needs[activity]
    return need.name, need.nip, need.unit_name, names.solution(need.solution), need.starts, need.ends
