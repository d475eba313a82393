"""A union's public page in a few lines: what everybody will read, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.published import PublishedUnion
from union_registry.report.comment.links import Links
from union_registry.report.escape import prose

_NAMED, _GOALS, _LONG = 30, 12, 120


def preview_lines(shown: PublishedUnion, labels: Labels, links: Links) -> Iterator[str]:
    """The page as Markdown, in Chinese as the page is."""
    facts: dict[str, Any] = shown.data["union"]
    members: list[dict[str, Any]] = [m for m in shown.data["members"]["members"] if "left_on" not in m]
    tiers = Counter(member["tier"] for member in members)
    by_tier = "、".join(f"{labels.tiers[tier]} {tiers[tier]} 家" for tier in labels.tiers if tiers[tier])
    yield f"**{prose(facts['name'], _LONG)}**"
    yield ""
    yield f"- 产业链：{prose(labels.chain(facts['chain']))}；{labels.fields[facts['field']]}，{prose(facts['sub_field'], _LONG)}"
    yield f"- 所在旗县市（区）：{prose(labels.county(facts['county']))}"
    yield f"- 牵头单位：{prose(members[0]['name'], _LONG)}"
    yield f"- 成员单位 {len(members)} 家（{by_tier}）：{_listed([member['name'] for member in members], _NAMED)}"
    for key, title in labels.goals.items():
        goals = facts.get("goals", {}).get(key)
        if goals:
            yield f"- {title}：{_listed(goals, _GOALS)}"
    yield ""
    yield (
        "没有列出来的（金额、团队、联系人、成员说明、章程和协议正文）不会公开。"
        f"想看整个网页：登录后打开[检查页]({links.checks()})，点 check，在那次运行的页面下方的附件（Artifacts）里"
        "下载 preview（保留 14 天），解压后打开 index.html。"
    )


def _listed(names: list[str], most: int) -> str:
    shown = "、".join(prose(name, _LONG) for name in names[:most])
    return f"{shown} 等 {len(names)} 项" if len(names) > most else shown
