"""From a history to what is owed: a pure fold over acts, in the order of the log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import msgspec

from aggregates.decider import Act
from aggregates.obligations.duties import DUTIES, Duty
from aggregates.obligations.pairs import Met, Owed, met_by, opened_by
from aggregates.obligations.seen import Seen
from aggregates.policy import state as policies
from aggregates.policy.profile import Profile
from aggregates.policy.settings.accountability import Promptness
from aggregates.policy.state import PolicyState
from aggregates.policy.workdays import Due, WorkingDays
from aggregates.rulebook import documents_of
from aggregates.text import Text

POLICY = "policy"


class Place(msgspec.Struct, frozen=True):
    """Where an act stands.

    Attributes:
        id: Its aggregate.
        seq: Its number there.
        position: Its position in the log.
        on: The day on which it counts.
    """

    id: str
    seq: int
    position: int
    on: date


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is owed because something was done.

    Attributes:
        code: What it is, as in `DUTIES`.
        rule: The rule under which it is owed.
        what: What is owed.
        owes: Which body owes it.
        about: The aggregate that it is about.
        detail: A level, a number or a measure, to tell it from its likes.
        opened: The act that opened it.
        types: Types of acts that meet it.
        within_wd: Working days that count as 「及时」 in this city (A26): a reference,
            never a breach; none where no document says 及时.
        met: The act that met it; none while it is open.
    """

    code: str
    rule: str
    what: Text
    owes: Text
    about: str
    detail: str
    opened: Place
    types: tuple[str, ...]
    within_wd: int | None
    met: Place | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing has met it yet."""
        return self.met is None

    def reference(self, days: WorkingDays) -> Due | None:
        """Return the day by which it would be prompt; none where nothing is said."""
        if self.within_wd is None:
            return None
        return days.add(self.opened.on, self.within_wd)


def open_obligations(acts: Iterable[Act]) -> tuple[Obligation, ...]:
    """Return what is owed after these acts, in the order in which it was opened.

    Args:
        acts: A history in the order of the log, the policies in it; without them the
            first rule of a duty is cited, and the default promptness.
    """
    return tuple(one for one in all_obligations(acts) if one.is_open)


def all_obligations(acts: Iterable[Act]) -> tuple[Obligation, ...]:
    """Return everything that was ever owed, met or not, as `open_obligations` does."""
    book = Obligations()
    for act in acts:
        book.take(act)
    return book.all()


@dataclass(slots=True)
class Obligations:
    """The fold in progress, for who takes in acts one by one."""

    _opened: list[Obligation] = field(default_factory=list)
    _waiting: dict[Met, list[int]] = field(default_factory=dict)
    _before: dict[Met, Place] = field(default_factory=dict)
    _seen: Seen = field(default_factory=Seen)
    _policies: dict[str, PolicyState] = field(default_factory=dict)

    def take(self, act: Act) -> None:
        """Take in the next act.

        It meets what was owed before it opens anything itself.
        """
        for met in met_by(act, self._seen):
            self._meet(met, act)
        for owed in opened_by(act, self._seen):
            self._open(owed, act)
        self._seen.note(act)
        if act.type.kind == POLICY:
            known = self._policies.get(act.id, policies.initial(act.id))
            self._policies[act.id] = policies.evolve(known, act)

    def all(self) -> tuple[Obligation, ...]:
        """Return everything that was ever owed, in the order of opening."""
        return tuple(self._opened)

    def _meet(self, met: Met, act: Act) -> None:
        if DUTIES[met.code].may_precede:
            self._before[met] = _place(act)
        for index in self._waiting.pop(met, ()):
            found = self._opened[index]
            self._opened[index] = msgspec.structs.replace(found, met=_place(act))

    def _open(self, owed: Owed, act: Act) -> None:
        duty = DUTIES[owed.code]
        profile = self._profile(act)
        rule = owed.rule or rule_of(duty, profile, act.day)
        if not rule:
            return
        key = Met(owed.code, owed.key)
        before = self._before.get(key)
        if before is None:
            self._waiting.setdefault(key, []).append(len(self._opened))
        self._opened.append(
            Obligation(
                code=owed.code,
                rule=rule,
                what=duty.what,
                owes=duty.owes,
                about=owed.about,
                detail=owed.detail,
                opened=_place(act),
                types=duty.types,
                within_wd=prompt_within(duty, profile),
                met=before,
            )
        )

    def _profile(self, act: Act) -> Profile | None:
        """Return the policy version that an act cites, if it was among the acts."""
        if not act.law:
            return None
        name, _, seq = act.law[0].partition("@")
        known = self._policies.get(f"policy/{name}")
        versions = known.versions if known else ()
        return next((v.profile for v in versions if str(v.seq) == seq), None)


def _place(act: Act) -> Place:
    return Place(act.id, act.seq, act.position, act.day)


def rule_of(duty: Duty, profile: Profile | None, day: date) -> str:
    """Return the first rule of a duty that is in force where and when it is opened.

    Without a policy it is the first of all; where none is in force, nothing.
    """
    if profile is None:
        return duty.rules[0]
    documents = documents_of(profile, day)
    for rule_id in duty.rules:
        prefix = rule_id.partition("-")[0]
        if prefix in documents or prefix == "LEDGER":
            return rule_id
    return ""


def prompt_within(duty: Duty, profile: Profile | None) -> int | None:
    """Return in how many working days it would be prompt (A26); none if unsaid."""
    if not duty.promptness:
        return None
    settings = profile.entry_promptness if profile else Promptness()
    found: int = getattr(settings, duty.promptness)
    return found
