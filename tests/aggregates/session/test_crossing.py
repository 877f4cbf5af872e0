"""Cross review of teachers between counties (LZ-5.3b)."""

from aggregates.session import papers
from tests.support import actors as a
from tests.support.builders import APPLY, AT_THE_OFFICE, JIA, NOTICE, SERIES
from tests.support.cities import liuzhou, unit_audit
from tests.support.given import Deed, deed, given, instead

ARRANGE = deed(
    papers.AssignedCrossReview,
    a.SESSION,
    [a.CITY_OFFICER],
    "2024-05-08T09:00",
    counties=["421299"],
    document_no="柳职改〔2024〕3号（示例）",
)


def crossed(*more: Deed) -> tuple[Deed, ...]:
    """Let the usual series be one that is reviewed crosswise."""
    there = liuzhou(AT_THE_OFFICE, cross_review_series=(SERIES,))
    after_the_notice = list(there).index(NOTICE) + 1
    audit = unit_audit(JIA.id)
    return (*there[:after_the_notice], *more, *there[after_the_notice:], audit)


def test_teachers_are_reviewed_where_the_city_sends_them() -> None:
    given(*crossed(ARRANGE)).when(JIA.accept).accepted()
    given(*crossed()).when(JIA.accept).refused("LZ-5.3b")
    another = ARRANGE.but(counties=["421288"])
    given(*crossed(another)).when(JIA.accept).refused("LZ-5.3b")


def test_teachers_are_not_reviewed_in_their_own_county() -> None:
    own = APPLY.but(territory="421299")
    here = instead(crossed(ARRANGE), APPLY, own)
    given(*here).when(JIA.accept).refused("LZ-5.3b")


def test_other_series_are_reviewed_at_home() -> None:
    given(*liuzhou(AT_THE_OFFICE), unit_audit(JIA.id)).when(JIA.accept).accepted()


def test_the_city_arranges_it() -> None:
    before = crossed()[: list(crossed()).index(NOTICE) + 1]
    given(*before).when(ARRANGE).accepted()
    county = ARRANGE.signed(a.COUNTY_OFFICER)
    refused = given(*before).when(county)
    assert "LZ-5.3b" in {r.rule for r in refused.refusals}
