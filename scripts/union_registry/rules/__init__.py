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
from union_registry.rules.a6_annual import ANNUAL_SUMMARY
from union_registry.rules.annexes import (
    CHAIN_NARRATIVE_LENGTH,
    MEMBER_LISTED_ONCE,
    NARRATIVE_LENGTH,
    ONE_NAME_PER_CODE,
    STATEMENT_LENGTH,
)
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
    STAGES_COVERED,
    ONE_LEAD_ONE_UNION,
    AGREEMENT_SIGNED,
    COORDINATING_BODY,
    EXPERT_COMMITTEE,
    MECHANISMS,
    SAMPLES_APART,
    ANNUAL_SUMMARY,
    NARRATIVE_LENGTH,
    CHAIN_NARRATIVE_LENGTH,
    STATEMENT_LENGTH,
    MEMBER_LISTED_ONCE,
    ONE_NAME_PER_CODE,
)
