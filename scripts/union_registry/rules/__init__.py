"""The rules, listed by hand in the regulation's order. To add one see docs/guide/maintainer.md."""

from union_registry.rule import Rule
from union_registry.rules.a1_positioning import LEAD_KIND
from union_registry.rules.a3_goals import GOALS_LISTED
from union_registry.rules.a3_governance import AGREEMENT_SIGNED, COORDINATING_BODY, EXPERT_COMMITTEE, MECHANISMS
from union_registry.rules.a3_lead import (
    DEDICATED_TEAM,
    LEAD_GATHERS_CHAIN,
    LEAD_PLATFORM,
    LEAD_REGISTERED_IN_LEAGUE,
    LEGAL_REPRESENTATIVE_IS_PRINCIPAL,
    RD_INVESTMENT,
)
from union_registry.rules.a3_members import (
    ENTERPRISE_SHARE,
    LOCAL_SHARE,
    MEMBER_MINIMUM,
    MEMBERS_ABLE,
    ONE_LEAD_ONE_UNION,
    STAGES_COVERED,
)
from union_registry.rules.a4_approval import APPROVAL_REASONED, NAME_FOLLOWS_PATTERN
from union_registry.rules.a4_order import STEPS_IN_ORDER
from union_registry.rules.a4_procedure import (
    AGREEMENT_COMPLETE,
    CHARTER_ADOPTED,
    LEAD_SELECTED,
    PLAN_COMPLETE,
    PLAN_REVIEWED,
)
from union_registry.rules.a6_annual import ANNUAL_SUMMARY
from union_registry.rules.a6_applications import PROJECT_APPLICATION
from union_registry.rules.a6_changes import CHANGES_RECORDED
from union_registry.rules.a6_conduct import RESEARCH_INTEGRITY
from union_registry.rules.a6_figures import INDICATORS_COMPARABLE
from union_registry.rules.a6_problems import PROBLEMS_SETTLED, SUPERVISION_FOLLOWED
from union_registry.rules.a6_projects import PROJECT_ENDED, PROJECT_RULES, PROJECT_SHARES_ADD_UP
from union_registry.rules.a6_succession import NAME_AND_LEAD_KEPT, SUCCESSION_LINKED
from union_registry.rules.annexes import (
    CHAIN_NARRATIVE_LENGTH,
    MEMBER_LISTED_ONCE,
    NARRATIVE_LENGTH,
    ONE_NAME_PER_CODE,
    STATEMENT_LENGTH,
)
from union_registry.rules.groups import MEMBER_GROUPS
from union_registry.rules.samples import SAMPLES_APART

RULES: tuple[Rule, ...] = (
    LEAD_KIND,
    GOALS_LISTED,
    LEGAL_REPRESENTATIVE_IS_PRINCIPAL,
    LEAD_REGISTERED_IN_LEAGUE,
    LEAD_GATHERS_CHAIN,
    DEDICATED_TEAM,
    LEAD_PLATFORM,
    RD_INVESTMENT,
    MEMBERS_ABLE,
    MEMBER_MINIMUM,
    LOCAL_SHARE,
    ENTERPRISE_SHARE,
    MEMBER_GROUPS,
    STAGES_COVERED,
    ONE_LEAD_ONE_UNION,
    AGREEMENT_SIGNED,
    COORDINATING_BODY,
    EXPERT_COMMITTEE,
    MECHANISMS,
    LEAD_SELECTED,
    PLAN_COMPLETE,
    PLAN_REVIEWED,
    CHARTER_ADOPTED,
    AGREEMENT_COMPLETE,
    NAME_FOLLOWS_PATTERN,
    APPROVAL_REASONED,
    SAMPLES_APART,
    STEPS_IN_ORDER,
    ANNUAL_SUMMARY,
    INDICATORS_COMPARABLE,
    PROBLEMS_SETTLED,
    SUPERVISION_FOLLOWED,
    PROJECT_RULES,
    PROJECT_SHARES_ADD_UP,
    PROJECT_ENDED,
    CHANGES_RECORDED,
    NAME_AND_LEAD_KEPT,
    SUCCESSION_LINKED,
    PROJECT_APPLICATION,
    RESEARCH_INTEGRITY,
    NARRATIVE_LENGTH,
    CHAIN_NARRATIVE_LENGTH,
    STATEMENT_LENGTH,
    MEMBER_LISTED_ONCE,
    ONE_NAME_PER_CODE,
)
BY_ID = {rule.id: rule for rule in RULES}
