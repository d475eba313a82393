"""Zip files from strangers, read within bounds; and zips of our own, the same bytes for the same files."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from union_registry.refused import Refused
from union_registry.text import Text

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_UNPACKED = 100 * 1024 * 1024
# Deflate cannot do better than about 1:1032; Word's own XML stays below 1:100.
MAX_RATIO = 300
_SMALL = 1024 * 1024  # below this no ratio can hurt
_BEGINNING = (1980, 1, 1, 0, 0, 0)

_NOT_ZIP = Text("这个文件打不开，可能没有传完整", "this file cannot be opened; perhaps it was not transferred whole")
_AGAIN = Text("请重新保存或重新下载一次", "save or download it once more")


def entries(data: bytes) -> dict[str, bytes]:
    """The files in a zip, by their names there; folders are left out.

    Refused if it is no sound zip, is encrypted, holds links, names that lead out of it or the same
    name twice, or would unpack to more than the bounds above.
    """
    if len(data) > MAX_BYTES:
        raise Refused(
            Text(f"文件超过 {_mib(MAX_BYTES)} MiB", f"the file is larger than {_mib(MAX_BYTES)} MiB"),
            Text("删去其中的图片和附件再试", "take pictures and attachments out of it and try again"),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return dict(_read(opened))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refused(_NOT_ZIP, _AGAIN) from error


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files`, by name in the order given; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            packed.writestr(entry, content)
    return out.getvalue()


def _read(opened: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    listed = opened.infolist()
    if len(listed) > MAX_ENTRIES:
        raise _bomb(f"里面有 {len(listed)} 个文件", f"it holds {len(listed)} files")
    left, seen = MAX_UNPACKED, set[str]()
    for entry in listed:
        if entry.is_dir():
            continue
        _judge(entry, seen)
        seen.add(entry.filename)
        with opened.open(entry) as stream:
            content = stream.read(left + 1)  # what a zip says of its sizes is not to be believed
        left -= len(content)
        if left < 0:
            raise _bomb(f"解压后超过 {_mib(MAX_UNPACKED)} MiB", f"it unpacks to more than {_mib(MAX_UNPACKED)} MiB")
        yield entry.filename, content


def _judge(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise Refused(
            Text("文件加了密码", "the file is protected by a password"),
            Text("去掉密码再交", "take the password off and hand it in again"),
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _strange(name)
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or name in seen:
        raise _strange(name)
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise _bomb("内容压缩得异常紧", "its contents are packed unnaturally tight")


def _bomb(zh: str, en: str) -> Refused:
    return Refused(
        Text(f"{zh}，像是压缩炸弹", f"{en}, as in a zip bomb"),
        Text(
            "请交 Word、Excel 或本登记册导出的压缩包原件",
            "hand in the Word or Excel file, or the zip that this register made",
        ),
    )


def _strange(name: str) -> Refused:
    shown = ascii(name)[1:-1][:60]
    return Refused(
        Text(
            f"压缩包里的 {shown} 不是普通文件或重名", f"{shown} in the zip is no ordinary file, or stands there twice"
        ),
        Text("请重新打包", "pack it again"),
    )


def _mib(size: int) -> int:
    return size // (1024 * 1024)
