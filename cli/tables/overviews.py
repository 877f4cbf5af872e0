"""Overviews as tables: obligations, committees, shares."""

from collections.abc import Iterable, Sequence

import click

from cli.language import say
from cli.output import nothing_found, print_heading, print_pairs, print_table
from cli.reading_room import SHORT, Room, short, word
from projections.obligations.standing import Obligation
from projections.reviewing.committees import Committee, Reason, Step, Validity
from projections.shares.thresholds import Acknowledgement, Share
from projections.words.label import Label, Named, Words
from projections.words.references import EventRef


def _joined(texts: Iterable[Label | Words]) -> str:
    return say("、", ", ").join(map(word, texts)) or "-"


def _listed(texts: Iterable[str]) -> str:
    return say("、", ", ").join(texts) or "-"


def _event(ref: EventRef | None) -> str:
    return "-" if ref is None else ref.event[:SHORT]


def _called(named: Named) -> str:
    return named.name or short(named.id) or "-"


# Obligations.


def print_obligations(room: Room, found: Sequence[Obligation]) -> None:
    """Print what acts demand of each other."""
    room.say_today()
    if not found:
        click.echo(nothing_found(say("未完成的义务", "open obligations")))
        return
    print_obligation_table(found)


def print_obligation_table(found: Iterable[Obligation]) -> None:
    """Print obligations, one a line."""
    columns = (
        say("自", "since"),
        say("状态", "state"),
        say("应办", "what is owed"),
        say("由谁", "by whom"),
        say("关于", "about"),
        say("规则", "rule"),
        say("起因", "opened by"),
    )
    print_table(columns, map(_obligation_row, found), unbroken=(0, 5, 6))


def _obligation_row(one: Obligation) -> tuple[str, ...]:
    met = f" {one.met_on} {_event(one.met)}" if one.met else ""
    return (
        one.since.isoformat(),
        word(one.state) + met,
        _owed(one),
        one.organisation.name or word(one.owes),
        _called(one.about),
        one.rule.id,
        _event(one.opened),
    )


def _owed(one: Obligation) -> str:
    """Name what is owed, its detail, and the day by which it would be prompt."""
    detail, prompt = word(one.detail), ""
    if one.prompt_by is not None and one.met is None:
        prompt = say(f"，及时参考 {one.prompt_by}", f", prompt by {one.prompt_by}")
    inside = say(f"（{detail}）", f" ({detail})") if detail else ""
    return f"{word(one.code)}{inside}{prompt}"


# Committees.


def print_committees(room: Room, found: Sequence[Validity]) -> None:
    """Print how committees stand on a day."""
    room.say_today()
    if not found:
        click.echo(nothing_found(say("评委会", "committees")))
        return
    columns = (
        say("评委会", "committee"),
        say("可否评审", "may review"),
        say("系列、层级", "series, levels"),
        say("有效期至", "valid to"),
    )
    print_table(columns, map(_committee_row, found), unbroken=(3,))


def _committee_row(one: Validity) -> tuple[str, ...]:
    why = _joined(reason.code for reason in one.reasons) if one.reasons else ""
    scope = (_listed(one.series), _joined(one.levels))
    return (
        f"{one.name} {short(one.id)}".strip(),
        _may(valid=one.valid) + (say(f"：{why}", f": {why}") if why else ""),
        " ".join(scope),
        str(one.valid_to or "-"),
    )


def _may(*, valid: bool) -> str:
    return say("有效", "yes") if valid else say("无效", "no")


def print_committee(room: Room, found: Committee) -> None:
    """Print one committee with everything that led there."""
    room.say_today()
    print_pairs(_validity_pairs(found.validity))
    if found.periods:
        print_heading(say("各时段", "Periods"))
        columns = (
            say("自", "from"),
            say("至（含）", "to, included"),
            say("可否评审", "may review"),
            say("原因", "why not"),
        )
        print_table(
            columns,
            [
                (str(p.first), str(p.last or "-"), _may(valid=p.valid), _joined(p.why))
                for p in found.periods
            ],
            unbroken=(0, 1, 2),
        )
    if found.steps:
        print_heading(say("经过", "What led there"))
        columns = (
            say("自", "since"),
            say("办理", "act"),
            say("事件", "event"),
            say("变化", "what it changed"),
        )
        print_table(columns, map(_step_row, found.steps), unbroken=(0, 2))


def _step_row(step: Step) -> tuple[str, ...]:
    changes = say("；", "; ").join(
        f"{word(change.what)} {word(change.to)}".rstrip() for change in step.changes
    )
    return (str(step.since), word(step.event.type), _event(step.event), changes)


def _validity_pairs(one: Validity) -> Iterable[tuple[str, str]]:
    yield say("评委会", "committee"), one.name or one.id
    yield say("编号", "id"), one.id
    yield say("截至", "as of"), one.on.isoformat()
    yield say("可否评审", "may review"), _may(valid=one.valid)
    for reason in one.reasons:
        yield say("原因", "why not"), _reason(reason)
    yield say("评审系列", "series"), _listed(one.series)
    if one.professions:
        yield say("评审专业", "professions"), _listed(one.professions)
    yield say("评审层级", "levels"), _joined(one.levels)
    yield say("评审地域", "territory"), one.territory or "-"
    yield say("组建单位", "unit"), _called(one.unit)
    yield say("承办机构", "office"), _called(one.office)
    yield say("核准备案", "filed on"), f"{one.filed_on or '-'} {_event(one.filing)}"
    yield say("有效期至（含）", "last valid day"), str(one.valid_to or "-")
    if one.term_until is not None:
        yield say("政策最长至", "longest by policy"), str(one.term_until)
    if one.refile_due is not None:
        in_time = {
            True: say("已按期", "in time"),
            False: say("未按期", "not in time"),
            None: say("尚未到期", "still to come"),
        }[one.refiled_in_time]
        yield say("须重新备案", "to be filed anew by"), f"{one.refile_due} {in_time}"


def _reason(reason: Reason) -> str:
    rule = f" {reason.rule.id}" if reason.rule else ""
    return f"{word(reason.code)}{rule} {_event(reason.event)}"


# Shares.


def print_shares(room: Room, found: Sequence[Share]) -> None:
    """Print the shares of bodies, and what was acknowledged of them."""
    room.say_today()
    if not found:
        click.echo(
            say(
                "没有比例：所涉政策未规定，或尚无申报",
                "no shares: the policies state no limit, or nobody has declared",
            )
        )
        return
    columns = (
        say("年度", "year"),
        say("比例", "share"),
        say("单位", "body"),
        say("实际", "is"),
        say("规定", "limit"),
        say("确认", "stated"),
        say("结论", "verdict"),
    )
    print_table(columns, map(_share_row, found), unbroken=(0, 3, 4, 5))
    for one in found:
        _print_counted(one)
        for stated in one.acknowledged:
            _print_acknowledged(one, stated)


def _share_row(one: Share) -> tuple[str, ...]:
    return (
        str(one.year),
        f"{word(one.threshold)} {one.rule.id}",
        _called(one.body),
        one.fraction,
        one.limit,
        _listed(stated.stated for stated in one.acknowledged),
        say("；", "; ").join([_verdict(one), *map(word, one.findings)]),
    )


def _verdict(one: Share) -> str:
    if not one.crossed:
        return say("未达到", "not reached")
    if not one.obliges:
        return say("已达到，环节尚未结束", "reached, stage not closed")
    return say("已达到", "reached")


def _print_counted(one: Share) -> None:
    if not one.whole:
        return
    print_heading(f"{one.year} {word(one.threshold)} {one.fraction}")
    bad = set(one.part)
    columns = (say("计入", "counts"), say("编号", "id"))
    both, below = say("分子、分母", "in both"), say("分母", "below")
    print_table(
        columns, [(both if i in bad else below, i) for i in one.whole], unbroken=(1,)
    )


def _print_acknowledged(one: Share, stated: Acknowledgement) -> None:
    print_heading(
        say(
            f"{_called(one.body)}：确认 {stated.stated}，台账当时 {stated.computed}"
            f"（{_event(stated.event)}）",
            f"{_called(one.body)}: acknowledged {stated.stated}, the ledger held "
            f"{stated.computed} ({_event(stated.event)})",
        )
    )
    if stated.obligations:
        print_obligation_table(stated.obligations)
