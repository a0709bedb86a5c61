"""Logs in files: what is read, and everything that is wrong with one told at once."""

from pathlib import Path

import numpy as np
import pytest

from competency_models.errors import InputError
from planner.interactions.reading import read_held, read_interactions

GOOD = "user,item,order\nb,x,2\na,y,1\nb,y,1\nb,x,3\n"
ITEMS = "item,field,hours,title\nx,law|road,8,First\ny,law,,Second\nz,road,2,Third\n"


def files(
    folder: Path, log: str = GOOD, items: str = ITEMS, people: str = ""
) -> tuple[Path, Path, Path | None]:
    paths = [folder / name for name in ("train.csv", "items.csv", "people.csv")]
    for path, text in zip(paths, (log, items, people), strict=True):
        path.write_text(text)
    return paths[0], paths[1], paths[2] if people else None


def faults(folder: Path, **texts: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_interactions(*files(folder, **texts))
    return [fault.text() for fault in caught.value.faults]


def test_interactions_stand_by_person_and_order(tmp_path: Path) -> None:
    known = read_interactions(*files(tmp_path))
    assert known.person_codes == ("a", "b")
    assert known.item_codes == ("x", "y", "z")
    # b took x twice: it counts where it was taken first.
    assert [known.item_codes[item] for item in known.log.item] == ["y", "y", "x"]
    assert known.log.length.tolist() == [1, 2]


def test_times_are_orders_too(tmp_path: Path) -> None:
    log = "user,item,order\na,x,2027-02-01\na,y,2027-01-04T09:00+07:00\n"
    known = read_interactions(*files(tmp_path, log=log))
    assert [known.item_codes[item] for item in known.log.item] == ["y", "x"]


def test_columns_are_numbers_or_tags(tmp_path: Path) -> None:
    about = read_interactions(*files(tmp_path)).about_items
    assert list(about.numbers) == ["hours"]
    assert np.isnan(about.numbers["hours"][1])
    # A title stands for its item alone and tells nothing about others.
    assert list(about.tags) == ["field"]
    assert about.tags["field"].toarray() == pytest.approx(np.array([[0.5**0.5, 0.5**0.5], [1, 0], [0, 1]]))


def test_people_may_have_columns(tmp_path: Path) -> None:
    known = read_interactions(*files(tmp_path, people="user,unit,age\na,U1,30\nb,U1,40\n"))
    assert list(known.about_people.tags) == ["unit"]
    assert known.about_people.numbers["age"].tolist() == [30, 40]


def test_what_was_taken_before_is_not_asked(tmp_path: Path) -> None:
    known = read_interactions(*files(tmp_path))
    test = tmp_path / "test.csv"
    test.write_text("user,item,order\nb,x,9\nb,z,8\nc,x,1\nb,unheard,7\n")
    held = read_held(test, known)
    assert (held.repeats, held.unknown_items, held.strangers) == (1, 1, 1)
    assert held.people.tolist() == [1, -1] or held.people.tolist() == [-1, 1]
    assert held.histories.length.sum() == 2


def test_all_faulty_rows_are_told_at_once(tmp_path: Path) -> None:
    log = "user,item,order\n,x,1\na,,2\na,x,soon\n"
    assert faults(tmp_path, log=log) == [
        "train.csv row 2 column user: The cell is empty. Fill it in.",
        "train.csv row 3 column item: The cell is empty. Fill it in.",
        "train.csv row 4 column order ('soon'): The order is neither a number nor a time. "
        "Write a number such as 3, or a time such as 2027-01-04T09:00.",
    ]


def test_of_many_like_faults_the_rest_is_counted(tmp_path: Path) -> None:
    found = faults(tmp_path, log="user,item,order\na,x,1\n" + "a,y,\n" * 60)
    assert len(found) == 51
    assert "10 more rows have the same fault." in found[-1]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, log="person,item,order\na,x,1\n") == [
        "train.csv column user: The column user is missing. Name it in the header row."
    ]


def test_an_item_stands_there_once(tmp_path: Path) -> None:
    assert faults(tmp_path, items="item\nx\nx\n") == [
        "items.csv row 3 column item ('x'): It stands there twice. Keep one of the rows."
    ]


def test_no_file_no_table_no_text(tmp_path: Path) -> None:
    train, items, _ = files(tmp_path)
    items.unlink()
    with pytest.raises(InputError, match="There is no such file"):
        read_interactions(train, items)
    items.write_text("")
    with pytest.raises(InputError, match="cannot be read as a table"):
        read_interactions(train, items)
    items.write_bytes(b"item\n\xff\xfe\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_interactions(train, items)
