"""Whether an application comes entrusted, and by a letter that covers it."""

from collections.abc import Iterator

from aggregates.application.standing import ApplicationState
from aggregates.decider import States
from aggregates.entrustment.state import RETURNED, EntrustmentState
from aggregates.lookup import entrustment_of
from aggregates.words import word


def is_entrusted(states: States, state: ApplicationState) -> bool:
    """Tell whether a letter that was not returned covers an application."""
    letter = entrustment_of(states, state.entrustment)
    stands = bool(letter.stage) and letter.stage != RETURNED
    return stands and not any(gaps(letter, state))


def gaps(
    letter: EntrustmentState, state: ApplicationState
) -> Iterator[tuple[str, str]]:
    """Yield, in both languages, what of an application a letter does not cover."""
    if state.person not in letter.persons:
        yield ("函件未列此人", "the letter does not name this person")
    if letter.session != state.session:
        yield ("委托其他评审批次", "it entrusts another session")
    if letter.series != state.series or state.level not in letter.levels:
        level = word(state.level)
        yield (
            f"函件未含{state.series}{level.zh}",
            f"it does not cover {state.series}, {level.en}",
        )
