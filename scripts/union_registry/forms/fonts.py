"""Fonts for the PDFs: the official ones where they are installed, else what else there is with Chinese in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from union_registry.text import Text

# Songti and its like, for titles and where nothing better is found; the last ones of each list are free.
_SONG = (
    "SimSun", "宋体", "NSimSun", "STSong", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC",
    "Source Han Serif CN", "思源宋体", "AR PL UMing CN",
)  # fmt: skip
_HEI = (
    "SimHei", "黑体", "STHeiti", "Heiti SC", "PingFang SC", "Microsoft YaHei", "微软雅黑", "DengXian", "Noto Sans CJK SC",
    "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip
_FANG = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02S", "FZFangSong-Z02")
_KAI = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "Kaiti SC", "AR PL UKai CN")
_TITLE = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "STZhongsong", "华文中宋")

# What a template asks for (GB/T 9704), best first.
ROLES: Mapping[str, tuple[str, ...]] = {
    "title": (*_TITLE, *_SONG, *_HEI),
    "body": (*_FANG, *_SONG, *_HEI),
    "head": (*_HEI, *_SONG),
    "second": (*_KAI, *_FANG, *_SONG, *_HEI),
}

NO_CHINESE = Text(
    "这台电脑上没有找到中文字体，不能生成 PDF。Debian、Ubuntu：apt install fonts-noto-cjk；"
    "Windows、macOS 自带宋体、黑体；也可把字体装好后再运行。Word 文件不受影响",
    "no font with Chinese was found on this computer, so no PDF can be made. Debian, Ubuntu: apt install"
    " fonts-noto-cjk; Windows and macOS bring their own. Word files need none",
)


def chosen(families: Iterable[str]) -> dict[str, list[str]] | None:
    """For each role the fonts of it among `families`, best first; None if there is none with Chinese."""
    there = set(families)
    found = {role: [family for family in wanted if family in there] for role, wanted in ROLES.items()}
    return found if all(found.values()) else None
