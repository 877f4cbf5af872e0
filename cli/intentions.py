"""From options to an intention: what about, by whom, when, and with what."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from aggregates.draft import Intent, Signatory
from aggregates.schema import EventType
from cli.desk import Desk
from cli.fields import typed_fields
from cli.json_input import load_json
from cli.keyring import Keyring
from cli.language import say
from cli.manner import Manner
from cli.moments import parse_moment
from cli.naming import named_id
from cli.office import Office
from cli.signatories import When, by_grants, by_said
from cli.submission import carry_out
from ledger.local_day import day_of


def do_act(
    desk: Desk,
    known: EventType,
    body: tuple[dict[str, Any], list[str]],
    options: Mapping[str, Any],
    *,
    only_draft: bool = False,
) -> None:
    """Carry out an act whose options were given on the command line.

    Args:
        desk: Which ledger, which keys.
        known: The type of act.
        body: The values by field, and which texts were normalised.
        options: ``aggregate``, ``by``, ``at``, ``profile``, ``entries``, ``output``,
            ``yes``, ``dry_run``.
        only_draft: Whether it goes into a file unsigned.

    Raises:
        Refused: A rule says no.
        LedgerError: The ledger does not take it.
    """
    values, normalised = body

    def make(office: Office, keyring: Keyring) -> Intent:
        return Intent(
            type=known.name,
            id=_about(desk, known, str(options.get("aggregate") or ""), office),
            body=_with_full_ids(desk, known, values, office),
            by=signatories(known, options.get("by") or (), office, keyring),
            at=_at(str(options.get("at") or ""), office),
            entries=_entries(options),
            profile=str(options.get("profile") or ""),
        )

    carry_out(desk, [make], manner_of(options, normalised, only_draft=only_draft))


def manner_of(
    options: Mapping[str, Any],
    normalised: Sequence[str] = (),
    *,
    only_draft: bool = False,
) -> Manner:
    """Read from the options how an act is to be carried out."""
    notes = []
    if normalised:
        names = ", ".join(normalised)
        notes.append(
            say(
                f"已将文字统一为 NFC 写法：{names}（审阅单所示即为所签）",
                f"text was normalised to NFC: {names} (the sheet shows what is signed)",
            )
        )
    return Manner(
        dry_run=bool(options.get("dry_run")),
        yes=bool(options.get("yes")),
        output=options.get("output"),
        only_draft=only_draft,
        notes=notes,
    )


def signatories(
    known: EventType, said: Sequence[str], office: Office, keyring: Keyring
) -> list[Signatory]:
    """Tell who signs: as said, or as the grants of the keys at hand allow.

    Raises:
        UsageError: Nobody was named, or several roles fit.
    """
    when = When(office.log.size, day_of(office.clock()))
    at_hand = keyring.add_all()
    if said:
        return by_said(said, keyring, office.directory, when)
    return by_grants(known, at_hand, office.directory, when)


def _about(desk: Desk, known: EventType, text: str, office: Office) -> str:
    if text:
        return named_id(desk, office.log, text, known.kind)
    if known.opens:
        return ""
    raise click.UsageError(
        say(
            f"--id：请指明是哪一个 {known.kind}",
            f"--id: expected the {known.kind} that it is about",
        )
    )


def _with_full_ids(
    desk: Desk, known: EventType, body: Mapping[str, Any], office: Office
) -> dict[str, Any]:
    kinds = {field.name: field.kind for field in typed_fields(known) if field.kind}

    def full(value: Any, kind: str) -> Any:
        if isinstance(value, tuple):
            return tuple(full(one, kind) for one in value)
        return named_id(desk, office.log, value, kind)

    return {
        name: full(value, kinds[name]) if name in kinds and value else value
        for name, value in body.items()
    }


def _at(text: str, office: Office) -> int | None:
    if not text:
        return None
    at = parse_moment(text, "--at")
    if at > office.clock():
        raise click.UsageError(
            say("--at：办理时间不能晚于现在", "--at: expected a time not in the future")
        )
    return at


def _entries(options: Mapping[str, Any]) -> Sequence[Any]:
    if options.get("entries") is None:
        return ()
    entries = load_json(options["entries"], "--entries")
    if not isinstance(entries, list):
        raise click.UsageError(
            say("--entries：应为 JSON 数组", "--entries: expected a JSON array")
        )
    return entries
