"""Prediction models on pages: trained, compared, refused or put to use, rolled back; damaged ones; week by week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import build_system
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.deps import LOCALE_COOKIE
from api.model_desk import TRAINING
from api.operator import OPERATOR
from api.settings import load_settings
from planner.access import Actor, Role
from planner.judgements import Judged, Judgement
from planner.ports import Account, Serving, ServingMove
from planner.registry import digest
from planner.training.card import spell_card
from planner.training.findings import Code, found
from planner.training.groups import GroupKind
from planner.training.harm import GroupFigure
from planner.training.statistics import Interval
from planner.usecases import add_account, import_agency
from tests.api.doors import Doors
from tests.api.pages.reading import Strict, open_book
from tests.planner.kept_models import comparison, damaged, kept, made, ranker
from tests.small_agency import ADMINISTRATOR, ANI, Sign

LENIENT = "".join(
    f'{name}: {{values: [{{from: 2000-01-01, value: {value}, reference: "SK Kepala 7/2026", certainty: S}}]}}\n'
    for name, value in {
        "ranker.gate_confidence": 0.5,
        "ranker.gate_margin": -1,
        "ranker.gate_calibration_error": 1,
        "ranker.gate_harm_loss": 9,
        "ranker.gate_harm_exposure": 1,
    }.items()
)
"""A hundred people are too few for the gate as it stands; an agency may ask less."""
PEOPLE = 120


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The stores are asked on both databases; the pages hang on neither."""
    return sqlite_url


@pytest.fixture
def strict(database_url: str, tmp_path: Path) -> Iterator[Doors]:
    """A demo agency behind its doors, and a CLO."""
    settings = load_settings(database_url=database_url, data_dir=tmp_path, today=DEMO_DAY)
    system = build_system(settings)
    import_agency(system.open(), demo_agency(PEOPLE, DEMO_SEED), OPERATOR, system.clock)
    account = Account(0, "pimpinan", "x", Role.CLO)
    made = add_account(system.open(), ADMINISTRATOR, account, system.clock)
    clo = Actor(made.id, made.username, Role.CLO)
    yield Doors(create_app(settings, system), system, Sign(*[clo] * 6))
    system.close()


@pytest.fixture
def lenient(strict: Doors, tmp_path: Path) -> Iterator[Doors]:
    """The same installation under a law of its own."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "gate.yaml").write_text(LENIENT, encoding="utf-8")
    system = build_system(strict.system.settings.model_copy(update={"regulations_dir": own}))
    yield Doors(create_app(system.settings, system), system, strict.sign)
    system.close()


def get(visitor: TestClient, path: str, language: str = "en") -> str:
    visitor.cookies.set(LOCALE_COOKIE, language)
    answer = visitor.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    Strict().feed(answer.text)
    return plain(answer)


def plain(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_train_compare_promote_roll_back(strict: Doors, lenient: Doors) -> None:
    visitor = strict.visitor(strict.sign.clo)
    assert "No model was trained yet" in get(visitor, "/models")
    trained = visitor.post("/models/train")
    assert (trained.status_code, trained.headers["location"][-19:]) == (303, "?told=model-trained")
    card = trained.headers["location"].partition("?")[0]
    assert "523 attempts of 120 people" in get(visitor, card)
    assert "523 keikutsertaan 120 orang" in get(visitor, card, "id")
    # two calibrations of two models, and curves of both answers
    assert visitor.get(card).text.count("<polyline") >= 8
    assert "The gate is shut for this model" in get(visitor, f"{card}/compare")
    assert "<textarea" not in visitor.get(f"{card}/compare").text
    refused = visitor.post(f"{card}/promote", data={"after": "0", "reason": "I insist."})
    assert refused.status_code == 422
    assert "It is not surely better than the serving one" in plain(refused)
    path, why = f"/api/v1{card}/promote", {"reason": "I insist."}
    problem = visitor.post(path, json=why, headers={"If-Match": '"0"'}).json()
    assert (problem["type"], problem["errors"][0]["field"]) == ("/problems/gate-shut", "not_better")

    visitor = lenient.visitor(strict.sign.clo)
    assert "The gate is open" in get(visitor, f"{card}/compare")
    nameless = visitor.post(f"{card}/promote", data={"after": "0", "reason": " "})
    assert (nameless.status_code, "Please give a reason" in plain(nameless)) == (422, True)
    late = visitor.post(f"{card}/promote", data={"after": "3", "reason": "It is better."})
    assert (late.status_code, "Compare again" in plain(late)) == (412, True)
    assert "It is better." in late.text
    done = visitor.post(f"{card}/promote", data={"after": "0", "reason": "It is better."})
    assert (done.status_code, done.headers["location"]) == (303, "/models?told=model-promoted")
    told = get(visitor, "/models")
    assert f"Model {card[-12:]} serves" in told
    assert "Put to use" in told
    assert lenient.system.worlds.current().world.ranker.version == card[-12:]

    back = visitor.post("/models/roll-back", data={"after": "1", "reason": "Officers doubt it."})
    assert (back.status_code, back.headers["location"]) == (303, "/models?told=model-rolled-back")
    assert "Model Default serves" in get(visitor, "/models")
    again = visitor.post("/models/roll-back", data={"after": "2", "reason": "Once more."})
    assert (again.status_code, "there is nothing to roll back" in plain(again)) == (409, True)
    with strict.system.open(write=False) as uow:
        rows = [one for one in uow.decisions.page(limit=20).rows if one.subject == "model"]
    assert [(one.move, one.reason) for one in rows] == [
        ("roll_back", "Officers doubt it."),
        ("promote", "It is better."),
        ("train", ""),
    ]
    assert [workbook(visitor, path) for path in ("/models?", "/models?table=servings&")] == [1, 2]
    assert workbook(visitor, f"{card}?table=groups&") == workbook(visitor, f"{card}/compare?") >= 5
    assert workbook(visitor, f"{card}?table=features&") >= 8


def workbook(visitor: TestClient, path: str) -> int:
    """How many rows a table has in Excel, its heading left out."""
    return open_book(visitor.get(f"{path}format=xlsx").content).worksheets[0].max_row - 1


def test_a_damaged_model_is_told_and_never_compared(doors: Doors) -> None:
    good, bad = kept(bias=0.1), kept(bias=0.2)
    bad = damaged(bad, bad.body[:-5] + b"0" + bad.body[-4:])
    now, account = doors.system.clock.now(), doors.sign.clo.account_id
    with doors.system.open() as uow:
        for number, model in enumerate((good, bad), start=1):
            uow.rankers.add(model)
            uow.rankers.serve(
                Serving(number, model.version, ServingMove.PROMOTE, now, account, "clo", "lebih tepat")
            )
        uow.commit()
    visitor = doors.visitor(doors.sign.clo)
    told = get(visitor, "/models")
    assert f"{good.version} serves instead" in told
    assert "do not match their SHA-256" in told
    assert f"{good.version} serves instead" in get(visitor, "/gap-map")
    assert "tidak dapat dipakai" in get(visitor, "/models", "id")
    assert "This model is damaged and never used." in get(visitor, f"/models/{bad.version}")
    assert visitor.get(f"/models/{bad.version}/compare").headers["location"] == f"/models/{bad.version}"
    with TRAINING:
        busy = visitor.post("/models/train")
    assert (busy.status_code, "A model is being trained already" in plain(busy)) == (409, True)
    # who may look but not decide is offered nothing to decide with
    officer = doors.visitor(doors.sign.officer)
    assert "<button" not in officer.get("/models").text.split("<main")[1]


def test_the_weeks_are_told_with_their_warnings(doors: Doors) -> None:
    visitor, today = doors.visitor(doors.sign.clo), doors.system.clock.today()
    assert "Nothing to tell yet" in get(visitor, "/models/drift")
    word = Judgement(0, ANI, "S1", today, Judged.KEPT, 1, 0.5, 1.0, "x", by_officer=True, assigned=False)
    with doors.system.open() as uow:
        uow.judgements.add(
            replace(word, journey=one, judged=Judged.REMOVED if one % 2 else Judged.KEPT) for one in range(40)
        )
        uow.judgements.add([replace(word, journey=99, day=today - timedelta(weeks=1))])
        uow.commit()
    told = get(visitor, "/models/drift")
    assert "Officers changed 50% of what was proposed; the line is 30%." in told
    assert told.count("1 warning") == 1
    assert "Petugas mengubah 50%" in get(visitor, "/models/drift", "id")
    book = open_book(visitor.get("/models/drift?format=xlsx").content).worksheets[0]
    assert [row[5] for row in book.iter_rows(min_row=2, max_row=3, values_only=True)] == [0.5, 0]


def test_a_group_that_is_harmed_is_named_beside_its_figures(doors: Doors) -> None:
    loss, still = Interval(0.4, 0.2, 0.6), Interval(0.0, 0.0, 0.0)
    figures = (40, 80, 0.5, 0.4, 0.3, loss, *[still] * 4)
    harm = found(Code.HARMS_QUALITY, kind="sex", group="women", loss=0.4, low=0.2, high=0.6, margin=0.02)
    model = kept()
    compared = replace(
        comparison(ranker(), harm),
        groups=tuple(
            GroupFigure(kind, key, key, *figures)
            for kind, key in ((GroupKind.SEX, "women"), (GroupKind.UNIT, "A1"))
        ),
        small_groups=2,
    )
    card = spell_card(replace(made().card, comparison=compared)).encode()
    with doors.system.open() as uow:
        uow.rankers.add(replace(model, card=card, card_sha256=digest(card)))
        uow.commit()
    visitor = doors.visitor(doors.sign.officer)
    told = get(visitor, f"/models/{model.version}")
    harmed, spared = told.split("Women Sex")[1].split("First Unit")
    assert "harmed It harms sex women: its loss there is higher by 0.4 (0.2 to 0.6)" in harmed
    assert "no harm found 2 groups have too few people to be told." in spared
    assert "Merugikan jenis kelamin perempuan" in get(visitor, f"/models/{model.version}", "id")
    assert visitor.get("/models/0123456789ab").status_code == 404
