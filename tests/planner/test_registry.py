"""Kept rankers: back bit for bit, or refused by name; what serves when the promoted one is damaged."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime

import numpy as np
import pytest

from competency_models.errors import InputError
from planner.features import NAMES
from planner.ports import KeptModel, Serving, ServingMove
from planner.ranking import spell_ranker
from planner.registry import read_model, standing, what_serves
from tests.planner.kept_models import damaged, kept, ranker
from tests.planner.training.made_examples import made_up

P, R = ServingMove.PROMOTE, ServingMove.ROLL_BACK
PICKLE, CHANGED, NO_MODEL = "pickle in disguise", "do not match their SHA-256", "not the numbers of a model"


def flipped(body: bytes, place: int) -> bytes:
    """The bytes with one bit turned over."""
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def servings(*moves: tuple[ServingMove, str]) -> tuple[Serving, ...]:
    at = datetime(2027, 1, 4, tzinfo=UTC)
    return tuple(
        Serving(number, version, move, at, 1, "clo", "why")
        for number, (move, version) in enumerate(moves, start=1)
    )


def test_a_ranker_comes_back_bit_for_bit() -> None:
    model, features = kept(), made_up(50).features
    back = read_model(model.version, model)
    assert back.version == model.version == ranker().version
    for one, other in zip(
        (back.completion, back.closing), (ranker().completion, ranker().closing), strict=True
    ):
        assert np.array_equal(one.shares(features.values), other.shares(features.values))


def test_any_flipped_byte_is_refused_by_name() -> None:
    model = kept()
    for place in range(0, len(model.body), 97):
        with pytest.raises(InputError, match=f"model {model.version}: .*{CHANGED}"):
            read_model(model.version, damaged(model, flipped(model.body, place)))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("honest_sum", [True, False])
def test_a_pickle_is_named_whatever_its_sum_says(protocol: int, honest_sum: bool) -> None:
    body = pickle.dumps(spell_ranker(ranker()), protocol)
    model = kept(body) if honest_sum else damaged(kept(), body)
    with pytest.raises(InputError, match=PICKLE):
        read_model(model.version, model)


def test_a_pickle_that_was_cut_off_is_named() -> None:
    model = kept(pickle.dumps({"name": "curves"})[:-1])
    with pytest.raises(InputError, match=PICKLE):
        read_model(model.version, model)


def test_half_a_model_is_refused() -> None:
    model = kept()
    with pytest.raises(InputError, match=CHANGED):
        read_model(model.version, damaged(model, model.body[: len(model.body) // 2]))
    cut = kept(model.body[:-1])  # with the sum of what is left
    with pytest.raises(InputError, match=NO_MODEL):
        read_model(cut.version, cut)


def test_another_model_under_the_same_version_is_refused() -> None:
    other = kept(bias=0.6)
    with pytest.raises(InputError, match="another one than its version says"):
        read_model(kept().version, other)


def test_other_features_are_refused() -> None:
    model = kept(spell_ranker(ranker(names=(*NAMES[:-1], "shoe_size"))).encode())
    with pytest.raises(InputError, match="other features"):
        read_model(model.version, model)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, '"x"', "null"])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    body = spell_ranker(ranker())
    for name in ('"bias":0.5', '"bias":0.3', "0.25"):
        assert name in body
        model = kept(body.replace(name, name.rpartition(":")[0] + ":" * (":" in name) + number, 1).encode())
        with pytest.raises(InputError, match=NO_MODEL):
            read_model(model.version, model)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'"name"',
        b"\xff\xfe",
        b"PK\x03\x04skops",
        b"[" * 100_000,
        b'{"name":' * 5_000,
    ],
)
def test_anything_but_our_numbers_is_refused(body: bytes) -> None:
    model = kept(body)
    with pytest.raises(InputError, match=NO_MODEL):
        read_model(model.version, model)


def test_heads_that_do_not_fit_together_are_refused() -> None:
    whole = json.loads(spell_ranker(ranker()))
    whole["closing"]["heights"][0] = [0.0]
    model = kept(json.dumps(whole).encode())
    with pytest.raises(InputError, match=NO_MODEL):
        read_model(model.version, model)


def test_what_was_rolled_back_stands_no_more() -> None:
    assert standing(()) == ()
    assert standing(servings((P, "a"), (P, "b"))) == ("a", "b")
    assert standing(servings((P, "a"), (P, "b"), (R, "a"), (P, "c"))) == ("a", "c")
    assert standing(servings((P, "a"), (R, ""), (R, ""))) == ()


def test_the_last_good_model_serves_and_then_the_default() -> None:
    first, withdrawn, newest = (kept(bias=bias) for bias in (0.1, 0.2, 0.3))
    moves = servings((P, first.version), (P, withdrawn.version), (R, first.version), (P, newest.version))
    shelf: dict[str, KeptModel] = {one.version: one for one in (first, withdrawn, newest)}
    serves = what_serves(moves, shelf.get)
    assert (serves.version, serves.number, serves.fell_back) == (newest.version, 4, False)
    shelf[newest.version] = damaged(newest, flipped(newest.body, 40))
    serves = what_serves(moves, shelf.get)
    assert (serves.version, serves.promoted, serves.fell_back) == (first.version, newest.version, True)
    assert [fault.file for fault in serves.faults] == [f"model {newest.version}"]
    del shelf[first.version]
    serves = what_serves(moves, shelf.get)
    assert (serves.ranker, serves.version, serves.promoted) == (None, "", newest.version)
    assert "not kept" in serves.faults[1].text()
