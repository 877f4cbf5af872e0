"""Help of one type of act: who signs, what it is, and which rules judge it."""

from aggregates.policy.catalogue import citation_of
from aggregates.roles import SEGMENT_NAMES, Party, role_name
from aggregates.rule_modules import RULE_MODULES
from aggregates.rulebook import rules_for
from aggregates.schema import EventType
from cli.language import say, tell

BEGINS_LINES = "\b\n"


def act_help(known: EventType) -> str:
    """Return the help of an act."""
    assert RULE_MODULES  # importing them is what registers the rules
    parts = [
        f"{known.title.zh} / {known.title.en} （{known.name}）",
        f"{say('签名：', 'Signed by: ')}{signers(known)}",
        f"{say('责任环节：', 'Answers for: ')}{tell(SEGMENT_NAMES[known.segment])}",
    ]
    rules = rule_lines(known)
    if rules:
        heading = say("审查规则：", "Judged by:")
        parts.append(BEGINS_LINES + "\n".join([heading, *rules]))
    return "\n\n".join(parts)


def signers(known: EventType) -> str:
    """Say who signs an act: parties joined by plus, alternatives by "or"."""
    options = [
        " + ".join(_party(party) for party in parties) for parties in known.signers
    ]
    return say(" 或 ", " or ").join(options)


def _party(party: Party) -> str:
    name = f"{tell(role_name(party.role))}({party.role})"
    if party.least == 0:
        return say(f"[{name}，可有]", f"[{name}, optional]")
    if party.most > 1:
        return say(f"{name}×{party.least} 人以上", f"{name} x{party.least} or more")
    return name


def rule_lines(known: EventType) -> list[str]:
    """Return the rules that judge an act, with their citations."""
    ids = dict.fromkeys(one for rule in rules_for(known.name) for one in rule.ids)
    return [f"{one}  {citation_of(one)}" for one in ids]
