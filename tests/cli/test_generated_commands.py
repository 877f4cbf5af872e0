"""One command for every act: its help, its example, its words."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from aggregates.catalog import AGGREGATES
from aggregates.schema import EVENT_TYPES, EventType
from cli.acts import RESERVED, option_name
from cli.fields import Field, fields_of, typed_fields
from cli.front_door import ENTRIES, front_door
from cli.kinds import KINDS, noun_of
from cli.values import read_body
from cli.vocabulary import all_leads, leads_of

LEADS = all_leads()
NAMES = [known.name for known in LEADS]


def shown(*arguments: str) -> str:
    result = CliRunner().invoke(front_door(arguments), list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("known", LEADS, ids=NAMES)
def test_the_help_of_every_act_names_it_its_signers_and_its_options(
    known: EventType,
) -> None:
    kind, _, name = known.name.partition(".")

    text = shown(noun_of(kind), name, "--help")

    assert known.title.zh in text
    assert known.name in text
    assert all(party.role in text for parties in known.signers for party in parties)
    assert all(option_name(field) in text for field in typed(known))


def typed(known: EventType) -> list[Field]:
    return [field for field in typed_fields(known) if field.name != "late"]


@pytest.mark.parametrize("known", LEADS, ids=NAMES)
def test_every_act_can_be_drafted_under_the_same_options(known: EventType) -> None:
    text = shown("--lang", "en", "draft", known.name, "--help")

    assert known.title.en in text
    assert all(option_name(field) in text for field in typed(known))


@pytest.mark.parametrize("known", LEADS, ids=NAMES)
def test_the_example_of_every_act_is_one_of_its_bodies(
    known: EventType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    named = tmp_path / "path" / "to" / "file.pdf"
    named.parent.mkdir(parents=True)
    named.touch()

    body, _ = read_body(known, json.loads(shown("draft", known.name, "--example")))

    needed = {field.name for field in typed_fields(known) if field.required}
    assert set(body) == needed


@pytest.mark.parametrize("kind", KINDS)
def test_a_noun_lists_its_acts_and_no_followers(kind: str) -> None:
    text = shown(noun_of(kind), "--help")

    for known in leads_of(kind):
        assert f" {known.name.partition('.')[2]} " in text
    followers = [one for one in EVENT_TYPES.values() if one.follower_of]
    names = {one.name for one in followers if one.kind == kind}
    offered = {known.name for known in leads_of(kind)}
    assert not names & offered


def test_every_kind_of_the_domain_has_its_noun() -> None:
    assert set(KINDS) == set(AGGREGATES)


def test_no_two_fields_of_an_act_share_an_option() -> None:
    doubled = []
    for known in LEADS:
        names = [option_name(field) for field in typed(known)]
        if len(names) != len(set(names)) or RESERVED & {n[2:] for n in names}:
            doubled.append(known.name)
    assert doubled == []


@pytest.mark.parametrize("known", LEADS, ids=NAMES)
def test_every_field_is_named_in_both_languages(known: EventType) -> None:
    struct = msgspec.inspect.type_info(known.body)
    assert isinstance(struct, msgspec.inspect.StructType)
    for field in fields_of(known):
        assert field.label.zh
        assert field.label.en
        assert field.label.zh != field.name


def test_rules_are_cited_in_the_help_of_an_act() -> None:
    text = shown("application", "employer-publicity-closed", "--help")

    assert "XN12-5.2b" in text
    assert "咸职改办〔2024〕12号 五（二）" in text


def test_no_word_means_two_commands() -> None:
    names = [entry.name for entry in ENTRIES]
    words = [*names, *(alias for entry in ENTRIES for alias in entry.aliases)]

    assert len(words) == len(set(words))


LOADED_BY_KIND = """
from aggregates import schema
from cli.kinds import KINDS
alone = {one.name for kind in KINDS for one in schema.EVENT_TYPES.of(kind)}
from aggregates import rule_modules
rule_modules.RULE_MODULES
everything = {one.name for kind in KINDS for one in schema.EVENT_TYPES.of(kind)}
print(sorted(everything - alone), len(everything) - len(set(schema.EVENT_TYPES)))
"""


def test_loading_kind_by_kind_declares_every_event() -> None:
    """An event in a module that nobody loads would have no command and no help."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED_BY_KIND],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["[]", "0"]
