"""The whole comment: the verdict first, the unions one after the other, the English folded beneath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from union_registry.answer.answer import MAX_CHARACTERS
from union_registry.answer.assessment import Assessment, Judged, shortfall
from union_registry.answer.memory import Counts, Memory
from union_registry.answer.request import RECHECK
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import CHINESE
from union_registry.register import Register
from union_registry.report.comment.exposure import exposure
from union_registry.report.comment.finding import findings_to_mend, findings_told, titles
from union_registry.report.comment.folded import folded
from union_registry.report.comment.links import Links
from union_registry.report.comment.mended import mended
from union_registry.report.comment.next import next_lines
from union_registry.report.comment.preview import preview_lines
from union_registry.report.comment.room import ROOMS, Room
from union_registry.report.comment.section import headline, section
from union_registry.report.comment.setting import Setting
from union_registry.report.comment.state import state
from union_registry.report.comment.tongue import EN, ZH, Tongue
from union_registry.report.escape import code, prose
from union_registry.report.rulebook import is_known

_LISTED, _NAMED = 10, 5


@dataclass(frozen=True, slots=True)
class Desk:
    """Who runs the register: whom applicants ask (a line of text, "" if none is given), and the address of the site."""

    contact: str = ""
    site: str = ""


class Comment:
    """The comment on a request that has been assessed."""

    def __init__(self, assessed: Assessment, memory: Memory, register: Register, desk: Desk) -> None:
        self._assessed, self._memory, self._desk, self._schemas = assessed, memory, desk, register.schemas
        self._labels = Labels(register.root / "schema", register.vocabularies, CHINESE)
        self._links = Links(assessed.request, assessed.tip, frozenset(assessed.delta.files), desk.site)

    def text(self) -> str:
        """The comment, as much of it as fits into MAX_CHARACTERS."""
        for room in ROOMS:
            text = "\n".join([self._memory.line(), *self._lines(room)])
            if len(text) <= MAX_CHARACTERS:
                return text
        return self.brief()

    def brief(self) -> str:
        """The same in a few lines, for a forge that takes no more."""
        return "\n".join([self._memory.line(), *self._brief(ZH), *folded("English", self._brief(EN))])

    def notice(self) -> str:
        """What is said beside the comment when a request turns from failing to passing or back."""
        assessed, link = self._assessed, f"[`{self._assessed.request.head[:7]}`]({self._links.commit()})"
        if assessed.fails:
            zh, en = (self._headline(tongue).removeprefix("✗ ") for tongue in (ZH, EN))
            return f"✗ 这一次保存（{link}）以后：{zh}，见上面的核对结果。 · {en}; see above."
        if not assessed.unions:
            return f"这份申请里已经没有联合体的材料了（{link}）。 · No union's files are in this request any more."
        return f"✓ 都改好了（{link}），谢谢。见上面的核对结果。 · All mended, thank you; see above."

    def _lines(self, room: Room) -> Iterator[str]:
        yield from self._in(ZH, room)
        if room.english:
            yield from folded("English", self._in(EN, room))

    def _brief(self, tongue: Tongue) -> Iterator[str]:
        yield from self._head(tongue)
        yield tongue.ours(
            "内容太多，这里放不下，只写结论。先改最要紧的：文件写法和没有填的内容。改好以后会逐条列出。",
            "There is more than fits in here. Mend how the files are written and what is blank first; then all is listed.",
        )
        yield from self._foot(tongue)

    def _in(self, tongue: Tongue, room: Room) -> Iterator[str]:
        setting = Setting(tongue, self._links, room, self._schemas)
        yield from self._head(tongue)
        yield from self._request(setting)
        several = len(self._assessed.unions) > 1
        for judged in self._assessed.unions:
            if several:
                yield from ("", "---", "", f"## {headline(judged, tongue, named=True)}")
            yield from section(judged, setting, self._since_last(judged.slug, tongue))
        if several:
            yield from ("", "---")
        yield from next_lines(self._assessed, tongue)
        if tongue is ZH:  # the page and the texts are the same in either language
            for judged in self._assessed.unions:
                yield from self._extras(judged, room)
        yield from self._foot(tongue)

    def _head(self, tongue: Tongue) -> Iterator[str]:
        assessed = self._assessed
        yield f"## {self._headline(tongue)}"
        yield ""
        if assessed.unions and not assessed.fails and all(union.is_clean for union in assessed.unions):
            yield tongue.ours("材料备得很齐，谢谢。", "Well prepared, thank you.")
        commit = f"[`{assessed.request.head[:7]}`]({self._links.commit()})"
        day = assessed.as_of.isoformat()
        yield tongue.ours(
            f"核对的是这一次保存的内容（提交 {commit}），以 {day} 为准。",
            f"This is about commit {commit}, as of {day} (Asia/Shanghai).",
        )

    def _headline(self, tongue: Tongue) -> str:
        assessed, whole = self._assessed, state(self._assessed)
        sign = "✗ " if assessed.fails else ""
        if whole is not None:
            return sign + tongue.ours(whole.zh, whole.en)
        if len(assessed.unions) == 1 and not any(finding.outcome.fails for finding in assessed.findings):
            return headline(assessed.unions[0], tongue)
        if assessed.fails:
            short = shortfall(assessed.in_the_way)
            return sign + tongue.ours(short.zh, short.en)
        number = len(assessed.unions)
        return tongue.ours(f"✓ {number} 个联合体都可以收进名录", f"✓ All {number} unions can be taken in")

    def _since_last(self, slug: str, tongue: Tongue) -> str:
        """③ What is solved and what is new since the commit that was judged before this one; "" for the first."""
        if self._memory.before is None:
            return ""
        before, now = (_of(slug, counts) for counts in (self._memory.before, self._memory.now))
        parts = [
            tongue.ours(f"{word} {number.total()} 项", f"{number.total()} {word_en}") + _named(number, tongue)
            for number, word, word_en in ((before - now, "解决", "solved"), (now - before, "新出现", "new"))
            if number
        ]
        told = tongue.ours("，", ", ").join(parts) or tongue.ours("没有变化", "no difference")
        return tongue.ours(f"与上次核对相比：{told}", f"Since the last time: {told}")

    def _request(self, setting: Setting) -> Iterator[str]:
        """What concerns the request as a whole, private data before all."""
        assessed, tongue, room = self._assessed, setting.tongue, setting.room
        yield from exposure(
            assessed.exposed, tongue, self._links, still_there=assessed.exposes, private=assessed.request.private
        )
        if assessed.unrelated:
            yield ""
            yield tongue.ours(
                "这份申请所在的副本与名录没有共同的历史（名录清理过个人信息以后会这样）。请重新复制（fork）一份名录，把材料再提交一次。",
                "This branch has no history in common with the register, as after personal data were purged. "
                "Make a new fork and submit the files anew.",
            )
        failing = [finding for finding in assessed.findings if finding.outcome.fails]
        if failing:
            yield from ("", f"### {tongue.ours('整份申请', 'The request as a whole')}", "")
            yield from findings_to_mend(failing, setting, room.findings)
        notes = [finding for finding in assessed.findings if not finding.outcome.fails]
        if notes:
            yield ""
            yield from findings_told(notes, setting, room.others)
        if assessed.clashes:
            listed, rest = tongue.some(assessed.clashes, _LISTED)
            files = tongue.listed([*(code(file, 80) for file in listed), *([rest] if rest else [])])
            yield ""
            yield tongue.ours(
                f"⚠ 先更新，再看别的：这几个文件别人在这期间也改过：{files}。更新以前，别人的改动会算在您头上。"
                "请点页面下方的 Update branch（更新）；没有这个按钮，或者写着 Resolve conflicts 的，请联系盟科技局。",
                f"⚠ First bring this up to date: others have changed these files in the meantime: {files}, and until then "
                "their changes look like yours. Choose “Update branch” below; where there is no such button, or “Resolve "
                "conflicts”, ask the bureau.",
            )

    def _extras(self, judged: Judged, room: Room) -> Iterator[str]:
        """The page and the mended texts, where the request may come to be merged as it is."""
        assessed = self._assessed
        if assessed.exposed or judged.dissolving:
            return
        # What is made of a request that changes the program, too, is not for people to open.
        if room.preview and judged.preview is not None and not assessed.delta.outside:
            yield from folded("公开以后是什么样子（预览）", preview_lines(judged.preview, self._labels, self._links))
        texts = room.mended if assessed.request.private else 0
        yield from mended(judged.mends, judged.slug, ZH, self._links, texts)

    def _foot(self, tongue: Tongue) -> Iterator[str]:
        contact = prose(self._desk.contact, 200)
        yield ""
        yield "---"
        yield ""
        yield tongue.ours(
            f"有不明白的，看[申报指南]({self._links.guide()})，"
            + (f"或者联系{contact}，" if contact else "")
            + f"也可以直接在下面留言。想重新核对，留言 `{RECHECK}`。"
            "本结果由程序按锡科发〔2025〕26号逐条核对得出，不是批复。",
            f"Questions: see the [guide]({self._links.guide()})"
            + (f", ask {contact}," if contact else "")
            + f" or write below. To have it judged again, write `{RECHECK}`. "
            "A program has judged this clause by clause; it is no approval.",
        )


def _of(slug: str, counts: Counts) -> Counter[str]:
    """What a comment remembers of one union: how many findings of each rule."""
    return Counter({rule: count for key, count in counts.items() for of, _, rule in [key.partition(" ")] if of == slug})


def _named(counts: Counter[str], tongue: Tongue) -> str:
    """（研发投入、成员单位家数等）: the first of the rules; one that is no longer there has no name."""
    rules = [rule for rule in counts if is_known(rule)]
    shown = titles(rules[:_NAMED], tongue) + (tongue.ours("等", " …") if len(rules) > _NAMED else "")
    return tongue.ours(f"（{shown}）", f" ({shown})") if rules else ""
