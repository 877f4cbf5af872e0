"""T9: experts with a tie to the applicant, and whether they stepped aside."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.session import events as session
from projections.trace.answer import Reply
from projections.trace.conflicts import Pair, ask
from projections.trace.inquiry import Inquiry
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules, types
from tests.support.builders import COMMITTEE, JIA, YI, Papers, enrol, paper
from tests.support.builders_session import (
    CONFIRMED,
    OPEN,
    OPENED,
    OPINION,
    RECUSE,
    SEATED,
    SEATED_PANEL,
    SUPPLEMENTED,
    TALLIED,
    TALLY,
    ballot,
)
from tests.support.builders_supervision import DISQUALIFY
from tests.support.cities import liuzhou
from tests.support.domain import Reader, reader
from tests.support.given import Deed, deed, instead

EXPERT = a.EXPERTS[0]
ORDER = deed(
    session.RecusalOrdered,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-08-20T09:00",
    application=JIA.id,
    expert=a.EXPERTS[1].key,
    relation="师生关系（示例）",
).round_the_rules()


def conflicts(path: Path, *history: Deed, subject: str = a.SESSION) -> Reply[Pair]:
    return asked(path, ask, *history, subject=subject)


def known_as(person: str, who: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an expert sign with a key whose owner stands in the log."""
    monkeypatch.setattr(a.directory().keys[who.key], "subject", person)


def outcomes(reply: Reply[Pair]) -> list[tuple[str, str]]:
    return [(row.application.id, row.outcome.code) for row in reply.rows]


# --- declared and ordered


@pytest.mark.parametrize("subject", [YI.id, a.SESSION, COMMITTEE, a.OFFICE])
def test_who_declared_and_stepped_aside_is_told_and_no_finding(
    tmp_path: Path, subject: str
) -> None:
    reply = conflicts(tmp_path, *CONFIRMED, subject=subject)
    assert reply.findings == ()
    assert outcomes(reply) == [(YI.id, "STEPPED_ASIDE")]
    (pair,) = reply.rows
    assert pair.expert == EXPERT.key.hex()[:12]
    assert pair.declared is not None
    assert (pair.ordered, pair.opinions) == (None, ())
    assert [one.kind.code for one in pair.relations] == ["DECLARED"]
    assert pair.relations[0].sealed_with.startswith("sealed/")


def test_an_applicant_without_a_tie_has_no_pair(tmp_path: Path) -> None:
    reply = conflicts(tmp_path, *CONFIRMED, subject=JIA.id)
    assert (reply.rows, reply.findings) == ((), ())


def test_it_is_said_that_the_panel_is_sealed(tmp_path: Path) -> None:
    reply = conflicts(tmp_path, *CONFIRMED)
    assert [note.code for note in reply.notes] == ["SEALED"]
    told = msgspec.json.encode(reply).decode()
    assert "同一单位（示例）" not in told
    assert reply.rows[0].person == ""


def test_an_opinion_in_spite_of_a_recusal_is_found(tmp_path: Path) -> None:
    spoke = OPINION.signed(EXPERT).but(application=YI.id).round_the_rules()
    reply = conflicts(tmp_path, *OPENED, spoke)
    assert kinds(reply) == ["CONFLICTED"]
    assert rules(reply) == {"XN12-8.4b"}
    assert types(reply) == [["session.recusal-declared", "session.opinion-signed"]]
    assert EXPERT.key.hex()[:12] in reply.findings[0].what.zh


def test_a_tie_that_was_found_after_the_vote_is_a_finding(tmp_path: Path) -> None:
    """Found later is the normal case: the ballot is in, and he was counted."""
    reply = conflicts(tmp_path, *TALLIED, ORDER)
    assert types(reply) == [
        [
            "session.recusal-ordered",
            "session.opinion-signed",
            "application.ballot-recorded",
        ]
    ]
    assert outcomes(reply) == [(JIA.id, "BOTH"), (YI.id, "STEPPED_ASIDE")]


def test_a_recusal_after_the_vote_comes_too_late(tmp_path: Path) -> None:
    late = RECUSE.recorded("2024-07-04T15:30").round_the_rules()
    others = [one for one in TALLIED if one is not RECUSE]
    counted = TALLY.listing(ballot(JIA.id, 5, 0), ballot(YI.id, 5, 0))
    reply = conflicts(tmp_path, *instead(others, TALLY, counted), late)
    assert outcomes(reply) == [(YI.id, "COUNTED")]
    assert kinds(reply) == ["CONFLICTED"]


def test_who_was_not_there_did_not_count(tmp_path: Path) -> None:
    absent = OPEN.signed(*(one for one in SEATED if one is not EXPERT))
    history = instead(OPENED, OPEN, absent.round_the_rules())
    late = RECUSE.recorded("2024-07-05T09:00").round_the_rules()
    few = TALLY.listing(ballot(JIA.id, 4, 0), ballot(YI.id, 4, 0)).round_the_rules()
    told = [one for one in history if one is not RECUSE]
    assert conflicts(tmp_path, *told, few, late).findings == ()


def test_where_no_clause_asks_for_it_the_house_rule_is_cited(tmp_path: Path) -> None:
    reply = conflicts(tmp_path, *liuzhou(TALLIED), ORDER)
    assert rules(reply) == {"LEDGER-TALLY"}


# --- ties that follow from who the expert is


def test_the_applicant_on_his_own_panel_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_as(a.JIA, a.EXPERTS[2], monkeypatch)
    reply = conflicts(tmp_path, *CONFIRMED, subject=JIA.id)
    assert kinds(reply) == ["CONFLICTED"]
    assert {one.kind.code for one in reply.rows[0].relations} == {"SELF"}
    assert types(reply) == [["application.drafted", "application.ballot-recorded"]]


def test_an_expert_from_the_same_employer_who_did_not_step_aside_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """He declares himself from the same factory, in another session of the year."""
    bing = Papers("bing")
    known_as("person/bing", a.EXPERTS[2], monkeypatch)
    history = (*SUPPLEMENTED, enrol("person/bing"), bing.draft.round_the_rules())
    reply = conflicts(tmp_path, *history, subject=JIA.id)
    assert kinds(reply) == ["CONFLICTED"]
    (pair,) = reply.rows
    assert [one.kind.code for one in pair.relations] == ["SAME_EMPLOYER"]
    assert pair.person == "person/bing"
    assert pair.declared is None
    assert pair.relations[0].shown_by.id == bing.id


def test_who_signed_for_the_application_before_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_as("person/county-officer", a.EXPERTS[2], monkeypatch)
    reply = conflicts(tmp_path, *CONFIRMED, subject=JIA.id)
    assert [one.kind.code for one in reply.rows[0].relations] == ["SIGNED_FOR"]
    assert types(reply)[0][0] == "application.authority-audit-passed"


def test_an_expert_who_lost_the_qualification_for_it_is_found(tmp_path: Path) -> None:
    """The decision names his session key: from then on it is known whose it is."""
    decided = DISQUALIFY.but(
        discipline="RECUSAL", keys=[a.EXPERTS[1].key]
    ).round_the_rules()
    reply = conflicts(tmp_path, *CONFIRMED, decided, subject=JIA.id)
    assert types(reply)[0][0] == "committee.expert-disqualified"
    assert reply.rows[0].person == DISQUALIFY.fields["expert"]
    other = decided.but(discipline="WORK")
    assert conflicts(tmp_path / "2", *CONFIRMED, other, subject=JIA.id).rows == ()


def test_before_the_vote_nothing_is_decided(tmp_path: Path) -> None:
    early = ORDER.recorded("2024-07-02T09:00")
    reply = conflicts(tmp_path, *SEATED_PANEL, early)
    assert outcomes(reply) == [(JIA.id, "STEPPED_ASIDE")]
    assert reply.findings == ()


# --- by authorised access only


class OneVault:
    """A vault that opens one person's files."""

    def __init__(self, files: dict[bytes, list[Any]]) -> None:
        self._files = files

    def index_find(self, _kind: str, _number: str) -> list[str]:
        return []

    def open_commitment(self, commitment: bytes, _owner: str) -> Any:
        value = self._files.get(commitment)
        return None if value is None else _Opened(value)


class _Opened:
    def __init__(self, value: Any) -> None:
        self.value = value


def test_the_same_work_in_the_expert_s_own_files_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Co-authors hand in the same paper; only the vault can tell that it is one."""
    bing = Papers("bing", employer=a.SOFTWARE)
    known_as("person/bing", a.EXPERTS[2], monkeypatch)
    own = bing.material("M1", "PAPER", "2024-08-01T10:00").round_the_rules()
    draft = bing.draft.round_the_rules()
    at = reader(
        tmp_path / "log", "2024-10-01", *SUPPLEMENTED, enrol("person/bing"), draft, own
    )
    same = paper("one paper")
    files = {
        event.body["file"]["c"]: same
        for one, item in ((JIA.id, "M2"), (bing.id, "M1"))
        for event in at.log.events(one)
        if event.body.get("item") == item and "file" in event.body
    }
    found = _named(at, OneVault(files))
    assert {one.kind.code for one in found.rows[0].relations} == {"SAME_WORK"}
    assert kinds(found) == ["CONFLICTED"]
    assert _named(at, None).rows == ()


def _named(at: Reader, vault: Any) -> Reply[Pair]:
    return at.ask(
        lambda rows: ask(
            Inquiry(JIA.id, rows, at.states, at.today, vault=vault, named=True)
        )
    )
