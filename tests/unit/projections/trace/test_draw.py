"""T8: the draw of the experts, done again; and who was never drawn."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.session import events as session
from projections.trace.answer import Reply
from projections.trace.draw import Draw, ask
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules, types
from tests.support.builders import COMMITTEE, JIA, digest
from tests.support.builders_session import (
    CONFIRMED,
    DRAW,
    DRAWN,
    FREEZE,
    FROZEN,
    OPEN,
    OPENED,
    OPINION,
    PLAN,
    POOL_LIST,
    READY_TO_OPEN,
    SEAT,
    SEATED,
    SEATED_PANEL,
    TALLIED,
)
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed, deed, instead

CALL = deed(
    session.StandInCalled,
    a.SESSION,
    [a.UNIT_OFFICER, a.DRAW_SUPERVISOR],
    "2024-07-03T10:00",
    absent=a.EXPERTS[3].key,
    key=a.STAND_IN.key,
    reason="因病不能出席（示例）",
)


def draw_of(path: Path, *history: Deed, subject: str = a.SESSION) -> Reply[Draw]:
    return asked(path, ask, *history, subject=subject)


@pytest.mark.parametrize("subject", [JIA.id, a.SESSION, COMMITTEE, a.UNIT])
def test_a_draw_by_the_rules_comes_out_again(tmp_path: Path, subject: str) -> None:
    reply = draw_of(tmp_path, *CONFIRMED, subject=subject)
    assert (reply.findings, reply.absent) == ((), ())
    (draw,) = reply.rows
    assert draw.drawn is not None
    assert draw.frozen is not None
    assert draw.frozen.type.code == "committee.expert-pool-frozen"
    assert [one.role.code for one in draw.signers] == [
        "UNIT_OFFICER",
        "DRAW_SUPERVISOR",
    ]
    assert draw.public_value == "03 08 14 19 25 31 + 07"
    assert len(draw.seed) == 64
    assert all(one.equal for one in draw.compared)
    assert {"是", "无"} <= {one.recorded.zh for one in draw.compared}
    assert len(draw.seats) == 5
    assert all(seat.seated for seat in draw.seats)


def test_nobody_is_named(tmp_path: Path) -> None:
    """Who sits behind a key and an index is in the vault alone (XN6B-4.3c)."""
    told = msgspec.json.encode(draw_of(tmp_path, *CONFIRMED)).decode()
    assert "入库专家" not in told
    assert "person/expert" not in told


def test_a_designated_expert_is_found(tmp_path: Path) -> None:
    steered = DRAW.but(selected=[0, 1, 2, 3, 4]).round_the_rules()
    reply = draw_of(tmp_path, *FROZEN, steered)
    assert set(kinds(reply)) == {"DRAW_DIFFERS"}
    assert rules(reply) == {"XN6B-4.3c"}
    assert types(reply)[0] == ["committee.expert-pool-frozen", "session.experts-drawn"]
    assert "(0, 1, 2, 3, 4)" in reply.findings[0].what.zh


def test_another_secret_than_the_one_committed_to_is_found(tmp_path: Path) -> None:
    steered = DRAW.but(secret=digest("chosen afterwards")).round_the_rules()
    reply = draw_of(tmp_path, *FROZEN, steered)
    assert "secret as the plan commits to" in reply.findings[0].what.en


def test_another_list_than_the_frozen_one_is_found(tmp_path: Path) -> None:
    other = {**POOL_LIST, "sha256": digest("a shorter list")}
    reply = draw_of(tmp_path, *FROZEN, DRAW.but(pool=other).round_the_rules())
    assert "the list that was frozen" in reply.findings[0].what.en
    assert f"{digest('a shorter list').hex()[:16]}…" in reply.findings[0].what.en


def test_somebody_added_to_the_panel_afterwards_is_found(tmp_path: Path) -> None:
    """He has a key of the session and a grant, and was never drawn."""
    opening = OPEN.signed(*SEATED, a.STAND_IN).round_the_rules()
    opinion = OPINION.signed(a.STAND_IN).round_the_rules()
    reply = draw_of(tmp_path, *READY_TO_OPEN, opening, opinion)
    assert kinds(reply) == ["NOT_DRAWN"]
    assert types(reply) == [["session.opened", "session.opinion-signed"]]
    assert a.STAND_IN.key.hex()[:12] in reply.findings[0].what.zh


def test_a_stand_in_in_his_turn_has_a_seat(tmp_path: Path) -> None:
    opening = OPEN.signed(*SEATED[:4], a.STAND_IN).round_the_rules()
    reply = draw_of(tmp_path, *SEATED_PANEL, CALL, opening)
    assert reply.findings == ()
    (draw,) = reply.rows
    assert [ref.type.code for ref in draw.called] == ["session.stand-in-called"]
    assert [seat.stand_in for seat in draw.seats].count(True) == 1


def test_who_gave_up_his_seat_and_came_all_the_same_is_found(tmp_path: Path) -> None:
    opening = OPEN.signed(*SEATED, a.STAND_IN).round_the_rules()
    reply = draw_of(tmp_path, *SEATED_PANEL, CALL, opening)
    assert kinds(reply) == ["NOT_DRAWN"]
    assert a.EXPERTS[3].key.hex()[:12] in reply.findings[0].what.zh


def test_a_stand_in_out_of_his_turn_is_found(tmp_path: Path) -> None:
    reply = draw_of(tmp_path, *SEATED_PANEL, CALL.but(called=7).round_the_rules())
    assert kinds(reply) == ["DRAW_DIFFERS"]
    assert "stand-ins called in their order" in reply.findings[0].what.en


def test_a_second_seating_is_found(tmp_path: Path) -> None:
    again = SEAT.recorded("2024-07-02T09:00").round_the_rules()
    reply = draw_of(tmp_path, *SEATED_PANEL, again)
    assert "DRAW_DIFFERS" in kinds(reply)
    assert ["session.panel-seated"] in types(reply)


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN6B-4.3c"), (liuzhou, "LZ-5.2c"), (yuncheng, "LEDGER-DRAW")],
)
def test_a_draw_that_the_officer_watched_himself_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Any, rule: str
) -> None:
    """Two keys, one person: the witness is the officer himself."""
    second = a.holds("second-key-of-the-officer", "DRAW_SUPERVISOR", a.UNIT)
    key = a.directory().keys[second.key]
    monkeypatch.setattr(key, "subject", "person/unit-officer")
    alone = DRAW.signed(a.UNIT_OFFICER, second).round_the_rules()
    told = tell(DRAWN)
    reply = draw_of(tmp_path, *instead(told, told[-1], alone))
    assert kinds(reply) == ["NOT_WATCHED"]
    assert rules(reply) == {rule}


def test_a_meeting_without_a_draw_is_said_to_lack_it(tmp_path: Path) -> None:
    history = [one.round_the_rules() for one in OPENED if one not in (DRAW, SEAT)]
    reply = draw_of(tmp_path, *history)
    assert [one.type.code for one in reply.absent] == ["session.experts-drawn"]
    assert set(kinds(reply)) == {"NOT_DRAWN"}


def test_a_draw_from_no_frozen_list_is_said_to_lack_it(tmp_path: Path) -> None:
    history = [one.round_the_rules() for one in TALLIED if one is not FREEZE]
    reply = draw_of(tmp_path, *history)
    assert [one.type.code for one in reply.absent] == ["committee.expert-pool-frozen"]
    assert reply.absent[0].about.id == COMMITTEE


def test_a_draw_without_a_plan_cannot_be_done_again(tmp_path: Path) -> None:
    selected = {"selected": [0, 1, 2, 3, 4], "alternates": [5, 6]}
    history = [one.round_the_rules() for one in FROZEN if one is not PLAN]
    reply = draw_of(tmp_path, *history, DRAW.but(**selected).round_the_rules())
    assert "cannot be done again" in reply.findings[0].what.en
