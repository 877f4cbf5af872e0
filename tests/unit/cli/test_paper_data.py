"""What papers are filled in with: the record as it was when the act was recorded."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from aggregates.application import audits
from aggregates.policy.profile import load_profile
from aggregates.schema import EVENT_TYPES
from cli.paper.catalogue import papers_of
from cli.paper.proof import code_of, foot
from cli.paper.source import Source
from cli.paper_check import note_on
from cli.reading_room import Room
from projections.facts import typed
from projections.times.asof import AsOf
from tests.support import actors as a
from tests.support.builders import JIA, PUBLICISED, SUBMITTED
from tests.support.builders_quota import AGREE, AMEND, APPROVE, FILLED
from tests.support.cities import LIUZHOU, liuzhou
from tests.support.domain import MemoryLog, as_reader, recorded
from tests.support.given import Deed, deed, world_after

RETURNED = deed(
    audits.Returned,
    JIA.id,
    [a.REVIEWER],
    "2024-05-15T09:00",
    kind="CONDITIONS",
    to="",
    reasons=[
        {"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"},
        {"code": "NO-TEST", "item": "", "text": "缺少测试成绩", "demands": "OTHER"},
    ],
).round_the_rules()


def filled(log: MemoryLog, event_type: str) -> dict[str, Any]:
    """Return what the newest event of a type is printed with."""
    event = [one for one in log.everything if one.type == event_type][-1]
    act = typed(event)
    assert act is not None
    (paper,) = papers_of(event_type)
    return paper.fill(Source.of(as_reader(log), event, act))


def test_a_notification_has_every_reason_with_what_it_is_about(tmp_path: Path) -> None:
    data = filled(recorded(tmp_path, *SUBMITTED, RETURNED), "application.returned")
    assert data["outcome"] == "予以退回"
    assert data["kind"] == "不符合条件"
    assert data["applicant"] is None
    assert data["reasons"] == [
        ["扫描件不清晰", "M1（学历证书）", "EDU-COPY"],
        ["缺少测试成绩\n须提供：其他", "—", "NO-TEST"],
    ]
    assert data["citations"]


def test_a_paper_is_filled_in_with_what_was_known_then(tmp_path: Path) -> None:
    """A form that is printed a year later has the opinions of its day and no others."""
    name = "quota.department-opinion-given"
    then = filled(recorded(tmp_path / "then", *FILLED, AGREE), name)
    later = recorded(tmp_path / "later", *FILLED, AGREE, APPROVE, AMEND)
    assert filled(later, name) == then
    assert then["department"]["text"] == "情况属实，同意申报。"
    assert then["personnel"]["text"] == ""


def test_what_is_replaced_later_is_told_as_it_was(tmp_path: Path) -> None:
    name = "application.returned"
    then = filled(recorded(tmp_path / "then", *SUBMITTED, RETURNED), name)
    (attach,) = [
        one
        for one in SUBMITTED
        if one.on == JIA.id and one.fields.get("item") == "M1" and "file" in one.fields
    ]
    again = attach.but(material="TITLE").recorded("2024-05-16T09:00").round_the_rules()
    later = recorded(tmp_path / "later", *SUBMITTED, RETURNED, again)
    assert filled(later, name) == then
    assert typed(later.everything[-1]) is not None


def test_an_amended_form_awaits_its_opinions_again(tmp_path: Path) -> None:
    log = recorded(tmp_path, *FILLED, AGREE, APPROVE, AMEND)
    data = filled(log, "quota.amended")
    assert data["department"] == data["personnel"] == {"text": "", "org": "", "on": ""}
    before = filled(log, "quota.personnel-opinion-given")
    assert before["department"]["text"]
    assert before["personnel"]["text"]


def test_another_city_has_its_own_words_and_no_annex_of_xianning(
    tmp_path: Path,
) -> None:
    name = "application.integrity-commitment-signed"
    here = filled(recorded(tmp_path / "a", *SUBMITTED), name)
    there = filled(recorded(tmp_path / "b", *liuzhou(SUBMITTED)), name)
    assert (here["annex"], there["annex"]) == ("附件 2：", "")
    assert here["text"] == load_profile("xianning-2024").commitment_text
    assert there["text"] == load_profile(LIUZHOU).commitment_text
    assert here["text"] != there["text"]


# --- the foot


def test_the_checkpoint_of_a_paper_is_that_of_its_event(tmp_path: Path) -> None:
    then = recorded(tmp_path / "then", *SUBMITTED)
    later = recorded(tmp_path / "later", *SUBMITTED, RETURNED)
    event = then.everything[-1]
    first, second = (
        foot(as_reader(log), event, code_of(as_reader(log), event, "receipt", "1"))
        for log in (then, later)
    )
    assert first == second
    assert first["size"] == event.position + 1
    assert first["root"] == then.root_at(then.size).hex()


def test_a_token_binds_paper_number_and_record(tmp_path: Path) -> None:
    log = recorded(tmp_path, *SUBMITTED)
    one, other = log.everything[-2:]
    tokens = {
        code_of(as_reader(log), event, paper, number).token
        for event, paper, number in (
            (one, "receipt", "1"),
            (one, "receipt", "2"),
            (one, "circular", "1"),
            (other, "receipt", "1"),
        )
    }
    assert len(tokens) == 4


def test_what_stands_in_a_code_cannot_add_a_part_to_it(tmp_path: Path) -> None:
    """Somebody gives a document a number with the character between the parts."""
    log = recorded(tmp_path, *SUBMITTED)
    code = code_of(as_reader(log), log.everything[-1], "receipt", "1|x|y")
    assert str(code).count("|") == 6


# --- what is said of an act afterwards


def noted(path: Path, *history: Deed, event_type: str) -> str:
    log = recorded(path, *history)
    event = next(e for e in log.everything if e.type == event_type)
    room = cast("Room", SimpleNamespace(states=AsOf(as_reader(log))))
    return note_on(room, event)


def test_a_paper_says_that_its_act_was_recalled(tmp_path: Path) -> None:
    body: Any = EVENT_TYPES["application.recalled"].body
    seq = world_after(PUBLICISED).version(JIA.id)
    by = PUBLICISED[-1].by
    recall = deed(body, JIA.id, by, "2024-06-14T09:30", seq=seq, reason="误办")
    name = "application.employer-publicity-closed"
    assert noted(tmp_path / "a", *PUBLICISED, event_type=name) == ""
    told = noted(tmp_path / "b", *PUBLICISED, recall, event_type=name)
    assert told == "本件所载事项已撤回"


def test_a_paper_says_that_its_act_was_entered_late(tmp_path: Path) -> None:
    late = RETURNED.recorded("2024-05-21T09:00", done="2024-05-15T09:00").but(
        late={"reason": "停电", "paper": bytes(32)}
    )
    told = noted(tmp_path, *SUBMITTED, late, event_type="application.returned")
    assert told == "本件所载事项系补录"
