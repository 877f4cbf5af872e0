"""What the acts so far have said that later ones only hint at."""

from dataclasses import dataclass, field
from typing import Any, Final

from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.decider import Act
from aggregates.inspection import events as inspection
from aggregates.integrity import events as integrity
from aggregates.session import events as session
from aggregates.title import events as title
from aggregates.trace import events as trace

PROVEN: Final = ("SUBSTANTIATED", "PARTLY")
"""Outcomes of a complaint that found something."""


@dataclass(slots=True)
class Seen:
    """The memory of the fold, by the aggregates that said it."""

    decision_of: dict[str, tuple[str, str]] = field(default_factory=dict)
    levels_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    certified: set[str] = field(default_factory=set)
    holder_of: dict[str, str] = field(default_factory=dict)
    application_of: dict[str, str] = field(default_factory=dict)
    complaint_of: dict[str, str] = field(default_factory=dict)
    proven: dict[str, bool] = field(default_factory=dict)
    clue_of: dict[str, str] = field(default_factory=dict)
    person_of: dict[tuple[str, str], str] = field(default_factory=dict)
    findings_of: dict[str, list[str]] = field(default_factory=dict)
    responsibilities_of: dict[str, list[str]] = field(default_factory=dict)
    committee_of: dict[str, str] = field(default_factory=dict)
    self_review_of: dict[str, str] = field(default_factory=dict)

    def note(self, act: Act) -> None:
        """Remember what an act says."""
        self._note_review(act.id, act.body)
        self._note_consequence(act.id, act.body)
        self._note_supervision(act.id, act.body)

    def _note_review(self, on: str, body: Any) -> None:
        match body:
            case session.ReviewNoticePublished():
                self.committee_of[on] = body.committee
            case committee.Filed() | committee.Refiled():
                self.self_review_of[on] = body.self_review
            case complaint.Registered():
                self.complaint_of[body.application] = on
            case complaint.Decided() | complaint.RecheckDecided():
                self.proven[on] = body.outcome in PROVEN
            case _:
                pass

    def _note_consequence(self, on: str, body: Any) -> None:
        match body:
            case integrity.EntryProposed():
                self.decision_of[on] = (body.person, body.decision)
            case integrity.Entered() | integrity.Corrected():
                self.levels_of[on] = body.levels
            case title.Conferred():
                self.holder_of[on] = body.person
                self.application_of[on] = body.application
            case title.CertificateIssued():
                self.certified.add(on)
            case _:
                pass

    def _note_supervision(self, on: str, body: Any) -> None:
        match body:
            case trace.Opened():
                self.clue_of[on] = body.clue
            case inspection.FindingIssued():
                self.findings_of.setdefault(on, []).append(body.finding)
            case trace.ResponsibilityAttributed():
                self.person_of[on, body.responsibility] = body.person
                known = self.responsibilities_of.setdefault(on, [])
                known.append(body.responsibility)
            case _:
                pass
