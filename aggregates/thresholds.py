"""Thresholds: exact shares computed from what is recorded (class T of the catalogue).

A crossing is a statistic, never an event. Each function is given who counts, as ids of
applications or events, so that numerator and denominator lead back to the log, and
returns a `Statistic`: whole numbers, ``≥`` where the document says 达到或超过, and no
statement where the denominator is nothing. What a crossing obliges to is said in
`aggregates.obligations`.

The projection that feeds these functions decides *when*: a running figure at any time,
and the obligation when the stage is closed for that body (``thresholds.opens``).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from aggregates.policy.profile import Profile
from aggregates.policy.settings.parts import Share
from aggregates.policy.settings.records import Thresholds
from aggregates.text import Text

CountedAs = Mapping[str, str]
"""For each application the person whose it is; needed where persons are counted."""


class Statistic(msgspec.Struct, frozen=True, kw_only=True):
    """One share of a body, with everything that it was computed from.

    Attributes:
        rule: The rule that states the limit.
        name: What is compared.
        part: Ids in the numerator, sorted, each of them in ``whole`` too.
        whole: Ids in the denominator, sorted.
        limit: The share that matters; none where the documents state none.
        exclusive: Only more than the limit matters, as with a ceiling.
    """

    rule: str
    name: Text
    part: tuple[str, ...]
    whole: tuple[str, ...]
    limit: Share | None
    exclusive: bool = False

    @property
    def numerator(self) -> int:
        """How many there are in the part."""
        return len(self.part)

    @property
    def denominator(self) -> int:
        """How many there are in the whole."""
        return len(self.whole)

    @property
    def is_stated(self) -> bool:
        """Whether anything can be said: nothing is a share of nothing."""
        return self.limit is not None and self.denominator > 0

    @property
    def is_crossed(self) -> bool:
        """Whether the limit is reached, or for a ceiling exceeded."""
        if self.limit is None or not self.is_stated:
            return False
        if self.exclusive:
            return is_above(self.limit, self.numerator, self.denominator)
        return self.limit.is_reached(self.numerator, self.denominator)

    @property
    def fraction(self) -> str:
        """The share as people read it, with its denominator: ``1/10``."""
        return f"{self.numerator}/{self.denominator}"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number of candidates beside the most that are allowed.

    Attributes:
        rule: The rule that states the limit.
        name: What is compared.
        counted: Ids that count.
        most: How many there may be; none where the documents state none.
    """

    rule: str
    name: Text
    counted: tuple[str, ...]
    most: int | None

    @property
    def is_stated(self) -> bool:
        """Whether the documents state a limit."""
        return self.most is not None

    @property
    def is_crossed(self) -> bool:
        """Whether there are more than allowed."""
        return self.most is not None and len(self.counted) > self.most

    @property
    def fraction(self) -> str:
        """The number beside its limit: ``7/6``."""
        return f"{len(self.counted)}/{'–' if self.most is None else self.most}"


def is_above(limit: Share, part: int, whole: int) -> bool:
    """Tell whether ``part`` of ``whole`` is more than a share; exact.

    Example:
        >>> is_above(Share(9, 10), 9, 10), is_above(Share(9, 10), 91, 100)
        (False, True)
    """
    return whole > 0 and part * limit.denominator > whole * limit.numerator


def employer_audit(
    profile: Profile,
    *,
    declared: Iterable[str],
    unqualified: Iterable[str],
    withdrawn: Collection[str] = (),
    persons: CountedAs = MappingProxyType({}),
) -> Statistic:
    """Return how many of an employer's declarations audit found not to qualify.

    LZ-4.1.1c: 达到或超过10%的，由推荐单位作出说明，主管部门在本系统内通报.

    Args:
        profile: The policy in force.
        declared: Applications submitted by the employer in the review year.
        unqualified: Those of them that an audit found not to qualify.
        withdrawn: Those withdrawn before any audit.
        persons: Whose each application is, if the profile counts persons.
    """
    name = Text("审核中不符合条件占申报总数", "unqualified in audit, of all declared")
    counting = _Counting(profile, persons)
    return counting.of(
        "LZ-4.1.1c", name, unqualified, counting.without(declared, withdrawn)
    )


def department_review(
    profile: Profile,
    *,
    forwarded: Iterable[str],
    unqualified: Iterable[str],
    withdrawn: Collection[str] = (),
    persons: CountedAs = MappingProxyType({}),
) -> Statistic:
    """Return how many that a department passed on the review found not to qualify.

    LZ-4.1.1d: 达到或超过20%的，作出说明并报送书面整改方案，评委会在本领域内通报.

    Args:
        profile: The policy in force.
        forwarded: Applications that the department audited and recommended.
        unqualified: Those of them that the review found not to qualify.
        withdrawn: Those withdrawn before any audit.
        persons: Whose each application is, if the profile counts persons.
    """
    name = Text(
        "评审中不符合条件占审核推荐数", "unqualified in review, of all forwarded"
    )
    counting = _Counting(profile, persons)
    return counting.of(
        "LZ-4.1.1d", name, unqualified, counting.without(forwarded, withdrawn)
    )


def committee_recheck(
    profile: Profile,
    *,
    reviewed: Iterable[str],
    problems: Iterable[str],
    persons: CountedAs = MappingProxyType({}),
) -> Statistic:
    """Return how many of those reviewed the re-check found a problem with.

    LZ-4.1.1e: 问题人数占评审总人数10%及以上的评委会，由各级职改部门予以通报.

    Args:
        profile: The policy in force.
        reviewed: Everybody whom the committee reviewed in the year.
        problems: Those with whom the re-check of the results found a problem.
        persons: Whose each application is, if the profile counts persons.
    """
    name = Text("复核发现问题占评审总人数", "problems in re-check, of all reviewed")
    return _Counting(profile, persons).of("LZ-4.1.1e", name, problems, reviewed)


def pass_rate(
    ceiling: Share | None, *, reviewed: Iterable[str], passed: Iterable[str]
) -> Statistic:
    """Return how many passed, beside the ceiling of the plan consented to.

    XN12-8.2c: 不得在通过率控制方面搞变通. The ceiling itself may be reached (A17).

    Args:
        ceiling: What the plan sets; none where no plan does.
        reviewed: Everybody on whom the committee decided.
        passed: Those who passed.
    """
    name = Text("通过率与方案设定", "pass rate beside the plan's ceiling")
    part, whole = _sorted(passed, reviewed)
    return Statistic(
        rule="XN12-8.2c",
        name=name,
        part=part,
        whole=whole,
        limit=ceiling,
        exclusive=True,
    )


def off_standard(
    standard: str, used: Mapping[str, str], *, rule: str = "XN12-8.2b"
) -> Statistic:
    """Return how many opinions cite another standard than the plan that was filed.

    XN12-8.2b: 不得降低评审条件标准. One is enough for a finding.

    Args:
        standard: The scoring standard of the plan.
        used: For each opinion, by event id, the standard that it cites.
        rule: The rule it is shown under.
    """
    others = [event for event, cited in used.items() if cited != standard]
    part, whole = _sorted(others, used)
    limit = Share(1, max(1, len(whole)))
    name = Text("未按备案标准评议", "opinions by another standard")
    return Statistic(rule=rule, name=name, part=part, whole=whole, limit=limit)


def quota_ratio(
    profile: Profile, *, vacancies: int, recommended: Iterable[str]
) -> Quantity:
    """Return how many an institution recommends, beside what its vacancies allow.

    LZ-4.1.1g: 在核定的岗位结构比例内按照不超过1:3的比例推荐参评人选.

    Args:
        profile: The policy in force.
        vacancies: Vacant posts of the level.
        recommended: Applications recommended for that level.
    """
    ratio = profile.quota_ratio
    return Quantity(
        rule="LZ-4.1.1g",
        name=Text("推荐人数与空岗", "recommended beside vacancies"),
        counted=tuple(sorted(set(recommended))),
        most=None if ratio is None else ratio * vacancies,
    )


def quota_use(profile: Profile, *, vacancies: int, declared: Iterable[str]) -> Quantity:
    """Return how many declare on vacant posts, beside the vacancies.

    XN12-3.1.1b, LZ-4.1.1i: 一般应在岗位结构比例内按岗申报; whoever declares off quota
    with a basis does not count.

    Args:
        profile: The policy in force.
        vacancies: Vacant posts of the level.
        declared: Applications declared on vacant posts of that level.
    """
    return Quantity(
        rule="LZ-4.1.1i" if "LZ" in profile.rule_prefixes else "XN12-3.1.1b",
        name=Text("按岗申报人数与空岗", "declared on posts beside vacancies"),
        counted=tuple(sorted(set(declared))),
        most=vacancies if profile.quota.within_vacancies else None,
    )


THRESHOLDS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        "XN12-3.1.1b": quota_use,
        "XN12-8.2b": off_standard,
        "XN12-8.2c": pass_rate,
        "LZ-4.1.1c": employer_audit,
        "LZ-4.1.1d": department_review,
        "LZ-4.1.1e": committee_recheck,
        "LZ-4.1.1g": quota_ratio,
        "LZ-4.1.1i": quota_use,
    }
)
"""The function that computes each rule's share."""

_SETTINGS: Final[Mapping[str, str]] = {
    "LZ-4.1.1c": "employer_audit",
    "LZ-4.1.1d": "department_review",
    "LZ-4.1.1e": "committee_recheck",
}


def limit_of(rule: str, settings: Thresholds | None) -> Share | None:
    """Return the share that a threshold rule states; none without one."""
    if settings is None or rule not in _SETTINGS:
        return None
    found: Share = getattr(settings, _SETTINGS[rule])
    return found


class _Counting:
    """Counts as the profile has settled A12: by application or by person."""

    def __init__(self, profile: Profile, persons: CountedAs) -> None:
        self._settings = profile.thresholds
        self._persons = persons

    def without(self, whole: Iterable[str], withdrawn: Collection[str]) -> list[str]:
        """Leave out what was withdrawn before audit, if the profile does (A12c)."""
        settings = self._settings
        if settings is None or settings.withdrawn_in_denominator:
            return list(whole)
        return [one for one in whole if one not in withdrawn]

    def of(
        self, rule: str, name: Text, part: Iterable[str], whole: Iterable[str]
    ) -> Statistic:
        """Make the statistic of a rule."""
        some, every = _sorted(map(self._counted, part), map(self._counted, whole))
        limit = limit_of(rule, self._settings)
        return Statistic(rule=rule, name=name, part=some, whole=every, limit=limit)

    def _counted(self, application: str) -> str:
        by_person = self._settings is not None and self._settings.counted_by == "person"
        return self._persons.get(application, application) if by_person else application


def _sorted(
    part: Iterable[str], whole: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sort both, each id once; what is not in the whole is no part of it."""
    every = set(whole)
    return tuple(sorted(every & set(part))), tuple(sorted(every))
