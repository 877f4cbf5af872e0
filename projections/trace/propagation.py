"""T12: which other applications and titles carry what was false, or were passed alike.

It begins with the items that a verification found false, and with the invalid times of
a committee. From an item it goes to the same file (by the vault's index, since two
commitments to one file cannot be compared), to what was marked against the same
database, to the same certificate and the same source, to whatever the keys that passed
it passed in the same year, and to what its experts gave an opinion on in the same
session. None of these is a finding against the others but the same false file: the
rest is where to look next, the likeliest first.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple

import msgspec

from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.standing import Material
from aggregates.decider import Act
from aggregates.followers import title_id
from aggregates.policy.dates import local_date
from aggregates.schema import TYPE_OF
from aggregates.session.meeting import OpinionSigned
from aggregates.text import Text
from ledger.directory import SEAL_ROLE
from ledger.record import Event
from projections import involved
from projections.stages import stage_label
from projections.status import ROWS
from projections.trace import validity
from projections.trace.answer import Reply
from projections.trace.dossier import Dossier
from projections.trace.findings import finding
from projections.trace.inquiry import Inquiry
from projections.trace.materials import (
    PASSED,
    PASSING,
    FalseItem,
    state_before,
    verdict_on,
)
from projections.trace.subject import file_of
from projections.words.label import Label, Named, Words, label, segment_label
from projections.words.references import EventRef, act_ref, event_ref

LINKS: Final = {
    "SAME_FILE": Text("同一文件", "the same file"),
    "SAME_CERTIFICATE": Text("同一证书（成绩单）编号", "the same certificate"),
    "SAME_DATABASE": Text("同一比对库标记", "flagged against the same database"),
    "SAME_SOURCE": Text("同一核验来源", "attested by the same source"),
    "SAME_REVIEWER": Text("同一审核人当年审核通过", "passed by the same key that year"),
    "SAME_EXPERT": Text("同一专家评议", "an opinion of the same expert"),
    "INVALID_PERIOD": Text("同一无效期间", "of the same invalid time"),
}
"""How another application hangs together with the false item, the closest first."""

MOST: Final = 500
"""Rows that are told; how many more there are, is told too."""

_SEGMENTS: Final = ("DECLARE", "RECOMMEND", "AUDIT", "REVIEW")
_PASSING: Final = tuple(TYPE_OF[one] for one in PASSING)
_CHECKED_BY: Final[dict[str, type[Any]]] = {
    "EXAMINATION": f.LevelTest,
    "TITLE": f.TitlesHeld,
    "CONTINUING_EDUCATION": f.ContinuingEducation,
    "SOCIAL_INSURANCE": f.SocialInsurance,
}
"""The fact in which an item of a kind was attested."""

_NO_VAULT: Final = label(
    "NO_VAULT",
    Text("没有保密库，无法查找同一文件", "without the vault no file can be compared"),
)
_NOT_INDEXED: Final = label(
    "NOT_INDEXED",
    Text("保密库未记录该文件，无法比对", "the vault does not know the file"),
)


class Affected(msgspec.Struct, frozen=True, kw_only=True):
    """Another application that hangs together with what was false.

    Attributes:
        link: A code of `LINKS`.
        segment: The responsibility in which it does.
        item: The false item; empty for an invalid time.
        application: The other application.
        stage: How that stands.
        title: The title that it led to, if it did.
        title_stage: How that stands.
        by: By what: the beginning of a key, a number, a source.
        here: The event of the matter.
        there: The event of the other application.
    """

    link: Label
    segment: Label
    item: str
    application: Named
    stage: Label
    title: str
    title_stage: Label | None
    by: str
    here: EventRef
    there: EventRef


class _Link(NamedTuple):
    """A connection that was found, before it is told."""

    code: str
    segment: str
    application: str
    by: str
    here: EventRef
    there: EventRef | int
    item: str = ""

    @property
    def rank(self) -> tuple[int, int, str]:
        """What tells it from others, and which comes first."""
        segment, code = _SEGMENTS.index(self.segment), [*LINKS].index(self.code)
        return segment, code, f"{self.application} {self.item}"


def ask(inquiry: Inquiry) -> Reply[Affected]:
    """Return what else is affected, by segment, the closest connections first."""
    own = {dossier.id for dossier in inquiry.dossiers}
    passed = _Passed(inquiry)
    tracks = [
        _Track(inquiry, dossier, false, passed)
        for dossier in inquiry.dossiers
        for false in dossier.false_items
    ]
    links = chain(*(track.links() for track in tracks), _of_invalid_periods(inquiry))
    found: dict[tuple[int, int, str], _Link] = {}
    for link in links:
        if link.application not in own:
            found.setdefault(link.rank, link)
    others = [found[rank] for rank in sorted(found)]
    rows = tuple(_Telling(inquiry).rows(others[:MOST])) if others else ()
    return Reply(
        rows=rows,
        findings=tuple(
            finding("SAME_FALSE_FILE", _what(row), row.here, row.there)
            for row in rows
            if row.link.code == "SAME_FILE"
        ),
        notes=(
            *dict.fromkeys(note for track in tracks for note in track.notes),
            *(_more(len(others) - MOST) if len(others) > MOST else ()),
        ),
    )


def _what(row: Affected) -> Words:
    known = f"{row.item} {row.application.name or row.application.id}"
    return Words(known, known)


def _more(number: int) -> Iterator[Label]:
    yield label("MORE", Text(f"另有 {number} 条未列出", f"{number} more are not told"))


class _Track:
    """Follows one false item."""

    def __init__(
        self, inquiry: Inquiry, dossier: Dossier, false: FalseItem, passed: "_Passed"
    ) -> None:
        self._inquiry = inquiry
        self._rows = inquiry.rows
        self._log = inquiry.states.log
        self._dossier = dossier
        self._false = false
        self.notes: list[Label] = []
        self._passed = passed
        self._attached = next(
            (
                act
                for act, *_ in dossier.history
                if isinstance(act.body, e.MaterialAttached | e.MaterialDeclassified)
                and act.body.file.c.hex() == false.file
            ),
            None,
        )

    def links(self) -> Iterator[_Link]:
        """Yield the connections of the item."""
        for link in self._links():
            yield link._replace(item=self._false.item)

    def _links(self) -> Iterator[_Link]:
        if self._attached is not None:
            yield from self._same_file(self._attached)
        yield from self._same_database()
        yield from self._same_attestation()
        for act, verdict in self._verdicts():
            if verdict in PASSED:
                yield from self._same_reviewer(act)
            elif isinstance(act.body, OpinionSigned) and verdict == "SAW":
                yield from self._same_expert(act)

    # The item itself.

    def _same_file(self, attached: Act) -> Iterator[_Link]:
        vault = self._inquiry.vault
        if vault is None:
            self.notes.append(_NO_VAULT)
            return
        field = {"c": attached.body.file.c, "of": attached.body.file.of}
        file = file_of(field, vault)
        leads = self._inquiry.leads
        found = set(leads.applications(f"file/{file.hex()}")) if file else set()
        if self._dossier.id not in found:
            self.notes.append(_NOT_INDEXED)
        for application in sorted(found):
            for event in leads.places_of(file, application):
                there = event_ref(event)
                by = file.hex()[:12]
                yield _Link(
                    "SAME_FILE", "DECLARE", application, by, act_ref(attached), there
                )

    def _same_database(self) -> Iterator[_Link]:
        for act, *_ in self._dossier.stood:
            body = act.body
            if isinstance(body, c.RiskFlagRaised) and body.item == self._false.item:
                line = involved.mark(involved.DATABASE, body.database)
                for other, event in self._marked(line, c.RiskFlagRaised):
                    yield _Link(
                        "SAME_DATABASE",
                        "AUDIT",
                        other,
                        body.database,
                        act_ref(act),
                        event,
                    )

    def _same_attestation(self) -> Iterator[_Link]:
        material = self._material()
        kind = _CHECKED_BY.get(material.kind) if material else None
        for act, *_ in self._dossier.stood if kind else ():
            if isinstance(act.body, e.EligibilityFactAttested) and isinstance(
                act.body.fact, kind or ()
            ):
                yield from self._as_attested(act)

    def _as_attested(self, act: Act) -> Iterator[_Link]:
        fact = act.body.fact
        tag = fact.__struct_config__.tag
        lines = [("SAME_SOURCE", involved.SOURCE, f"{tag} {act.body.source}")]
        if isinstance(fact, f.LevelTest):
            number = fact.certificate_no
            lines.append(("SAME_CERTIFICATE", involved.CERTIFICATE, number))
        for code, kind, by in lines:
            line = involved.mark(kind, by)
            for other, event in self._marked(line, e.EligibilityFactAttested):
                yield _Link(code, "RECOMMEND", other, by, act_ref(act), event)

    def _marked(self, line: str, body: type[Any]) -> Iterator[tuple[str, EventRef]]:
        """Yield the others with the same mark, each with the event that made it."""
        for other in involved.marked(self._rows, line):
            for act in self._inquiry.states.acts(other):
                if isinstance(act.body, body) and line in involved.marks(act.body):
                    yield other, act_ref(act)

    def _material(self) -> Material | None:
        state = self._dossier.state
        return state.materials.get(self._false.item)

    # Who passed it.

    def _verdicts(self) -> Iterator[tuple[Act, str]]:
        own = [act for act, *_ in self._dossier.stood]
        reviewed = [a for a in self._dossier.acts if a.id == self._dossier.session]
        for act in (*own, *reviewed):
            before = state_before(self._dossier.history, act.position)
            manifest = getattr(act.body, "manifest", None)
            if before is not None and manifest == before.manifest:
                false, known = self._false, before.materials
                yield act, verdict_on(act, false.item, false.file, known).code

    def _same_reviewer(self, act: Act) -> Iterator[_Link]:
        for signer in act.by:
            if signer.role == SEAL_ROLE:
                continue
            for other in self._passed.by(signer.key, act.day.year):
                by = signer.key.hex()[:12]
                yield _Link(
                    "SAME_REVIEWER",
                    signer.seg,
                    other.application,
                    by,
                    act_ref(act),
                    other.position,
                )

    def _same_expert(self, act: Act) -> Iterator[_Link]:
        opinion = [TYPE_OF[OpinionSigned]]
        for signer in act.by:
            for other in involved.signed_by(self._rows, signer.key, opinion):
                by = signer.key.hex()[:12]
                yield _Link(
                    "SAME_EXPERT",
                    "REVIEW",
                    other.application,
                    by,
                    act_ref(act),
                    other.position,
                )


class _Passed:
    """What keys passed in a year; officials sign more than once, for many items."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._rows = inquiry.rows
        self._log = inquiry.states.log
        self._years: dict[int, range] = {}
        self._found: dict[tuple[bytes, int], list[involved.Signed]] = {}

    def by(self, key: bytes, year: int) -> list[involved.Signed]:
        """Return what a key passed in a year."""
        if (key, year) not in self._found:
            if year not in self._years:
                self._years[year] = range(self._first(year), self._first(year + 1))
            places = self._years[year]
            found = involved.signed_by(self._rows, key, _PASSING, places)
            self._found[key, year] = found
        return self._found[key, year]

    def _first(self, year: int) -> int:
        """Return the position of the first record of a year or of later."""
        start, low, high = date(year, 1, 1), 0, self._log.size
        while low < high:
            middle = (low + high) // 2
            if local_date(self._log.event_at(middle).received_at) < start:
                low = middle + 1
            else:
                high = middle
        return low


def _of_invalid_periods(inquiry: Inquiry) -> Iterator[_Link]:
    """Yield what comes of the same invalid time of a committee (T6)."""
    for row in validity.ask(inquiry).rows:
        here = next((day.act for day in row.days if day.against), None)
        for one in row.affected if here else ():
            yield _Link(
                "INVALID_PERIOD",
                "REVIEW",
                one.application.id,
                row.committee.name or row.committee.id,
                here or one.event,
                one.event,
            )


class _Telling:
    """Puts connections into rows, with how applications and titles stand."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._log = inquiry.states.log
        self._rows = inquiry.rows

    def rows(self, links: Iterable[_Link]) -> Iterator[Affected]:
        for link in links:
            there = link.there
            title = self._rows.get(ROWS, title_id(link.application))
            own = self._rows.get(ROWS, link.application)
            stage = own.stage if own else ""
            yield Affected(
                link=label(link.code, LINKS[link.code]),
                segment=segment_label(link.segment),
                item=link.item,
                application=Named(link.application, own.title if own else ""),
                stage=stage_label("application", stage),
                title=title.id if title else "",
                title_stage=stage_label("title", title.stage) if title else None,
                by=link.by,
                here=link.here,
                there=event_ref(self._at(there)) if isinstance(there, int) else there,
            )

    def _at(self, position: int) -> Event:
        return self._log.event_at(position)
