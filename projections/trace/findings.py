"""What an inspector must look at, in short, each with the events that show it."""

from typing import Final

import msgspec

from aggregates.text import Text
from projections.dues.due import Due
from projections.trace.deviations import Departure
from projections.words.label import Label, RuleRef, Words, label
from projections.words.references import EventRef

KINDS: Final = {
    "SIGNER_NOT_VALID": Text(
        "签名人无权或密钥无效", "a signer's key or role did not hold"
    ),
    "DOUBTFUL_KEY": Text("密钥疑被盗用", "a key is said to have been compromised"),
    "MANIFEST_UNKNOWN": Text("签署的材料清单与记录不符", "another manifest was signed"),
    "FALSE_ITEM_PASSED": Text("不实材料被审核通过", "false material was passed"),
    "FALSE_ITEM_PASSED_UNSEEN": Text(
        "不实材料未核原件即通过", "false material was passed without its original"
    ),
    "SAME_FALSE_FILE": Text(
        "另一申报有同一不实文件", "another application has the same false file"
    ),
    "NO_PUBLICITY": Text("未经公示即推荐", "recommended without any publicity"),
    "PUBLICITY_TOO_SHORT": Text("公示工作日不足", "the publicity was too short"),
    "PUBLICITY_CONTENTS": Text("公示内容不全", "not everything was displayed"),
    "PUBLICITY_PLACE": Text("未写明公示地点", "no place of the publicity is stated"),
    "PUBLICITY_BACKDATED": Text(
        "公示未在张贴当日记账", "the publicity was not recorded on its day"
    ),
    "RECOMMENDED_EARLY": Text("公示结束前推荐", "recommended before it had ended"),
    "OBJECTION_IGNORED": Text(
        "异议未处理或属实仍推荐", "recommended although an objection stood"
    ),
    "BARRED_KNOWN": Text(
        "已知不得申报仍予办理", "known to be barred, and passed all the same"
    ),
    "BARRED_FOUND_LATER": Text(
        "当时不得申报，事后发现", "barred at the time, found out later"
    ),
    "DEADLINE_MISSED": Text("逾期", "a deadline was missed"),
    "WRONG_VERSION": Text(
        "所依据的政策版本当时不适用", "the version cited was not in force"
    ),
    "NOT_LAWFUL_THEN": Text(
        "按当时政策不应办理", "its own version would have refused it"
    ),
    "LATE_ENTRY": Text("补录", "entered late"),
    "BACKDATED": Text("倒签时间未按补录办理", "dated back, and not as a late entry"),
    "RECORD_FALSE": Text("记录核验不成立", "a record does not verify"),
    "AUDIT_FOUND": Text("全面核验发现问题", "the full verify found something"),
    "STEP_MISSING": Text("没有记录该事项", "no such event recorded"),
    "TOLD_LATE": Text(
        "一次性告知：原因此前已存在", "a reason that was there before was told later"
    ),
    "NOT_AS_PLANNED": Text("偏离备案方案", "held otherwise than planned"),
    "CONFIRMED_OVER_COMPLAINT": Text(
        "信访件未办结或已查实仍予确认",
        "confirmed over an open or substantiated complaint",
    ),
    "REPORT_INCOMPLETE": Text(
        "核查报告内容不全", "the verification report lacks parts"
    ),
    "DELAY_CHANGED_FATE": Text("逾期造成后果", "the delay ended the declaration"),
    "RETURNED_ANOTHER_WAY": Text("未按原渠道退回", "not returned the way it came"),
    "QUOTA_NAMES_DIFFER": Text(
        "附件1人数与名单不符", "numbers and names of the form differ"
    ),
    "QUOTA_EXCEEDED": Text("超出岗位限额", "more than the posts allow"),
    "NOT_ON_THE_FORM": Text("未列入附件1", "not on the form"),
    "QUOTA_NOT_APPROVED": Text("附件1未经审核同意", "the form was not agreed to"),
    "SHARE_NOT_ACKNOWLEDGED": Text("比例已达到，尚未确认", "reached, not acknowledged"),
    "SHARE_OTHER_PART": Text("确认的分子与台账不符", "the acknowledged part differs"),
    "SHARE_OTHER_WHOLE": Text("确认的分母与台账不符", "the acknowledged whole differs"),
    "RECOMMENDED_WHILE_SUSPENDED": Text(
        "暂停期间仍推荐", "recommended while suspended"
    ),
    "RESPONSIBILITY_WITHOUT_MEASURE": Text(
        "责任未予处理", "a responsibility without a measure"
    ),
    "OBLIGATION_OPEN": Text("应办未办", "an obligation is open"),
    "DECLARED_TWICE": Text("同一年度重复申报", "declared more than once in a year"),
    "COMMITTEE_NOT_VALID": Text(
        "评委会当时无权评审", "the committee could not review then"
    ),
    "PLAN_INCOMPLETE": Text("方案内容不全", "the plan is not complete"),
    "OUTSIDE_THE_NOTICE": Text(
        "超出通知的时间或范围", "outside the window or scope of the notice"
    ),
    "DRAW_DIFFERS": Text("抽取与重算不符", "the draw comes out otherwise"),
    "NOT_DRAWN": Text("未经抽取参加评审", "sat on the panel without being drawn"),
    "NOT_WATCHED": Text("抽取无人监督", "nobody watched the draw"),
    "CONFLICTED": Text("应回避而参与", "took part in spite of a conflict"),
    "VOTE_NOT_VALID": Text("表决不成立", "the vote does not hold"),
    "LISTS_DIFFER": Text("名单前后不一致", "the lists differ"),
    "INTERFERENCE": Text("干预评审", "somebody interfered with the review"),
    "NOT_SUPPLIED": Text(
        "拒绝、谎报、瞒报或逾期未提供资料", "documents were refused or not supplied"
    ),
    "LEAK": Text("泄露评审信息", "secrecy was broken"),
    "NOTHING_FOLLOWED": Text("登记后没有处理", "nothing followed"),
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at.

    Attributes:
        kind: A code of `KINDS`.
        what: In one line.
        rule: The rule it is about, where there is one.
        events: The events that show it; none for what is not on record.
    """

    kind: Label
    what: Words
    rule: RuleRef | None
    events: tuple[EventRef, ...]


def of_deadline(due: Due) -> Finding:
    """Say that a deadline was missed."""
    who = due.organisation.name or due.person
    days, state = abs(due.days), due.state
    zh = f"{due.met_by.zh}：应于 {due.due} 前，{state.zh} {days} 天 {who}"
    en = f"{due.met_by.en}: due {due.due}, {state.en}, {days} days {who}"
    return Finding(
        kind=label("DEADLINE_MISSED", KINDS["DEADLINE_MISSED"]),
        what=Words(zh.strip(), en.strip()),
        rule=due.rule,
        events=(due.started,) if due.met is None else (due.started, due.met),
    )


def of_departure(one: Departure) -> Finding:
    """Say that something was done otherwise than planned."""
    return Finding(
        kind=label("NOT_AS_PLANNED", KINDS["NOT_AS_PLANNED"]),
        what=Words(
            f"{one.code.zh}：方案 {one.planned}，实际 {one.done}",
            f"{one.code.en}: planned {one.planned}, done {one.done}",
        ),
        rule=one.rule,
        events=(one.plan, one.act),
    )


def finding(
    kind: str, what: Words, *events: EventRef, rule: RuleRef | None = None
) -> Finding:
    """Make a finding.

    Args:
        kind: A code of `KINDS`.
        what: In one line.
        events: Those that show it.
        rule: The rule it is about, where there is one.
    """
    return Finding(kind=label(kind, KINDS[kind]), what=what, rule=rule, events=events)
