"""The bot's labels: the fixed ones, and one for each article with something that fails. No other label is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from union_registry.finding import Finding

APPLICANT, BUREAU, RECOMMENDER = "待申请人", "待盟科技局", "待推荐单位"
WAIVER, TOUCHES_BUREAU = "豁免申请", "触及 bureau/"
OTHERS_FOLDER, MIXED, PRIVATE = "别家的文件夹", "材料和程序一起改", "含个人信息"
_ARTICLE = "未满足 "
_WRITING = _ARTICLE + "写法"
# GitHub's own limit.
_LONGEST = 50


class Label(NamedTuple):
    """Colour (six hexadecimal digits) and explanation of a label, as the forge keeps them."""

    colour: str
    description: str


_FIXED = {
    APPLICANT: Label("d4a72c", "有内容要申请人修改"),
    BUREAU: Label("0969da", "下一步由盟科技局办"),
    RECOMMENDER: Label("1b7c83", "等推荐单位盖章或签收"),
    WAIVER: Label("8250df", "申请豁免原则上的条件"),
    TOUCHES_BUREAU: Label("cf222e", "改动了盟科技局登记的文件"),
    OTHERS_FOLDER: Label("cf222e", "改动了别家联合体的文件夹"),
    MIXED: Label("cf222e", "联合体的材料和规则、程序一起改"),
    PRIVATE: Label("cf222e", "提交了联系方式或证件号码，须立即清除"),
}
_OF_ARTICLE = Label("bf8700", "这一条款有未满足的内容")


def definition(name: str) -> Label:
    """Colour and explanation of one of the bot's labels."""
    return _FIXED.get(name, _OF_ARTICLE)


def is_own(name: str) -> bool:
    """Whether a label is the bot's to set and take away."""
    return name in _FIXED or (name.startswith(_ARTICLE) and len(name) <= _LONGEST)


def article_labels(findings: Iterable[Finding]) -> list[str]:
    """A label for each article that one of `findings` is about, in their order: 未满足 三（二） for 三（二）f."""
    return list(dict.fromkeys(_of(finding) for finding in findings))


def _of(finding: Finding) -> str:
    article = re.sub(r"[a-z]+\Z", "", finding.clause)
    return (_ARTICLE + article)[:_LONGEST] if article else _WRITING
