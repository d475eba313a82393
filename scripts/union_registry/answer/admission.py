"""What a pull request may not do, whatever stands in its files: told apart from the conditions of the regulation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from union_registry.answer.delta import Delta
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
CHECKS = (BUREAU_ONLY, MIXED, TOO_LARGE)

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
    if touches_bureau(slug, delta) and author != ACTIONS_BOT:
        yield fault_finding(f"unions/{slug}/bureau", Fault(BUREAU_ONLY, values={"slug": slug}), slug)
    trespass = version.trespass(slug, str(author))
    if trespass is not None:
        yield fault_finding(f"unions/{slug}", trespass, slug)


def touches_bureau(slug: str, delta: Delta) -> bool:
    """Whether the request changes records that are the bureau's."""
    return any(path.split("/")[0] == "bureau" for path in delta.unions.get(slug, ()))


def _softened(finding: Finding, author: int, bureau: Collection[int]) -> Finding:
    """The bureau changes schemas together with the files that follow them: worth a look, no fault."""
    return replace(finding, outcome=Outcome.NOTE) if author in bureau else finding
