"""Titles that no review here made: determined initially, or obtained elsewhere."""

from aggregates.title import events as title
from tests.support import actors as a
from tests.support.builders import PROFESSION, REGISTRY, SERIES, paper, public
from tests.support.builders_session import CONFIRM
from tests.support.cities import DEPLOY
from tests.support.given import deed

INITIAL = "title/initial"
OUTSIDE = "title/outside"

DETERMINE = deed(
    title.InitialTitleDetermined,
    INITIAL,
    [a.HEAD, a.COUNTY_OFFICER],
    "2024-11-30T09:00",
    person=a.JIA,
    employer=a.FACTORY,
    series=SERIES,
    profession=PROFESSION,
    level="JUNIOR",
    since="2024-11-30",
    graduated_on="2023-06-30",
    employed_since="2023-07-10",
    diploma=paper("diploma"),
)
VERIFY = deed(
    title.OutsideTitleVerified,
    OUTSIDE,
    [a.HEAD],
    "2024-05-07T09:00",
    person=a.JIA,
    employer=a.FACTORY,
    series=SERIES,
    profession=PROFESSION,
    level="JUNIOR",
    since="2020-11-01",
    issued_in="320100",
    certificate_no="外省2020-1（示例）",
    method="ONLINE_CHECK",
    checked_on="2024-05-06",
    evidence=paper("check"),
)
DISPATCH = {
    "territory": "540100",
    "since": "2020-03-01",
    "until": "2021-03-01",
    "document_no": "组干〔2020〕1号（示例）",
}
VERIFY_AID = VERIFY.but(issued_in="540100", dispatch=DISPATCH)
"""A title obtained on aid in 西藏."""
RECOGNISE = deed(
    title.Recognised,
    OUTSIDE,
    [a.COUNTY_OFFICER],
    "2024-05-07T10:00",
    ground="RECOGNISED_REGION",
)
RECONFIRM = deed(
    title.Reconfirmed,
    OUTSIDE,
    [a.COUNTY_OFFICER, a.COUNTY_SEAL],
    "2024-05-07T11:00",
    document_no="示职改〔2024〕3号（示例）",
    document_on="2024-05-07",
    basis="桂人社规〔2021〕11号第三十六条",
)
FORGED = deed(
    title.CertificateForgeryFound,
    OUTSIDE,
    [a.COUNTY_OFFICER, a.COUNTY_SEAL],
    "2024-05-08T09:00",
    certificate_no="外省2020-1（示例）",
    found_on="2024-05-08",
    evidence=paper("forgery"),
    document_no="示职改函〔2024〕4号（示例）",
    referred_to=a.DISCIPLINE,
)
ACKNOWLEDGE = deed(
    title.ReferralAcknowledged,
    OUTSIDE,
    [a.LIAISON],
    "2024-05-09T09:00",
    receipt_no="收-1（示例）",
)
ASSESS = deed(
    title.EmployerAssessed,
    OUTSIDE,
    [a.HEAD],
    "2024-05-07T12:00",
    employer=a.FACTORY,
    qualified=True,
    checked_on="2024-05-07",
)
REPORT_DATA = deed(
    title.CertificateDataReported,
    "title/unknown",
    [a.CITY_OFFICER],
    "2024-07-19T09:00",
    receipt_no="报送-1（示例）",
)
CONFIRM_AT_THE_GRASS_ROOTS = CONFIRM.but(scope="GRASSROOTS_ONLY")
DEPLOY_DIRECTED = DEPLOY.but(
    directed_evaluation="基层单独分组评审（示例）", document=public("directed")
)
VERIFIED = (*REGISTRY, VERIFY)
VERIFIED_ON_AID = (*REGISTRY, VERIFY_AID)
