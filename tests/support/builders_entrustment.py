"""Entrusted review as histories: a central factory that lies in the city."""

from aggregates.entrustment import events as entrustment
from aggregates.organisation import events as organisation
from tests.support import actors as a
from tests.support.builders import ANNOUNCED, JIA, SERIES, Papers, public
from tests.support.given import Deed, deed

LETTER_ID = "entrustment/letter"
ENTRUSTING = (a.holds("factory-head", "ENTRUSTING_BODY", a.FACTORY), a.SEAL)
CITY_ENTRUSTING = (
    a.holds("other-city-officer", "ENTRUSTING_BODY", a.OTHER_CITY),
    a.OTHER_CITY_SEAL,
)


def factory_as(level: str, territory: str = "421299") -> Deed:
    """Register the factory's level and place anew."""
    return deed(
        organisation.Amended,
        a.FACTORY,
        [a.REGISTRAR, a.SUPERVISOR],
        "2024-05-03T09:00",
        name="factory（示例）",
        org_kind="STATE_ENTERPRISE",
        level=level,
        territory=territory,
        superior=a.DEPARTMENT,
    )


CENTRAL = factory_as("NATION")
LETTER = deed(
    entrustment.LetterIssued,
    LETTER_ID,
    ENTRUSTING,
    "2024-05-04T09:00",
    letter_kind="ENTRUSTMENT_LETTER",
    issuer=a.FACTORY,
    letter_no="中工函〔2024〕3号（示例）",
    issued_on="2024-05-04",
    letter=public("letter"),
    series=SERIES,
    levels=["INTERMEDIATE"],
    persons=["person/jia", "person/yi"],
    session=a.SESSION,
)
SEND = deed(
    entrustment.MaterialsSubmitted,
    LETTER_ID,
    [a.HEAD],
    "2024-05-05T09:00",
    to=a.CITY,
    material=public("material"),
)
CHECK = deed(
    entrustment.Checked,
    LETTER_ID,
    [a.CITY_OFFICER],
    "2024-05-05T15:00",
    letter_genuine=True,
    procedure_conforms=True,
    in_scope=True,
    opinion="函件真实，程序相符。",
)
ACCEPT = deed(entrustment.Accepted, LETTER_ID, [a.CITY_OFFICER], "2024-05-05T16:00")
RETURN = deed(
    entrustment.Returned,
    LETTER_ID,
    [a.CITY_OFFICER],
    "2024-05-05T16:00",
    reasons=[{"code": "LETTER", "item": "", "text": "函件未载明人员。"}],
    to=a.FACTORY,
)
OPEN = deed(
    entrustment.ResultPublicityOpened,
    LETTER_ID,
    ENTRUSTING[:1],
    "2024-07-08T09:00",
    posted_on="2024-07-08",
    address="https://example.invalid/entrusted",
)
CLOSE = deed(
    entrustment.ResultPublicityClosed,
    LETTER_ID,
    ENTRUSTING[:1],
    "2024-07-16T09:00",
    removed_on="2024-07-16",
    objections=False,
)
OF_A_CENTRAL_FACTORY = (*ANNOUNCED, CENTRAL)
ISSUED = (*OF_A_CENTRAL_FACTORY, LETTER)
SENT = (*ISSUED, SEND)
CHECKED = (*SENT, CHECK)
ACCEPTED = (*CHECKED, ACCEPT)
ENTRUSTED = Papers("jia", entrustment=LETTER_ID)
AT_THE_OFFICE = (
    *ENTRUSTED.declaring,
    ENTRUSTED.submit,
    *ENTRUSTED.recommending,
    *ENTRUSTED.forwarding,
)
OWN_CHANNEL_AT_THE_OFFICE = (
    *JIA.declaring,
    JIA.submit,
    *JIA.recommending,
    *JIA.forwarding,
)
