"""Private data that came with a request: what has happened by then, and what is to be done about it, in that order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from union_registry.report.comment.links import Links
from union_registry.report.comment.tongue import Tongue


def exposure(
    commits: Sequence[str], tongue: Tongue, links: Links, *, still_there: bool, private: bool
) -> Iterator[str]:
    """The warning, as a quotation; nothing if there are no `commits` in which such data were seen.

    `still_there` is whether the newest commit holds them, too, `private` whether only invited people
    read the repository.
    """
    if not commits:
        return
    named = tongue.listed(f"`{commit[:7]}`" for commit in commits)
    where = tongue.ours(
        "已经进了历史" if private else "谁都能看到", "are in history" if private else "anybody can see them"
    )
    yield ""
    yield tongue.ours(
        f"> **⚠ 提交里有个人信息（{named}），{where}。**"
        + ("请马上做这几件事：" if still_there else "文件里已经删掉，但历史里还有，请做这几件事："),
        f"> **⚠ Personal data were committed ({named}) and {where}.** "
        + ("At once:" if still_there else "They are gone from the files, not from history:"),
    )
    for number, step in enumerate(_steps(tongue, links.correction(), still_there), 1):
        yield f"> {number}. {step}"


def _steps(tongue: Tongue, guide: str, still_there: bool) -> Iterator[str]:
    yield tongue.ours(
        f"告诉盟科技局，由管理人从历史里清除（[怎样清除]({guide})）；只删文件不够，留言里也不要再写一遍",
        f"tell the bureau, whose maintainers purge it from history ([how]({guide})); deleting the files is not enough, "
        "and do not repeat any of it in a comment",
    )
    if still_there:
        yield tongue.ours(
            "把 `private.yaml` 和文件里的手机号码、邮箱、身份证号码删掉，免得再有人看到",
            "take `private.yaml`, phone numbers, e-mail addresses and ID numbers out, lest more people see them",
        )
    yield tongue.ours(
        "清除以后，重新复制（fork）一份名录，另开一份申请；并告知本人",
        "once it is purged, make a new fork and open another request; and tell the persons concerned",
    )
