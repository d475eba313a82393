"""Article 三（四）: sound ways of working."""

from __future__ import annotations

from union_registry.finding import Strength
from union_registry.rule import Case, Judgement, Measure, Rule, limit, met_if
from union_registry.text import Text


def every_member_has_signed(case: Case) -> Judgement:
    members = case.union.members_on(case.as_of)
    unsigned = [member for member in members if member.signature is None or member.signature.on > case.as_of]
    for member in members:
        if member.signature is not None:
            _ = member.signature.by, member.signature.capacity  # half a signature is none
    return met_if(
        not unsigned,
        unsigned[0].place if unsigned else case.union.members_place,
        signed=Measure(len(members) - len(unsigned), "家"),
        total=Measure(len(members), "家"),
        unsigned=Measure(tuple(member.name for member in unsigned)),
    )


AGREEMENT_SIGNED = Rule(
    id="agreement-signed",
    clause="三（四）a",
    strength=Strength.MUST,
    title=Text("各成员签订组建协议", "Every member has signed the agreement"),
    judge=every_member_has_signed,
    reads=("members/members/*/signature",),
    met=Text("{signed}/{total} 家已签", "{signed}/{total} signed"),
    not_met=Text("{signed}/{total} 家已签，未签的是：{unsigned}", "{signed}/{total} signed; not yet: {unsigned}"),
    fix=Text(
        "请法定代表人或授权人签署，并在 members.yaml 该单位下填 signature",
        "have the legal representative or an authorised person sign, and fill in signature for the unit in members.yaml",
    ),
)


def there_is_a_coordinating_body(case: Case) -> Judgement:
    governance = case.union.basics.governance
    body = governance.coordinating_body
    if body is None:
        return met_if(False, governance.place)
    _ = body.duties, body.means
    return met_if(True, body.place, name=Measure(body.name))


COORDINATING_BODY = Rule(
    id="coordinating-body",
    clause="三（四）b",
    strength=Strength.MUST,
    title=Text("管理协调机构", "Coordinating body"),
    judge=there_is_a_coordinating_body,
    reads=("union/governance/coordinating_body/name",),
    met=Text("设有{name}，职责和条件保障已写明", "{name} is set up, its duties and means are on record"),
    not_met=Text("没有写明管理协调机构", "no coordinating body is on record"),
    fix=Text(
        "在 union.yaml 的 governance 下填 coordinating_body（名称、职责、条件保障）",
        "fill in coordinating_body under governance in union.yaml (name, duties, means)",
    ),
)


def there_is_an_expert_committee(case: Case) -> Judgement:
    governance, minimum = case.union.basics.governance, case.policy.expert_minimum
    committee = governance.expert_committee
    count = len(committee.experts) if committee else 0
    return met_if(
        count >= minimum,
        committee.place if committee else governance.place,
        experts=Measure(count, "人"),
        minimum=limit(minimum, "人"),
    )


EXPERT_COMMITTEE = Rule(
    id="expert-committee",
    clause="三（四）c",
    strength=Strength.MUST,
    title=Text("专家委员会", "Expert committee"),
    judge=there_is_an_expert_committee,
    reads=("union/governance/expert_committee/experts/*/field",),
    met=Text("专家委员会 {experts} 人", "an expert committee of {experts}"),
    not_met=Text(
        "专家委员会 {experts} 人，至少 {minimum} 人", "the expert committee has {experts}, at least {minimum} is needed"
    ),
    fix=Text(
        "在 union.yaml 的 governance 下填 expert_committee，列出专家",
        "fill in expert_committee under governance in union.yaml and list the experts",
    ),
    asked_by=("expert_minimum",),
)


def the_three_mechanisms_are_there(case: Case) -> Judgement:
    governance = case.union.basics.governance
    mechanisms = {
        Text("协同攻关", "joint research"): governance.joint_research,
        Text("收益分配", "sharing of gains"): governance.gain_sharing,
        Text("知识产权", "intellectual property"): governance.intellectual_property,
    }
    for mechanism in mechanisms.values():
        if mechanism is not None:
            _ = mechanism.summary
    absent = tuple(name for name, mechanism in mechanisms.items() if mechanism is None)
    return met_if(
        not absent,
        governance.place,
        present=Measure(len(mechanisms) - len(absent), "项"),
        total=limit(len(mechanisms), "项"),
        absent=Measure(absent),
    )


MECHANISMS = Rule(
    id="mechanisms",
    clause="三（四）d",
    strength=Strength.MUST,
    title=Text("运行机制", "Mechanisms"),
    judge=the_three_mechanisms_are_there,
    reads=(
        "union/governance/joint_research/title",
        "union/governance/gain_sharing/title",
        "union/governance/intellectual_property/title",
    ),
    met=Text("三项机制 {present}/{total} 已建立", "{present}/{total} mechanisms are on record"),
    not_met=Text(
        "三项机制 {present}/{total} 已建立，缺：{absent}",
        "{present}/{total} mechanisms are on record; missing: {absent}",
    ),
    fix=Text("在 union.yaml 的 governance 下补填{absent}机制", "add {absent} under governance in union.yaml"),
)
