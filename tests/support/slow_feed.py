"""The feed, told slowly: from the states and stored dates of the log, event by event.

It knows nothing of rows, pages or timers on disk. Everything that was ever said is kept
in memory, every clock is folded from the whole history of its aggregate again, and what
time brings is looked up among all dates that still count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from aggregates.catalog import AGGREGATES
from aggregates.decider import Act, Standing
from aggregates.obligations import Obligation, Obligations
from aggregates.standing import standing_after
from ledger.record import Event
from projections.dues.clocks import Clock, clocks_of
from projections.facts import histories, typed
from projections.feed.stream import Change
from projections.stages import holder_of, stage_of

Told = tuple[int | None, str, str, tuple[tuple[str, Any], ...]]
"""Position of the cause, type, subject, data."""

SHANGHAI = timezone(timedelta(hours=8))
TITLES = {
    "title.conferred": ("CONFERRED", "RECORDED", "DETERMINED"),
    "title.revoked": ("REVOKED",),
    "title.voided": ("VOIDED", "FORGED"),
}
NO_NEWS = ("key", "ledger", "heads", "person")
OPEN_PUBLICITY = {
    "entrustment": ("PUBLICITY", "ENTRUSTED", "entrustment.result-publicity-opened"),
    "application": ("PUBLICITY", "EMPLOYER", "application.employer-publicity-opened"),
    "session": ("PUBLICITY", "RESULT", "session.result-publicity-opened"),
}


def told(changes: Sequence[Change]) -> list[Told]:
    """Return changes as the slow feed tells them, in its order."""
    return _in_order(
        (change.position, change.type, change.subject, _plain(change.data))
        for change in changes
    )


def slowly_told(events: Sequence[Event], until: int = 0) -> list[Told]:
    """Return what a history tells, and what time brings after it up to an instant."""
    slow = _Slow()
    for event in events:
        slow.take(event)
    slow.pass_until(until)
    return _in_order(slow.told)


def _in_order(changes: Any) -> list[Told]:
    """Sort what one event tells; what the clock tells stays where it is."""
    found: list[list[Told]] = []
    for one in changes:
        same = found and one[0] is not None and found[-1][-1][0] == one[0]
        found[-1].append(one) if same else found.append([one])
    return [one for group in found for one in sorted(group, key=repr)]


def _plain(data: Any) -> tuple[tuple[str, Any], ...]:
    # Who owes an obligation is for the views to say; the fold does not know.
    return tuple(
        (key, tuple(value) if isinstance(value, list) else value)
        for key, value in sorted(data.items())
        if key not in ("organisation", "provisional")
    )


def _midnight_after(day: date) -> int:
    start = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    return int((start + timedelta(days=1)).timestamp()) * 1000


@dataclass
class _Slow:
    told: list[Told] = field(default_factory=list)
    standings: dict[str, Standing] = field(default_factory=dict)
    acts: dict[str, list[Act]] = field(default_factory=dict)
    clocks: dict[str, tuple[Clock, ...]] = field(default_factory=dict)
    waiting: dict[Any, tuple[int, str, str, dict[str, Any]]] = field(
        default_factory=dict
    )
    publicised: dict[str, int] = field(default_factory=dict)
    bars: dict[str, bool] = field(default_factory=dict)
    entered: set[str] = field(default_factory=set)
    expiries: dict[str, Any] = field(default_factory=dict)
    duties: Obligations = field(default_factory=Obligations)
    now: int = 0

    def say(self, cause: int | None, what: str, on: str, /, **data: Any) -> None:
        self.told.append((cause, what, on, _plain(data)))

    def pass_until(self, instant: int, cause: int | None = None) -> None:
        due = [key for key, one in self.waiting.items() if one[0] <= instant]
        for key in sorted(due, key=lambda one: (*self.waiting[one][:3], *one)):
            _, what, on, data = self.waiting.pop(key)
            self.say(cause, what, on, **data)

    def take(self, event: Event) -> None:
        self.pass_until(event.received_at)
        self.now = max(self.now, event.received_at)
        act = typed(event)
        kind = event.id.partition("/")[0]
        if kind not in AGGREGATES or act is None:
            return
        before = self.standings.get(
            event.id, Standing(AGGREGATES[kind].initial(event.id))
        )
        after = standing_after(AGGREGATES[kind], before, act)
        self.standings[event.id] = after
        self.acts.setdefault(event.id, []).append(act)
        first = len(self.acts[event.id]) == 1
        self.status(act, None if first else before.state, after.state)
        self.publicity(act, before.state, after.state)
        self.record(act, before.state, after.state)
        self.deadlines(act)
        self.obligations(act)
        self.pass_until(self.now, event.position)

    def status(self, act: Act, before: Any, after: Any) -> None:
        kind = act.type.kind
        was: tuple[str, str | None] = ("", None)
        if before is not None:
            was = (stage_of(kind, before), holder_of(kind, before))
        now = (stage_of(kind, after), holder_of(kind, after))
        if was == now:
            return
        if kind == "person" and now[0] == "ERASED":
            self.say(act.position, "person.erased", act.id, person=act.id)
        if kind in NO_NEWS:
            return
        data = {"kind": kind, "stage": now[0], "was": was[0], "holder": now[1]}
        self.say(act.position, "status.changed", act.id, **data)
        for what, stages in TITLES.items():
            if kind == "title" and now[0] in stages and was[0] != now[0]:
                data = {"person": after.person, "stage": now[0]}
                self.say(act.position, what, act.id, **data)

    def publicity(self, act: Act, before: Any, after: Any) -> None:
        stage, kind, opening = OPEN_PUBLICITY.get(act.type.kind, ("", "", ""))
        opened = act.type.name == opening
        leaves = [getattr(one, "stage", "") == stage for one in (before, after)]
        if stage and act.id in self.publicised and (leaves == [True, False] or opened):
            was = self.publicised.pop(act.id)
            data = {"kind": kind, "opened": was, "closed_on": act.day.isoformat()}
            self.say(act.position, "publicity.closed", act.id, **data)
        if opened:
            self.publicised[act.id] = act.position
            ends = [d.due for d in act.body.deadlines if d.kind == "MINIMUM"]
            data = {"kind": kind, "opened": act.position, "since": act.day.isoformat()}
            data["until"] = ends[0].isoformat() if ends else ""
            self.say(act.position, "publicity.opened", act.id, **data)

    def record(self, act: Act, before: Any, after: Any) -> None:
        if act.type.name == "person.barred":
            self.bar(act, act.body.record, bars=act.body.bars)
        if act.type.kind != "integrity":
            return
        what = act.type.name.partition(".")[2]
        if what == "entered":
            self.entered.add(act.id)
            self.say(act.position, "record.entered", act.id, **_terms(after))
        elif act.id not in self.entered:
            return
        elif before.stage != after.stage in ("ANNULLED", "REPAIRED"):
            data = {**_whose(after), "on": after.annulled_on.isoformat()}
            self.say(act.position, f"record.{what}", act.id, **data)
        elif _terms(before) != _terms(after):
            self.say(act.position, "record.corrected", act.id, **_terms(after))
        self.expire(after)

    def bar(self, act: Act, record: str, *, bars: bool) -> None:
        known = self.standings.get(record)
        if known is None:
            return
        if record in self.entered and self.bars.get(record, False) != bars:
            data = {**_whose(known.state), "bars": bars}
            self.say(act.position, "record.barring", record, **data)
        self.bars[record] = bars

    def expire(self, record: Any) -> None:
        ends = None
        if record.annulled_on is None:
            data = {**_whose(record), "end": record.term_end.isoformat()}
            at = _midnight_after(record.term_end)
            ends = (at, "record.expired", record.id, data)
        if ends != self.expiries.get(record.id):
            self.waiting.pop((record.id, 0), None)
            if ends is not None:
                self.waiting[record.id, 0] = ends
        self.expiries[record.id] = ends

    def deadlines(self, act: Act) -> None:
        kind = act.type.kind
        before = self.clocks.get(act.id, ())
        history = histories(kind, act.id, self.acts[act.id])
        self.clocks[act.id] = after = clocks_of(history, kind)
        old = {(c.position, c.n): c for c in before}
        new = {(c.position, c.n): c for c in after}
        for place in dict.fromkeys([*old, *new]):
            self.deadline(act, old.get(place), new.get(place))

    def deadline(self, act: Act, old: Clock | None, new: Clock | None) -> None:
        clock = new or old
        assert clock is not None
        runs_before = old is not None and not old.how
        runs = new is not None and not new.how
        committee = clock.kind == "TERM" and clock.id.startswith("committee/")
        stays = runs_before == runs and (old is None) == (new is None)
        if stays or not (clock.kind == "LATEST" or committee):
            return
        key, at = (
            (clock.position, clock.n),
            _midnight_after(date.fromisoformat(clock.due)),
        )
        data = {
            "rule": clock.rule,
            "due": clock.due,
            "started": clock.position,
            "number": clock.n,
        }
        term = {"rule": clock.rule, "start": clock.start, "end": clock.due}
        if runs:
            what = "committee.expired" if committee else "deadline.missed"
            if committee:
                self.say(act.position, "committee.filed", clock.id, **term)
            one = (at, what, clock.id, term if committee else data)
            self.waiting[key] = one
            return
        waited = self.waiting.pop(key, None)
        if committee or waited is not None:
            return
        if new is None:
            end = {"how": "RECALLED", "late": False}
            self.say(act.position, "deadline.lapsed", clock.id, **data, **end)
            return
        late = new.closed_on > new.due
        if new.how == "MET" and (runs_before or late):
            end = {"met_on": new.closed_on, "late": late}
            self.say(act.position, "deadline.met", clock.id, **data, **end)
        elif new.how != "MET" and runs_before:
            end = {"how": new.how, "late": late}
            self.say(act.position, "deadline.lapsed", clock.id, **data, **end)

    def obligations(self, act: Act) -> None:
        before = self.duties.all()
        self.duties.take(act)
        for old, new in zip(_and_none(before), self.duties.all(), strict=False):
            if old is None:
                self.owe("obligation.opened", act, new)
            if new.met is not None and (old is None or old.met is None):
                on = new.met.on.isoformat()
                self.owe("obligation.met", act, new, met_on=on)

    def owe(self, what: str, act: Act, one: Obligation, /, **more: Any) -> None:
        about = act.id if one.about.startswith("person/") else one.about
        codes = (
            *("NATION", "PROVINCE", "CITY", "REGION"),
            *("BAR-EXPERT", "BAR-STAFF", "REVOKE", "BLACKLIST"),
        )
        data = {
            "duty": one.code,
            "rule": one.rule,
            "detail": one.detail if one.detail in codes else "",
            "opened": one.opened.position,
            "since": one.opened.on.isoformat(),
        }
        self.say(act.position, what, about, **data, **more)


def _and_none(known: tuple[Obligation, ...]) -> Iterator[Obligation | None]:
    yield from known
    while True:
        yield None


def _whose(record: Any) -> dict[str, str]:
    return {} if record.role == "EXPERT" else {"person": record.person}


def _terms(record: Any) -> dict[str, Any]:
    return {
        **_whose(record),
        "tier": record.tier,
        "levels": record.levels,
        "start": record.term_start and record.term_start.isoformat(),
        "end": record.term_end and record.term_end.isoformat(),
    }
