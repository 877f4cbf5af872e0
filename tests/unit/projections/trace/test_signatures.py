"""T1: who signed, and whether role and key held at that moment."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from projections.trace import inquiry, signatures
from projections.trace.acts import ActRow
from projections.trace.answer import Reply
from projections.trace.signers import Signer
from tests.support import actors as a
from tests.support.asking import asked, kinds, reply_of
from tests.support.builders import COMMITTEE, JIA, SUBMITTED
from tests.support.builders_session import CERTIFIED
from tests.support.builders_title import VERIFY
from tests.support.cities import liuzhou, yuncheng
from tests.support.domain import reader
from tests.support.given import Deed

Tell = Callable[[Sequence[Deed]], tuple[Deed, ...]]
STRANGER = JIA.review.signed(replace(a.REVIEWER, org=a.SOFTWARE)).round_the_rules()
REVIEWED = "application.employer-item-reviewed"


def _signers(reply: Reply[ActRow], event_type: str) -> tuple[Signer, ...]:
    return next(r.signers for r in reply.rows if r.event.type.code == event_type)


def test_a_matter_signed_by_those_who_may_is_clear(tmp_path: Path) -> None:
    found = asked(tmp_path, signatures.ask, *CERTIFIED)
    assert (found.findings, found.notes) == ((), ())
    assert {row.segment.code for row in found.rows} == {
        "DECLARE",
        "RECOMMEND",
        "AUDIT",
        "REVIEW",
    }
    assert all(signer.valid for row in found.rows for signer in row.signers)


@pytest.mark.parametrize("tell", [tuple, liuzhou, yuncheng])
def test_a_signer_without_a_grant_is_found(tmp_path: Path, tell: Tell) -> None:
    found = asked(tmp_path, signatures.ask, *tell(SUBMITTED), STRANGER)
    assert kinds(found) == ["SIGNER_NOT_VALID"]
    (signer,) = _signers(found, REVIEWED)
    assert not signer.valid
    assert "grant as EMPLOYER_REVIEWER" in signer.objections[0]


def test_a_key_lost_before_makes_doubtful_and_one_revoked_later_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *CERTIFIED)
    last = at.log.size - 1
    monkeypatch.setattr(at.log.directory.keys[a.REVIEWER.key], "revoked", last)
    later = reply_of(at, signatures.ask)
    assert kinds(later) == []
    (signer,) = _signers(later, REVIEWED)
    assert (signer.valid, signer.doubtful, signer.revoked) == (True, False, last)
    monkeypatch.setattr(at.log.directory.keys[a.REVIEWER.key], "compromised_since", 0)
    assert set(kinds(reply_of(at, signatures.ask))) == {"DOUBTFUL_KEY"}


def test_a_title_without_an_application_has_its_signers(tmp_path: Path) -> None:
    history = (*SUBMITTED, VERIFY.round_the_rules())
    found = asked(tmp_path, signatures.ask, *history, subject=VERIFY.on)
    assert [row.event.type.code for row in found.rows] == [
        "title.outside-title-verified"
    ]
    assert all(signer.valid for row in found.rows for signer in row.signers)


def test_the_acts_on_a_committee_are_told_with_its_matters(tmp_path: Path) -> None:
    found = asked(tmp_path, signatures.ask, *CERTIFIED, subject=COMMITTEE)
    types = [row.event.type.code for row in found.rows]
    assert "committee.filing-applied" in types
    assert types.count("committee.filed") == 1
    assert "application.submitted" in types


def test_of_many_applications_only_what_is_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "MANY", 0)
    found = asked(tmp_path, signatures.ask, *SUBMITTED, STRANGER)
    assert [row.event.type.code for row in found.rows] == [REVIEWED]
    assert [one.code for one in found.notes] == ["WRONG_ONLY"]
    assert found.looked_at > 1


def test_an_expert_is_not_named_without_the_vault(tmp_path: Path) -> None:
    """A key made for one session has no subject in the log; nobody guesses one."""
    found = asked(tmp_path, signatures.ask, *CERTIFIED)
    (expert,) = _signers(found, "session.opinion-signed")
    assert expert.subject == ""
