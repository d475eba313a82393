"""Article 三（二）: a strong enterprise leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from union_registry.finding import Outcome, Strength
from union_registry.model.forms import Account
from union_registry.policy import Policy
from union_registry.rule import Case, Judgement, Measure, Rule, limit, met_if, percent, shown
from union_registry.text import Text
from union_registry.zi import count_zi


def legal_representative_is_principal(case: Case) -> Judgement:
    basics, form = case.union.basics, case.union.recommendation
    return met_if(
        basics.principal == form.legal_representative,
        basics.place / "principal",
        principal=Measure(basics.principal),
        representative=Measure(form.legal_representative),
    )


LEGAL_REPRESENTATIVE_IS_PRINCIPAL = Rule(
    id="legal-representative-is-principal",
    clause="三（二）a",
    strength=Strength.MUST,
    title=Text("法定代表人任主要负责人", "The lead's legal representative is the principal"),
    judge=legal_representative_is_principal,
    reads=("union/principal", "lead/legal_representative"),
    met=Text(
        "主要负责人{principal}是牵头单位法定代表人", "the principal {principal} is the lead's legal representative"
    ),
    not_met=Text(
        "主要负责人是{principal}，牵头单位法定代表人是{representative}，应为同一人",
        "the principal is {principal}, the lead's legal representative is {representative}; they must be the same person",
    ),
    fix=Text(
        "“联合体主要负责人”（union.yaml 的 principal）与“法定代表人”（lead.yaml 的 legal_representative）填同一人，哪处写错改哪处",
        "give the same person as principal in union.yaml and as legal_representative in lead.yaml",
    ),
)


def lead_is_registered_in_the_league(case: Case) -> Judgement:
    """The credit code keeps the place of first registration, so it is only a hint (a mismatch is a note)."""
    lead, counties = case.union.lead, case.vocabularies["counties"]
    facts = {"county": Measure(counties.label(lead.county)), "digits": Measure(lead.credit_code[2:8])}
    if not counties.terms[lead.county].in_league:
        return Judgement(Outcome.NOT_MET, lead.place / "county", facts)
    digits = case.policy.league_division
    hinted = digits is None or lead.credit_code.startswith(digits, 2)
    return Judgement(Outcome.MET if hinted else Outcome.NOTE, lead.place / "county", facts)


LEAD_REGISTERED_IN_LEAGUE = Rule(
    id="lead-registered-in-league",
    clause="三（二）b",
    strength=Strength.MUST,
    title=Text("牵头单位在盟内注册", "The lead is registered in the league"),
    judge=lead_is_registered_in_the_league,
    reads=("members/members/*/county", "members/members/*/credit_code"),
    met=Text(
        "牵头单位注册在{county}（代码第 3–8 位 {digits}）",
        "the lead is registered in {county} (places 3–8 of its code: {digits})",
    ),
    not_met=Text(
        "牵头单位注册地填的是“{county}”，应在盟内", "the lead is registered in {county}; it must be in the league"
    ),
    note=Text(
        "牵头单位注册地填的是{county}，但信用代码第 3–8 位是 {digits}，首次登记不在盟内，请核对是否已迁入",
        "the lead is said to be registered in {county}, but its code was issued in {digits}; check that it has moved",
    ),
    fix=Text(
        "改由盟内注册的单位牵头，或更正注册地 county", "let a unit registered in the league lead, or correct county"
    ),
    asked_by=("lead_in_league",),
)


def lead_gathers_the_chain(case: Case) -> Judgement:
    form = case.union.recommendation
    return Judgement(
        Outcome.PEOPLE, form.narrative.place / "chain", {"length": Measure(count_zi(form.narrative.chain), "字")}
    )


LEAD_GATHERS_CHAIN = Rule(
    id="lead-gathers-chain",
    clause="三（二）c",
    strength=Strength.PEOPLE,
    title=Text("链主地位与集聚能力", "Leads the chain and gathers others"),
    judge=lead_gathers_the_chain,
    reads=("lead/narrative/chain",),
    met=Text(
        "请评审人员看推荐表二（一）至（四）：是否链主、行业影响力、能否集聚上下游（（四）有 {length} 字）",
        "for reviewers: sections 二（一）–（四）of annex 1 on leadership, influence and reach (section 四 has {length} 字)",
    ),
)


def lead_has_a_dedicated_team(case: Case) -> Judgement:
    form, minimum = case.union.recommendation, case.policy.team_minimum
    return met_if(
        len(form.team) >= minimum, form.place / "team", team=Measure(len(form.team), "人"), minimum=limit(minimum, "人")
    )


DEDICATED_TEAM = Rule(
    id="dedicated-team",
    clause="三（二）d",
    strength=Strength.MUST,
    title=Text("专职研发团队", "Dedicated R&D team"),
    judge=lead_has_a_dedicated_team,
    reads=("lead/team",),
    met=Text("专职研发团队 {team} 人", "a dedicated R&D team of {team}"),
    not_met=Text(
        "专职研发团队列了 {team} 人，至少 {minimum} 人", "the R&D team lists {team}, at least {minimum} is needed"
    ),
    fix=Text(
        "在 lead.yaml 的 team 下列出团队成员（年龄写在 private.yaml）",
        "list the team under team in lead.yaml (ages go into private.yaml)",
    ),
    asked_by=("team_minimum",),
)


def lead_has_a_platform(case: Case) -> Judgement:
    lead, policy = case.union.lead, case.policy
    levels = case.vocabularies["levels"].terms
    enough = [term for term in levels.values() if (term.rank or 0) >= policy.platform_rank_minimum]
    lowest = min(enough, key=lambda term: term.rank or 0).label
    counted = [platform for platform in lead.platforms if levels[platform.level] in enough]
    return met_if(
        len(counted) >= policy.platform_minimum,
        lead.place / "platforms",
        platforms=Measure(len(counted), "个"),
        listed=Measure(len(lead.platforms), "个"),
        minimum=limit(policy.platform_minimum, "个"),
        limit=limit(Text(lowest.zh, lowest.en.lower())),
    )


LEAD_PLATFORM = Rule(
    id="lead-platform",
    clause="三（二）e",
    strength=Strength.IN_PRINCIPLE,
    title=Text("盟级及以上创新平台", "Platform of league level or higher"),
    judge=lead_has_a_platform,
    reads=("members/members/*/platforms",),
    met=Text(
        "牵头单位有{limit}及以上创新平台 {platforms} 个",
        "platforms of {limit} level or higher that the lead has: {platforms}",
    ),
    not_met=Text(
        "牵头单位有{limit}及以上创新平台 {platforms} 个（共列 {listed} 个），一般应有 {minimum} 个以上",
        "platforms of {limit} level or higher that the lead has: {platforms} (of {listed} listed); wanted in principle: {minimum}",
    ),
    fix=Text(
        "在 members.yaml 牵头单位的 platforms 下补列，或申请豁免",
        "list them under the lead's platforms in members.yaml, or ask for a waiver",
    ),
    waivable={"platforms": Text("盟级及以上创新平台", "platforms of league level or higher")},
    asked_by=("platform_minimum",),
)


def lead_invests_in_research(case: Case) -> Iterator[Judgement]:
    """Either branch is enough (A2): share of three years, or the yearly amount. Exact throughout.

    The other reading of each branch is told beside it where it comes out differently. Another place
    may ask for one of the two alone, or for the mean of the years: there its own reading is all there is.
    """
    policy, form = case.policy, case.union.recommendation
    years = form_years(case.filed_on, policy.rd_years)
    accounts = {account.year: account for account in form.accounts}
    at = form.place / "accounts"
    missing = tuple(str(year) for year in years if year not in accounts)
    if missing:
        facts = {"missing": Measure(missing), "years": limit(policy.rd_years, "年")}
        yield Judgement(Outcome.NOT_MET, at, facts, _YEARS_MISSING)
        return
    seen: set[int] = set()
    for account in form.accounts:
        if account.year in seen:
            facts = {"year": Measure(str(account.year), "年")}
            yield Judgement(Outcome.NOT_MET, account.place / "year", facts, _YEAR_TWICE)
            return
        seen.add(account.year)
    counted = [accounts[year] for year in years]
    ratio = None if policy.rd_ratio_minimum is None else _Ratio(counted, policy.rd_ratio_minimum)
    amount = None if policy.rd_amount_minimum is None else _Amount(counted, policy.rd_amount_minimum)
    by_ratio = ratio is not None and ratio.holds(policy.rd_ratio_reading)
    by_amount = amount is not None and amount.holds(policy.rd_amount_reading)
    verdict = met_if(
        by_ratio or by_amount, at, years=Measure(f"{years[0]}–{years[-1]}"), **_facts(ratio, amount, policy)
    )
    if ratio is None or amount is None or policy.rd_amount_reading == "mean":
        yield replace(verdict, words=_words(ratio, amount, policy, reached=by_ratio or by_amount))
        return
    strict = ratio.holds("each-year") or amount.holds("each-year")
    wide = ratio.holds("sum") or amount.holds("latest")
    yield replace(verdict, words=_NOT_EVERY_YEAR) if wide and verdict.outcome is Outcome.NOT_MET else verdict
    if strict != wide:
        words = _OTHER_READING_MISSED if by_ratio or by_amount else _OTHER_READING_MET
        yield Judgement(Outcome.NOTE, at, verdict.facts, words)


class _Ratio:
    """Share of R&D in revenue over some years, exact."""

    def __init__(self, accounts: list[Account], minimum: Fraction) -> None:
        self.accounts, self.minimum = accounts, minimum
        self.rd = sum((account.rd for account in accounts), Decimal())
        self.revenue = sum((account.revenue for account in accounts), Decimal())
        short = max(minimum * Fraction(self.revenue) - Fraction(self.rd), Fraction(0))
        ratio = percent(Fraction(self.rd) / Fraction(self.revenue), minimum) if self.revenue else "—"
        self.facts = {
            "rd": Measure(shown(Fraction(self.rd)), "万元"),
            "revenue": Measure(shown(Fraction(self.revenue)), "万元"),
            "ratio": Measure(ratio, "%"),
            "ratio_short": Measure(shown(short), "万元"),
            "ratio_minimum": limit(shown(minimum * 100), "%"),
        }

    def holds(self, reading: str) -> bool:
        """Whether the share is reached; never without revenue."""
        if reading == "each-year":
            return all(self._reached(account.rd, account.revenue) for account in self.accounts)
        return self._reached(self.rd, self.revenue)

    def _reached(self, rd: Decimal, revenue: Decimal) -> bool:
        return revenue > 0 and Fraction(rd) >= self.minimum * Fraction(revenue)


class _Amount:
    """Yearly R&D spend, 万元, against a least amount."""

    def __init__(self, accounts: list[Account], minimum: Fraction) -> None:
        self.accounts, self.minimum = accounts, minimum
        self.latest = Fraction(accounts[-1].rd)
        self.mean = sum((Fraction(account.rd) for account in accounts), Fraction(0)) / len(accounts)

    def facts(self, reading: str) -> dict[str, Measure]:
        name, amount = ("mean", self.mean) if reading == "mean" else ("latest", self.latest)
        return {
            name: Measure(shown(amount), "万元"),
            "amount_short": Measure(shown(max(self.minimum - amount, Fraction(0))), "万元"),
            "amount_minimum": limit(shown(self.minimum), "万元"),
        }

    def holds(self, reading: str) -> bool:
        if reading == "each-year":
            return all(Fraction(account.rd) >= self.minimum for account in self.accounts)
        return (self.mean if reading == "mean" else self.latest) >= self.minimum


def _facts(ratio: _Ratio | None, amount: _Amount | None, policy: Policy) -> dict[str, Measure]:
    return {**(ratio.facts if ratio else {}), **(amount.facts(policy.rd_amount_reading) if amount else {})}


def _words(ratio: _Ratio | None, amount: _Amount | None, policy: Policy, *, reached: bool) -> Text:
    """What is told where one branch is off, or the mean counts."""
    parts = []
    if ratio:
        every = policy.rd_ratio_reading == "each-year" and ratio.holds("sum")
        parts.append(_RATIO_REACHED if reached else _RATIO_NOT_EVERY_YEAR if every else _RATIO_MISSED)
    if amount and policy.rd_amount_reading == "mean":
        parts.append(_MEAN_REACHED if reached else _MEAN_MISSED)
    elif amount:
        every = policy.rd_amount_reading == "each-year" and amount.holds("latest")
        parts.append(_LATEST_REACHED if reached else _LATEST_NOT_EVERY_YEAR if every else _LATEST_MISSED)
    if ratio is None:
        parts[0] = Text("研发投入：" + parts[0].zh, "R&D spend: " + parts[0].en)
    if len(parts) > 1 and reached:
        parts.append(_EITHER)
    return _joined(*parts)


def _joined(*parts: Text) -> Text:
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def form_years(filed_on: date, years: int) -> list[int]:
    """The full years before filing, oldest first: 2022 to 2024 for a filing of 2025 (A4)."""
    return list(range(filed_on.year - years, filed_on.year))


_YEAR_TWICE = Text("{year} 年的收支列了两次", "the accounts of {year} are given twice")
_YEARS_MISSING = Text(
    "近三年收支缺 {missing} 年，须有申报前 {years} 个完整年度",
    "the accounts lack {missing}; the {years} full years before filing are needed",
)
_NOT_EVERY_YEAR = Text(
    "{years} 年没有每年都达到 {ratio_minimum} % 或 {amount_minimum} 万元（三年合计 {ratio} %，最近一年 {latest} 万元）",
    "{years}: {ratio_minimum} % or {amount_minimum} 万元 is not reached in every year ({ratio} % together, latest year {latest} 万元)",
)
_OTHER_READING_MISSED = Text(
    "若从严理解（每年都达到 {ratio_minimum} %，或每年都达到 {amount_minimum} 万元），则未达到",
    "on the narrow reading ({ratio_minimum} % in every year, or {amount_minimum} 万元 in every year) it is not reached",
)
_OTHER_READING_MET = Text(
    "若从宽理解（三年合计达到 {ratio_minimum} %，或最近一年达到 {amount_minimum} 万元），则达到",
    "on the wide reading ({ratio_minimum} % over the years together, or {amount_minimum} 万元 in the latest) it is reached",
)

_RATIO_REACHED = Text(
    "{years} 年研发 {rd} 万元，占营收 {revenue} 万元的 {ratio} %（要求 {ratio_minimum} %）",
    "{years}: R&D {rd} 万元 is {ratio} % of revenue {revenue} 万元 (wanted {ratio_minimum} %)",
)
_RATIO_MISSED = Text(
    "{years} 年研发 {rd} 万元，占营收 {revenue} 万元的 {ratio} %，不到 {ratio_minimum} %（差 {ratio_short} 万元）",
    "{years}: R&D {rd} 万元 is {ratio} % of revenue {revenue} 万元, below {ratio_minimum} % ({ratio_short} 万元 short)",
)
_RATIO_NOT_EVERY_YEAR = Text(
    "{years} 年没有每年都达到 {ratio_minimum} %（合计 {ratio} %）",
    "{years}: {ratio_minimum} % is not reached in every year ({ratio} % together)",
)
_LATEST_REACHED = Text(
    "最近一年 {latest} 万元（要求 {amount_minimum} 万元）", "latest year {latest} 万元 (wanted {amount_minimum})"
)
_LATEST_MISSED = Text(
    "最近一年 {latest} 万元，不到 {amount_minimum} 万元（差 {amount_short} 万元）",
    "latest year {latest} 万元, below {amount_minimum} 万元 ({amount_short} 万元 short)",
)
_LATEST_NOT_EVERY_YEAR = Text(
    "没有每年都达到 {amount_minimum} 万元（最近一年 {latest} 万元）",
    "{amount_minimum} 万元 is not reached in every year (latest year {latest} 万元)",
)
_MEAN_REACHED = Text(
    "年均 {mean} 万元（要求 {amount_minimum} 万元）", "yearly mean {mean} 万元 (wanted {amount_minimum})"
)
_MEAN_MISSED = Text(
    "年均 {mean} 万元，不到 {amount_minimum} 万元（差 {amount_short} 万元）",
    "yearly mean {mean} 万元, below {amount_minimum} 万元 ({amount_short} 万元 short)",
)
_EITHER = Text("满足其一即可", "either is enough")

RD_INVESTMENT = Rule(
    id="rd-investment",
    clause="三（二）f",
    strength=Strength.MUST,
    title=Text("研发投入", "Investment in research"),
    judge=lead_invests_in_research,
    reads=("lead/accounts/*/rd", "lead/accounts/*/revenue"),
    met=_joined(_RATIO_REACHED, _LATEST_REACHED, _EITHER),
    not_met=_joined(_RATIO_MISSED, _LATEST_MISSED),
    fix=Text(
        "核对 lead.yaml 的 accounts：两项满足其一即可，以审计报告或加计扣除数为准",
        "check accounts in lead.yaml: either branch is enough; use the audited figures",
    ),
    asked_by=("rd_ratio_minimum", "rd_amount_minimum"),
)
