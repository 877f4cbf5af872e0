"""Every module that registers rules, assembled.

Importing this module is what fills the registry of `aggregates.rulebook`. Whoever
judges imports it; whoever reads what was recorded needs `aggregates.catalog` alone.
"""

from aggregates import answering, deadlines, followers
from aggregates.application import all_rules as application_rules
from aggregates.calendar import rules as calendar_rules
from aggregates.circular import rules as circular_rules
from aggregates.committee import experts as committee_experts
from aggregates.committee import rules as committee_rules
from aggregates.committee import supervision as committee_supervision
from aggregates.committee import triggers as committee_triggers
from aggregates.complaint import recheck as complaint_recheck
from aggregates.complaint import rules as complaint_rules
from aggregates.complaint import transfer as complaint_transfer
from aggregates.entrustment import rules as entrustment_rules
from aggregates.history import rules as history_rules
from aggregates.inspection import rules as inspection_rules
from aggregates.integrity import rules as integrity_rules
from aggregates.organisation import rules as organisation_rules
from aggregates.person import rules as person_rules
from aggregates.policy import rules as policy_rules
from aggregates.quota import rules as quota_rules
from aggregates.session import rules as session_rules
from aggregates.title import rules as title_rules
from aggregates.trace import rules as trace_rules

RULE_MODULES = (
    answering,
    deadlines,
    followers,
    application_rules,
    calendar_rules,
    circular_rules,
    committee_experts,
    committee_rules,
    committee_supervision,
    committee_triggers,
    complaint_recheck,
    complaint_rules,
    complaint_transfer,
    entrustment_rules,
    history_rules,
    inspection_rules,
    integrity_rules,
    organisation_rules,
    person_rules,
    policy_rules,
    quota_rules,
    session_rules,
    title_rules,
    trace_rules,
)
"""Every module that registers rules; importing them is what registers."""
