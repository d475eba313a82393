"""The output folder: writes only bytes that differ, removes what no longer belongs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from union_registry.catalogue.errors import TreeError

MARKER = ".unions-site"
PREVIEW_MARKER = ".unions-preview"
_COMMANDS = {MARKER: "unions build", PREVIEW_MARKER: "unions preview"}


class Tree:
    """A folder that holds exactly the files written during one build."""

    def __init__(self, site: Path, marker: str = MARKER) -> None:
        """Take `site` over; TreeError if it holds anything and is not marked by `marker` alone."""
        self.written: list[str] = []
        self.removed: list[str] = []
        self._site = site.resolve()
        if self._site.exists() and not self._site.is_dir():
            raise TreeError(f"{site} 不是文件夹 / is not a folder")
        self._site.mkdir(parents=True, exist_ok=True)
        self._stale = set(_files(self._site))
        for other in self._stale & _COMMANDS.keys() - {marker}:
            raise TreeError(
                f"{site} 是 {_COMMANDS[other]} 生成的，不能让 {_COMMANDS[marker]} 写进去；请换一个文件夹\n"
                f"{site} was made by {_COMMANDS[other]}: {_COMMANDS[marker]} needs another folder"
            )
        if self._stale and marker not in self._stale:
            raise TreeError(
                f"{site} 里有别的文件，又没有 {marker} 标记，不敢覆盖；请换一个文件夹或先清空\n"
                f"{site} holds files and no {marker}: choose another folder or empty it first"
            )
        self._folders = {""}
        self._kept: set[str] = set()
        # First, so that an interrupted build can be taken up again.
        self.write(marker, _marked(_COMMANDS[marker]))

    def write(self, path: str, content: bytes) -> None:
        """Make the file at `path` (relative, with slashes) hold `content`."""
        if path in self._kept:
            raise TreeError(f"{path} 被写了两次 / is written twice")
        self._kept.add(path)
        file = f"{self._site}/{path}"
        if path in self._stale:
            self._stale.discard(path)
            with open(file, "rb", buffering=0) as stream:  # noqa: PTH123  # a Path costs as much as the writing
                if stream.read() == content:
                    return
        else:
            folder = path.rpartition("/")[0]
            if folder not in self._folders:
                (self._site / folder).mkdir(parents=True, exist_ok=True)
                self._folders.add(folder)
        with open(file, "wb", buffering=0) as stream:  # noqa: PTH123
            stream.write(content)
        self.written.append(path)

    def close(self) -> None:
        """Remove files that this build did not write, and folders left empty."""
        for path in sorted(self._stale):
            file = self._site / path
            file.unlink()
            self.removed.append(path)
            folder = file.parent
            while folder != self._site and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent

    def files(self) -> frozenset[str]:
        """Paths written so far, the marker included."""
        return frozenset(self._kept)


def public_folder(path: Path, root: Path) -> Path | None:
    """The folder in which `path` lies and which the public sees: a built site, or what the site of `root` is made from.

    None if it lies in none. Links are resolved; nothing needs to be there yet.
    """
    path, root = path.resolve(), root.resolve()
    built = [folder for folder in (path, *path.parents) if (folder / MARKER).exists()]
    folders = (*built, root / "site", root / "docs", root / "unions")
    return next((folder for folder in folders if path.is_relative_to(folder)), None)


def _marked(command: str) -> bytes:
    return (
        f"此文件夹由 {command} 生成；其中不属于网站的文件会被删除。\n"
        f"Made by {command}: files in here that are not part of the site are removed.\n"
    ).encode()


def _files(folder: Path, within: str = "") -> list[str]:
    """Files below `folder`, relative, with slashes; TreeError on a link or a device."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = within + entry.name
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                found += _files(Path(entry.path), path + "/")
            elif stat.S_ISREG(mode):
                found.append(path)
            else:
                raise TreeError(
                    f"{entry.path} 是链接或特殊文件，不能写过去；请先删除\n"
                    f"{entry.path} is a link or a special file: remove it first"
                )
    return found
