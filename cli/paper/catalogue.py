"""Which papers there are, which acts they belong to, and who fills them in."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Final, NamedTuple

from aggregates.text import Text
from cli.paper.source import Source


class Paper(NamedTuple):
    """One kind of paper.

    Attributes:
        code: What it is asked for by; also the name of its template.
        name: What it is called.
        types: The acts that need it.
        maker: Who fills it in, ``module:function``.
        aliases: Other words for it.
    """

    code: str
    name: Text
    types: tuple[str, ...]
    maker: str
    aliases: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of aggregate on which such acts are."""
        return tuple(dict.fromkeys(one.partition(".")[0] for one in self.types))

    def fill(self, source: Source) -> dict[str, Any]:
        """Return the data of its template: ``title``, ``number`` and the fields."""
        module, _, function = self.maker.partition(":")
        made: dict[str, Any] = getattr(import_module(module), function)(source)
        return made


PAPERS: Final[tuple[Paper, ...]] = (
    Paper(
        "quota-form",
        Text("附件1 申报情况核定表", "post quota form (annex 1)"),
        (
            "quota.form-filled",
            "quota.amended",
            "quota.department-opinion-given",
            "quota.personnel-opinion-given",
        ),
        "cli.paper.forms:quota_form",
        ("附件1", "核定表"),
    ),
    Paper(
        "commitment",
        Text("附件2 诚信承诺书", "integrity commitment (annex 2)"),
        ("application.integrity-commitment-signed",),
        "cli.paper.forms:commitment",
        ("附件2", "诚信承诺书"),
    ),
    Paper(
        "committee-filing",
        Text("附件3 评委会核准备案表", "committee filing form (annex 3)"),
        ("committee.filing-applied", "committee.filed", "committee.refiled"),
        "cli.paper.forms:committee_filing",
        ("附件3", "核准备案表"),
    ),
    Paper(
        "employer-publicity",
        Text("单位公示", "employer's publicity"),
        ("application.employer-publicity-opened",),
        "cli.paper.postings:employer_publicity",
        ("公示",),
    ),
    Paper(
        "result-publicity",
        Text("评审结果公示", "publicity of results"),
        ("session.result-publicity-opened",),
        "cli.paper.postings:result_publicity",
        ("结果公示",),
    ),
    Paper(
        "notification",
        Text("一次性告知书", "one-time notification"),
        (
            "application.correction-requested",
            "application.returned",
            "application.audit-not-passed",
            "application.department-audit-failed",
            "application.authority-audit-failed",
            "application.employer-review-failed",
            "application.recommendation-refused",
        ),
        "cli.paper.notices:notification",
        ("一次性告知书",),
    ),
    Paper(
        "recommendation",
        Text("推荐意见", "recommendation"),
        ("application.recommendation-issued",),
        "cli.paper.notices:recommendation",
        ("推荐意见",),
    ),
    Paper(
        "receipt",
        Text("受理回执", "receipt of acceptance"),
        ("application.accepted",),
        "cli.paper.notices:receipt",
        ("受理回执",),
    ),
    Paper(
        "comprehensive-report",
        Text("综合报告", "comprehensive report"),
        ("session.comprehensive-report-filed", "session.supplementary-report-filed"),
        "cli.paper.reports:comprehensive_report",
        ("综合报告",),
    ),
    Paper(
        "verification-report",
        Text("核查报告", "verification report"),
        ("complaint.verification-report-filed",),
        "cli.paper.reports:verification_report",
        ("核查报告",),
    ),
    Paper(
        "integrity-notice",
        Text("记入告知书", "notice of an intended entry"),
        ("integrity.notice-served",),
        "cli.paper.sanctions:integrity_notice",
        ("记入告知书",),
    ),
    Paper(
        "circular",
        Text("通报", "circular"),
        ("circular.issued",),
        "cli.paper.sanctions:circular",
        ("通报",),
    ),
)

_BY_NAME: Final[Mapping[str, Paper]] = {
    name: paper for paper in PAPERS for name in (paper.code, *paper.aliases)
}


def paper_named(name: str) -> Paper | None:
    """Return the paper of a code or another word for it."""
    return _BY_NAME.get(name)


def papers_of(event_type: str) -> tuple[Paper, ...]:
    """Return the papers that a type of act needs."""
    return tuple(paper for paper in PAPERS if event_type in paper.types)


def papers_of_kinds(kinds: Iterable[str]) -> tuple[Paper, ...]:
    """Return the papers that there are for acts on these kinds of aggregate."""
    wanted = set(kinds)
    return tuple(paper for paper in PAPERS if wanted & set(paper.kinds))
