"""Texts that nobody may sign: hidden characters, endless values, a second line.

The review sheet shows what is signed, so a value that can steer the terminal, or say
something else than it shows, must never come before a signer. Sealed values are seen by
no audit afterwards.
"""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from aggregates.act_file import ActFile, new_act_file, sign
from aggregates.decider import Refused
from aggregates.draft import Signatory
from aggregates.sealed_values import LONGEST_LINE, LONGEST_TEXT, refusals_of_values
from ledger.commitment import Opening
from ledger.statement import Statement, encode_statement
from tests.support.builders import ANNOUNCED, AT_THE_COUNTY, DECLARING, JIA
from tests.support.builders_session import RECEIVE
from tests.support.given import Deed, given
from tests.support.ledgers import key_of

APPLICANT = key_of("applicant")
MATERIAL = JIA.materials[0].signed(Signatory(key=APPLICANT.key_id, role="APPLICANT"))

# --- sealed values -----------------------------------------------------------------

HIDDEN = {
    "escape": "材料\x1b[2J",
    "right to left": "材料\u202e",
    "zero width": "材\u200b料",
    "line separator": "材\u2028料",
    "carriage return": "材\r料",
    "not normalised": "e\u0301tude",
}


@pytest.mark.parametrize("value", HIDDEN.values(), ids=list(HIDDEN))
@pytest.mark.parametrize("field", ["content", "complainant"])
def test_a_sealed_value_hides_nothing(field: str, value: str) -> None:
    """An escape sequence rewrites the sheet; U+202E shows another order of words."""
    given(*DECLARING).when(RECEIVE.but(**{field: value})).refused("LEDGER-TEXT")


@pytest.mark.parametrize("value", ["", "  ", "\u3000"])
def test_a_sealed_value_says_something(value: str) -> None:
    given(*DECLARING).when(RECEIVE.but(content=value)).refused("LEDGER-TEXT")


@pytest.mark.parametrize(
    ("field", "longest"), [("content", LONGEST_TEXT), ("complainant", LONGEST_LINE)]
)
def test_a_sealed_value_has_an_end(field: str, longest: int) -> None:
    given(*DECLARING).when(RECEIVE.but(**{field: "长" * longest})).accepted()
    longer = RECEIVE.but(**{field: "长" * (longest + 1)})
    given(*DECLARING).when(longer).refused("LEDGER-TEXT")


def test_only_long_sealed_texts_have_lines() -> None:
    given(*DECLARING).when(RECEIVE.but(content="第一行\n第二行")).accepted()
    second = RECEIVE.but(complainant="第一行\n第二行")
    given(*DECLARING).when(second).refused("LEDGER-TEXT")


@pytest.mark.parametrize("file", [[bytes(32), 0], [bytes(31), 9], ["00", 9], "file"])
def test_a_sealed_file_is_a_hash_and_a_size(file: Any) -> None:
    given(*ANNOUNCED, JIA.draft).when(JIA.materials[0].but(file=file)).refused(
        "LEDGER-TEXT"
    )


def test_a_refusal_tells_everything_and_repeats_nothing() -> None:
    """Refusals go to screens and to the list of attempts; values must not."""
    secret = "张三\u202e"
    wrong = RECEIVE.but(complainant=secret, content="")
    refusals = given(*DECLARING).when(wrong).refusals
    assert len(refusals) == 2
    told = "".join(f"{r.expected}{r.found}{r.remedy}" for r in refusals)
    assert "信访人" in told
    assert "U+202E" in told
    assert "张三" not in told


def test_nobody_signs_a_hidden_character_in_an_act_from_elsewhere() -> None:
    """Another program drafted it: its commitments are right, its values are not."""
    act = given(*ANNOUNCED, JIA.draft).world.draft(MATERIAL).file
    assert sign(opened_as(act, "/name", "材料"), APPLICANT).signatures[0]
    with pytest.raises(Refused) as refused:
        sign(opened_as(act, "/name", "材料\u202e"), APPLICANT)
    assert [r.rule for r in refused.value.refusals] == ["LEDGER-TEXT"]


def opened_as(act: ActFile, path: str, value: str) -> ActFile:
    """Seal another value in an act, rightly, without asking anybody."""
    openings: list[Opening] = []
    (statement,) = act.statements
    body = dict(statement.body)
    for opening in act.openings:
        new = opening
        if opening.path == path:
            new = msgspec.structs.replace(opening, value=value)
            body[path[1:]] = new.as_field()
        openings.append(new)
    changed: Statement = msgspec.structs.replace(statement, body=body)
    return new_act_file((encode_statement(changed),), tuple(openings))


# --- texts in the log --------------------------------------------------------------


def lines(deed: Deed, field: str) -> Deed:
    return replace(deed, fields={**deed.fields, field: "第一行\n第二行"})


def test_a_text_of_one_line_has_one() -> None:
    """A number or a place with a second line is shown as two rows of the sheet."""
    given(*ANNOUNCED).when(lines(JIA.draft, "external_no")).refused("LEDGER-TEXT")


def test_a_long_text_has_lines() -> None:
    given(*AT_THE_COUNTY).when(lines(JIA.pass_county, "opinion")).accepted()


def test_an_act_of_a_type_that_is_not_declared_has_no_sealed_fields() -> None:
    """Its name comes from a file: a module that is no kind must not be an accident."""
    act = given(*ANNOUNCED, JIA.draft).world.draft(MATERIAL).file
    (statement,) = act.statements
    for name in ("text.erased", "application.unheard-of", "nothing.at-all"):
        strange = msgspec.structs.replace(statement, type=name)
        assert refusals_of_values([strange], act.openings) == ()
