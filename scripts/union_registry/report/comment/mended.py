"""The texts of files as `unions format` writes them, ready to be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from union_registry.answer.mends import Mend
from union_registry.report.comment.folded import folded
from union_registry.report.comment.links import Links
from union_registry.report.comment.tongue import Tongue
from union_registry.report.escape import fenced


def mended(mends: Sequence[Mend], slug: str, tongue: Tongue, links: Links, room: int) -> Iterator[str]:
    """What formatting would do; the texts themselves as far as they fit into `room` characters, 0 for none."""
    if not mends:
        return
    number = len(mends)
    summary = tongue.ours(
        f"写法可以一次改好：{number} 个文件（全角数字、日期、引号、字段次序等；内容不变）",
        f"Ways of writing, put in order in {number} files (widths, dates, quotes, order of fields; the content stays)",
    )
    yield from folded(summary, _texts(mends, slug, tongue, links, room))


def _texts(mends: Sequence[Mend], slug: str, tongue: Tongue, links: Links, room: int) -> Iterator[str]:
    yield tongue.ours(
        f"自己电脑上装了检查程序的，运行 `.venv/bin/unions format {slug}`，一次改好。"
        + ("没装的，照下面逐个换，或请盟科技局代办。" if room else "没装的，请盟科技局代办。"),
        f"With the program on your machine, `.venv/bin/unions format {slug}` does it at once; "
        + ("else replace the files as below, or ask the bureau." if room else "else ask the bureau."),
    )
    for mend in mends:
        name = mend.file.split("/", 2)[2]
        if len(mend.text) > room or not _can_be_copied(mend.text):
            yield ""
            yield f"- `{name}`"
            continue
        room -= len(mend.text)
        editor = links.editor(mend.file, None)
        whole = tongue.ours("把整个文件换成下面的内容", "replace the whole file by this text")
        yield ""
        yield f"`{name}`{tongue.ours('：', ': ')}" + (f"[{whole}]({editor})" if editor else whole)
        yield fenced(mend.text, "yaml")


def _can_be_copied(text: str) -> bool:
    """Whether the text shows as it is: what would be changed on the way must not be copied back."""
    return text.removesuffix("\n") in fenced(text)
