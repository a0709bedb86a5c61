"""Interaction logs in CSV files: ``user,item,order`` and what is known of items and people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from competency_models.errors import Fault, InputError
from planner.interactions.evaluation import Held
from planner.interactions.log import Asked, Columns, Interactions, Log, Numbers
from planner.problem import Ints

LOG_COLUMNS = ("user", "item", "order")
TOLD = 50
"""Faulty rows told one by one; of the others only how many there are."""
BETWEEN_TAGS = "|"


def read_interactions(train: Path, items: Path, people: Path | None = None) -> Interactions:
    """Read what a ranker may learn from. Raises InputError with every faulty row."""
    log = _read_log(train)
    about_items = _read_table(items, "item")
    about_people = None if people is None else _read_table(people, "user")
    item_codes = _codes(log["item"], about_items.index)
    person_codes = _codes(log["user"])
    return Interactions(
        log=_log(log, item_codes, person_codes),
        item_codes=tuple(item_codes),
        person_codes=tuple(person_codes),
        about_items=_columns(about_items, item_codes),
        about_people=_columns(about_people, person_codes),
    )


def read_held(test: Path, known: Interactions) -> Held:
    """Read the part held back. Raises InputError with every faulty row."""
    rows = _read_log(test).drop_duplicates(["user", "item"])
    users = pd.Index(pd.unique(rows["user"]))
    people = pd.Index(known.person_codes).get_indexer(users)
    histories = _histories_of(known.log, people)
    person = users.get_indexer(pd.Index(rows["user"]))
    item = pd.Index(known.item_codes).get_indexer(pd.Index(rows["item"]))
    taken = set(zip(histories.person.tolist(), histories.item.tolist(), strict=True))
    fresh = np.array(
        [pair not in taken for pair in zip(person.tolist(), item.tolist(), strict=True)], dtype=bool
    )
    person, item = person[fresh], item[fresh]
    order = np.argsort(person, kind="stable")
    person, item = person[order], item[order]
    first = np.concatenate([[True], person[1:] != person[:-1]]) if len(person) else np.zeros(0, dtype=bool)
    asked = Asked(person, item, first)
    return Held(histories, people, asked, int((~fresh).sum()), int((item < 0).sum()), int((people < 0).sum()))


def _histories_of(log: Log, people: Ints) -> Log:
    """The histories of people, empty ones for strangers (-1)."""
    with_stranger = Log(log.item, np.append(log.first, log.first[-1]), log.items)
    return with_stranger.of(np.where(people < 0, log.people, people))


def _codes(*columns: Iterable[str]) -> pd.Index[str]:
    return pd.Index(sorted(set().union(*columns)))


def _log(rows: pd.DataFrame, items: pd.Index[str], people: pd.Index[str]) -> Log:
    rows = rows.drop_duplicates(["user", "item"])
    person = people.get_indexer(pd.Index(rows["user"]))
    order = np.argsort(person, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(person, minlength=len(people)))])
    return Log(items.get_indexer(pd.Index(rows["item"]))[order].astype(np.int64), first, len(items))


def _read_log(path: Path) -> pd.DataFrame:
    """The rows in their order; equal orders keep that of the file."""
    rows = _read(path)
    _need(path, rows, LOG_COLUMNS)
    order = _moments(rows["order"])
    faults = [
        *_blanks(path, rows, ("user", "item")),
        *_faults(path, rows, "order", order.isna(), "The order is neither a number nor a time.", _ORDER),
    ]
    if faults:
        raise InputError(faults)
    return rows.assign(order=order).sort_values("order", kind="stable")


def _moments(column: pd.Series[str]) -> pd.Series[float]:
    numbers = pd.to_numeric(column, errors="coerce")
    if numbers.notna().any() or not len(column):
        return numbers.where(np.isfinite(numbers))
    times = pd.to_datetime(column, errors="coerce", utc=True, format="ISO8601")
    return pd.Series(np.where(times.isna(), np.nan, times.astype("int64")), index=column.index)


def _read_table(path: Path, key: str) -> pd.DataFrame:
    rows = _read(path)
    _need(path, rows, (key,))
    twice = rows[key].duplicated() & (rows[key] != "")
    faults = [
        *_blanks(path, rows, (key,)),
        *_faults(path, rows, key, twice, "It stands there twice.", "Keep one of the rows."),
    ]
    if faults:
        raise InputError(faults)
    return rows.set_index(key)


def _read(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_csv(
            path, dtype=str, keep_default_na=False, encoding="utf-8-sig", skipinitialspace=True
        )
    except FileNotFoundError:
        raise InputError([Fault(path.name, "There is no such file.", "Check the name.")]) from None
    except UnicodeDecodeError:
        raise InputError([Fault(path.name, "The file is not UTF-8 text.", "Save it as CSV UTF-8.")]) from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, OSError):
        problem, remedy = "The file cannot be read as a table.", "Save it as CSV with a header row."
        raise InputError([Fault(path.name, problem, remedy)]) from None
    return table.rename(columns=str.strip)


def _need(path: Path, rows: pd.DataFrame, columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in rows.columns]
    if missing:
        problem, remedy = "The column {column} is missing.", "Name it in the header row."
        raise InputError(
            [Fault(path.name, problem, remedy, column=name, params={"column": name}) for name in missing]
        )


_ORDER = "Write a number such as 3, or a time such as 2027-01-04T09:00."


def _blanks(path: Path, rows: pd.DataFrame, columns: Sequence[str]) -> list[Fault]:
    return [
        fault
        for name in columns
        for fault in _faults(path, rows, name, rows[name] == "", "The cell is empty.", "Fill it in.")
    ]


def _faults(
    path: Path, rows: pd.DataFrame, column: str, wrong: pd.Series[bool], problem: str, remedy: str
) -> list[Fault]:
    places = np.flatnonzero(wrong)
    found = [
        Fault(
            path.name, problem, remedy, row=int(place) + 2, column=column, value=str(rows[column].iloc[place])
        )
        for place in places[:TOLD]
    ]
    if len(places) > TOLD:
        rest = {"n": len(places) - TOLD}
        found.append(
            Fault(path.name, "{n} more rows have the same fault.", remedy, column=column, params=rest)
        )
    return found


def _columns(table: pd.DataFrame | None, codes: pd.Index[str]) -> Columns:
    """Numbers where every known value is one, tags otherwise; a column in which hardly any value comes twice tells nothing."""
    tags: dict[str, sparse.csr_array] = {}
    numbers: dict[str, Numbers] = {}
    for name in [] if table is None else table.columns:
        values = table[name].reindex(codes).fillna("") if table is not None else pd.Series(dtype=str)
        known = values[values != ""]
        as_numbers = pd.to_numeric(known, errors="coerce")
        if len(known) and as_numbers.notna().all() and np.isfinite(as_numbers).all():
            numbers[str(name)] = as_numbers.reindex(codes).to_numpy(dtype=np.float64)
        elif (coded := _tags(values)) is not None:
            tags[str(name)] = coded
    return Columns(tags, numbers)


def _tags(values: pd.Series[str]) -> sparse.csr_array | None:
    split = values.str.split(BETWEEN_TAGS, regex=False)
    row = np.repeat(np.arange(len(values)), split.map(len))
    text = split.explode().str.strip().to_numpy()
    kept = text != ""
    code, names = pd.factorize(text[kept], sort=True)
    if not len(names) or len(names) > len(code) / 2:
        return None
    held = sparse.coo_array(
        (np.ones(len(code), np.float32), (row[kept], code)), shape=(len(values), len(names))
    ).tocsr()
    length = np.sqrt(np.maximum(held.multiply(held).sum(axis=1), 1))
    return sparse.csr_array(sparse.diags_array((1 / length).astype(np.float32)) @ held)
