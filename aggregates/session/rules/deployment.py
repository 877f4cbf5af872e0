"""The deployment document of 柳州: a list of materials, conditions, a publication."""

from collections.abc import Iterator

from aggregates.application import audits
from aggregates.application.standing import ApplicationState
from aggregates.competence import not_of_the_committee
from aggregates.decider import Context
from aggregates.lookup import committee_of, session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import events as e
from aggregates.session import papers
from aggregates.session.state import SessionState
from aggregates.text import is_blank


@rule("LZ-3.1a", on=(papers.DeploymentDocumentFiled,))
def lists_what_is_asked(context: Context) -> Iterator[Reason]:
    """制定职称申报材料清单，明确学历、资历起算时间，并在部署文件中列明."""
    body: papers.DeploymentDocumentFiled = context.body
    missing = {
        "申报材料清单": not body.materials,
        "学历起算时间": is_blank(body.education_from),
        "资历起算时间": is_blank(body.seniority_from),
    }
    absent = [name for name, is_missing in missing.items() if is_missing]
    if absent:
        yield reason(
            expected=("、".join(missing), "list of materials and starting dates"),
            found=("缺：" + "、".join(absent), f"{len(absent)} missing"),
            remedy=("在部署文件中列明", "state it in the document"),
        )


@rule("LEDGER-COMPETENCE", on=(papers.DeploymentDocumentFiled,))
def deployed_by_its_office(context: Context) -> Iterator[Reason]:
    """The office of the committee, or its unit, deploys the review."""
    named = context.state.committee or context.body.committee
    committee = committee_of(context.states, named)
    yield from not_of_the_committee(
        context, committee.office, committee.establishing_unit, committee.name
    )


@rule("LEDGER-REFS", on=(papers.DeploymentDocumentFiled, e.ReviewNoticePublished))
def of_the_same_review(context: Context) -> Iterator[Reason]:
    """Deployment and notice are of one committee and one year."""
    session: SessionState = context.state
    body = context.body
    begun = (session.committee, session.year)
    if session.stage and begun != (body.committee, body.year):
        yield reason(
            expected=(f"{begun[0]}，{begun[1]} 年", f"{begun[0]}, {begun[1]}"),
            found=(
                f"{body.committee}，{body.year} 年",
                f"{body.committee}, {body.year}",
            ),
            remedy=("核对评委会和年度", "check committee and year"),
        )


@rule("LZ-3.1a", "LZ-5.4a", on=(audits.Accepted,))
def deployed_before_anybody_is_accepted(context: Context) -> Iterator[Reason]:
    """部署文件（含申报材料清单）备案并对外发布后，方可受理."""
    state: ApplicationState = context.state
    if session_of(context.states, state.session).deployment is None:
        yield reason(
            expected=(
                "已备案的部署文件和材料清单",
                "a deployment document, with a list",
            ),
            found=("没有", "none"),
            remedy=("先备案并发布部署文件", "file and publish it first"),
        )


@rule("LZ-5.1b", on=(e.ReviewPlanSubmitted,))
def by_published_conditions(context: Context) -> Iterator[Reason]:
    """各级评委会不得更改评审条件和降低评审标准：按部署文件公布的标准."""
    session: SessionState = context.state
    standard = context.body.scoring_standard
    published = session.deployment.conditions if session.deployment else ()
    if standard not in published:
        yield reason(
            expected=("、".join(published) or "部署文件公布的标准", "published ones"),
            found=(standard, standard),
            remedy=("按公布的评审条件和标准评审", "review by what was published"),
        )


@rule("LZ-7.1.1b", on=(e.ReviewNoticePublished,))
def talents_have_their_own_dates(context: Context) -> Iterator[Reason]:
    """高层次急需紧缺特殊人才接收材料时间分别为6月30日前和9月30日前."""
    body: e.ReviewNoticePublished = context.body
    windows = context.policy.talent_windows or ()
    if body.purpose == "TALENT" and body.declare_until not in windows:
        yield reason(
            expected=("、".join(map(str, windows)), ", ".join(map(str, windows))),
            found=(f"{body.declare_until}",) * 2,
            remedy=("按规定的截止日接收材料", "take the closing day of the notice"),
        )


@rule("LZ-7.1.1b", on=(audits.Accepted,))
def talents_are_accepted_in_time(context: Context) -> Iterator[Reason]:
    """截止日以后不再接收高层次人才的材料."""
    session = session_of(context.states, context.state.session)
    until = session.declare_until
    if session.purpose == "TALENT" and until is not None and context.act.day > until:
        yield reason(
            expected=(f"{until} 及以前", f"by {until}"),
            found=(f"{context.act.day}",) * 2,
            remedy=("列入下一次接收", "take the next closing day"),
        )
