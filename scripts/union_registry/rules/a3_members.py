"""Article 三（三）: enterprises, universities and institutes fully joined."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil

from union_registry.finding import Outcome, Place, Strength
from union_registry.model.forms import Member
from union_registry.rule import Case, Judgement, Measure, Rule, limit, met_if, percent, shown
from union_registry.text import Text

_STAGES = {
    "upstream": Text("上游", "upstream"),
    "midstream": Text("中游", "midstream"),
    "downstream": Text("下游", "downstream"),
}


def members_are_able(case: Case) -> Judgement:
    count = len(case.union.members_on(case.as_of))
    return Judgement(Outcome.PEOPLE, case.union.members_place, {"members": Measure(count, "家")})


MEMBERS_ABLE = Rule(
    id="members-able",
    clause="三（三）a",
    strength=Strength.PEOPLE,
    title=Text("成员单位的研发和配套能力", "Ability of the members"),
    judge=members_are_able,
    reads=("members/members/*/name",),
    met=Text(
        "请评审人员看 {members} 家成员的说明：是否属于本产业链，是否有研发或技术配套能力",
        "for reviewers: the statements of {members} members: do they belong to the chain, can they do or support research",
    ),
)


def members_reach_the_minimum(case: Case) -> Judgement:
    count, minimum = len(counted_units(case)), case.policy.member_minimum
    return met_if(
        count >= minimum,
        case.union.members_place,
        members=Measure(count, "家"),
        minimum=limit(minimum, "家"),
        short=Measure(max(minimum - count, 0), "家"),
        spare=Measure(max(count - minimum, 0), "家"),
    )


MEMBER_MINIMUM = Rule(
    id="member-minimum",
    clause="三（三）b",
    strength=Strength.IN_PRINCIPLE,
    title=Text("成员单位家数", "Number of members"),
    judge=members_reach_the_minimum,
    reads=("members/members/*/name", "members/members/*/joined_on", "members/members/*/left_on"),
    met=Text(
        "成员 {members} 家（含牵头单位），要求 {minimum} 家，余 {spare} 家",
        "members, the lead included: {members}; wanted: {minimum}, to spare: {spare}",
    ),
    not_met=Text(
        "成员 {members} 家（含牵头单位），原则上不少于 {minimum} 家，差 {short} 家",
        "members, the lead included: {members}; wanted in principle: {minimum}, short: {short}",
    ),
    fix=Text("再吸收 {short} 家成员，或向盟科技局申请豁免", "bring in {short} more, or ask the bureau for a waiver"),
    waivable={"members": Text("成员", "members")},
    asked_by=("member_minimum",),
)


def enough_members_are_local(case: Case) -> Judgement:
    """Compared as exact fractions (A8): 6 of 12 is 50 %, 7 of 15 is not."""
    counties = case.vocabularies["counties"].terms
    units = counted_units(case)
    local = [unit for unit in units if counties[unit.county].in_league]
    outside = [unit for unit in units if not counties[unit.county].in_league]
    at = outside[0].place / "county" if outside else case.union.members_place
    return _share(at, len(local), len(units), case.policy.local_share_minimum)


LOCAL_SHARE = Rule(
    id="local-share",
    clause="三（三）c",
    strength=Strength.MUST,
    title=Text("盟内注册成员占比", "Share of members registered in the league"),
    judge=enough_members_are_local,
    reads=("members/members/*/county", "members/members/*/joined_on", "members/members/*/left_on"),
    met=Text(
        "盟内注册成员 {count}/{total}（{share} %），要求不低于 {minimum} %，余 {spare} 家",
        "{count}/{total} members registered in the league ({share} %), at least {minimum} % wanted, {spare} to spare",
    ),
    not_met=Text(
        "盟内注册成员 {count}/{total}（{share} %），要求不低于 {minimum} %，差 {short} 家",
        "{count}/{total} members registered in the league ({share} %), at least {minimum} % wanted, {short} short",
    ),
    fix=Text(
        "成员总数不变时须再有 {short} 家在盟内注册（以盟内单位替换盟外单位），或新增 {join} 家盟内单位；并核对各成员的注册地 county",
        "with the same total, {short} more must be registered in the league (in place of units from outside), or local ones join (to add: {join}); check county of each member",
    ),
    asked_by=("local_share_minimum",),
)


def enough_members_are_enterprises(case: Case) -> list[Judgement]:
    """A cooperative and a sole trader are not counted (A3); with them it is told where it differs."""
    policy, units = case.policy, counted_units(case)
    strict = [unit for unit in units if unit.kind in policy.enterprise_kinds]
    wide = [unit for unit in units if unit.kind in policy.enterprise_kinds_wide]
    others = [unit for unit in units if unit.kind not in policy.enterprise_kinds]
    at = others[0].place / "kind" if others else case.union.members_place
    first = _share(at, len(strict), len(units), policy.enterprise_share_minimum)
    second = _share(at, len(wide), len(units), policy.enterprise_share_minimum)
    if first.outcome is second.outcome:
        return [first]
    words = _WIDE_READING_MET if second.outcome is Outcome.MET else _WIDE_READING_MISSED
    return [first, Judgement(Outcome.NOTE, at, second.facts, words)]


_WIDE_READING_MET = Text(
    "若把农民专业合作社和个体工商户计为企业，则为 {count}/{total}（{share} %），达到",
    "with farmers' cooperatives and sole traders counted it is {count}/{total} ({share} %), which is enough",
)
_WIDE_READING_MISSED = Text(
    "若按另一种理解计企业，则为 {count}/{total}（{share} %），未达到",
    "on the other reading of enterprise it is {count}/{total} ({share} %), which is not enough",
)

ENTERPRISE_SHARE = Rule(
    id="enterprise-share",
    clause="三（三）d",
    strength=Strength.MUST,
    title=Text("企业成员占比", "Share of members that are enterprises"),
    judge=enough_members_are_enterprises,
    reads=("members/members/*/kind", "members/members/*/joined_on", "members/members/*/left_on"),
    met=Text(
        "企业成员 {count}/{total}（{share} %），要求不低于 {minimum} %，余 {spare} 家",
        "{count}/{total} members are enterprises ({share} %), at least {minimum} % wanted, {spare} to spare",
    ),
    not_met=Text(
        "企业成员 {count}/{total}（{share} %），要求不低于 {minimum} %，差 {short} 家",
        "{count}/{total} members are enterprises ({share} %), at least {minimum} % wanted, {short} short",
    ),
    fix=Text(
        "成员总数不变时须再有 {short} 家是企业，或新增 {join} 家企业",
        "with the same total, {short} more must be enterprises, or add {join} enterprises",
    ),
    asked_by=("enterprise_share_minimum",),
)


def members_cover_the_stages(case: Case) -> Judgement:
    counts = Counter(stage for unit in counted_units(case) for stage in unit.stages)
    absent = tuple(_STAGES[stage] for stage in case.policy.required_stages if not counts[stage])
    facts = {stage: Measure(counts[stage], "家") for stage in _STAGES}
    return met_if(not absent, case.union.members_place, **facts, absent=Measure(absent))


STAGES_COVERED = Rule(
    id="stages-covered",
    clause="三（三）e",
    strength=Strength.MUST,
    title=Text("产业链上中下游", "Stages of the chain"),
    judge=members_cover_the_stages,
    reads=("members/members/*/stages", "members/members/*/joined_on", "members/members/*/left_on"),
    met=Text(
        "上游 {upstream} 家、中游 {midstream} 家、下游 {downstream} 家",
        "upstream {upstream}, midstream {midstream}, downstream {downstream}",
    ),
    not_met=Text(
        "没有{absent}成员（上游 {upstream} 家、中游 {midstream} 家、下游 {downstream} 家）",
        "no member works {absent} (upstream {upstream}, midstream {midstream}, downstream {downstream})",
    ),
    fix=Text(
        "吸收{absent}单位，或核对各成员的 stages 是否填全",
        "bring in units that work {absent}, or check that stages is complete for each member",
    ),
    asked_by=("required_stages",),
)


def lead_leads_no_other_union(case: Case) -> Judgement:
    """Across the whole register, by credit code; dissolved unions do not count."""
    union, lead = case.union, case.union.lead
    others = tuple(
        slug
        for slug in case.index.led_by(lead.credit_code)
        if slug != union.slug and case.index.precedes(slug, union.slug, case.as_of)
    )
    maximum = case.policy.lead_union_maximum
    return met_if(
        len(others) + 1 <= maximum,
        lead.place / "credit_code",
        led=Measure(len(others) + 1, "个"),
        maximum=limit(maximum, "个"),
        others=Measure(others),
    )


ONE_LEAD_ONE_UNION = Rule(
    id="one-lead-one-union",
    clause="三（三）f",
    strength=Strength.IN_PRINCIPLE,
    title=Text("一个单位牵头一个联合体", "One lead, one union"),
    judge=lead_leads_no_other_union,
    reads=("members/members/*/name",),
    met=Text("牵头单位牵头 {led} 个联合体，上限 {maximum} 个", "the lead leads {led} union, at most {maximum}"),
    not_met=Text(
        "牵头单位已另外牵头 {others}，共 {led} 个，原则上限 {maximum} 个",
        "the lead also leads {others}: {led} in all, in principle at most {maximum}",
    ),
    fix=Text("换一家单位牵头，或向盟科技局申请豁免", "let another unit lead, or ask the bureau for a waiver"),
    waivable={"led": Text("牵头的联合体", "unions led"), "others": Text("另外牵头的是", "unions led besides")},
    asked_by=("lead_union_maximum",),
)


def counted_units(case: Case) -> list[Member]:
    """The members on the day, each credit code once however often it is listed."""
    return list({unit.credit_code: unit for unit in case.union.members_on(case.as_of)}.values())


def _share(at: Place, count: int, total: int, minimum: Fraction) -> Judgement:
    """A share against a minimum, and how many are short if the total stays or if only such units join."""
    short = max(ceil(minimum * total) - count, 0)
    join = ceil((minimum * total - count) / (1 - minimum)) if short and minimum < 1 else short
    return met_if(
        total > 0 and Fraction(count) >= minimum * total,
        at,
        count=Measure(count, "家"),
        total=Measure(total, "家"),
        share=Measure(percent(Fraction(count, total), minimum) if total else "—", "%"),
        minimum=limit(shown(minimum * 100), "%"),
        short=Measure(short, "家"),
        join=Measure(join, "家"),
        spare=Measure(max(count - ceil(minimum * total), 0), "家"),
    )
