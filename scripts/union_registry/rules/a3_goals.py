"""Article 三（一）: clear goals."""

from __future__ import annotations

from union_registry.finding import Outcome, Strength
from union_registry.rule import Case, Judgement, Measure, Rule, limit
from union_registry.text import Text


def goals_are_listed(case: Case) -> Judgement:
    """At least one entry in the three lists together; an empty one of the three is a note (A9)."""
    goals = case.union.basics.goals
    counts = (len(goals.scientific_problems), len(goals.key_generic_technologies), len(goals.results_to_transfer))
    facts = {
        "problems": Measure(counts[0], "项"),
        "technologies": Measure(counts[1], "项"),
        "results": Measure(counts[2], "项"),
        "minimum": limit(case.policy.goal_minimum, "项"),
    }
    if sum(counts) < case.policy.goal_minimum:
        outcome = Outcome.NOT_MET
    else:
        outcome = Outcome.MET if all(counts) else Outcome.NOTE
    return Judgement(outcome, goals.place, facts)


GOALS_LISTED = Rule(
    id="goals-listed",
    clause="三（一）",
    strength=Strength.MUST,
    title=Text("建设目标清单", "Lists of goals"),
    judge=goals_are_listed,
    reads=(
        "union/goals/scientific_problems",
        "union/goals/key_generic_technologies",
        "union/goals/results_to_transfer",
    ),
    met=Text(
        "科学问题 {problems} 项、共性关键技术 {technologies} 项、成果转化 {results} 项",
        "{problems} scientific problems, {technologies} key generic technologies, {results} results to transfer",
    ),
    not_met=Text(
        "三类清单不足（科学问题 {problems}、共性关键技术 {technologies}、成果转化 {results}），至少要有 {minimum} 项",
        "the three lists hold {problems}, {technologies} and {results} entries; at least {minimum} is needed",
    ),
    note=Text(
        "三类清单有空缺：科学问题 {problems} 项、共性关键技术 {technologies} 项、成果转化 {results} 项",
        "one of the three lists is empty: {problems} problems, {technologies} technologies, {results} results",
    ),
    fix=Text(
        "在 union.yaml 的 goals 下列出要解决的问题、要攻克的技术和要转化的成果",
        "list problems, technologies and results under goals in union.yaml",
    ),
    asked_by=("goal_minimum",),
)
