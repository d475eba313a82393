"""Invented data stays apart from real data (reading A12)."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.finding import Outcome, Strength
from union_registry.rule import Case, Judgement, Measure, Rule, limit
from union_registry.text import Text


def samples_stay_apart(case: Case) -> Iterator[Judgement]:
    """A real union may not lean on an invented word, nor an invented one look real."""
    basics, suffix = case.union.basics, case.policy.sample_suffix
    chain = case.vocabularies["chains"].terms[basics.chain]
    if basics.sample:
        marked = basics.name.endswith(suffix)
        facts = {"name": Measure(basics.name), "suffix": limit(suffix)}
        yield Judgement(
            Outcome.MET if marked else Outcome.NOT_MET, basics.place / "name", facts, None if marked else _UNMARKED
        )
    elif chain.sample:
        yield Judgement(Outcome.NOT_MET, basics.place / "chain", {"chain": Measure(chain.label)})
    else:
        yield Judgement(Outcome.NOT_APPLICABLE, basics.place, words=_REAL)


_UNMARKED = Text(
    "示例联合体的名称“{name}”没有以{suffix}结尾", "the name of an invented union, {name}, does not end in {suffix}"
)
_REAL = Text("不是示例，也没有用示例词条", "not a sample, and no sample word is used")

SAMPLES_APART = Rule(
    id="samples-apart",
    clause="四（五）",
    strength=Strength.MUST,
    title=Text("示例与真实数据分开", "Samples stay apart from real data"),
    judge=samples_stay_apart,
    reads=("union/name", "union/chain", "union/sample"),
    met=Text("示例联合体，名称以{suffix}结尾", "a sample, and its name ends in {suffix}"),
    not_met=Text(
        "产业链“{chain}”是示例词条，真实的联合体不能用",
        "the chain {chain} is a sample word, which a real union may not use",
    ),
    fix=Text(
        "示例：标明 sample: true 并让名称以（示例）结尾；真实：请盟科技局在词表里登记这条产业链",
        "a sample: write sample: true and end the name in （示例）; a real union: ask the bureau to enter the chain into the vocabulary",
    ),
)
