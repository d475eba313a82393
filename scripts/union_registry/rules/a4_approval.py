"""Article 四（五）: the union's name, and what the letter of approval rests on."""

from __future__ import annotations

from union_registry.finding import Outcome, Strength
from union_registry.rule import Case, Judgement, Measure, Rule, met_if
from union_registry.text import Text


def name_follows_the_pattern(case: Case) -> Judgement:
    """The chain's label stands between fixed words (A12); that a sample is marked is judged by `samples-apart`."""
    basics, policy = case.union.basics, case.policy
    suffix = policy.sample_suffix if basics.sample else ""
    wanted = policy.name_pattern.format(chain=case.vocabularies["chains"].label(basics.chain).zh)
    return met_if(
        basics.name.removesuffix(suffix) == wanted,
        basics.place / "name",
        name=Measure(basics.name),
        wanted=Measure(wanted + suffix),
    )


NAME_FOLLOWS_PATTERN = Rule(
    id="name-follows-pattern",
    clause="四（五）",
    strength=Strength.MUST,
    title=Text("联合体名称", "Name of the union"),
    judge=name_follows_the_pattern,
    reads=("union/name", "union/chain", "union/sample"),
    met=Text("名称“{name}”符合规定的格式", "the name {name} follows the pattern"),
    not_met=Text("名称是“{name}”，按规定应为“{wanted}”", "the name is {name}, by the pattern it would be {wanted}"),
    fix=Text(
        "union.yaml 的 name 改为“{wanted}”，或更正 chain；已核准的联合体改名即解散",
        "write {wanted} as name in union.yaml, or correct chain; an approved union dissolves by a new name",
    ),
)


_FAILING = frozenset(str(outcome) for outcome in Outcome if outcome.fails)


def approval_has_its_reason(case: Case) -> Judgement:
    """Approved with something not met only for a reason; `unions record` sees to it, an edit by hand need not."""
    approval = case.union.approval
    if approval is None or approval.approved_on > case.as_of:
        return Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NOT_APPROVED)
    facts = {"approved": Measure(approval.approved_on), "letter": Measure(approval.letter)}
    decision = approval.decision
    if decision is None:
        return Judgement(Outcome.NOT_APPLICABLE, approval.place, facts, _NOTHING_KEPT)
    failing = tuple(found.rule for found in decision.findings if found.outcome in _FAILING)
    facts |= {"judged": Measure(decision.as_of), "count": Measure(len(failing), "项"), "failing": Measure(failing)}
    if failing and approval.reason is None:
        return Judgement(Outcome.NOT_MET, approval.place / "approved_on", facts)
    if decision.as_of > approval.approved_on:
        return Judgement(Outcome.NOTE, decision.place / "as_of", facts)
    return Judgement(Outcome.MET, approval.place / "approved_on", facts, _WITH_REASON if failing else None)


_NOT_APPROVED = Text("尚未批复", "not approved yet")
_NOTHING_KEPT = Text(
    "{approved} 批复（{letter}），没有留存判定依据",
    "approved on {approved} ({letter}); nothing was kept of the judgement",
)
_WITH_REASON = Text(
    "{approved} 批复（{letter}）时有 {count} 项未满足，理由已写明",
    "approved on {approved} ({letter}) with {count} not met, for a reason on record",
)

APPROVAL_REASONED = Rule(
    id="approval-reasoned",
    clause="四（五）",
    strength=Strength.MUST,
    title=Text("批复依据", "What the approval rests on"),
    judge=approval_has_its_reason,
    reads=(
        "bureau-approval/approved_on",
        "bureau-approval/letter",
        "bureau-approval/reason",
        "bureau-approval/decision/as_of",
        "bureau-approval/decision/findings",
    ),
    met=Text("{approved} 批复（{letter}）时各项都已满足", "everything was met when it was approved on {approved} ({letter})"),
    not_met=Text(
        "{approved} 批复（{letter}）时有 {count} 项未满足（{failing}），没有写明理由",
        "approved on {approved} ({letter}) with {count} not met ({failing}) and no reason given",
    ),
    note=Text(
        "批复日期是 {approved}，依据的却是 {judged} 的判定", "approved on {approved}, but judged as of {judged}"
    ),
    fix=Text(
        "请盟科技局在 bureau/approval.yaml 的 reason 写明仍予批复的理由",
        "the bureau gives its reason under reason in bureau/approval.yaml",
    ),
)  # fmt: skip
