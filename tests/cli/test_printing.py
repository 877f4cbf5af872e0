"""``daocha print`` on the worked case: papers, what they show, and what is refused."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.paper.catalogue import PAPERS
from ledger.layout import VAULT, VAULT_KEYS, VIEWS
from tests.support.counter import Counter
from tests.support.domain import play_case
from tests.support.papers import needs_font, pages_of, text_of

KINDS = (
    "application",
    "session",
    "committee",
    "quota",
    "complaint",
    "integrity",
    "circular",
)
PERSONAL = (
    "申报人.（示例）",
    "核查人员.（示例）",
    "被取消资格的专家",
    "从业经历不实",
    "业绩成果汇编",
    "0000-0000000",
)
Ids = dict[str, list[str]]


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    case = play_case(tmp_path_factory.mktemp("case") / "ledger")
    return Counter(case.path, case.ids)


@pytest.fixture(scope="module")
def events(counter: Counter) -> Ids:
    """The ids of events, by their type."""
    found: Ids = {}
    for kind in KINDS:
        for thing in counter.json("list", kind)["things"]:
            for row in counter.json("history", thing["id"])["history"]:
                event = row["event"]
                found.setdefault(event["type"]["code"], []).append(event["event"])
    return found


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def printed(counter: Counter, out: Path, *arguments: str) -> bytes:
    counter.json("print", *arguments, "--force", "-o", str(out))
    return out.read_bytes()


def examples(events: Ids) -> list[tuple[str, str]]:
    """Return one event for each paper and type of act that the case has."""
    return [
        (paper.code, events[known][0])
        for paper in PAPERS
        for known in paper.types
        if known in events
    ]


# --- every paper


@needs_font
def test_every_paper_is_printed_and_printed_again_to_the_byte(
    counter: Counter, events: Ids, out: Path
) -> None:
    found = examples(events)
    assert {code for code, _ in found} == {paper.code for paper in PAPERS}
    for _, event in found:
        first = printed(counter, out, event, "--open")
        assert first == printed(counter, out, event, "--open")


@needs_font
def test_every_page_bears_ledger_event_checkpoint_and_the_mark_of_a_simulation(
    counter: Counter, events: Ids, out: Path
) -> None:
    for _, event in examples(events):
        pages = pages_of(printed(counter, out, event))
        shown = counter.json("show", event)["event"]
        for page in pages:
            assert event in page
            assert f"位置{shown['position']}入账" in page
            assert f"检查点{shown['position'] + 1}" in page
            assert "simulated.invalid/xianning-2024" in page
            assert "模拟时钟台账打印件，不具有任何效力" in page


@needs_font
def test_no_paper_shows_a_personal_value_unless_it_is_asked_to(
    counter: Counter, events: Ids, out: Path
) -> None:
    """A form that somebody prints without the right to the vault leaks a name."""
    shown = set()
    for _, event in examples(events):
        text = text_of(printed(counter, out, event))
        assert [one for one in PERSONAL if re.search(one, text)] == []
        text = text_of(printed(counter, out, event, "--open"))
        shown |= {one for one in PERSONAL if re.search(one, text)}
    assert shown == set(PERSONAL)


@needs_font
def test_no_paper_shows_a_complainant_a_document_number_or_a_vote(
    counter: Counter, events: Ids, out: Path
) -> None:
    """A publicity tells the street what only the file may know."""
    for code, event in examples(events):
        text = text_of(printed(counter, out, event, "--open"))
        assert not re.search(r"\d{17}[\dX]", text), code
        assert "信访人" not in text
        if code.endswith("publicity"):
            assert "学历证书" not in text
            assert "票" not in text


@needs_font
def test_the_vault_is_needed_to_show_personal_values(
    counter: Counter, events: Ids, tmp_path: Path, out: Path
) -> None:
    shutil.copytree(counter.ledger, tmp_path / "bare")
    for name in (VAULT, VAULT_KEYS, VIEWS):
        (tmp_path / "bare" / name).unlink()
    bare = Counter(tmp_path / "bare", counter.ids)
    event = events["circular.issued"][0]
    result = bare.run("print", event, "--open", "-o", str(out))
    assert result.exit_code == 2
    assert not out.exists()
    assert printed(bare, out, event) == printed(counter, out, event)


# --- what the papers say


SAYS = {
    "quota-form": (
        "2024年度事业单位高、中级职称申报情况核定表",
        "填报单位（盖章）：",
        "填报时间：2024年5月27日",
        "合计中级副高正高",
        "已聘情况（不含“双肩挑”）",
        "待聘情况",
        "空岗申报11",
        "不占岗位申报00",
        "申报人员姓名及专业--",
        "主管部门审核意见",
        "事业单位人事管理部门审核意见",
        "3.各地区各部门可结合实际，对本表格进行适当调整。",
    ),
    "commitment": (
        "诚信承诺书",
        "本人系",
        "（单位）工作人员，现申报",
        "（专业技术任职资格评审）。本人承诺所提交的所有申报评审资料",
        "本人自愿三年内停止申报任职资格，并接受政府职改部门的处理。",
        "承诺人签名：",
    ),
    "committee-filing": (
        "咸宁市职称评审委员会核准备案表",
        "评审层级中级",
        "承办机构主要负责人",
        "专家库现有人数12人",
        "2021年，评审120人，通过84人。",
        "是否制定相应评审办法、管理制度等是。",
        "主要做法",
    ),
    "employer-publicity": ("公示", "不少于5个工作日", "业绩成果", "单位公告栏"),
    "result-publicity": ("评审通过人员共6人", "不少于5个工作日", "姓名用人单位系列"),
    "notification": ("一次性告知", "全部原因", "咸职改办〔2024〕12号五（二）"),
    "recommendation": ("均真实有效，同意上报。", "单位负责人签名：", "（盖章）"),
    "receipt": ("受理编号咸职申2024-", "受理材料（共3项）"),
    "comprehensive-report": ("一、评审情况", "二、公示情况", "三、信访核查情况"),
    "verification-report": (
        "一、核查时间",
        "二、核查人员",
        "三、核查方式",
        "四、核查过程",
        "五、结论性意见",
        "六、处理意见",
        "对申报人员：",
        "对审核推荐人员：",
        "佐证材料",
    ),
    "integrity-notice": ("一、事实", "二、依据", "记录期限3年", "陈述申辩"),
    "circular": ("一、通报对象", "二、事实", "三、依据", "发送范围："),
}


@needs_font
@pytest.mark.parametrize("paper", [paper.code for paper in PAPERS])
def test_a_paper_names_its_fields_as_the_documents_do(
    paper: str, counter: Counter, events: Ids, out: Path
) -> None:
    event = dict(reversed(examples(events)))[paper]
    text = text_of(printed(counter, out, event))
    assert [words for words in SAYS[paper] if words not in text] == []


@needs_font
def test_a_form_shows_the_opinions_given_until_its_act(
    counter: Counter, events: Ids, out: Path
) -> None:
    (filled,) = events["quota.form-filled"]
    (last,) = events["quota.personnel-opinion-given"]
    assert "同意申报" not in text_of(printed(counter, out, filled))
    text = text_of(printed(counter, out, last))
    assert "情况属实，同意申报。" in text
    assert "空岗数属实，同意申报。" in text


@needs_font
def test_a_notification_tells_all_reasons_at_once(
    counter: Counter, events: Ids, out: Path
) -> None:
    told = 0
    for event in events["application.correction-requested"]:
        body = counter.json("show", event)["body"]
        text = text_of(printed(counter, out, event))
        for reason in body["reasons"]:
            assert reason["code"] in text
            assert reason["text"] in text
            told += 1
        _, month, day = map(int, body["until"].split("-"))
        assert f"{month}月{day}日前补正" in text
    assert told > len(events["application.correction-requested"])


@needs_font
def test_names_are_shown_where_they_are_asked_for(
    counter: Counter, events: Ids, out: Path
) -> None:
    (event,) = events["session.result-publicity-opened"]
    text = text_of(printed(counter, out, event, "--open"))
    for letter in "乙庚辛丁戊甲":
        assert f"申报人{letter}" in text
    assert "申报人丙" not in text


# --- which paper


@needs_font
def test_a_thing_is_printed_as_its_newest_act_with_a_paper(
    counter: Counter, events: Ids, out: Path
) -> None:
    quota = counter.json("list", "quota")["things"][0]["id"]
    answer = counter.json("print", quota, "-o", str(out))
    assert answer["paper"] == "quota-form"
    assert answer["event"] == events["quota.personnel-opinion-given"][0]
    case = counter.json("print", "咸职申2024-ding", "--force", "-o", str(out))
    assert (case["paper"], case["number"]) == ("receipt", "咸职申2024-ding")


@needs_font
@pytest.mark.parametrize("name", ["commitment", "附件2", "诚信承诺书"])
def test_another_paper_of_a_thing_is_named(
    name: str, counter: Counter, out: Path
) -> None:
    answer = counter.json("print", "咸职申2024-ding", "--as", name, "-o", str(out))
    assert answer["paper"] == "commitment"


@needs_font
def test_a_paper_says_that_its_act_was_amended_afterwards(
    counter: Counter, events: Ids, out: Path
) -> None:
    text = text_of(printed(counter, out, events["circular.issued"][0]))
    assert "已更正" not in text
    assert "已撤回" not in text


# --- what cannot be printed


def test_an_act_without_a_paper_says_which_there_are(
    counter: Counter, events: Ids, out: Path
) -> None:
    event = events["application.drafted"][0]
    result = counter.run("print", event, "-o", str(out))
    assert result.exit_code == 2
    for code in ("commitment", "notification", "receipt", "recommendation"):
        assert code in result.stderr
    assert "circular" not in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("0" * 64,),
        ("咸职申2024-none",),
        (),
        ("咸职申2024-ding", "--as", "circular"),
        ("咸职申2024-ding", "--as", "护照"),
        ("甲县机械厂（示例）",),
    ],
)
def test_what_cannot_be_printed_is_a_usage_error(
    arguments: tuple[str, ...], counter: Counter, out: Path
) -> None:
    for language in ("zh", "en"):
        result = counter.run("print", *arguments, "-o", str(out), "--lang", language)
        assert result.exit_code == 2, result.output
        assert "Traceback" not in result.output
    assert not out.exists()


@needs_font
def test_a_file_that_is_there_is_not_touched_without_force(
    counter: Counter, events: Ids, out: Path
) -> None:
    event = events["circular.issued"][0]
    out.write_text("mine")
    result = counter.run("print", event, "-o", str(out))
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert out.read_text() == "mine"
    assert printed(counter, out, event).startswith(b"%PDF-")
    assert [one.name for one in out.parent.iterdir()] == [out.name]


@needs_font
def test_a_paper_is_readable_by_its_owner_alone(
    counter: Counter, events: Ids, out: Path
) -> None:
    printed(counter, out, events["circular.issued"][0])
    assert out.stat().st_mode & 0o777 == 0o600


@needs_font
def test_without_a_folder_there_is_no_file(
    counter: Counter, events: Ids, tmp_path: Path
) -> None:
    nowhere = tmp_path / "none" / "paper.pdf"
    result = counter.run("print", events["circular.issued"][0], "-o", str(nowhere))
    assert result.exit_code == 2
    assert "paper.pdf" in result.stderr


def test_without_a_chinese_font_it_is_said_how_to_get_one(
    counter: Counter, events: Ids, tmp_path: Path, out: Path
) -> None:
    event = events["circular.issued"][0]
    arguments = ("print", event, "-o", str(out), "--font-path", str(tmp_path))
    for language in ("zh", "en"):
        result = counter.run(*arguments, "--lang", language)
        assert result.exit_code == 2
        assert "apt-get install fonts-noto-cjk" in result.stderr
    assert not out.exists()


# --- stdout


@needs_font
def test_a_pdf_goes_down_a_pipe(counter: Counter, events: Ids) -> None:
    result = counter.run("print", events["circular.issued"][0])
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"%PDF-")
    assert result.stdout_bytes.rstrip().endswith(b"%%EOF")


def test_a_pdf_does_not_go_into_json(counter: Counter, events: Ids) -> None:
    event = events["circular.issued"][0]
    error = counter.json("print", event, expected=2)["error"]
    assert "-o FILE.pdf" in error["message"]


def test_a_pdf_does_not_go_to_a_terminal(counter: Counter, events: Ids) -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-c", "from cli.main import main; main()"),
                *("--ledger", str(counter.ledger)),
                *("print", events["circular.issued"][0]),
            ],
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 2
    assert "-o FILE.pdf" in done.stderr


# --- checking a paper in one's hand


@pytest.fixture
def code(counter: Counter, events: Ids, out: Path) -> str:
    event = events["application.accepted"][0]
    answer: dict[str, Any] = counter.json("print", event, "-o", str(out))
    text: str = answer["code"]
    return text


@needs_font
def test_a_true_paper_is_what_the_ledger_has(counter: Counter, code: str) -> None:
    assert "相符" in counter.told("print", "--check", code)
    found = counter.json("print", "--check", code)["check"]
    assert found["paper"] == "receipt"
    assert found["number"].startswith("咸职申2024-")


@needs_font
@pytest.mark.parametrize(
    ("part", "other", "named"),
    [
        (1, "notification", "notification"),
        (2, "咸职申2024-9999", "number"),
        (3, "another.example/2024", "origin"),
        (5, "7", "position"),
        (6, "AAAA-AAAA-AAAA-AAAA", "token"),
    ],
)
def test_an_altered_paper_is_found_out(
    part: int, other: str, named: str, counter: Counter, code: str
) -> None:
    """Somebody puts another's number, or an invented one, on a genuine receipt."""
    parts = code.split("|")
    parts[part] = other
    result = counter.run("print", "--check", "|".join(parts))
    assert result.exit_code == 6
    assert "纸面所载与台账不符" in result.stderr
    assert named in result.stderr


@needs_font
def test_the_number_of_another_case_does_not_fit_an_event(
    counter: Counter, events: Ids, code: str, tmp_path: Path
) -> None:
    """Somebody takes event and token of one receipt and the number of another."""
    other = counter.json(
        "print", events["application.accepted"][1], "-o", str(tmp_path / "b.pdf")
    )["code"].split("|")
    mixed = code.split("|")
    mixed[4] = other[4]
    assert counter.run("print", "--check", "|".join(mixed)).exit_code == 6


@needs_font
def test_an_invented_event_is_found_out(counter: Counter, code: str) -> None:
    parts = code.split("|")
    parts[4] = "0" * 64
    result = counter.run("print", "--check", "|".join(parts))
    assert result.exit_code == 6
    assert "台账中没有" in result.stderr


@pytest.mark.parametrize(
    "text", ["", "DAOCHA1", "https://example.invalid", "DAOCHA1|a|b|c|zz|1|T"]
)
def test_what_is_no_code_is_a_usage_error(counter: Counter, text: str) -> None:
    assert counter.run("print", "--check", text).exit_code == 2
