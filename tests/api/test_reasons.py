"""Why an item is in a plan: in one sentence, in both languages, on the page; plans of earlier versions stay readable."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from api.db.tables.journeys import Items
from api.i18n import Translator, translator
from api.journey_views import alternative_out
from api.pages.names import Names
from api.pages.render import environment
from api.pages.views_reasons import shares_told
from api.reasons import sentence, what_would
from api.worlds import Known
from planner.explain import STRENGTHENS, probability, success_without
from planner.journey import Alternative, Closes, Contrast, FamilyShare, Item, Reason
from tests.planner.small_world import small_world
from tests.small_agency import item as whole_item

SHARES = (
    FamilyShare("usual", 1.0, 0.5),
    FamilyShare("crowd", 0.5, -0.1, "popularity"),
    FamilyShare("fit", -0.2, 0.0, "leap"),
)
OTHER = Alternative("ONLINE", None, date(2027, 1, 4), 0.5, 0.1)


def item() -> Item:
    success = round(success_without(SHARES), 6)
    closes = (Closes("C1", 1, 2, 1.0), Closes("C2", 2, 3, 0.5))
    return replace(whole_item("VISIT"), shares=SHARES, success=success, closes=closes, alternatives=(OTHER,))


@pytest.fixture(scope="module")
def known() -> Known:
    return Known(1, small_world(), {})


@pytest.fixture(params=["id", "en"])
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


def drawn(known: Known, one: Item, t: Translator) -> str:
    """What the page says under “Why this?”, without its markup."""
    source = '{% import "journey_parts.html" as parts with context %}{{ parts.why(item) }}'
    page = environment(t.locale).from_string(source).render(names=Names(known, t), item=one)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_one_sentence_names_the_gap_the_strongest_reason_and_what_is_not_known(known: Known) -> None:
    assert sentence(known, item(), translator("id")) == (
        "Menutup kesenjangan C1 dari level 1 ke level 2 (dan 1 lainnya); yang paling mendukungnya adalah riwayat pegawai lain "
        "dengan kegiatan ini (perkiraan keberhasilan 47%, tanpa itu 43%); buktinya belum cukup (keikutsertaan terdahulu: 6)."
    )
    assert sentence(known, item(), translator("en")) == (
        "Closes the gap in C1 from level 1 to level 2 (and 1 more); what speaks for it most is the record of others with it "
        "(predicted success 47%, without it 43%); there is not enough evidence (past attempts: 6)."
    )


def test_figures_that_differ_look_different(known: Known) -> None:
    small = (SHARES[0], FamilyShare("effort", 0.01, 0.0, "hours"))
    told = replace(item(), shares=small, success=success_without(small), attempts=None)
    assert "predicted success 45.6%, without it 45.5%" in sentence(known, told, translator("en"))


@pytest.mark.parametrize(
    ("contrast", "words"),
    [
        (Contrast(None), "Not even certain success would put it first"),
        (Contrast(0.5), "A plan with it would be worth no less."),
        (Contrast(0.6), "from a predicted success of 60% on, but nothing speaks more"),
        (Contrast(0.6, "crowd", "popularity", 0.0, 0.0, 0.55), "if the record of others with it spoke"),
        (
            Contrast(0.6, "crowd", "popularity", 0.21, -0.1, 0.7),
            "+0.21 log-odds in completing, −0.1 in closing",
        ),
        (
            Contrast(0.6, "crowd", "popularity", 0.0, 0.3, 0.7),
            "(enough: 0 log-odds in completing, +0.3 in closing)",
        ),
        (Contrast(0.502, "crowd", "popularity", 0.01, 0.0, 0.7), "from a predicted success of 50.2% on"),
    ],
)
def test_what_would_have_put_another_one_first(known: Known, contrast: Contrast, words: str) -> None:
    told = alternative_out(known, replace(OTHER, contrast=contrast), translator("en"))
    assert words in told.first_if
    assert told.contrast == contrast


def test_the_page_takes_both_answers_apart(known: Known, t: Translator) -> None:
    first, second = t("the record of others with it"), t("How many others took it.")
    page = drawn(known, replace(item(), alternatives=(replace(OTHER, contrast=Contrast(None)),)), t)
    without = t("without it {share}", share=t.percent(probability(0.8)))
    assert f"{first} {second} +{t.number(0.5, 1)} {without}" in page
    assert t("Not enough evidence") in page
    assert what_would(known, replace(OTHER, contrast=Contrast(None)), t) in page


def test_each_cell_tells_the_answer_without_its_family() -> None:
    usual, crowd, _ = shares_told(SHARES)
    assert usual.completion.answer == probability(1.0)
    assert crowd.completion.answer == pytest.approx(probability(0.8))
    assert crowd.closing.answer == pytest.approx(probability(0.5))


EARLIER = """[{"solution": "VISIT", "offering": null, "starts": "2027-02-01", "ends": "2027-02-05", "form": "patok_banding",
"bucket": "70", "hours": 24.0, "jp": 24.0, "cost": 0, "stage": "menengah", "success": 0.61,
"closes": [{"competency": "C1", "from_level": 1, "to_level": 3, "weight": 1.0}],
"reasons": [{"code": "Closes the gap in {competency} from level {from} to level {to}.", "share": 1.22,
 "params": [["competency", "C1"], ["from", "1"], ["to", "3"]]},
 {"code": "Usual success.", "share": 0.4, "params": QUESTION}, {"code": "The cost.", "share": -0.15, "params": QUESTION}],
"alternatives": [{"solution": "ONLINE", "offering": null, "starts": "2027-02-01", "success": 0.5, "value_lost": 0.2}],
"added_by_hand": false}]"""


@pytest.mark.parametrize("question", ["[]", '[["question", "completion"]]'])
def test_a_plan_of_an_earlier_version_is_read_and_told(known: Known, question: str, t: Translator) -> None:
    (old,) = Items.adapter.validate_json(EARLIER.replace("QUESTION", question))
    assert (old.shares, old.attempts, old.alternatives[0].contrast) == ((), None, None)
    gap = t("Closes the gap in {competency} from level {from} to level {to}.", competency="C1", **LEVELS)
    assert sentence(known, old, t) == gap
    page = drawn(known, old, t)
    assert f"+{t.number(0.4, 1)} {t('Usual success.')} −{t.number(0.15, 2)} {t('The cost.')}" in page
    assert what_would(known, old.alternatives[0], t) == ""


LEVELS = {"from": 1, "to": 3}


def test_an_item_is_kept_small() -> None:
    """Beside what an item is, its prediction takes less room than the ten reasons of earlier versions did."""
    plain = replace(item(), shares=(), attempts=None, alternatives=())
    families = tuple(
        FamilyShare(name, -0.123456789012, 0.123456789012, "own_completion") for name in "abcdefghijk"
    )
    kept = replace(plain, shares=families)
    assert len(Items.adapter.dump_json((kept,))) - len(Items.adapter.dump_json((plain,))) < 1300


def test_what_strengthens_is_said_in_words(known: Known, t: Translator) -> None:
    strengthens = Reason(STRENGTHENS, 0.0, (("competency", "C2"),))
    told = replace(item(), closes=(), reasons=(strengthens,), shares=(), attempts=None)
    assert sentence(known, told, t) == t(STRENGTHENS, competency="C2")
