"""What each kind of cell reads, and that it reads again what it writes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competency_models.loading import Choice, Code, Day, Nip, Number, Text, Whole, YesNo
from competency_models.loading.cells import Kind, Refused
from competency_models.loading.csv_files import escape, unescape
from competency_models.people import Performance, Status

PERFORMANCE = Choice(Performance, {"sesuai ekspektasi": "as"})


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Text(), "  Sri Rahayu\u00a0", "Sri Rahayu"),
        (Text(), "one\r\ntwo", "one\ntwo"),
        (Text(), 2027.0, "2027"),
        (Text(), True, "TRUE"),
        (Code(), 101.0, "101"),
        (Code(), "0101", "0101"),
        (Nip(), "197503121999031001", "197503121999031001"),
        (Nip(), "19750312 199903 1 001", "197503121999031001"),
        (Nip(), "'197503121999031001", "197503121999031001"),
        (Nip(), "200002292020121003", "200002292020121003"),
        (Whole(0, 10), "007", 7),
        (Whole(0, 10), "3,0", 3),
        (Whole(0, 10), 3.0, 3),
        (Number(0, 10), "1,5", 1.5),
        (Number(0, 10), "0.125", 0.125),
        (Number(0, 10), "1e-3", 0.001),
        (Number(0, 10), "0.00017872946183966973", 0.00017872946183966973),
        (Number(0, 10), 2, 2.0),
        (Day(), "2027-01-31", date(2027, 1, 31)),
        (Day(), "31/01/2027", date(2027, 1, 31)),
        (Day(), "1-2-2027", date(2027, 2, 1)),
        (Day(), datetime(2027, 1, 31), date(2027, 1, 31)),
        (YesNo(), "Ya", True),
        (YesNo(), "TIDAK", False),
        (YesNo(), 1.0, True),
        (PERFORMANCE, "Sesuai Ekspektasi", Performance.AS_EXPECTED),
        (PERFORMANCE, "ABOVE", Performance.ABOVE),
        (Choice(Status), " pppk ", Status.PPPK),
    ],
)
def test_what_is_read(kind: Kind, raw: object, value: object) -> None:
    assert kind.parse(raw) == value
    assert type(kind.parse(raw)) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Nip(), 197503121999031001),
        (Nip(), "190002291920121003"),
        (Nip(), "１９７５０３１２１９９９０３１００１"),
        (Number(), "1.500"),
        (Number(), "1,500"),
        (Number(), "nan"),
        (Number(), float("inf")),
        (Whole(), True),
        (Whole(), "1.000.000"),
        (Whole(), "9" * 5000),
        (Day(), "02/13/2027"),
        (Day(), datetime(2027, 1, 31, 8)),
        (Code(), "a\u200bb"),
        (Text(), "a\0b"),
        (Text(3), "four"),
    ],
)
def test_what_is_refused(kind: Kind, raw: object) -> None:
    with pytest.raises(Refused) as refused:
        kind.parse(raw)
    words(refused.value)


def words(refused: Refused) -> None:
    """The message has all the fields that its texts name."""
    message = refused.message
    assert message.problem.format_map(refused.params) + message.remedy.format_map(refused.params)


ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.text(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
KINDS = (Text(), Code(), Nip(), Whole(), Number(), Number(0, 1, open_low=True), Day(), YesNo(), PERFORMANCE)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@given(raw=ANYTHING)
def test_any_cell_is_read_or_refused_with_words(kind: Kind, raw: object) -> None:
    try:
        value = kind.parse(raw)
    except Refused as refused:
        words(refused)
    else:
        assert kind.parse(kind.show(value)) == value


@given(value=st.floats(0, 1e9, allow_nan=False))
def test_a_number_is_read_as_it_was_written(value: float) -> None:
    assert Number().parse(Number().show(value)) == value


@given(text=st.text())
def test_text_survives_its_protection(text: str) -> None:
    assert unescape(escape(text)) == text
