"""The policy an act cites: the version in force, and the one its matter began under."""

from collections.abc import Iterator
from functools import lru_cache

from aggregates.decider import Context
from aggregates.lookup import policy_of
from aggregates.matter import profile_of_matter
from aggregates.policy.catalogue import load_catalogue
from aggregates.rulebook import Reason, documents_of, listed, reason


def reasons(context: Context) -> Iterator[Reason]:
    """Yield every reason why the act does not cite the policy it goes by."""
    act = context.act
    if not act.type.policy:
        return
    if not act.law:
        yield reason(
            expected=("政策版本", "a policy version"),
            found=("空", "nothing"),
            remedy=("重新拟制", "draft it again"),
        )
        return
    yield from _in_force(context)
    yield from _of_the_matter(context)
    yield from _rules_named(context)


def _in_force(context: Context) -> Iterator[Reason]:
    act = context.act
    name, _, seq = act.law[0].partition("@")
    policy = policy_of(context.states, name)
    version = policy.in_force_on(act.day)
    if version is None or str(version.seq) != seq:
        wanted = f"{name}@{version.seq}" if version else f"{name} 已施行的版本"
        yield reason(
            expected=(wanted, wanted),
            found=(act.law[0], act.law[0]),
            remedy=(
                f"按 {act.day} 施行的政策重新拟制",
                f"draft it under the policy in force on {act.day}",
            ),
        )


def _of_the_matter(context: Context) -> Iterator[Reason]:
    """A matter goes by the policy of its review year, from its first act on."""
    act = context.act
    began = profile_of_matter(context.state, act.body, context.states)
    if began and began != act.profile:
        yield reason(
            expected=(began, began),
            found=(act.profile, act.profile),
            remedy=(
                "本事项按其开始时的年度政策办理",
                "this matter goes by the policy of its review year",
            ),
        )


def _rules_named(context: Context) -> Iterator[Reason]:
    """The rules that an act names are in force; which there are, the version says."""
    documents = documents_of(context.profile, context.act.day)
    wrong = _not_in(documents, context.act.law[1:])
    if wrong:
        yield reason(
            expected=("当日施行文件中的规则", "rules of the documents in force"),
            found=listed(wrong),
            remedy=("重新拟制", "draft it again"),
        )


@lru_cache(maxsize=1024)
def _not_in(documents: frozenset[str], rules: tuple[str, ...]) -> tuple[str, ...]:
    known = load_catalogue()
    return tuple(
        one
        for one in rules
        if one not in known or one.partition("-")[0] not in documents
    )
