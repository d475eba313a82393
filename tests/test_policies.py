"""Other places' conditions are policy data: what they say of unions, and what a policy file may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sites import REPOSITORY, need_samples, own_root
from tests.support import FIXTURES, SLUG, as_yaml, changed, new_root, valid_union, write_union
from union_registry import index, policyfile
from union_registry.engine import Judge
from union_registry.faults import BrokenRegister
from union_registry.finding import Finding
from union_registry.policy import FIELDS, SWITCHES, PolicyBook
from union_registry.register import Register
from union_registry.rules import RULES
from union_registry.source.reader import read

PLACES = sorted((FIXTURES / "policies").glob("*.yaml"))
OUTCOMES = read((FIXTURES / "outcomes-elsewhere.yaml").read_bytes()).data
AS_OF = date(2026, 12, 1)
# How a cell of the table is made of the facts of a finding.
CELLS = {
    "member-groups": lambda facts: f"{facts['count']}/{facts['total' if 'share' in facts else 'limit']}",
    "rd-investment": lambda facts: f"{facts['ratio']} %, {facts['mean']}",
    "lead-platform": lambda facts: f"{facts['platforms']}/{facts['minimum']}",
    "dedicated-team": lambda facts: f"{facts['team']}/{facts['minimum']}",
    "lead-kind": lambda facts: facts["kind"],
    "lead-registered-in-league": lambda facts: facts["county"],
}


def elsewhere(register: Register, place: Path) -> PolicyBook:
    return register.policy.under(policyfile.load_file(place, register.root / "schema", register.words))


def judged(register: Register, slug: str, book: PolicyBook) -> list[Finding]:
    judge = Judge(register, index.load(register.root, register.slugs), AS_OF)
    folder = register.open(slug)
    return list(judge.judge(folder, book.on(judge.case(folder.union).filed_on)).findings)


def cells(findings: list[Finding], asked: list[str]) -> dict[str, str]:
    """A row of the table: outcome and figures by rule, or by condition where the policy lists several."""
    row = {}
    for finding in findings:
        facts = {name: fact.value for name, fact in finding.facts.items()}
        name = str(facts.get("condition", finding.rule))
        if name in asked:
            figures = CELLS[finding.rule](facts) if facts and finding.rule in CELLS else ""
            row[name] = f"{finding.outcome} {figures}".strip()
    return row


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.stem)
def test_the_valid_union_comes_out_elsewhere_as_the_table_says(place: Path, tmp_path: Path) -> None:
    register = Register(new_root(tmp_path / "register"))
    write_union(register.root, valid_union())
    table = OUTCOMES[place.stem]
    assert cells(judged(register, SLUG, elsewhere(register, place)), table["asks"]) == table["unions"][SLUG]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.stem)
def test_the_samples_come_out_elsewhere_as_the_table_says(place: Path) -> None:
    need_samples()
    register = Register(REPOSITORY)
    table = OUTCOMES[place.stem]
    book = elsewhere(register, place)
    rows = {slug: cells(judged(register, slug, book), table["asks"]) for slug in register.slugs}
    assert rows == {slug: row for slug, row in table["unions"].items() if slug != SLUG}


def test_the_table_has_every_place() -> None:
    assert OUTCOMES.keys() == {place.stem for place in PLACES}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.stem)
def test_conditions_of_elsewhere_name_their_own_text(place: Path, tmp_path: Path) -> None:
    register = Register(new_root(tmp_path / "register"))
    write_union(register.root, valid_union())
    found = judged(register, SLUG, elsewhere(register, place))
    numbered = {rule.id for rule in RULES if rule.asked_by and not rule.clause.startswith("附件")}
    clauses = {finding.clause for finding in found if finding.rule in numbered and finding.outcome != "not-applicable"}
    assert clauses
    assert not any(clause.startswith(("一", "三")) for clause in clauses)


# --- what is not asked ------------------------------------------------------------------------------------------------


def off(name: str) -> dict[str, Any]:
    """The policy with one entry blank."""
    return {"policy/xilingol.yaml": [{"path": f"{name}/values/0/value", "remove": True}]}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.asked_by], ids=lambda rule: rule.id)
@pytest.mark.parametrize("papers", ["all papers", "no papers"])
def test_a_rule_whose_numbers_are_blank_does_not_apply(rule: Any, papers: str, tmp_path: Path) -> None:
    edits = [edit for name in rule.asked_by for edit in off(name)["policy/xilingol.yaml"]]
    register = Register(new_root(tmp_path / "register", {"policy/xilingol.yaml": edits}))
    write_union(register.root, valid_union() if papers == "all papers" else {"union.yaml": {"name": "示例"}})
    (finding,) = [f for f in judged(register, SLUG, register.policy) if f.rule == rule.id]
    assert finding.outcome == "not-applicable"
    assert finding.message.zh == "本政策没有这一条"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_can_be_left_out_by_its_id(rule: Any, tmp_path: Path) -> None:
    edits = [{"path": "rules_off/values/0/value", "value": [rule.id]}]
    register = Register(new_root(tmp_path / "register", {"policy/xilingol.yaml": edits}))
    write_union(register.root, valid_union())
    (finding,) = [f for f in judged(register, SLUG, register.policy) if f.rule == rule.id]
    assert finding.outcome == "not-applicable"


def test_whatever_may_be_blank_is_asked_about_before_a_rule_reads_it() -> None:
    asked = {name for rule in RULES for name in rule.asked_by}
    assert asked >= SWITCHES
    assert all(name in SWITCHES or "None" in FIELDS[name] for name in asked)


def test_a_blank_entry_stays_off_only_until_it_has_a_value(tmp_path: Path) -> None:
    values = [{"from": "2025-01-01"}, {"from": "2026-01-01", "value": "20"}]
    edits = [{"path": "member_minimum/values", "value": values}]
    root = new_root(tmp_path / "register", {"policy/xilingol.yaml": edits})
    outcomes = {}
    for day in ("2025-12-31", "2026-01-01"):
        write_union(root, changed({"filing.yaml": [{"path": "filed_on", "value": day}]}))
        register = Register(root)
        (finding,) = [
            f for f in judged(register, SLUG, PolicyBook(register.policy.entries, "")) if f.rule == "member-minimum"
        ]
        outcomes[day] = finding.outcome
    assert outcomes == {"2025-12-31": "not-applicable", "2026-01-01": "not-met"}


# --- files that cannot be used ----------------------------------------------------------------------------------------

NAMED = "  clause: 示例\n  title: {zh: 示例, en: Example}\n"


def entry(name: str, value: str, *, unit: str = "") -> str:
    unit = f"  unit: '{unit}'\n" if unit else ""
    return f"{name}:\n{NAMED}{unit}  values:\n    - from: 2025-01-01\n      value: {value}\n"


def condition(test: str, key: str = "one") -> str:
    return f"[{{key: {key}, title: {{zh: 示例, en: Example}}, clause: 示例, strength: must, any_of: [{test}]}}]"


REFUSED = {
    "an unknown entry, with the nearest name": (entry("member_minimun", "10"), 1, "也许是 member_minimum"),
    "a number in words": (entry("member_minimum", "八"), 6, "整数"),
    "a number without end": (entry("rd_amount_minimum", "1e999999999", unit="万元"), 7, "数字"),
    "a number below nought": (entry("member_minimum", "-1"), 6, "整数"),
    "a number that must not be blank": (entry("rd_years", ""), 6, "没有填值"),
    "no years at all": (entry("rd_years", "0"), 6, "1 到 20"),
    "a share without its unit": (entry("local_share_minimum", "30"), 6, "单位应为 %"),
    "an amount in another unit": (entry("rd_amount_minimum", "3000", unit="元"), 7, "单位应为 万元"),
    "an unknown reading": (entry("rd_amount_reading", "median"), 6, "latest, each-year, mean"),
    "a word that is no kind of unit": (entry("lead_kinds", "[enterprize]"), 6, "enterprize"),
    "a rank that no level has": (entry("platform_rank_minimum", "9"), 6, "9"),
    "a stage that is none": (entry("required_stages", "[upsteam]"), 6, "upstream"),
    "an id that is no rule": (entry("rules_off", "[lead-kin]"), 6, "lead-kin"),
    "a pattern that reaches into the program": (entry("name_pattern", "'{chain.__class__}'"), 6, "{chain}"),
    "a pattern a gigabyte wide": (entry("name_pattern", "'{chain:>999999999}'"), 6, "{chain}"),
    "a week for a day": (entry("annual_deadline", "W01-1"), 6, "12-31"),
    "a list for a number": (entry("member_minimum", "[8]"), 6, "不是列表"),
    "words for conditions": (entry("group_conditions", "[universities]"), 6, "条件"),
    "a condition for a number": (entry("member_minimum", condition("{at_least: 1}")), 6, "不是列表"),
    "conditions for words": (entry("required_stages", condition("{at_least: 1}")), 6, "一串词"),
    "a test without a limit": (entry("group_conditions", condition("{counted: {local: true}}")), 6, "一个界限"),
    "a test with two limits": (entry("group_conditions", condition("{at_least: 1, kinds_at_least: 2}")), 6, "一个界限"),
    "a share above the whole": (entry("group_conditions", condition("{share_at_least: 101}")), 6, "101"),
    "a kind that is none": (entry("group_conditions", condition("{counted: {kinds: [firm]}, at_least: 1}")), 6, "firm"),
    "a tier that is none": (entry("group_conditions", condition("{counted: {tiers: [inner]}, at_least: 1}")), 6, "inner"),
    "an unknown filter": (entry("group_conditions", condition("{counted: {sme: true}, at_least: 1}")), 6, "sme"),
    "a condition without ways": (entry("group_conditions", condition("")), 6, "any_of"),
    "one key twice": (
        entry("group_conditions", condition("{at_least: 1}")[:-1] + ", " + condition("{at_least: 2}")[1:]), 6, "两次",
    ),
    "a day twice": (entry("member_minimum", "8") + "    - from: 2025-01-01\n      value: 9\n", 8, "同一天"),
    "no YAML": ("member_minimum: [", 1, ""),
    "a list": ("- member_minimum\n", 1, ""),
    "nothing": ("", 1, ""),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_a_policy_file_that_cannot_be_used_is_refused_with_its_line(why: str, tmp_path: Path) -> None:
    text, line, told = REFUSED[why]
    path = tmp_path / "elsewhere.yaml"
    path.write_text(text, encoding="utf-8")
    register = Register(own_root())
    with pytest.raises(BrokenRegister) as error:
        policyfile.load_file(path, register.root / "schema", register.words)
    assert f"{path}:{line}:" in str(error.value)
    assert told in str(error.value)


@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_policy_file_or_are_refused(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(raw)
    with pytest.raises(BrokenRegister):
        policyfile.load_file(path, own_root() / "schema", {})


_SCALAR = (
    st.none() | st.booleans() | st.sampled_from(["8", "-1", "1e9", "sum", "12-31", "{chain}", "{", "½", "٣", "nan"])
)


@given(name=st.sampled_from(list(FIELDS)), value=_SCALAR | st.lists(_SCALAR, max_size=3))
def test_any_value_of_any_entry_is_used_or_refused(
    name: str, value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "value.yaml"
    data = {
        "clause": "示例",
        "title": {"zh": "示例", "en": "Example"},
        "values": [{"from": "2025-01-01", "value": value}],
    }
    path.write_text(as_yaml({name: data}), encoding="utf-8")
    register = Register(own_root())
    try:
        book = policyfile.load_file(path, register.root / "schema", register.words)
    except BrokenRegister:
        return
    register.policy.under(book).on(AS_OF)
