"""O*NET occupations as jobs: skills and knowledge with level and importance become job standards with weights.

How its scales become ours is written down in ``docs/decisions/0002-onet-scaling.md``. The data is by the U.S.
Department of Labor (CC BY 4.0): whoever shows it must say so, see ``ATTRIBUTION``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from competency_models.errors import Fault, InputError
from competency_models.framework import MAX_LEVEL, CareerMove, Competency, CompetencyKind, Job, JobStandard
from competency_models.frameworks import Framework
from competency_models.interop.onet_files import OnetTable, read_table

ATTRIBUTION = (
    "O*NET Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), "
    "CC BY 4.0; modified: levels and importance rescaled"
)
OnetData = Framework
"""Competencies, jobs, standards and careers of the rated occupations."""

_OCCUPATION, _RELATED, _ELEMENT, _SCALE = "O*NET-SOC Code", "Related O*NET-SOC Code", "Element ID", "Scale ID"
_RATED = ("Skills", "Knowledge")
_RATING_COLUMNS = (_OCCUPATION, _ELEMENT, _SCALE, "Data Value", "Recommend Suppress", "Not Relevant")
_FILES = {
    "Occupation Data": (_OCCUPATION, "Title"),
    "Content Model Reference": (_ELEMENT, "Element Name"),
    "Job Zones": (_OCCUPATION, "Job Zone"),
    "Level Scale Anchors": (_ELEMENT, "Anchor Value", "Anchor Description"),
    "Related Occupations": (_OCCUPATION, _RELATED, "Relatedness Tier"),
    "Scales Reference": (_SCALE, "Minimum", "Maximum"),
    **dict.fromkeys(_RATED, _RATING_COLUMNS),
}
_CAREER_TIERS = ("Primary-Short", "Primary-Long")

Tables = Mapping[str, OnetTable]
Ends = tuple[float, float]


def read_onet(folder: Path) -> OnetData:
    """Read an O*NET release (text or workbooks): rated occupations, their standards, the moves between them.

    A job's class is its job zone (``job_zone_1`` … ``job_zone_5``, more preparation upwards). Raises InputError
    with the faults of all files.
    """
    faults: list[Fault] = []
    tables = {name: read_table(folder, name, columns, faults) for name, columns in _FILES.items()}
    _raise(faults)
    ends = {scale: _ends(tables["Scales Reference"], scale) for scale in ("IM", "LV")}
    _raise(faults)
    ratings = pd.concat([_ratings(tables[name], tables, ends) for name in _RATED])
    _check_the_rest(tables, ends["LV"])
    _raise(faults)
    standards = _standards(ratings, ends)
    jobs = _jobs({line.job for line in standards}, tables)
    competencies = _competencies({line.competency for line in standards}, tables, ends["LV"])
    return OnetData(competencies, jobs, standards, _careers({job.code for job in jobs}, tables))


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise InputError(faults)


def _ends(scales: OnetTable, scale: str) -> Ends:
    found = scales.where(_SCALE, [scale])
    scales.must(len(found.rows) == 1, "The scale {scale} must stand here exactly once.", scale=scale)
    if len(found.rows) != 1:
        return 0.0, 1.0
    for column in ("Minimum", "Maximum"):
        found.to_numbers(column, -np.inf, np.inf)
    low, high = (float(found.rows[column].iloc[0]) for column in ("Minimum", "Maximum"))
    scales.must(not low >= high, "The scale {scale} must end above its beginning.", scale=scale)
    return low, high


def _ratings(table: OnetTable, tables: Tables, ends: Mapping[str, Ends]) -> pd.DataFrame:
    """Return usable ratings by (occupation, element): columns IM and LV, both there."""
    _known(table, _OCCUPATION, "Occupation Data", tables)
    _known(table, _ELEMENT, "Content Model Reference", tables)
    table.must_be_once(_OCCUPATION, _ELEMENT, _SCALE)
    columns = {}
    for scale, (low, high) in ends.items():
        rated = table.where(_SCALE, [scale])
        rated.to_numbers("Data Value", low, high)
        usable = (rated.rows["Recommend Suppress"] != "Y") & (rated.rows["Not Relevant"] != "Y")
        unique = rated.rows[usable].drop_duplicates([_OCCUPATION, _ELEMENT])
        columns[scale] = unique.set_index([_OCCUPATION, _ELEMENT])["Data Value"]
    return pd.DataFrame(columns).dropna()


def _known(table: OnetTable, column: str, where: str, tables: Tables) -> None:
    reference = _OCCUPATION if column == _RELATED else column
    table.must_be_known(column, set(tables[where].rows[reference]), tables[where].file)


def _check_the_rest(tables: Tables, level_ends: Ends) -> None:
    for name in ("Job Zones", "Related Occupations"):
        _known(tables[name], _OCCUPATION, "Occupation Data", tables)
    _known(tables["Related Occupations"], _RELATED, "Occupation Data", tables)
    _known(tables["Level Scale Anchors"], _ELEMENT, "Content Model Reference", tables)
    tables["Level Scale Anchors"].to_numbers("Anchor Value", *level_ends)
    tables["Job Zones"].to_numbers("Job Zone", 1, 5)
    tables["Job Zones"].must_be_once(_OCCUPATION)
    tables["Occupation Data"].must_be_once(_OCCUPATION)


def _levels(values: pd.Series[float], ends: Ends) -> pd.Series[int]:
    """Five equal bands of the scale, each with its upper end; 0 at the scale's very beginning."""
    low, high = ends
    share = (values - low) / (high - low)
    return pd.Series(np.ceil(share * MAX_LEVEL).astype(int), values.index)


def _standards(ratings: pd.DataFrame, ends: Mapping[str, Ends]) -> tuple[JobStandard, ...]:
    low, high = ends["IM"]
    weight = ((ratings["IM"] - low) / ((high - low) / 2)).round(4)
    lines = pd.DataFrame({"level": _levels(ratings["LV"], ends["LV"]), "weight": weight}).sort_index()
    needed = lines[(lines["level"] > 0) & (lines["weight"] > 0)]
    cells = zip(needed.index.tolist(), needed["level"].tolist(), needed["weight"].tolist(), strict=True)
    return tuple(JobStandard(job, competency, level, weight) for (job, competency), level, weight in cells)


def _jobs(codes: set[str], tables: Tables) -> tuple[Job, ...]:
    titles = _texts(tables["Occupation Data"], "Title")
    zones = _texts(tables["Job Zones"], "Job Zone")
    return tuple(
        Job(code, titles[code], f"job_zone_{int(zones[code])}" if code in zones else "", name_en=titles[code])
        for code in sorted(codes)
    )


def _texts(table: OnetTable, column: str) -> dict[str, str]:
    return dict(zip(table.rows.iloc[:, 0].tolist(), table.rows[column].tolist(), strict=True))


def _competencies(codes: set[str], tables: Tables, ends: Ends) -> tuple[Competency, ...]:
    names = _texts(tables["Content Model Reference"], "Element Name")
    anchors = tables["Level Scale Anchors"].rows.sort_values([_ELEMENT, "Anchor Value"], kind="stable")
    levels = _levels(anchors["Anchor Value"], ends).clip(lower=1)
    texts = anchors.groupby([anchors[_ELEMENT], levels])["Anchor Description"].agg("; ".join)
    described: dict[str, dict[int, str]] = {}
    for (code, level), text in zip(texts.index.tolist(), texts.tolist(), strict=True):
        described.setdefault(code, {})[level] = text
    return tuple(
        Competency(
            code,
            names[code],
            CompetencyKind.TECHNICAL,
            names[code],
            MappingProxyType(described.get(code, {})),
            ATTRIBUTION,
            "D",
        )
        for code in sorted(codes)
    )


def _careers(jobs: set[str], tables: Tables) -> tuple[CareerMove, ...]:
    close = tables["Related Occupations"].where("Relatedness Tier", _CAREER_TIERS).rows
    both = close[close[_OCCUPATION].isin(list(jobs)) & close[_RELATED].isin(list(jobs))]
    pairs = zip(both[_OCCUPATION].tolist(), both[_RELATED].tolist(), strict=True)
    return tuple(CareerMove(*pair) for pair in sorted(set(pairs)))
