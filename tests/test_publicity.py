"""Nothing is public unless the schema says so, and a fact only if all that it was computed from is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sites import own_root
from tests.support import ROOT, SLUG, changed, new_root, valid_union, verdict, write_union
from union_registry.finding import Finding
from union_registry.register import Register
from union_registry.rules import RULES
from union_registry.schema.publicity import Publicity
from union_registry.source.kinds import BY_SCHEMA, kind_of

SCHEMAS = ROOT / "schema"
COMMON = json.loads((SCHEMAS / "common.schema.json").read_text(encoding="utf-8"))["$defs"]


@pytest.fixture(scope="module")
def publicity() -> Publicity:
    return Register(own_root()).publicity


def schema_of(file: str) -> str:
    kind = kind_of(file)
    assert kind is not None
    return kind.schema


def shown(publicity: Publicity, file: str, data: Any) -> Any:
    return publicity.project(schema_of(file), data)


def leaves(data: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    if steps is None:
        yield here, data
    else:
        for step, child in steps:
            yield from leaves(child, (*here, step))


def marked_public(schema: str, path: tuple[str | int, ...]) -> bool:
    """Whether every property on the way is marked public; read from the schema files as they lie there."""
    whole = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))

    def follow(node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            file, _, name = node["$ref"].rpartition("#/$defs/")
            node = COMMON[name] if file or name not in whole.get("$defs", {}) else whole["$defs"][name]
        return node

    node = follow(whole)
    for step in path:
        child = node["items"] if isinstance(step, int) else node["properties"][step]
        if not isinstance(step, int) and child.get("x-public") is not True:
            return False
        node = follow(child)
    return True


# --- projection -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(valid_union()))
def test_only_what_is_marked_is_shown(file: str, publicity: Publicity) -> None:
    data = valid_union()[file]
    public = dict(leaves(shown(publicity, file, data)))

    for path, value in leaves(data):
        if not marked_public(schema_of(file), path):
            assert path not in public, path
            assert value not in public.values() or isinstance(value, bool), path


def test_what_the_public_comes_for_is_shown(publicity: Publicity) -> None:
    files = valid_union()
    union = shown(publicity, "union.yaml", files["union.yaml"])
    lead = shown(publicity, "members.yaml", files["members.yaml"])["members"][0]

    assert union.keys() == {
        "name",
        "chain",
        "field",
        "sub_field",
        "industry_class",
        "county",
        "goals",
        "governance",
        "sample",
    }
    assert union["goals"] == files["union.yaml"]["goals"]
    assert lead.keys() == {"name", "former_names", "credit_code", "kind", "county", "tier", "stages"}
    assert shown(publicity, "bureau/approval.yaml", files["bureau/approval.yaml"]) == files["bureau/approval.yaml"]
    assert (
        shown(publicity, "annual/2025.yaml", files["annual/2025.yaml"])["summary"]
        == files["annual/2025.yaml"]["summary"]
    )


@pytest.mark.parametrize(
    "file",
    ["lead.yaml", "charter.yaml", "agreement.yaml", "filing.yaml", "bureau/owners.yaml", "bureau/support.yaml",
     "bureau/conduct.yaml"],
)  # fmt: skip
def test_of_some_files_nothing_is_shown(file: str, publicity: Publicity) -> None:
    assert shown(publicity, file, valid_union()[file]) == {}
    assert not publicity.has_public(schema_of(file))


def test_of_a_plan_only_its_schedule_is_shown(publicity: Publicity) -> None:
    plan = valid_union()["plan.yaml"]

    assert shown(publicity, "plan.yaml", plan) == {"schedule": plan["schedule"]}


def test_of_an_answer_the_public_sees_that_it_was_given_and_when(publicity: Publicity) -> None:
    receipt = {
        "year": 2025,
        "answers": [{"problem": "1", "answer": "已协调", "answered_on": "2026-01-22", "closed": True}],
    }

    assert shown(publicity, "bureau/annual/2025.yaml", receipt)["answers"] == [
        {"problem": "1", "answered_on": "2026-01-22"}
    ]


def test_of_contacts_nothing_is_shown(publicity: Publicity) -> None:
    data = {
        "lead_contact": {"name": "示例·甲", "phone": "0", "email": "x"},
        "team_ages": [{"name": "示例·乙", "age": "40"}],
    }

    assert publicity.project("private", data) == {}


def test_persons_means_amounts_and_statements_are_nowhere(publicity: Publicity) -> None:
    files = valid_union()
    public = json.dumps([shown(publicity, file, data) for file, data in files.items()], ensure_ascii=False)

    for word in (
        "示例·白一", "示例·容甲", "签字页", "专职三人", "revenue", "412.5", "锡牛联专", "检测通道二套", "数据使用范围", "盟农牧主管部门",
        "按任务书约定的投入和贡献分", "章程第十条", "已商通信企业", "100000011", "锡牛联协",
    ):  # fmt: skip
        assert word not in public, word


def test_a_field_that_the_schema_does_not_know_is_not_shown(publicity: Publicity) -> None:
    data = {"name": "甲", "phone": "1", "goals": {"phone": "2", "scientific_problems": ["三"]}}

    assert publicity.project("union", data) == {"name": "甲", "goals": {"scientific_problems": ["三"]}}


@pytest.mark.parametrize(
    "data", [None, "x", [], True, {"members": "x"}, {"members": ["x", None]}, {"members": {"name": "x"}}]
)
def test_data_of_another_form_is_not_shown(data: Any, publicity: Publicity) -> None:
    assert not list(leaves(publicity.project("members", data)))


def test_a_group_in_the_place_of_a_text_is_not_shown(publicity: Publicity) -> None:
    assert publicity.project("union", {"name": {"phone": "1"}, "chain": ["1"]}) == {}


# --- what depends on what stands beside it ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "is_shown"),
    [("enterprise", True), ("cooperative", True), ("collective", True), ("sole-trader", False), (None, False)],
)
def test_a_sole_traders_code_is_withheld(kind: str | None, is_shown: bool, publicity: Publicity) -> None:
    edit = {"path": "members/3/kind", "remove": True} if kind is None else {"path": "members/3/kind", "value": kind}
    data = changed({"members.yaml": [edit]})["members.yaml"]

    member = shown(publicity, "members.yaml", data)["members"][3]

    assert member["name"] == "西乌乌兰种牛繁育有限公司（示例）"
    assert ("credit_code" in member) == is_shown


@pytest.mark.parametrize(
    ("consent", "is_shown"),
    [({"on": "2025-05-12", "document": "1号"}, True), ({}, False), (None, False)],
    ids=["recorded", "empty", "none"],
)
def test_an_experts_name_is_shown_only_with_consent(consent: Any, is_shown: bool, publicity: Publicity) -> None:
    path = "governance/expert_committee/experts/0/consent"
    edit = {"path": path, "remove": True} if consent is None else {"path": path, "value": consent}
    data = changed({"union.yaml": [edit]})["union.yaml"]

    expert = shown(publicity, "union.yaml", data)["governance"]["expert_committee"]["experts"][0]

    assert expert["field"] == "肉牛遗传育种"
    assert ("name" in expert) == is_shown
    assert ("institution" in expert) == is_shown
    assert "consent" not in expert


def test_experts_of_a_review_are_never_shown(publicity: Publicity) -> None:
    data = changed(
        {"bureau/review.yaml": [{"path": "experts/0/consent", "value": {"on": "2025-05-01", "document": "1号"}}]}
    )

    assert shown(publicity, "bureau/review.yaml", data["bureau/review.yaml"]) == {"reviewed_on": "2025-05-06"}


def test_a_sensitive_problem_is_withheld(publicity: Publicity) -> None:
    public = shown(publicity, "annual/2025.yaml", valid_union()["annual/2025.yaml"])

    assert public["problems"] == [{"text": "两个嘎查通信信号弱，测定数据传回慢，希望协调增设基站。"}]


def test_a_problem_marked_as_not_sensitive_is_shown(publicity: Publicity) -> None:
    data = changed({"annual/2025.yaml": [{"path": "problems/1/sensitive", "value": False}]})["annual/2025.yaml"]

    assert len(shown(publicity, "annual/2025.yaml", data)["problems"]) == 2


def test_figures_in_money_are_withheld_and_counts_are_shown(publicity: Publicity) -> None:
    public = shown(publicity, "annual/2025.yaml", valid_union()["annual/2025.yaml"])

    assert public["indicators"] == {
        "league_projects": "1",
        "patents_applied": "2",
        "people_trained": "150",
        "meetings": "4",
    }


# --- fields and facts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "public"),
    [
        ("union/name", True),
        ("union/principal", False),
        ("members/members/*/county", True),
        ("members/members/*/credit_code", False),  # withheld in some cases, so not public in every one
        ("members/members/*/statement", False),
        ("members/members/*/signature/on", False),
        ("union/governance/coordinating_body/name", True),
        ("union/governance/coordinating_body/means", False),
        ("union/governance/expert_committee/experts/*/name", False),
        ("union/governance/expert_committee/experts/*/field", True),
        ("lead/accounts/*/rd", False),
        ("annual/problems/*/text", False),
        ("bureau-approval/letter", True),
    ],
)
def test_a_field_is_public_only_if_it_is_so_in_every_case(field: str, public: bool, publicity: Publicity) -> None:
    assert publicity.is_public(field) is public


@pytest.mark.parametrize("field", ["union/nam", "members/*/name", "members/members/name", "union/name/x"])
def test_a_field_that_is_not_there_is_an_error(field: str, publicity: Publicity) -> None:
    with pytest.raises(KeyError):
        publicity.is_public(field)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    root = new_root(tmp_path_factory.mktemp("facts") / "register")
    write_union(root, valid_union(), SLUG)
    return {finding.rule: finding for finding in verdict(root).findings}


LIMITS = {
    "minimum",
    "maximum",
    "limit",
    "allowed",
    "suffix",
    "due",
    "total",
    "ratio_minimum",
    "amount_minimum",
    "years",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_fact_is_public_only_if_every_field_it_reads_is(
    rule: Any, facts: dict[str, Finding], publicity: Publicity
) -> None:
    public = all(publicity.is_public(field) for field in rule.reads)

    for name, fact in facts[rule.id].facts.items():
        assert fact.public == public or (fact.public and name in LIMITS), name


def test_amounts_of_money_are_not_public_and_counts_of_members_are(facts: dict[str, Finding]) -> None:
    private = {name for name, fact in facts["rd-investment"].facts.items() if not fact.public}
    shares = {name for name, fact in facts["local-share"].facts.items() if fact.public}

    assert private == {"years", "rd", "revenue", "ratio", "ratio_short", "latest", "amount_short"}
    assert shares == {"count", "total", "share", "minimum", "short", "join", "spare"}


@pytest.mark.parametrize(
    "rule", ["lead-platform", "dedicated-team", "agreement-signed", "legal-representative-is-principal"]
)
def test_what_rests_on_persons_or_private_papers_is_not_public(rule: str, facts: dict[str, Finding]) -> None:
    assert [name for name, fact in facts[rule].facts.items() if fact.public and name not in LIMITS] == []


def test_every_kind_of_file_says_whether_any_of_it_is_public(publicity: Publicity) -> None:
    public = {schema for schema in BY_SCHEMA if publicity.has_public(schema)}

    assert public == {
        "union", "members", "plan", "changes", "annual", "bureau-selection", "bureau-review", "bureau-approval", "bureau-waivers",
        "bureau-dissolution", "bureau-annual",
    }  # fmt: skip


def test_a_verdict_on_a_valid_union_tells_the_public_no_name_of_a_person(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, valid_union(), SLUG)

    for finding in verdict(root).findings:
        public = [fact.value for fact in finding.facts.values() if fact.public]
        assert "示例·" not in json.dumps(public, ensure_ascii=False)
