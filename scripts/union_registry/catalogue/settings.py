"""What mkdocs.yml says about this register: who publishes, where the records are kept, under which licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from union_registry.catalogue.errors import SettingsError
from union_registry.text import Text


@dataclass(frozen=True)
class Settings:
    """`extra.register` of mkdocs.yml and the names of the site.

    `source` is the address below which everybody may read the records as they are kept, or "";
    `authority` goes into the ids of feed and calendar (RFC 4151).
    """

    site_name: Text
    publisher: Text
    source: str
    site_code: str
    data_licence: Mapping[str, str] | None
    authority: str


def settings(root: Path) -> Settings:
    """Read mkdocs.yml in `root`; SettingsError names what is missing or of the wrong kind."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as stream:
        config = yaml_load(stream)
    try:
        register: Mapping[str, Any] = config["extra"]["register"]
        source = str(register.get("source") or "")
        if source and not source.startswith(("https://", "http://")):
            raise SettingsError(
                "mkdocs.yml: extra.register.source 应为网址 / must be an address that begins with https://"
            )
        return Settings(
            site_name=Text(config["site_name"], register["english"]["site_name"]),
            publisher=Text(**register["publisher"]),
            source=source.rstrip("/"),
            site_code=str(register.get("site_code") or ""),
            data_licence=register.get("data_licence"),
            authority=str(register["authority"]),
        )
    except (KeyError, TypeError) as error:
        raise SettingsError(
            f"mkdocs.yml: extra.register 缺少或写错了 {error} / is missing or wrong: {error}"
        ) from error
