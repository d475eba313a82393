"""What a pull request may not do, whatever stands in its files: told apart from the conditions of the regulation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from union_registry.answer.delta import Delta, Objects
from union_registry.base import BaseVersion
from union_registry.engine import fault_finding
from union_registry.finding import Finding, Outcome
from union_registry.source.fault import Fault, FormCheck
from union_registry.source.folder import printable
from union_registry.source.kinds import kind_of
from union_registry.text import Text

# github-actions[bot], as which the forms for the bureau's decisions open their requests.
ACTIONS_BOT = 41898282

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

# Judged in one request, more than anybody brings in earnest: unions, and files of theirs that are read.
MAX_UNIONS, MAX_FILES = 8, 300
_NAMED = 5


def judged_of(delta: Delta) -> list[str]:
    """The unions that are judged: the first ones, as long as their files are not too many to read."""
    slugs, files = [], 0
    for slug, paths in delta.unions.items():
        files += sum(kind_of(path) is not None for path in paths)
        if files > MAX_FILES:
            break
        slugs.append(slug)
    return slugs


def request_findings(delta: Delta, version: BaseVersion, author: int, bureau: Collection[int]) -> Iterator[Finding]:
    """What is wrong with a request as a whole. Nothing of it fails for somebody of the `bureau` (numeric ids)."""
    if delta.unions and delta.outside:
        shown = [printable(name) for name in delta.outside[:_NAMED]]
        fault = Fault(MIXED, values={"names": "、".join(shown) + (" …" if len(delta.outside) > _NAMED else "")})
        yield _softened(fault_finding("unions", fault, None), author, bureau)
    brought, judged = len(delta.unions) + len(delta.unlisted), len(judged_of(delta))
    if judged < brought:
        yield fault_finding("unions", Fault(TOO_LARGE, values={"unions": brought, "judged": judged}), None)
    for file, gone in version.gone():
        yield fault_finding(file, gone, None)


def union_findings(
    slug: str, delta: Delta, version: BaseVersion, author: int, bureau: Collection[int]
) -> Iterator[Finding]:
    """What the author of a request may not change of a union, by the lists of the accepted version."""
    if author in bureau:
        return
    if author != ACTIONS_BOT and any(is_of_bureau(path) for path in delta.unions[slug]):
        yield fault_finding(f"unions/{slug}/bureau", Fault(BUREAU_ONLY, values={"slug": slug}), slug)
    trespass = version.trespass(slug, str(author))
    if trespass is not None:
        yield fault_finding(f"unions/{slug}", trespass, slug)


def misplaced(delta: Delta, then: Objects, now: Objects) -> Iterator[Finding]:
    """Forms that were put beside `unions/`, alone or with their folder, as happens when a folder is dragged there."""
    known = {entry.path for entry in then.listed("", recursive=False)}
    new = [name for name in delta.outside if name not in known][:_NAMED]
    for name in new:
        within = (entry.path for entry in now.listed(f"{name}/", recursive=False))
        if kind_of(name) or any(map(kind_of, within)):
            yield fault_finding(printable(name), Fault(MISPLACED, values={"name": printable(name)}), None)


def is_of_bureau(path: str) -> bool:
    """Whether the file at `path` in a union's folder is the bureau's to write."""
    return path.split("/", maxsplit=1)[0] == "bureau"


def _softened(finding: Finding, author: int, bureau: Collection[int]) -> Finding:
    """The bureau changes schemas together with the files that follow them: worth a look, no fault."""
    return replace(finding, outcome=Outcome.NOTE) if author in bureau else finding
