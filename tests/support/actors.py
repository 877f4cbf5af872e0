"""Who acts in the tests of the rules: organisations, persons, their keys and roles.

The directory is fabricated: every key stands from position 0 on, and every grant holds
for ever. What a key may not do is tested where the directory itself is tested.
"""

from collections.abc import Mapping
from hashlib import sha256

from aggregates.draft import Signatory
from ledger.directory import Directory
from ledger.directory_state import FOR_EVER, Grant, Key

ORIGIN = "simulated.invalid/rules"

CITY = "organisation/city"
COUNTY = "organisation/county"
OTHER_COUNTY = "organisation/other-county"
OTHER_CITY = "organisation/other-city"
DEPARTMENT = "organisation/department"
FACTORY = "organisation/factory"
SOFTWARE = "organisation/software"
SCHOOL = "organisation/school"
DISPATCH = "organisation/dispatch"
HR_AGENCY = "organisation/hr-agency"
UNIT = "organisation/unit"
OFFICE = "organisation/office"
PANEL = "organisation/panel"
OTHER_UNIT = "organisation/other-unit"
OTHER_OFFICE = "organisation/other-office"
DISCIPLINE = "organisation/discipline"
PROVINCE = "organisation/province"
HEALTH = "organisation/health"

SESSION = "session/2024"
OTHER_SESSION = "session/economics"

JIA = "person/jia"
YI = "person/yi"

_CUSTODIANS: Mapping[str, str] = {
    CITY: "city-officer",
    COUNTY: "county-officer",
    OTHER_COUNTY: "other-county-officer",
    OTHER_CITY: "other-city-officer",
    DEPARTMENT: "department-reviewer",
    FACTORY: "factory-head",
    SOFTWARE: "software-head",
    SCHOOL: "school-head",
    DISPATCH: "dispatch-officer",
    HR_AGENCY: "agency-officer",
    UNIT: "unit-officer",
    OFFICE: "office-staff",
    PANEL: "office-staff",
    OTHER_UNIT: "other-unit-officer",
    OTHER_OFFICE: "other-office-staff",
    PROVINCE: "province-officer",
    HEALTH: "health-officer",
}

_KEYS: dict[bytes, Key] = {}


def key_id_of(name: str) -> bytes:
    """Return the id of the key that belongs to a name."""
    return sha256(b"key of " + name.encode()).digest()


def holds(name: str, role: str, org: str = "", *, scope: str = "") -> Signatory:
    """Let a name act in a role, for an organisation or in a session."""
    use = "session" if scope else "person"
    subject = "" if scope else f"person/{name}"
    key = _key(name, subject, use)
    _grant(key, role, org, scope)
    return Signatory(key=key.key_id, role=role, org=org)


def himself(name: str, role: str = "APPLICANT", use: str = "person") -> Signatory:
    """Let a name act for himself, which needs no grant."""
    subject = f"person/{name}" if use == "person" else ""
    return Signatory(key=_key(name, subject, use).key_id, role=role)


def seal_of(org: str) -> Signatory:
    """Return the seal of an organisation; its custodian has to sign beside it."""
    key = _key(f"seal of {org}", org, "seal")
    if not key.custodians:
        key.custodians.append((0, f"person/{_CUSTODIANS[org]}"))
    _grant(key, "SEAL", org, "")
    return Signatory(key=key.key_id, role="SEAL", org=org)


def directory() -> Directory:
    """Return the directory of all keys named so far."""
    found = Directory()
    found.origin = ORIGIN
    found.keys = _KEYS
    return found


def _key(name: str, subject: str, use: str) -> Key:
    key_id = key_id_of(name)
    if key_id not in _KEYS:
        _KEYS[key_id] = Key(
            key_id=key_id,
            suite="ed25519",
            public=key_id,
            subject=subject,
            use=use,
            lost=False,
            enrolled=0,
        )
    return _KEYS[key_id]


def _grant(key: Key, role: str, org: str, scope: str) -> None:
    held = key.grants.setdefault((role, org), [])
    if any(grant.scope == scope for grant in held):
        return
    held.append(
        Grant(
            role=role,
            org=org,
            territory="",
            scope=scope,
            first=-FOR_EVER,
            end=FOR_EVER,
            acting_for="",
            granted=0,
        )
    )


REGISTRAR = holds("registrar", "REGISTRAR")
SUPERVISOR = holds("supervisor", "SUPERVISOR")
INTAKE = holds("intake", "INTAKE_OFFICER", FACTORY)

PROVINCE_OFFICER = holds("province-officer", "AUTHORITY_OFFICER", PROVINCE)
PROVINCE_SEAL = seal_of(PROVINCE)
DATA_SOURCE = holds("data-source", "SERVICE")

CITY_OFFICER = holds("city-officer", "AUTHORITY_OFFICER", CITY)
CITY_DEPUTY = holds("city-deputy", "AUTHORITY_OFFICER", CITY)
CITY_SEAL = seal_of(CITY)
CITY_CUSTODIAN = holds("city-officer", "CUSTODIAN", CITY)
COUNTY_OFFICER = holds("county-officer", "AUTHORITY_OFFICER", COUNTY)
COUNTY_SEAL = seal_of(COUNTY)
OTHER_COUNTY_OFFICER = holds("other-county-officer", "AUTHORITY_OFFICER", OTHER_COUNTY)
OTHER_COUNTY_SEAL = seal_of(OTHER_COUNTY)
OTHER_CITY_OFFICER = holds("other-city-officer", "AUTHORITY_OFFICER", OTHER_CITY)
OTHER_CITY_SEAL = seal_of(OTHER_CITY)
INTEGRITY_OFFICER = holds("integrity-officer", "INTEGRITY_OFFICER", CITY)
OTHER_INTEGRITY_OFFICER = holds(
    "other-integrity-officer", "INTEGRITY_OFFICER", OTHER_COUNTY
)
LIAISON = holds("liaison", "DISCIPLINE_LIAISON", DISCIPLINE)

DEPARTMENT_REVIEWER = holds("department-reviewer", "DEPARTMENT_REVIEWER", DEPARTMENT)
DEPARTMENT_SEAL = seal_of(DEPARTMENT)
REVIEWER = holds("factory-reviewer", "EMPLOYER_REVIEWER", FACTORY)
HEAD = holds("factory-head", "EMPLOYER_HEAD", FACTORY)
SEAL = seal_of(FACTORY)
SOFTWARE_REVIEWER = holds("software-reviewer", "EMPLOYER_REVIEWER", SOFTWARE)
SOFTWARE_HEAD = holds("software-head", "EMPLOYER_HEAD", SOFTWARE)
SOFTWARE_SEAL = seal_of(SOFTWARE)
SCHOOL_REVIEWER = holds("school-reviewer", "EMPLOYER_REVIEWER", SCHOOL)
SCHOOL_HEAD = holds("school-head", "EMPLOYER_HEAD", SCHOOL)
SCHOOL_SEAL = seal_of(SCHOOL)
DISPATCH_OFFICER = holds("dispatch-officer", "AGENCY_OFFICER", DISPATCH)
DISPATCH_SEAL = seal_of(DISPATCH)
USING_UNIT = holds("factory-personnel", "USING_UNIT_OFFICER", FACTORY)
AGENCY_OFFICER = holds("agency-officer", "AGENCY_OFFICER", HR_AGENCY)
AGENCY_SEAL = seal_of(HR_AGENCY)

UNIT_OFFICER = holds("unit-officer", "UNIT_OFFICER", UNIT)
UNIT_AS_AUTHORITY = holds("unit-officer", "AUTHORITY_OFFICER", UNIT)
UNIT_SEAL = seal_of(UNIT)
OFFICE_STAFF = holds("office-staff", "OFFICE_STAFF", OFFICE)
OFFICE_SEAL = seal_of(OFFICE)
OTHER_UNIT_OFFICER = holds("other-unit-officer", "UNIT_OFFICER", OTHER_UNIT)
OTHER_UNIT_SEAL = seal_of(OTHER_UNIT)
OTHER_OFFICE_STAFF = holds("other-office-staff", "OFFICE_STAFF", OTHER_OFFICE)
OTHER_OFFICE_SEAL = seal_of(OTHER_OFFICE)
PANEL_SEAL = seal_of(PANEL)
PANEL_CUSTODIAN = holds("office-staff", "CUSTODIAN", PANEL)
DRAW_SUPERVISOR = holds("draw-supervisor", "DRAW_SUPERVISOR", CITY)
HEALTH_OFFICER = holds("health-officer", "HEALTH_DEPARTMENT", HEALTH)
HEALTH_SEAL = seal_of(HEALTH)
INVESTIGATORS = (
    holds("investigator-1", "INVESTIGATOR", UNIT),
    holds("investigator-2", "INVESTIGATOR", UNIT),
)
TELLERS = (holds("teller-1", "TELLER", PANEL), holds("teller-2", "TELLER", PANEL))

CHAIR = holds("chair", "CHAIR", scope=SESSION)
EXPERTS = tuple(holds(f"expert-{n}", "EXPERT", scope=SESSION) for n in range(2, 6))
STAND_IN = holds("stand-in", "EXPERT", scope=SESSION)
FOREIGN_EXPERT = holds("foreign-expert", "EXPERT", scope=OTHER_SESSION)

JIA_SIGNS = himself("jia")
YI_SIGNS = himself("yi")
COMPLAINANT = himself("complainant", "COMPLAINANT", use="session")
NAMED_COMPLAINANT = himself("yi", "COMPLAINANT")
