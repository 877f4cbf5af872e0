"""The views that are served, one line each; see `service.question`.

What is served may be shown to everybody: who asks is not asked. The cut is made in
`projections.public`.
"""

from typing import Final

from aggregates.text import Text
from projections.public import (
    KINDS,
    PublicCheck,
    PublicDue,
    PublicFigures,
    PublicRecord,
    PublicRow,
    PublicStatus,
    public_check,
    public_due,
    public_figures,
    public_records,
    public_rows,
    public_status,
)
from projections.publicity import Publicity, open_publicities, past_publicities
from projections.reviewing.committees import Committee, committee_on
from service.parameters import (
    AS_OF,
    ON,
    Parameter,
    id_of,
    number_between,
    read_truth,
)
from service.problem import not_found
from service.question import Inquiry, Question

MAX_LISTED: Final = 1_000

_EVERYTHING: Final = Parameter(
    name="all",
    read=read_truth,
    schema={"type": "boolean", "default": False},
    text=Text("包括已完成和已结束的", "those that are met or over too"),
    default=False,
)


def _id(name: str, *kinds: str) -> Parameter:
    return Parameter(
        name=name,
        read=id_of(*kinds),
        schema={"type": "string", "pattern": f"^({'|'.join(kinds)})/[0-9A-Za-z-]+$"},
        text=Text("编号：类别/编号", "an id, <kind>/<opaque part>"),
        place="path",
    )


def _page_of(kind: str) -> tuple[Parameter, ...]:
    return (
        Parameter(
            name="after",
            read=id_of(kind),
            schema={"type": "string"},
            text=Text("上一页最后一个编号", "the last id of the page before"),
            default="",
        ),
        Parameter(
            name="limit",
            read=number_between(1, MAX_LISTED),
            schema={
                "type": "integer",
                "minimum": 1,
                "maximum": MAX_LISTED,
                "default": 100,
            },
            text=Text("最多几个", "how many at most"),
            default=100,
        ),
    )


def _recorded(inquiry: Inquiry) -> str:
    """Return the id that is asked about, if anything was recorded under it then."""
    thing: str = inquiry.given["id"]
    if not inquiry.states.events(thing):
        raise not_found(Text("台账中没有这个编号", "nothing is recorded under this id"))
    return thing


def _status(inquiry: Inquiry) -> PublicStatus:
    return public_status(_recorded(inquiry), inquiry.states, inquiry.day)


def _committee(inquiry: Inquiry) -> Committee:
    thing = _recorded(inquiry)
    return committee_on(inquiry.rows, inquiry.states, thing, inquiry.day)


def _session(inquiry: Inquiry) -> PublicFigures:
    thing = _recorded(inquiry)
    return public_figures(inquiry.rows, inquiry.states, thing, inquiry.day)


def _due(inquiry: Inquiry) -> tuple[PublicDue, ...]:
    return public_due(
        inquiry.rows, inquiry.states, inquiry.day, everything=inquiry.given["all"]
    )


def _blacklist(inquiry: Inquiry) -> tuple[PublicRecord, ...]:
    return public_records(inquiry.rows, inquiry.states, inquiry.day)


def _check(inquiry: Inquiry) -> PublicCheck:
    person = inquiry.given["person"]
    if not inquiry.log.version(person):
        raise not_found(Text("台账中没有此人", "nobody is recorded under this id"))
    return public_check(inquiry.rows, inquiry.states, person, inquiry.day)


def _publicity(inquiry: Inquiry) -> tuple[Publicity, ...]:
    asked = inquiry.rows, inquiry.states, inquiry.day
    found = open_publicities(*asked)
    return found + past_publicities(*asked) if inquiry.given["all"] else found


def _listing(path: str, kind: str, zh: str, en: str) -> Question:
    def answer(inquiry: Inquiry) -> tuple[PublicRow, ...]:
        given = inquiry.given
        return public_rows(
            inquiry.rows,
            inquiry.states,
            kind,
            after=given["after"],
            limit=given["limit"],
        )

    return Question(
        path=path,
        name=path.rpartition("/")[2],
        shape=tuple[PublicRow, ...],
        text=Text(zh, en),
        answer=answer,
        parameters=_page_of(kind),
    )


QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        path="/v1/status/{id}",
        name="status",
        shape=PublicStatus,
        text=Text("一件事现在何处", "where a matter stands"),
        answer=_status,
        parameters=(_id("id", *KINDS),),
        day=AS_OF,
    ),
    Question(
        path="/v1/due",
        name="due",
        shape=tuple[PublicDue, ...],
        text=Text("应办事项和期限", "what is owed, by whom, by when"),
        answer=_due,
        parameters=(_EVERYTHING,),
        day=AS_OF,
    ),
    Question(
        path="/v1/blacklist",
        name="records",
        shape=tuple[PublicRecord, ...],
        text=Text("失信记录及其在某日的状态", "integrity records as of a day"),
        answer=_blacklist,
        day=ON,
        ahead=True,
    ),
    Question(
        path="/v1/blacklist/{person}",
        name="check",
        shape=PublicCheck,
        text=Text("某人在某日是否不得申报", "whether a person is barred on a day"),
        answer=_check,
        parameters=(_id("person", "person"),),
        day=ON,
        ahead=True,
    ),
    Question(
        path="/v1/publicity",
        name="publicities",
        shape=tuple[Publicity, ...],
        text=Text("正在进行的公示", "what is publicised"),
        answer=_publicity,
        parameters=(_EVERYTHING,),
        day=AS_OF,
    ),
    Question(
        path="/v1/committees/{id}",
        name="committee",
        shape=Committee,
        text=Text("评委会在某日能否评审", "whether a committee may review on a day"),
        answer=_committee,
        parameters=(_id("id", "committee"),),
        day=ON,
        ahead=True,
    ),
    Question(
        path="/v1/sessions/{id}",
        name="figures",
        shape=PublicFigures,
        text=Text("一次评审的数字", "the figures of a review session"),
        answer=_session,
        parameters=(_id("id", "session"),),
        day=AS_OF,
    ),
    _listing("/v1/applications", "application", "全部申报", "all applications"),
    _listing("/v1/committees", "committee", "全部评委会", "all committees"),
    _listing("/v1/sessions", "session", "全部年度评审", "all review sessions"),
    _listing("/v1/titles", "title", "全部职称", "all titles"),
    _listing("/v1/organisations", "organisation", "全部单位", "all organisations"),
)
