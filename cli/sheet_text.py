"""The review sheet, printed for the person who is about to sign."""

from collections.abc import Sequence
from typing import Any, Final

from cli.language import say
from cli.output import console, print_heading, print_pairs, print_table

SHORT: Final = 16
UNITS: Final = {
    "WD": ("个工作日", "working days"),
    "D": ("天", "days"),
    "M": ("个月", "months"),
    "Y": ("年", "years"),
    "ON": ("", ""),
}
KINDS: Final = {
    "LATEST": ("最迟", "at the latest on"),
    "MINIMUM": ("满", "not before the end of"),
    "TERM": ("至", "until"),
    "WINDOW": ("截止", "open until"),
    "REFERENCE": ("参考", "for reference"),
}


def print_sheet(sheet: dict[str, Any], *, err: bool) -> None:
    """Print a sheet made by `cli.sheet.sheet_of`."""
    lead, *followers = sheet["statements"]
    print_heading(
        say(f"签名前审阅：{lead['title']}", f"Before you sign: {lead['title']}"),
        err=err,
    )
    print_pairs(_about(lead, sheet), err=err)
    _print_signers(sheet["signers"], err=err)
    _print_fields(lead["fields"], err=err)
    total = len(followers) + sheet["more"]
    for number, follower in enumerate(followers, start=1):
        _print_follower(number, total, follower, err=err)
    _tell_rest(sheet["more"], err=err)
    _print_deadlines([d for s in sheet["statements"] for d in s["deadlines"]], err=err)
    _print_rules(lead, err=err)


def deadline_line(one: dict[str, Any]) -> str:
    """Return a deadline in one line."""
    kind = say(*KINDS.get(one["kind"], ("", "")))
    unit = say(*UNITS.get(one["unit"], ("", "")))
    length = f"{one['length']}{say('', ' ')}{unit}" if unit else ""
    provisional = (
        say(
            "（暂定：涉及尚未发布工作日历的年份）",
            " (provisional: a year without calendar)",
        )
        if one["provisional"]
        else ""
    )
    met_by = f" → {one['met_by_title']}" if one["met_by"] else ""
    counted = f"（{one['start']} + {length}）" if length else ""
    return f"{kind} {one['due']}{provisional}{counted}{met_by}  {one['rule']}"


def _about(lead: dict[str, Any], sheet: dict[str, Any]) -> list[tuple[str, str]]:
    seen = sheet["seen"]
    return [
        (say("事项", "act"), f"{lead['title']}（{lead['type']}）"),
        (say("对象", "about"), f"{lead['id']}@{lead['seq']}"),
        (say("时间", "at"), lead["at"]),
        (say("台账", "ledger"), sheet["log"]),
        (
            say("签名人所见台账", "ledger as seen"),
            say(f"{seen['size']} 条，根 ", f"{seen['size']} records, root ")
            + seen["root"],
        ),
        (say("事件编号", "event id"), lead["event_id"]),
    ]


def _print_signers(signers: Sequence[dict[str, Any]], *, err: bool) -> None:
    print_heading(say("签名人", "Signers"), err=err)
    print_table(
        (
            say("身份", "role"),
            say("单位", "organisation"),
            say("责任", "answers for"),
            say("密钥", "key"),
            say("已签", "signed"),
        ),
        [
            (
                one["role_name"],
                one["org"] or "-",
                one["segment"],
                one["key"][:SHORT],
                say("是", "yes") if one["signed"] else say("否", "no"),
            )
            for one in signers
        ],
        err=err,
        unbroken=(0, 2, 3, 4),
    )


def _print_fields(fields: Sequence[dict[str, Any]], *, err: bool) -> None:
    print_heading(say("内容", "What is stated"), err=err)
    if not fields:
        console(err=err).print(say("（无其他内容）", "(nothing further)"))
        return
    sealed = say("〔封存〕", "[sealed]")
    rows = [
        (f"{one['label']}{sealed if one['sealed'] else ''}", one["value"])
        for one in fields
    ]
    print_pairs(rows, err=err)


def _print_follower(number: int, total: int, one: dict[str, Any], *, err: bool) -> None:
    print_heading(
        say(f"随附记录 {number}/{total}：", f"With it, {number}/{total}: ")
        + f"{one['title']}（{one['id']}@{one['seq']}）",
        err=err,
    )
    rows = [(field["label"], field["value"]) for field in one["fields"]]
    if rows:
        print_pairs(rows, err=err)


def _tell_rest(count: int, *, err: bool) -> None:
    if count > 0:
        told = say(
            f"其余 {count} 条随附记录从略；全部内容用 --json 查看",
            f"{count} more come with it; see all of them with --json",
        )
        print_heading(told, err=err)


def _print_deadlines(deadlines: Sequence[dict[str, Any]], *, err: bool) -> None:
    if deadlines:
        print_heading(say("由此产生的期限", "Deadlines it sets"), err=err)
    for one in deadlines:
        console(err=err).print(f"  {deadline_line(one)}")


def _print_rules(lead: dict[str, Any], *, err: bool) -> None:
    if not lead["policy"]:
        return
    print_heading(say("依据", "Under"), err=err)
    out = console(err=err)
    out.print(say(f"  政策版本 {lead['policy']}", f"  policy {lead['policy']}"))
    for one in lead["rules"]:
        out.print(f"  {one['rule']}  {one['citation']}")
