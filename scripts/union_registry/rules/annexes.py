"""Annexes 1 and 3: what the forms ask beyond the articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from union_registry.finding import Outcome, Place, Strength
from union_registry.model.forms import Member
from union_registry.rule import Case, Judgement, Measure, Rule, limit, met_if
from union_registry.text import Text
from union_registry.zi import count_zi


def narrative_fits(case: Case) -> Judgement:
    narrative = case.union.recommendation.narrative
    text = (narrative.overview, narrative.innovation, narrative.achievements)
    return _length(narrative.place / "overview", sum(count_zi(part) for part in text), case.policy.narrative_limit)


NARRATIVE_LENGTH = Rule(
    id="narrative-length",
    clause="附件1",
    strength=Strength.MUST,
    title=Text("推荐表二（一）至（三）字数", "Length of sections 二（一）–（三）"),
    judge=narrative_fits,
    reads=("lead/narrative/overview", "lead/narrative/innovation", "lead/narrative/achievements"),
    met=Text(
        "二（一）至（三）合计 {length} 字，上限 {limit} 字", "sections 二（一）–（三）have {length} 字, at most {limit}"
    ),
    not_met=Text(
        "二（一）至（三）合计 {length} 字，上限 {limit} 字，超 {over} 字",
        "sections 二（一）–（三）have {length} 字, at most {limit}: {over} too many",
    ),
    fix=Text("在 lead.yaml 的 narrative 下删去 {over} 字", "cut {over} 字 under narrative in lead.yaml"),
    asked_by=("narrative_limit",),
)


def chain_narrative_fits(case: Case) -> Judgement:
    narrative = case.union.recommendation.narrative
    return _length(narrative.place / "chain", count_zi(narrative.chain), case.policy.chain_narrative_limit)


CHAIN_NARRATIVE_LENGTH = Rule(
    id="chain-narrative-length",
    clause="附件1",
    strength=Strength.MUST,
    title=Text("推荐表二（四）字数", "Length of section 二（四）"),
    judge=chain_narrative_fits,
    reads=("lead/narrative/chain",),
    met=Text("二（四）{length} 字，上限 {limit} 字", "section 二（四）has {length} 字, at most {limit}"),
    not_met=Text(
        "二（四）{length} 字，上限 {limit} 字，超 {over} 字",
        "section 二（四）has {length} 字, at most {limit}: {over} too many",
    ),
    fix=Text("在 lead.yaml 的 narrative.chain 下删去 {over} 字", "cut {over} 字 under narrative.chain in lead.yaml"),
    asked_by=("chain_narrative_limit",),
)


def statements_fit(case: Case) -> Iterator[Judgement]:
    """One judgement for each statement that is too long, or one that all fit."""
    most, longest, at = case.policy.statement_limit, 0, case.union.members_place
    too_long = False
    for member in case.union.members_on(case.as_of):
        length = count_zi(member.statement)
        longest = max(longest, length)
        if length > most:
            too_long = True
            facts = {"member": Measure(member.name), **_measures(length, most)}
            yield Judgement(Outcome.NOT_MET, member.place / "statement", facts)
    if not too_long:
        yield Judgement(Outcome.MET, at, _measures(longest, most))


STATEMENT_LENGTH = Rule(
    id="statement-length",
    clause="附件3",
    strength=Strength.MUST,
    title=Text("成员单位说明字数", "Length of the members' statements"),
    judge=statements_fit,
    reads=("members/members/*/statement",),
    met=Text("各成员的说明最长 {length} 字，上限 {limit} 字", "the longest statement has {length} 字, at most {limit}"),
    not_met=Text(
        "{member}的说明 {length} 字，上限 {limit} 字，超 {over} 字",
        "the statement of {member} has {length} 字, at most {limit}: {over} too many",
    ),
    fix=Text("删去 {over} 字", "cut {over} 字"),
    asked_by=("statement_limit",),
)


def each_member_is_listed_once(case: Case) -> Iterator[Judgement]:
    """On any day: a unit that left and came back has two entries, one after the other."""
    seen: dict[str, list[Member]] = {}
    twice = False
    for member in case.union.members:
        same = seen.setdefault(member.credit_code, [])
        first = next((other for other in same if _overlap(member, other)), None)
        if first is not None:
            twice = True
            facts = {"member": Measure(member.name), "first": Measure(first.name)}
            yield Judgement(Outcome.NOT_MET, member.place / "credit_code", facts)
        same.append(member)
    if not twice:
        members = len(case.union.members_on(case.as_of))
        yield Judgement(Outcome.MET, case.union.members_place, {"members": Measure(members, "家")})


def _overlap(one: Member, other: Member) -> bool:
    """Whether there is a day on which both belong."""
    joined = max(one.joined_on or date.min, other.joined_on or date.min)
    return joined < min(one.left_on or date.max, other.left_on or date.max)


MEMBER_LISTED_ONCE = Rule(
    id="member-listed-once",
    clause="附件3",
    strength=Strength.MUST,
    title=Text("成员单位不重复", "Each member is listed once"),
    judge=each_member_is_listed_once,
    reads=(
        "members/members/*/name",
        "members/members/*/credit_code",
        "members/members/*/joined_on",
        "members/members/*/left_on",
    ),
    met=Text("{members} 家成员的信用代码各不相同", "the credit codes of {members} members all differ"),
    not_met=Text("{member}与前面的{first}信用代码相同", "{member} has the same credit code as {first} before it"),
    fix=Text("重复的只留一行，或更正代码", "keep one of them, or correct the code"),
)


def names_and_codes_agree(case: Case) -> Iterator[Judgement]:
    """Across the register: one code, one name (former names aside); one name, one code (GB 32100)."""
    union, index, clash = case.union, case.index, False
    for member in case.union.members:
        for slug, unit in index.with_code(member.credit_code):
            known = {*member.names} & {unit.name, *unit.former_names}
            if not known and (slug == union.slug or index.precedes(slug, union.slug, case.as_of)):
                clash = True
                facts = {"member": Measure(member.name), "other": Measure(unit.name), "union": Measure(slug)}
                yield Judgement(Outcome.NOT_MET, member.place / "name", facts)
                break
        for slug, unit in index.with_name(member.name):
            same = unit.credit_code == member.credit_code
            if not same and (slug == union.slug or index.precedes(slug, union.slug, case.as_of)):
                clash = True
                facts = {"member": Measure(member.name), "other": Measure(unit.credit_code), "union": Measure(slug)}
                yield Judgement(Outcome.NOT_MET, member.place / "credit_code", facts, _OTHER_CODE)
                break
    if not clash:
        yield Judgement(Outcome.MET, union.members_place, {"members": Measure(len(union.members), "家")})


_OTHER_CODE = Text(
    "{member}的信用代码与 {union} 里同名单位的 {other} 不同",
    "{member} has another credit code than the unit of that name in {union}: {other}",
)

ONE_NAME_PER_CODE = Rule(
    id="one-name-per-code",
    clause="附件3",
    strength=Strength.MUST,
    title=Text("名称与信用代码一致", "One name, one credit code"),
    judge=names_and_codes_agree,
    reads=("members/members/*/name", "members/members/*/credit_code"),
    met=Text(
        "{members} 家成员的名称和信用代码与全库一致", "names and codes of {members} members agree with the register"
    ),
    not_met=Text(
        "信用代码相同的单位，这里叫{member}，在 {union} 里叫{other}",
        "the unit of this code is called {member} here and {other} in {union}",
    ),
    fix=Text(
        "照证书核对名称和代码；改过名的，把旧名写进 former_names",
        "compare name and code with the certificate; write an old name under former_names",
    ),
)


def _measures(length: int, most: int) -> dict[str, Measure]:
    return {"length": Measure(length, "字"), "limit": limit(most, "字"), "over": Measure(max(length - most, 0), "字")}


def _length(at: Place, length: int, most: int) -> Judgement:
    return met_if(length <= most, at, **_measures(length, most))
