import os
import re
from collections import Counter
from pathlib import Path

import pytest

from aggregates.policy.catalogue import (
    ACTORS,
    MEASURES,
    RULE_CLASSES,
    RuleEntry,
    citation_of,
    load_catalogue,
    load_house_rules,
    rule,
)

ROOT = Path(__file__).resolve().parents[4]
SEEDS = ROOT.parent / "shared" / "seeds"
SEED_OF = {
    "XN12": "000_fbaa3c861bd61419.txt",
    "XN6": "001_8dd7a1d8a7cbd983.txt",
    "XN6A": "001_8dd7a1d8a7cbd983.txt",
    "XN6B": "001_8dd7a1d8a7cbd983.txt",
    "YC12": "003_d5296c5a418e3083.txt",
    "LZ": "004_7be915ca188fe8fc.txt",
}
NUMBER_OF = {
    "XN12": "咸职改办〔2024〕12号 ",
    "XN6": "咸职改办〔2024〕6号 ",
    "XN6A": "咸职改办〔2024〕6号 责任制度 ",
    "XN6B": "咸职改办〔2024〕6号 通报制度 ",
    "YC12": "运人社职字（2024）12号 ",
    "LZ": "柳州市人社局2024年度职称评审通知 ",
}
KINDS = {
    *("policy", "calendar", "person", "organisation", "application", "committee"),
    *("session", "entrustment", "quota", "title", "integrity", "complaint"),
    *("inspection", "trace", "circular", "history"),
}
EVERY = [*load_catalogue().values(), *load_house_rules().values()]


def seed(name: str) -> str:
    path = SEEDS / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("the source documents are required in CI")
        pytest.skip("the source documents are not beside the project")
    return plain(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Drop white space, bold marks and the blanks of a form."""
    return re.sub(r"[\s*_]", "", text)


def test_the_catalogue_holds_every_rule_of_the_documents_once() -> None:
    assert len(load_catalogue()) == 360
    assert Counter(one.document for one in load_catalogue().values()) == {
        "XN12": 95 + 46,
        "XN6": 3,
        "XN6A": 25,
        "XN6B": 29,
        "YC12": 41,
        "LZ": 121,
    }


def test_the_classes_are_those_of_the_index() -> None:
    """Fields of the annexes are counted apart: they are all required."""
    counted = Counter(
        one
        for entry in load_catalogue().values()
        if not entry.id.startswith("XN12-A")
        for one in entry.classes
    )
    assert counted == {"H": 169, "H-soft": 14, "D": 44, "T": 9, "R": 122, "X": 19}


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.id)
def test_every_rule_is_complete_and_in_the_vocabulary(entry: RuleEntry) -> None:
    assert re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.-]{0,63}", entry.id)
    assert entry.citation
    assert entry.text
    assert re.fullmatch(r"[A-Z].*\.", entry.english)
    assert entry.classes
    assert set(entry.classes) <= set(RULE_CLASSES)
    assert set(entry.actors) <= set(ACTORS)
    assert set(entry.aggregates) <= KINDS


@pytest.mark.parametrize("entry", load_catalogue().values(), ids=lambda entry: entry.id)
def test_every_rule_cites_its_own_document(entry: RuleEntry) -> None:
    assert entry.citation.startswith(NUMBER_OF[entry.document])


@pytest.mark.parametrize("entry", load_catalogue().values(), ids=lambda entry: entry.id)
def test_every_quotation_stands_in_its_document(entry: RuleEntry) -> None:
    document = seed(SEED_OF[entry.document])
    fragments = [
        plain(fragment)
        for quotation in entry.quotations
        for fragment in quotation.split("…")
    ]
    assert fragments
    assert [fragment for fragment in fragments if fragment not in document] == []


def test_no_rule_refers_to_what_a_reader_does_not_have() -> None:
    dangling = re.compile(r"\bseed|\bsection \d|see \d|\[D\]|\[GK\]|\bA\d+b?\b")
    found = [
        entry.id
        for entry in EVERY
        if dangling.search(f"{entry.english} {entry.consequence}")
    ]
    assert found == []


def test_rules_named_in_a_rule_exist() -> None:
    named = re.compile(r"\b(?:XN12|XN6[AB]?|YC12|LZ|LEDGER)-[0-9A-Z.]+[a-z]?")
    mentioned = {
        rule_id.rstrip(".")
        for entry in EVERY
        for rule_id in named.findall(f"{entry.english} {entry.consequence}")
    }
    assert mentioned <= {entry.id for entry in EVERY}


def test_measures_are_read_from_the_consequence() -> None:
    assert rule("XN6A-9b").measures == ("BAR-EXPERT", "CIRCULATE", "BLACKLIST")
    assert rule("XN12-1.6").measures == ("NOTPASS", "NOTCONFIRM")
    assert rule("XN12-3.1.3").measures == ("REJECT",)
    assert rule("XN12-8.1a").measures == ()


def test_every_measure_follows_from_some_rule() -> None:
    assert {one for entry in EVERY for one in entry.measures} == set(MEASURES)


def test_a_hard_or_computed_rule_names_its_aggregate() -> None:
    mute = [
        entry.id
        for entry in load_catalogue().values()
        if set(entry.classes) & {"H", "H-soft", "D", "T"} and not entry.aggregates
    ]
    assert mute == []


def test_the_house_rules_cite_sections_that_exist() -> None:
    formats = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^#+ ([0-9.]+?)\.? ", formats, flags=re.MULTILINE))
    cited = {entry.citation.partition(" §") for entry in load_house_rules().values()}
    assert {document for document, _, _ in cited} == {"docs/formats.md"}
    assert {section for _, _, section in cited} <= sections


def test_the_house_rules_are_told_apart_by_their_prefix() -> None:
    assert all(rule_id.startswith("LEDGER-") for rule_id in load_house_rules())
    assert not any(rule_id.startswith("LEDGER-") for rule_id in load_catalogue())


def test_a_rule_is_found_by_its_id_with_its_citation() -> None:
    entry = rule("XN12-5.2b")
    assert entry.citation == citation_of("XN12-5.2b") == "咸职改办〔2024〕12号 五（二）"
    assert entry.classes == ("H", "D")
    assert "公示不少于5个工作日" in entry.statement.zh
    assert "five working days" in entry.statement.en
    assert rule("LEDGER-KEY").citation == "docs/formats.md §4"


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("XN12-5.2", "one of XN12-5.2a"),
        ("XN12-5.2x", "one of XN12-5.2"),
        ("LEDGER-KEYS", "one of LEDGER-KEY"),
        ("nonsense", "an id such as XN12-5.2b"),
        ("", "an id such as XN12-5.2b"),
    ],
)
def test_an_unknown_rule_is_answered_with_those_like_it(wrong: str, hint: str) -> None:
    with pytest.raises(KeyError, match=f"rule: expected {hint}"):
        rule(wrong)
