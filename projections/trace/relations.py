"""What ties an expert to an applicant, as far as the records show it.

The declared ties are in the recusals. Others follow from who the expert is, and that
lies in the vault for the keys of a session: it is opened only for those who may know
(`Inquiry.named`). Nothing is guessed from numbers or times.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any, Final

import msgspec

from aggregates.application.standing import ApplicationState
from aggregates.committee import events as committee
from aggregates.decider import Act
from aggregates.session import events as e
from aggregates.text import Text
from ledger.directory_state import KEY_PREFIX
from projections import involved
from projections.trace.inquiry import Inquiry
from projections.trace.review import PANEL, Review
from projections.trace.subject import file_of, subject_of
from projections.words.label import Label, label
from projections.words.references import EventRef, event_ref

KINDS: Final = {
    "DECLARED": Text("本人申请回避", "declared by the expert"),
    "ORDERED": Text("责令回避", "ordered by the office"),
    "DECIDED": Text("因违反回避纪律取消资格", "disqualified for a breach of recusal"),
    "SELF": Text("本人", "the applicant himself"),
    "SAME_EMPLOYER": Text("同一单位", "same employer"),
    "SIGNED_FOR": Text("经办该申报", "signed for the application before"),
    "SAME_WORK": Text("提交同一材料", "has the same work among his own"),
}


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """One tie between an expert and an application.

    Attributes:
        kind: A code of `KINDS`.
        shown_by: The record that shows it.
        sealed_with: In whose box of the vault the particulars lie, if they are sealed.
    """

    kind: Label
    shown_by: EventRef
    sealed_with: str = ""


class Relations:
    """Finds the ties between the panel of a review and its applications.

    Args:
        review: Which.
        inquiry: What may be known.
    """

    def __init__(self, review: Review, inquiry: Inquiry) -> None:
        self._review = review
        self._inquiry = inquiry
        self._keys = review.states.log.directory.keys
        self.person_of = cache(self._person_of)

    def of(self, key: bytes, application: str) -> Iterator[Relation]:
        """Yield the ties of an expert's key to an application."""
        yield from self._declared(key, application)
        yield from self._decided(key)
        person = self.person_of(key)
        if person:
            yield from self._known(person, application)

    def sealed(self, keys: frozenset[bytes]) -> bool:
        """Tell whether anybody of the panel is not known."""
        return any(not self.person_of(key) for key in keys)

    def _person_of(self, key: bytes) -> str:
        """Return who is behind a key, as far as whoever asks may know."""
        known = self._keys.get(key)
        if known is not None and known.subject:
            return known.subject
        decided = (act.body for act in self._disqualified if key in act.body.keys)
        named = next((str(body.expert) for body in decided), "")
        vault = self._inquiry.vault
        if named or not self._inquiry.named or vault is None:
            return named
        return subject_of(KEY_PREFIX + key.hex(), self._review.states, vault)

    @cached_property
    def _disqualified(self) -> tuple[Act, ...]:
        acts = self._review.committee_acts
        return tuple(
            a for a in acts if isinstance(a.body, committee.ExpertDisqualified)
        )

    def _declared(self, key: bytes, application: str) -> Iterator[Relation]:
        for act in self._review.of(e.RecusalDeclared, e.RecusalOrdered):
            body = act.body
            ordered = isinstance(body, e.RecusalOrdered)
            whose = body.expert if ordered else act.by[0].key
            if (whose, body.application) == (key, application):
                kind = "ORDERED" if ordered else "DECLARED"
                yield self._relation(kind, act, body.relation.of)

    def _decided(self, key: bytes) -> Iterator[Relation]:
        for act in self._disqualified:
            if act.body.discipline == "RECUSAL" and key in act.body.keys:
                yield self._relation("DECIDED", act, act.body.facts.of)

    def _known(self, person: str, application: str) -> Iterator[Relation]:
        states = self._review.states
        state: ApplicationState = states.get(application)
        acts = states.acts(application)
        if state.person == person and acts:
            yield self._relation("SELF", acts[0])
        bodies = {state.employer, state.agency} - {""}
        yield from self._of_the_same_employer(person, bodies, application)
        signed = (act for act in acts if self._signed_for(act, person))
        for act in list(signed)[:1] if state.person != person else ():
            yield self._relation("SIGNED_FOR", act)
        yield from self._with_the_same_work(person, application)

    def _of_the_same_employer(
        self, person: str, bodies: set[str], application: str
    ) -> Iterator[Relation]:
        log = self._review.states.log
        for key in involved.keys_of(self._inquiry.rows, person):
            grants = self._keys[key].grants if key in self._keys else {}
            for (_, org), held in grants.items():
                if org in bodies and held:
                    event = event_ref(log.event_at(held[0].granted))
                    yield Relation(kind=_kind("SAME_EMPLOYER"), shown_by=event)
        for own in self._own(person, application):
            acts = self._review.states.acts(own)
            if self._review.states.get(own).employer in bodies and acts:
                yield self._relation("SAME_EMPLOYER", acts[0])

    def _own(self, person: str, application: str) -> Iterator[str]:
        """Yield the expert's own applications, beside the one that is asked about."""
        for own in self._review.states.get(person).applications:
            if own != application:
                yield own

    def _signed_for(self, act: Act, person: str) -> bool:
        known = (self._keys.get(one.key) for one in act.by if one.role not in PANEL)
        return any(key is not None and key.subject == person for key in known)

    def _with_the_same_work(self, person: str, application: str) -> Iterator[Relation]:
        files = set(self._files(application))
        for own in self._own(person, application):
            for file in files:
                for event in self._inquiry.leads.places_of(file, own):
                    ref = event_ref(event)
                    yield Relation(kind=_kind("SAME_WORK"), shown_by=ref)

    def _files(self, application: str) -> Iterator[bytes]:
        """Yield the SHA-256 of the files of an application, from the vault."""
        for event in self._review.states.events(application):
            file: Any = event.body.get("file")
            found = (
                file_of(file, self._inquiry.vault) if isinstance(file, dict) else b""
            )
            if found:
                yield found

    def _relation(self, kind: str, act: Act, sealed_with: str = "") -> Relation:
        return Relation(
            kind=_kind(kind), shown_by=self._review.ref(act), sealed_with=sealed_with
        )


def _kind(code: str) -> Label:
    return label(code, KINDS[code])
