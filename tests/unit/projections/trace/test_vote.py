"""T10: the vote, and one list from the tally to the confirmation."""

from pathlib import Path

import pytest

from aggregates.application import audits
from projections.trace import inquiry
from projections.trace.answer import Reply
from projections.trace.vote import Vote, ask
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules, types
from tests.support.builders import COMMITTEE, JIA, YI, digest
from tests.support.builders_session import (
    CONFIRM,
    CONFIRMED,
    OPEN,
    OPENED,
    PUBLICISE,
    RECUSE,
    SEATED,
    SIGN,
    TALLIED,
    TALLY,
    ballot,
)
from tests.support.cities import RECHECK, liuzhou, yuncheng
from tests.support.given import Deed, deed, instead

ANOTHER_LIST = {"count": 2, "sha256": digest("another list")}


def vote_of(path: Path, *history: Deed, subject: str = a.SESSION) -> Reply[Vote]:
    return asked(path, ask, *history, subject=subject)


def after(history: tuple[Deed, ...], old: Deed, new: Deed) -> tuple[Deed, ...]:
    """Tell the history with one deed otherwise, and nothing judged after it."""
    place = history.index(old)
    rest = [one.round_the_rules() for one in history[place + 1 :]]
    return (*history[:place], new.round_the_rules(), *rest)


def test_a_vote_that_holds_is_told_with_its_fractions(tmp_path: Path) -> None:
    reply = vote_of(tmp_path, *CONFIRMED)
    assert reply.findings == ()
    assert reply.absent == ()
    (vote,) = reply.rows
    assert (vote.members, vote.present, vote.quorum, vote.quorate) == (
        5,
        5,
        "2/3",
        True,
    )
    jia, yi = vote.ballots
    assert (jia.share, jia.needed, jia.entitled, jia.holds) == ("5/5", "2/3", 5, True)
    assert (yi.share, yi.recused, yi.entitled, yi.holds) == ("4/5", 1, 4, True)


def test_the_lists_follow_each_other_with_their_signers(tmp_path: Path) -> None:
    (vote,) = vote_of(tmp_path, *CONFIRMED).rows
    assert [one.list.code for one in vote.lists] == [
        "TALLY",
        "SIGNED",
        "PUBLISHED",
        "CONFIRMED",
    ]
    tally, signed, published, confirmed = vote.lists
    assert tally.digest == signed.digest
    assert tally.passed == published.passed == confirmed.passed == (JIA.id, YI.id)
    assert published.signers[0].role.code == "OFFICE_STAFF"
    assert vote.differences == ()


@pytest.mark.parametrize("subject", [JIA.id, a.SESSION, COMMITTEE, a.UNIT, a.OFFICE])
def test_it_is_answered_for_applications_and_bodies_alike(
    tmp_path: Path, subject: str
) -> None:
    (vote,) = vote_of(tmp_path, *CONFIRMED, subject=subject).rows
    assert vote.session.id == a.SESSION
    whole = subject != JIA.id
    assert len(vote.ballots) == (2 if whole else 1)


def test_a_body_without_a_review_has_no_vote(tmp_path: Path) -> None:
    reply = vote_of(tmp_path, *CONFIRMED, subject=a.OTHER_COUNTY)
    assert (reply.rows, reply.findings, reply.absent) == ((), (), ())


def test_a_meeting_without_a_quorum_is_found(tmp_path: Path) -> None:
    few = OPEN.signed(*SEATED[:3])
    reply = vote_of(tmp_path, *after(OPENED, OPEN, few))
    assert kinds(reply) == ["VOTE_NOT_VALID"]
    assert rules(reply) == {"XN6A-8"}
    assert types(reply) == [["session.opened"]]
    assert "3/5" in reply.findings[0].what.zh
    assert not reply.rows[0].quorate


@pytest.mark.parametrize(
    "count",
    [
        ballot(JIA.id, 3, 2),  # 3/5 is less than 2/3
        ballot(JIA.id, 4, 1, passed=False),
        ballot(JIA.id, 4, 0),  # somebody's ballot is missing
        ballot(JIA.id, 4, 0, 1),  # nobody stepped aside
    ],
)
def test_a_count_that_does_not_add_up_is_found(
    tmp_path: Path, count: dict[str, object]
) -> None:
    crooked = TALLY.listing(count, ballot(YI.id, 4, 0, 1))
    reply = vote_of(tmp_path, *after(TALLIED, TALLY, crooked))
    assert kinds(reply) == ["VOTE_NOT_VALID"]
    assert types(reply) == [["application.ballot-recorded"]]
    assert JIA.id in reply.findings[0].what.zh
    assert [one.holds for one in reply.rows[0].ballots] == [False, True]


def test_a_share_of_exactly_two_thirds_passes(tmp_path: Path) -> None:
    history = after(OPENED, OPEN, OPEN.signed(*SEATED[:1], *SEATED[3:]))
    exact = TALLY.listing(ballot(JIA.id, 2, 1), ballot(YI.id, 2, 1))
    reply = vote_of(tmp_path, *history, exact.round_the_rules())
    assert [(one.share, one.holds) for one in reply.rows[0].ballots] == [
        ("2/3", True),
        ("2/3", True),
    ]


def test_a_presence_that_nobody_signed_is_found(tmp_path: Path) -> None:
    crooked = TALLY.but(present=4)
    reply = vote_of(tmp_path, *after(TALLIED, TALLY, crooked))
    assert ["session.opened", "session.ballot-tallied"] in types(reply)


def test_somebody_confirmed_who_did_not_pass_is_found(tmp_path: Path) -> None:
    failed = TALLY.listing(ballot(JIA.id, 5, 0), ballot(YI.id, 1, 3, 1, passed=False))
    history = instead(CONFIRMED, TALLY, failed)
    added = CONFIRM.listing(JIA.id, YI.id)
    reply = vote_of(tmp_path, *after(history, CONFIRM, added))
    assert kinds(reply) == ["LISTS_DIFFER"]
    assert rules(reply) == {"XN6A-8"}
    assert types(reply) == [
        ["session.result-publicity-opened", "session.results-confirmed"]
    ]
    (difference,) = reply.rows[0].differences
    assert (difference.application.id, difference.change.code) == (YI.id, "ADDED")
    assert difference.signers[0].role.code == "AUTHORITY_OFFICER"
    assert difference.signers[0].key in reply.findings[0].what.zh


def test_somebody_left_off_the_published_list_is_found(tmp_path: Path) -> None:
    short = PUBLICISE.listing(JIA.id)
    both = (*CONFIRMED[:-1], CONFIRM.listing(JIA.id, YI.id))
    reply = vote_of(tmp_path, *after(both, PUBLICISE, short))
    assert kinds(reply) == ["LISTS_DIFFER", "LISTS_DIFFER"]
    changes = [
        (one.application.id, one.change.code) for one in reply.rows[0].differences
    ]
    assert changes == [(YI.id, "LEFT_OUT"), (YI.id, "ADDED")]


def test_who_was_disqualified_is_left_out_with_the_reason(tmp_path: Path) -> None:
    ended = deed(
        audits.Disqualified,
        YI.id,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-07-17T10:00",
        complaint="complaint/yi",
        violation="FALSE_MATERIAL",
        decision_no="咸职改办〔2024〕49号（示例）",
        decided_on="2024-07-17",
    ).round_the_rules()
    reply = vote_of(tmp_path, *CONFIRMED[:-1], ended, CONFIRM.listing(JIA.id))
    assert reply.findings == ()
    (difference,) = reply.rows[0].differences
    assert difference.change.code == "PENDING"
    assert difference.why is not None
    assert difference.why.type.code == "application.applicant-disqualified"


def test_who_is_left_for_a_later_batch_is_no_finding(tmp_path: Path) -> None:
    reply = vote_of(tmp_path, *CONFIRMED[:-1], CONFIRM.listing(JIA.id))
    assert reply.findings == ()
    (difference,) = reply.rows[0].differences
    assert (difference.change.code, difference.why) == ("PENDING", None)


def test_a_signature_under_another_list_is_found(tmp_path: Path) -> None:
    reply = vote_of(tmp_path, *after(CONFIRMED, SIGN, SIGN.but(results=ANOTHER_LIST)))
    assert types(reply) == [["session.ballot-tallied", "session.result-signed"]]
    assert a.CHAIR.key.hex()[:12] in reply.findings[0].what.en


def test_a_published_digest_of_another_list_is_found(tmp_path: Path) -> None:
    """The list on the website is not the one that the records make."""
    crooked = PUBLICISE.but(published=ANOTHER_LIST)
    reply = vote_of(tmp_path, *after(CONFIRMED, PUBLICISE, crooked))
    assert types(reply) == [["session.result-publicity-opened"]]


def test_a_recheck_that_changed_the_result_is_found_in_liuzhou(tmp_path: Path) -> None:
    history = liuzhou(CONFIRMED)
    changed = RECHECK.but(results=ANOTHER_LIST, problems=1)
    reply = vote_of(tmp_path, *after(history, RECHECK, changed))
    assert types(reply) == [["session.ballot-tallied", "session.result-rechecked"]]
    assert rules(reply) == {"LZ-6.1a"}
    assert [one.problems for one in reply.rows[0].lists if one.problems] == [1]
    codes = [one.list.code for one in reply.rows[0].lists]
    assert codes == [
        "TALLY",
        "SIGNED",
        "RECHECKED",
        "PUBLISHED",
        "REQUESTED",
        "CONFIRMED",
    ]


def test_where_no_document_says_so_the_house_rule_is_cited(tmp_path: Path) -> None:
    crooked = TALLY.listing(ballot(JIA.id, 3, 2), ballot(YI.id, 4, 0, 1))
    reply = vote_of(tmp_path, *after(yuncheng(TALLIED), TALLY, crooked))
    assert rules(reply) == {"LEDGER-TALLY"}


def test_a_publicity_without_a_tally_is_said_to_lack_it(tmp_path: Path) -> None:
    history = [one.round_the_rules() for one in CONFIRMED if one not in (TALLY, SIGN)]
    reply = vote_of(tmp_path, *history)
    assert {one.type.code for one in reply.absent} == {
        "session.ballot-tallied",
        "session.result-signed",
    }


def test_a_late_recusal_makes_the_count_wrong_only_from_then_on(
    tmp_path: Path,
) -> None:
    """What came after the tally is a conflict (T9), and no wrong count."""
    late = RECUSE.recorded("2024-07-04T15:30").round_the_rules()
    others = [one for one in TALLIED if one is not RECUSE]
    counted = TALLY.listing(ballot(JIA.id, 5, 0), ballot(YI.id, 5, 0))
    history = instead(others, TALLY, counted)
    assert vote_of(tmp_path, *history, late).findings == ()


def test_of_many_applications_only_what_is_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "MANY", 1)
    crooked = TALLY.listing(ballot(JIA.id, 3, 2), ballot(YI.id, 4, 0, 1))
    reply = vote_of(tmp_path, *after(TALLIED, TALLY, crooked))
    assert [one.application.id for one in reply.rows[0].ballots] == [JIA.id]
