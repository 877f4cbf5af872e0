"""What binds a person: declarations of the year, integrity records, titles."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.person import events as e


class Declaration(msgspec.Struct, frozen=True):
    """One declaration for one review year."""

    application: str
    year: int
    series: str
    profession: str
    level: str


class Bar(msgspec.Struct, frozen=True):
    """One integrity record, with its stored term and when the ledger learned it."""

    record: str
    tier: str
    levels: tuple[str, ...]
    start: date
    end: date
    bars: bool
    known_on: date
    annulled_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the record bars on ``day``: the last day counts."""
        annulled = self.annulled_on is not None and day >= self.annulled_on
        return self.bars and not annulled and self.meets(day, day)

    def meets(self, first: date, last: date) -> bool:
        """Tell whether its term has a day in common with a period."""
        return self.start <= last and first <= self.end


class Disqualification(msgspec.Struct, frozen=True):
    """The loss of the qualification as an expert, with the decision behind it."""

    committee: str
    decision_no: str
    start: date
    end: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on ``day``; without an end, until readmission."""
        return self.start <= day and (self.end is None or day <= self.end)


class SelfBan(msgspec.Struct, frozen=True):
    """What a commitment promised (附件2), with its stored term."""

    decision: str
    start: date
    end: date
    lifted_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it bars on ``day``: the last day counts."""
        lifted = self.lifted_on is not None and day >= self.lifted_on
        return not lifted and self.start <= day <= self.end


class PersonState(msgspec.Struct, frozen=True):
    """One person, as far as rules need it; never a name or a number."""

    id: str
    registered: bool = False
    document_kind: str = ""
    applications: tuple[str, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    bars: tuple[Bar, ...] = ()
    self_bans: tuple[SelfBan, ...] = ()
    titles: Mapping[str, bool] = {}
    history: Mapping[bytes, str] = {}
    staff_barred_from: date | None = None
    staff_bar_basis: str = ""
    staff_barred_by: str = ""
    disqualified: Disqualification | None = None
    erased: bool = False


def initial(aggregate_id: str) -> PersonState:
    """Return the state of a person that is not known yet."""
    return PersonState(id=aggregate_id)


def evolve(state: PersonState, act: Act) -> PersonState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _registered(state: PersonState, body: e.Registered, act: Act) -> PersonState:
    return replace(state, registered=True, document_kind=body.document_kind)


def _opened(state: PersonState, body: e.ApplicationOpened, act: Act) -> PersonState:
    return replace(state, applications=(*state.applications, body.application))


def _declared(state: PersonState, body: e.Declared, act: Act) -> PersonState:
    new = Declaration(
        body.application, body.year, body.series, body.profession, body.level
    )
    return replace(state, declarations=(*state.declarations, new))


def _barred(state: PersonState, body: e.Barred, act: Act) -> PersonState:
    bar = Bar(
        record=body.record,
        tier=body.tier,
        levels=body.levels,
        start=body.from_,
        end=body.until,
        bars=body.bars,
        known_on=act.day,
    )
    return replace(state, bars=(*state.bars, bar))


def _bar_corrected(state: PersonState, body: e.BarCorrected, act: Act) -> PersonState:
    bars = tuple(
        replace(bar, levels=body.levels, start=body.from_, end=body.until)
        if bar.record == body.record
        else bar
        for bar in state.bars
    )
    return replace(state, bars=bars)


def _unbarred(state: PersonState, body: e.Unbarred, act: Act) -> PersonState:
    bars = tuple(
        replace(bar, annulled_on=body.on) if bar.record == body.record else bar
        for bar in state.bars
    )
    bans = tuple(
        replace(ban, lifted_on=body.on) if ban.decision == body.decision else ban
        for ban in state.self_bans
    )
    return replace(state, bars=bars, self_bans=bans)


def _self_banned(state: PersonState, body: e.SelfBanned, act: Act) -> PersonState:
    ban = SelfBan(body.decision, body.from_, body.until)
    return replace(state, self_bans=(*state.self_bans, ban))


def _title(state: PersonState, body: e.TitleConferred, act: Act) -> PersonState:
    return replace(state, titles={**state.titles, body.title: True})


def _history(state: PersonState, body: e.HistoryCollected, act: Act) -> PersonState:
    """Remember the row; whoever is collected is registered by that."""
    history = {**state.history, body.row: body.history}
    return replace(state, registered=True, history=history)


def _title_recorded(state: PersonState, body: e.TitleRecorded, act: Act) -> PersonState:
    return replace(state, titles={**state.titles, body.title: True})


def _title_brought(state: PersonState, body: e.TitleBrought, act: Act) -> PersonState:
    return replace(state, titles={**state.titles, body.title: True})


def _title_lost(state: PersonState, body: e.TitleRevoked, act: Act) -> PersonState:
    return replace(state, titles={**state.titles, body.title: False})


def _staff_barred(state: PersonState, body: e.StaffBarred, act: Act) -> PersonState:
    return replace(
        state,
        staff_barred_from=body.from_,
        staff_bar_basis=body.basis,
        staff_barred_by=act.by[0].org,
    )


def _disqualified(
    state: PersonState, body: e.ExpertDisqualified, act: Act
) -> PersonState:
    new = Disqualification(body.committee, body.decision_no, body.from_, body.until)
    return replace(state, disqualified=new)


HANDLERS: Handlers[PersonState] = {
    e.Registered: _registered,
    e.ApplicationOpened: _opened,
    e.Declared: _declared,
    e.Barred: _barred,
    e.BarCorrected: _bar_corrected,
    e.Unbarred: _unbarred,
    e.SelfBanned: _self_banned,
    e.TitleConferred: _title,
    e.HistoryCollected: _history,
    e.TitleRecorded: _title_recorded,
    e.TitleBrought: _title_brought,
    e.TitleRevoked: _title_lost,
    e.StaffBarred: _staff_barred,
    e.StaffReadmitted: lambda s, _b, _a: replace(s, staff_barred_from=None),
    e.ExpertDisqualified: _disqualified,
    e.ExpertReadmitted: lambda s, _b, _a: replace(s, disqualified=None),
    e.Erased: lambda s, _b, _a: replace(s, erased=True),
}
