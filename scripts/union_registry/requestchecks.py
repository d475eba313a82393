"""Checks of what a pull request may not do, whatever stands in its files."""

from __future__ import annotations

from union_registry.source.fault import FormCheck
from union_registry.text import Text

BUREAU_ONLY = FormCheck(
    "form-bureau-only",
    Text("只有盟科技局能改的文件", "Files that only the bureau changes"),
    Text(
        "{slug} 的 bureau 文件夹由盟科技局登记，这次的提交者不在科技局的名单里",
        "the folder bureau/ of {slug} is the bureau's to write, and the author is not on its list",
    ),
    Text(
        "把 bureau 文件夹恢复原样；需要登记或更正的，请联系盟科技局",
        "put the folder bureau/ back as it was; ask the bureau to record or correct something",
    ),
)
MIXED = FormCheck(
    "form-mixed",
    Text("联合体材料和程序一起改", "A union's files together with the program"),
    Text(
        "这次除了联合体的材料，还改了 {names}：规则、程序和设置要单独提",
        "beside a union's files this changes {names}: rules, program and settings belong into a request of their own",
    ),
    Text(
        "从这份申请里去掉这些改动；确实要改规则的，另开一份",
        "take these changes out; open another request if the rules have to change",
    ),
)
TOO_LARGE = FormCheck(
    "form-request-too-large",
    Text("一次改得太多", "Too much at once"),
    Text(
        "这次改动 {unions} 个联合体，材料太多，只核对了 {judged} 个",
        "{unions} unions are changed here, too much at once: {judged} of them were judged",
    ),
    Text("分成几份申请，一份一个联合体", "make a request for each union"),
)
MISPLACED = FormCheck(
    "form-misplaced",
    Text("文件放错了地方", "Files in the wrong place"),
    Text("{name} 要放在 unions 文件夹里面", "{name} belongs into the folder unions/"),
    Text(
        "逐个打开文件，点铅笔，在文件名框的最前面加上 unions/文件夹名/，保存",
        "open each file, choose the pencil, put unions/FOLDER/ in front of its name, and save",
    ),
)
CHECKS = (BUREAU_ONLY, MIXED, TOO_LARGE, MISPLACED)
