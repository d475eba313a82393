"""Published unions made up for the tests of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from union_registry.catalogue.published import Condition, PublishedUnion, SummaryYear
from union_registry.text import Text

AS_OF = date(2026, 11, 23)
SOLE_TRADER = "示例草原奶食店"

_COUNTIES = ("152502", "152502", "152525", "elsewhere", "region")
_KINDS = ("enterprise", "enterprise", "cooperative", "university", "research-institute")
_STAGES = (["upstream"], ["midstream"], ["downstream"], ["upstream", "midstream"])


def member(number: int, **changes: Any) -> dict[str, Any]:
    """A member's public values; the first is the lead."""
    made: dict[str, Any] = {
        "name": f"示例单位{number}号有限公司",
        "credit_code": f"91152500MA{number:08d}",
        "kind": _KINDS[number % 5],
        "county": _COUNTIES[number % 5],
        "tier": "core" if number % 3 else "close",
        "stages": _STAGES[number % 4],
    }
    return made | changes


def conditions() -> tuple[Condition, ...]:
    """One condition of each outcome, one of them without a public message."""
    shown = Text("成员 11 家，要求不少于 8 家", "11 members of at least 8")
    return (
        Condition(
            "member-minimum",
            "三（三）",
            "in-principle",
            Text("成员不少于 8 家", "at least 8 members"),
            "met",
            shown,
            {"members": ("11", "家")},
        ),
        Condition(
            "rd-investment",
            "三（二）",
            "must",
            Text("研发投入达标", "enough R&D"),
            "met",
            None,
            {},
        ),
        *(
            Condition(
                "mechanisms",
                "三（四）",
                "people" if outcome == "people" else "must",
                Text(f"条件（{outcome}）", f"condition ({outcome})"),
                outcome,
                Text("说明文字", "words"),
                {},
            )
            for outcome in ("note", "not-met", "waived", "people", "not-applicable", "pending")
        ),
    )


def union(slug: str = "mutton-sample", *, first: int = 1, size: int = 11, **more: Any) -> PublishedUnion:
    """A published union; `more` goes into its `union.yaml`."""
    members = [member(number) for number in range(first, first + size)]
    members[0] |= {"tier": "lead", "kind": "enterprise", "county": "152502"}
    data: dict[str, Any] = {
        "union": {
            "name": "锡林郭勒盟肉羊重点产业链创新联合体（示例）",
            "chain": "mutton",
            "field": "traditional",
            "sub_field": "肉羊育种与精深加工",
            "industry_class": "畜牧业",
            "county": "152502",
            "sample": True,
            "goals": {
                "scientific_problems": ["草原放牧条件下肉羊饲料转化率偏低的机理"],
                "key_generic_technologies": ["多胎性状分子标记辅助选育", "冷鲜肉保质包装"],
                "results_to_transfer": [],
            },
            "governance": {
                "coordinating_body": {"name": "联合体理事会", "duties": "定规划。\n协调成员。"},
                "expert_committee": {
                    "name": "专家委员会",
                    "experts": [
                        {"name": "王某某", "institution": "示例大学", "field": "动物遗传育种"},
                        {"field": "食品加工"},
                    ],
                },
                "joint_research": {"title": "联合攻关管理办法"},
                "gain_sharing": {"title": "收益分配办法"},
                "intellectual_property": {"title": "知识产权共享办法"},
            },
        }
        | more,
        "members": {"members": members},
        "bureau/selection": {"selected_on": "2025-03-01"},
        "bureau/review": {"reviewed_on": "2025-04-01"},
        "bureau/approval": {
            "approved_on": "2025-05-20",
            "letter": "锡科函〔2025〕8号",
            "decision": {
                "as_of": "2025-05-16",
                "commit": "c0ffee" * 6 + "abcd",
                "policy": "0" * 16,
                "rules": "0.1.0+ab12",
            },
        },
        "bureau/waivers": {
            "waivers": [
                {
                    "rule": "member-minimum",
                    "reason": "产业链企业少",
                    "document": "锡科函〔2025〕9号",
                    "approved_by": "盟科技局",
                    "granted_on": "2025-05-20",
                    "until": "2027-05-20",
                    "standing": "holds",
                    "covered": ["成员 7 家"],
                },
                {
                    "rule": "member-minimum",
                    "reason": "刚刚组建",
                    "document": "锡科函〔2025〕7号",
                    "approved_by": "盟科技局",
                    "granted_on": "2025-05-20",
                    "until": "2027-05-20",
                    "standing": "void",
                    "covered": ["成员 6 家，现为 7 家"],
                },
                {
                    "rule": "lead-platform",
                    "reason": "平台正在认定",
                    "document": "锡科函〔2025〕6号",
                    "approved_by": "盟科技局",
                    "granted_on": "2025-05-20",
                    "until": "2026-05-20",
                    "standing": "ended",
                    "covered": ["盟级及以上创新平台 0 个"],
                },
            ]
        },
        "changes": {"changes": [{"on": "2026-01-05", "kind": "member_joined", "summary": "加入一家单位"}]},
        "annual/2025": {
            "year": "2025",
            "submitted_on": "2025-12-20",
            "summary": "完成两项技术攻关。\n推广到三个苏木。",
            "indicators": {"league_projects": "3", "patents_granted": "5"},
            "problems": [{"text": "冷链运力不足，需要协调"}],
        },
        "bureau/annual/2025": {"year": "2025", "bureau_received_on": "2025-12-21"},
    }
    summaries = (
        SummaryYear(2025, "on-time", date(2025, 12, 31), date(2025, 12, 21)),
        SummaryYear(2026, "due", date(2026, 12, 31), None),
    )
    return PublishedUnion(slug, "approved", True, data, conditions(), summaries)


def register() -> list[PublishedUnion]:
    """A live union, and a dissolved one with its successor; the latter has a sole trader."""
    new = union(
        "energy-new",
        first=6,
        size=9,
        name="锡林郭勒盟新能源装备重点产业链创新联合体（示例）",
        chain="energy-equipment",
        field="emerging",
        predecessor="energy-old",
    )
    trader = new.data["members"]["members"][3]
    trader |= {"name": SOLE_TRADER, "kind": "sole-trader"}
    del trader["credit_code"]
    new.data["members"]["members"][4] |= {
        "left_on": "2026-02-01",
        "former_names": ["从前的名字有限公司"],
    }
    old = union(
        "energy-old",
        first=6,
        size=9,
        name="锡林郭勒盟旧能源重点产业链创新联合体（示例）",
        chain="energy-equipment",
    )
    old.data["bureau/dissolution"] = {
        "dissolved_on": "2025-12-31",
        "reason": "name_changed",
        "explanation": "更名，由新的联合体承接。",
        "document": "锡科函〔2026〕1号",
        "successor": "energy-new",
    }
    old = replace(old, status="dissolved", summaries=old.summaries[:1])
    return [new, old, union()]
