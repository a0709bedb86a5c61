"""What stands between a person and a guide, one by one, and what is preferred; each by the parameter that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.guides import GuideKind
from planner.matching import TEXTS, Block, Candidate, Context, Held, Law, Waiting, blocks_of, match, pair_of
from planner.matching.pairing import REASONS
from planner.regulations import standard_parameters
from tests.planner.matching.small import COACH, DAY, MENTOR, PARENTS, guide, waiting

HELD = Held(1, date(2027, 3, 1), date(2027, 3, 2))
EMPTY = Context(PARENTS)

CASES: dict[str, tuple[Block, Waiting, Candidate, Context, Law]] = {
    "no level above the target": (Block.LEVEL, waiting(), guide(levels={"T.01": 2}), EMPTY, COACH),
    "nothing known of the level": (Block.LEVEL, waiting(), guide(levels={}), EMPTY, COACH),
    "one of two targets is too high": (
        Block.LEVEL,
        waiting(targets={"T.01": 2, "M.01": 3}),
        guide(levels={"T.01": 5, "M.01": 3}),
        EMPTY,
        COACH,
    ),
    "all places are taken on one of the days": (
        Block.FULL,
        waiting(),
        guide(capacity=1),
        Context(PARENTS, (HELD,)),
        COACH,
    ),
    "comes too late": (Block.AWAY, waiting(), guide(available_from=date(2027, 2, 2)), EMPTY, COACH),
    "leaves too soon": (Block.AWAY, waiting(), guide(available_until=date(2027, 3, 27)), EMPTY, COACH),
    "is not to be proposed": (Block.AWAY, waiting(), guide(active=False), EMPTY, COACH),
    "takes people of other units": (Block.UNIT, waiting(), guide(units=frozenset({"A2"})), EMPTY, COACH),
    "was not wanted": (Block.NOT_WANTED, waiting(never=frozenset({1})), guide(), EMPTY, COACH),
    "never led anybody": (Block.EXPERIENCE, waiting(), guide(managerial_years=0), EMPTY, COACH),
    "never did the work": (Block.EXPERIENCE, waiting(), guide(technical_years=0), EMPTY, COACH),
    "has no certificate where one is asked for": (
        Block.CERTIFICATE,
        waiting(),
        guide(),
        EMPTY,
        replace(COACH, certificate=True),
    ),
    "has not undertaken confidentiality where that comes first": (
        Block.CONFIDENTIALITY,
        waiting(),
        guide(confidential_since=None),
        EMPTY,
        replace(COACH, confidential_before="proposal"),
    ),
    "a mentor from outside": (Block.OUTSIDE, waiting(), guide(nip=None, unit=None), EMPTY, MENTOR),
    "the superior as coach beside the mentor": (
        Block.SUPERIOR,
        waiting(superior="G1", beside=True),
        guide(),
        EMPTY,
        COACH,
    ),
    "another than the superior where only they may mentor": (
        Block.NOT_SUPERIOR,
        waiting(),
        guide(),
        EMPTY,
        replace(MENTOR, another_mentor=False),
    ),
    "has the other part already": (
        Block.OTHER_PART,
        waiting(others=frozenset({"G1"})),
        guide(),
        EMPTY,
        COACH,
    ),
    "oneself": (Block.ONESELF, waiting(nip="G1"), guide(), EMPTY, COACH),
}


@pytest.mark.parametrize("case", CASES)
def test_what_stands_in_the_way(case: str) -> None:
    block, one, other, context, law = CASES[case]
    assert blocks_of(one, other, context, law) == block
    (left,) = match([one], [other], context, law).unmatched
    assert left.reasons == ((block, 1),)


def test_somebody_else_s_superior_who_is_not_registered_is_not_to_be_had() -> None:
    one, other = waiting(superior="S"), guide(0)
    assert blocks_of(one, other, EMPTY, MENTOR) == Block.NOT_SUPERIOR
    (left,) = match([one], [other], EMPTY, MENTOR).unmatched
    assert left.reasons == ()


def test_every_obstacle_has_a_case_and_words() -> None:
    assert {case[0] for case in CASES.values()} | {Block.TAKEN} == set(Block) == set(TEXTS)


MAY = {
    "a level above": (waiting(), guide(), EMPTY, COACH),
    "the highest level for a target of the highest": (
        waiting(targets={"T.01": 5}),
        guide(levels={"T.01": 5}),
        EMPTY,
        COACH,
    ),
    "no level is aimed at": (waiting(targets={}), guide(levels={}), EMPTY, COACH),
    "a place is taken on other days only": (
        waiting(),
        guide(capacity=1),
        Context(PARENTS, (replace(HELD, starts=date(2027, 4, 5), ends=date(2027, 5, 1)),)),
        COACH,
    ),
    "a unit above the person's": (waiting(), guide(units=frozenset({"A1"})), EMPTY, COACH),
    "a coach from outside": (waiting(), guide(nip=None, unit=None), EMPTY, COACH),
    "without undertaking, which comes before accepting": (
        waiting(),
        guide(confidential_since=None),
        EMPTY,
        COACH,
    ),
    "the superior as coach of the own unit": (waiting(superior="G1"), guide(), EMPTY, COACH),
    "the superior who is not registered": (waiting(superior="G0"), guide(0), EMPTY, MENTOR),
    "another mentor than the superior": (waiting(superior="S"), guide(), EMPTY, MENTOR),
}


@pytest.mark.parametrize("case", MAY)
def test_nothing_stands_in_the_way(case: str) -> None:
    assert blocks_of(*MAY[case]) == Block(0)
    assert len(match([MAY[case][0]], [MAY[case][1]], *MAY[case][2:]).pairs) == 1


def chosen(guides: list[Candidate], law: Law = COACH, **values: object) -> str | None:
    (pair,) = match([waiting(1, **values)], guides, EMPTY, law).pairs
    return pair.guide.nip


def test_who_knows_more_is_preferred() -> None:
    assert chosen([guide(1), guide(2, levels={"T.01": 5})]) == "G2"


def test_who_is_nearer_is_preferred() -> None:
    assert chosen([guide(1, unit="A2"), guide(2, unit="A12"), guide(3, unit=None, nip=None)]) == "G2"


def test_who_has_less_to_do_is_preferred() -> None:
    context = Context(PARENTS, (HELD,))
    (pair,) = match([waiting()], [guide(1), guide(2)], context, COACH).pairs
    assert pair.guide.nip == "G2"


def test_the_direct_superior_is_preferred_as_mentor() -> None:
    near = [guide(1, unit="A11", levels={"T.01": 4}), guide(2, unit="A2")]
    assert chosen(near, MENTOR, superior="G2") == "G2"
    assert chosen(near, MENTOR, superior=None) == "G1"


def test_two_guides_share_two_people() -> None:
    found = match([waiting(1), waiting(2)], [guide(1), guide(2)], EMPTY, COACH)
    assert sorted(pair.guide.id for pair in found.pairs) == [1, 2]


def test_who_fits_but_is_needed_elsewhere_is_told() -> None:
    found = match([waiting(1), waiting(2)], [guide(1, capacity=1), guide(2, active=False)], EMPTY, COACH)
    (left,) = found.unmatched
    assert left.reasons == ((Block.AWAY, 1), (Block.TAKEN, 1))


def test_a_pair_says_why_and_what_was_next_best() -> None:
    found = match([waiting()], [guide(1, unit="A11", levels={"T.01": 5}), guide(2)], EMPTY, COACH)
    (pair,) = found.pairs
    assert [reason.code for reason in pair.reasons] == [REASONS[0], REASONS[2], REASONS[5]]
    assert dict(pair.reasons[0].params) == {"competency": "T.01", "level": "5", "needed": "3"}
    assert pair.next_best is not None
    assert (pair.next_best.id, pair.lost) == (2, 3000)
    assert pair.worth == sum(round(1000 * reason.share) for reason in pair.reasons) == found.worth
    assert pair_of(waiting(), guide(1, unit="A11", levels={"T.01": 5}), EMPTY, COACH).reasons == pair.reasons


OVERRIDES = """
guides.levels_above:
  values: [{from: 2027-01-01, value: {coach: 2, mentor: 1}, reference: "Kepka 1/2027", certainty: S}]
guides.weight_near:
  values: [{from: 2027-01-01, value: 0, reference: "Kepka 1/2027", certainty: S}]
guides.mentor_may_be_another:
  values: [{from: 2027-01-01, value: false, reference: "Kepka 1/2027", certainty: S}]
"""


def test_the_matching_follows_an_agency_s_own_figures(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OVERRIDES, encoding="utf-8")
    at = standard_parameters(tmp_path).at(DAY)
    coach, mentor = (Law.of(at, kind) for kind in (GuideKind.COACH, GuideKind.MENTOR))
    assert blocks_of(waiting(), guide(), EMPTY, coach) == Block.LEVEL
    assert blocks_of(waiting(), guide(levels={"T.01": 4}), EMPTY, coach) == Block(0)
    assert blocks_of(waiting(), guide(), EMPTY, mentor) == Block.NOT_SUPERIOR
    near = pair_of(waiting(), guide(unit="A11"), EMPTY, coach)
    assert near.reasons[1].share == 0 < pair_of(waiting(), guide(unit="A11"), EMPTY, COACH).reasons[1].share
