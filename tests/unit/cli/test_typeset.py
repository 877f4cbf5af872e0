from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cli.paper.fonts import VARIABLE, NoFontError, font_folders
from cli.paper.typeset import NoGlyphError, render_pdf, template
from tests.support.papers import needs_font, pages_of, proof, text_of

NOW = 1_715_216_400_000
ANOTHER_TIME = NOW + 86_400_000


def commitment(**changed: Any) -> dict[str, Any]:
    return {
        "annex": "附件 2：",
        "title": "诚信承诺书",
        "employer": "咸安区第一中学",
        "qualification": "中小学教师 初中数学 中级",
        "text": "本人承诺所提交的所有申报评审资料均为真实。",
        "applicant": "张䶮",
        "signed_on": "2024-05-09",
        "proof": proof(),
        **changed,
    }


def rendered(timestamp: int = NOW, **changed: Any) -> bytes:
    data = commitment(**changed)
    return render_pdf(template("commitment"), data, timestamp=timestamp)


@needs_font
def test_the_same_paper_printed_twice_is_the_same_to_the_byte() -> None:
    assert rendered() == rendered()
    assert rendered() != rendered(ANOTHER_TIME)


@needs_font
def test_a_paper_says_when_it_was_made_by_the_time_that_is_given() -> None:
    made = PdfReader(BytesIO(rendered())).metadata
    assert made is not None
    assert made.creation_date is not None
    assert made.creation_date.timestamp() == NOW / 1000
    assert made.title == "诚信承诺书"


@needs_font
def test_names_with_rare_characters_are_printed() -> None:
    text = text_of(rendered(applicant="䶮𠮷", employer="㛃𬭳中学"))
    assert "䶮𠮷" in text
    assert "㛃𬭳中学" in text


@needs_font
@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("1+1")',
        "#set page(width: 1pt)",
        "#sys.inputs.data",
        '#read("/exit_codes.py")',
        "$x^2$ *b* _i_ `c` <l> @l \\ // comment",
        "]#panic()[",
        '"; #panic("x")',
        "{{proof}} &lt; \\u{41} ~ -- ---",
    ],
)
def test_data_never_acts_as_markup(hostile: str) -> None:
    """An applicant names a school with markup in it, to run it when it is printed."""
    text = text_of(rendered(employer=hostile, applicant=hostile))
    assert text.count("".join(hostile.split())) == 2


@needs_font
def test_a_character_that_no_font_has_is_named_by_its_number_alone() -> None:
    with pytest.raises(NoGlyphError) as caught:
        rendered(applicant="张\U00031350")
    assert "U+31350" in caught.value.message
    assert "张" not in caught.value.message


@needs_font
def test_a_table_over_many_pages_repeats_its_heading_and_the_proof() -> None:
    long = "一个名称特别长的专业技术人员聘用单位" * 4
    persons = [[f"张{n}䶮", long, "工程系列", "机械设计", "中级"] for n in range(200)]
    data = {
        "title": "2024年度职称评审结果公示",
        "committee": "某评委会",
        "year": 2024,
        "channel": "网站",
        "posted_on": "2024-07-08",
        "until": "2024-07-15",
        "days": 5,
        "count": 200,
        "list": "ef" * 32,
        "persons": persons,
        "body": "某办公室",
        "proof": proof(),
    }
    pages = pages_of(render_pdf(template("result-publicity"), data, timestamp=NOW))
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        assert "ab" * 32 in page
        assert "序号姓名用人单位系列专业级别" in page
    whole = "".join(pages)
    assert [n for n in range(200) if f"张{n}䶮" not in whole] == []


@needs_font
def test_a_simulated_ledger_is_marked_on_the_page() -> None:
    assert "模拟" not in text_of(rendered())
    assert "模拟时钟台账打印件，不具有任何效力" in text_of(
        rendered(proof=proof(simulated=True))
    )


def test_without_a_chinese_font_it_is_said_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NoFontError) as caught:
        render_pdf(
            template("commitment"), commitment(), font_paths=[tmp_path], timestamp=NOW
        )
    assert "apt-get install fonts-noto-cjk" in caught.value.message
    assert str(tmp_path) in caught.value.message


def test_the_environment_names_the_folder_of_the_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert font_folders() == (tmp_path,)
    assert font_folders([Path("other")]) == (Path("other"),)
