"""Where the title comes from on which a declaration builds, and where it is valid."""

from collections.abc import Iterator
from datetime import date

from aggregates.application import facts as f
from aggregates.application.rules.attested import DECLARING, excepted, fact_of
from aggregates.application.rules.career import step_of
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of, person_of, title_of
from aggregates.policy.profile import Profile
from aggregates.rulebook import Reason, reason, rule
from aggregates.title.state import ABROAD, RECONFIRMED, TitleState

RECONFIRM_FIRST = "reconfirm_first"


def _on_record(context: Context) -> tuple[TitleState, ...]:
    """Return the titles of the applicant that stand on the ledger."""
    person = person_of(context.states, context.state.person)
    return tuple(
        title_of(context.states, t) for t, held in person.titles.items() if held
    )


def _is_built_on(state: ApplicationState, level: str) -> bool:
    """Tell whether a declaration builds on titles of a level: the next, or its own."""
    same = state.declaration == "CONVERSION"
    return step_of(level) == step_of(state.level) - (0 if same else 1)


def _from_outside(policy: Profile, issued_in: str, issuer: str) -> bool:
    """Tell whether it is from elsewhere; 含中直驻桂单位、外省单位驻桂机构、部队."""
    region = policy.territory[:2]
    return issuer not in ("", "LOCAL_BODY") or issued_in[:2] not in ("", region)


def _outside_titles(context: Context) -> tuple[f.HeldTitle, ...]:
    """Return the titles from elsewhere on which a declaration builds.

    None where it can build on one from here.
    """
    fact = fact_of(context.state, f.TitlesHeld)
    told = fact.held if fact else ()
    built_on = [t for t in told if _is_built_on(context.state, t.level)]
    outside = [
        t for t in built_on if _from_outside(context.policy, t.issued_in, t.issuer)
    ]
    here = [
        t
        for t in _on_record(context)
        if t.stage not in ABROAD and _is_built_on(context.state, t.level)
    ]
    reconfirming = context.policy.outside_titles == RECONFIRM_FIRST
    alone = reconfirming and not here and len(outside) == len(built_on)
    return tuple(outside) if alone else ()


def _found_on_record(context: Context, title: f.HeldTitle) -> TitleState | None:
    """Return the title as the ledger has it since an employer verified it."""
    wanted = (title.series, title.level, title.since)
    found = (t for t in _on_record(context) if t.stage in ABROAD)
    return next((t for t in found if (t.series, t.level, t.since) == wanted), None)


@rule("LZ-7.7a", on=DECLARING, effect="soft")
def confirmed_again_before_the_next_level(context: Context) -> Iterator[Reason]:
    """区外取得的职称，原则上办理重新确认后方可申报原系列上一级职称."""
    for title in _outside_titles(context):
        if title.series != context.state.series or excepted(context, "LZ-7.7a"):
            continue
        known = _found_on_record(context, title)
        if known is None or known.stage != RECONFIRMED:
            yield reason(
                expected=("已办理重新确认", "re-confirmed"),
                found=_told(title, known),
                remedy=(
                    "先由单位核实并办理重新确认；确有理由的先经核准例外",
                    "have it verified and re-confirmed, or be excepted",
                ),
            )


@rule("LZ-7.7b", on=DECLARING)
def verified_before_another_series(context: Context) -> Iterator[Reason]:
    """由单位核实其原取得职称的真实有效性后，可跨系列申报上一级职称或转评."""
    for title in _outside_titles(context):
        another = title.series != context.state.series
        if another and _found_on_record(context, title) is None:
            yield reason(
                expected=("单位已核实原职称", "verified by the employer"),
                found=_told(title, None),
                remedy=(
                    "先由用人单位核实原职称的真实有效性",
                    "have the employer verify the title first",
                ),
            )


def _told(title: f.HeldTitle, known: TitleState | None) -> tuple[str, str]:
    where = f"{title.series}·{title.level}（{title.issued_in or title.issuer}）"
    if known is None:
        return (f"{where}，未经核实", f"{where}, not verified")
    return (f"{where}，未重新确认", f"{where}, not re-confirmed")


@rule("LZ-7.4b", on=DECLARING)
def not_used_beyond_the_grass_roots(context: Context) -> Iterator[Reason]:
    """定向评价取得的职称限定在基层有效：离开基层后不能据以申报."""
    state: ApplicationState = context.state
    territory = organisation_of(context.states, state.employer).territory
    known = {(t.series, t.level, t.since): t.scope for t in _on_record(context)}
    fact = fact_of(state, f.TitlesHeld)
    held = fact.held if fact else ()
    told: dict[tuple[str, str, date | None], str] = {
        (t.series, t.level, t.since): "NORMAL" for t in held
    }
    told.update(known)
    scopes = [scope for key, scope in told.items() if _is_built_on(state, key[1])]
    limited = bool(scopes) and "NORMAL" not in scopes
    if limited and territory.endswith("00"):
        yield reason(
            expected=("县区及以下单位", "an employer of a county or below"),
            found=(
                f"{state.employer}（{territory}）",
                f"{state.employer} ({territory})",
            ),
            remedy=(
                "该职称限定在基层有效，须先取得一般有效的职称",
                "the title is valid at the grass roots only",
            ),
        )
